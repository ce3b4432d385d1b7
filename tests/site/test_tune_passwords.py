"""The cost of hashing: out of the environment, never below what is advised, measured by a command."""

import os
import re
import subprocess
import sys

import pytest

from weian.site.passwords import MOST, WEAKEST, Cost, milliseconds, tuned


def test_a_cost_is_said_in_the_environment() -> None:
    assert Cost.said("") == WEAKEST
    assert str(Cost.said("3,32768,1")) == "3,32768,1"


@pytest.mark.parametrize("text", ["1,19456,1", "2,1024,1", "3,1024,1", "2,19456,0"])
def test_nothing_weaker_than_advised_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match="at least 2,19456,1"):
        Cost.said(text)


def test_more_memory_takes_longer_and_the_tuned_cost_stays_within_the_limit() -> None:
    assert milliseconds(Cost(2, 96 * 1024)) > milliseconds(WEAKEST)
    cost, took = tuned()
    assert cost == WEAKEST or took <= MOST


def test_the_command_names_the_cost_to_set() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "weian.site.cli", "passwords"],
        env={**os.environ, "PYTHONUTF8": "1", "WEIAN_ARGON2": "2,20480,1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    assert "现在 WEIAN_ARGON2=2,20480,1" in run.stdout
    assert re.search(r"建议 WEIAN_ARGON2=\d,\d+,1：[\d.]+ 毫秒", run.stdout)

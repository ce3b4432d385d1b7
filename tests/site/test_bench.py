"""The measurements run from beginning to end and print every line; how fast it was is not asked."""

import os
import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.db
LINES = (
    "duties computed, one by one", "duties computed, open ones, others counted",
    "full rebuild, read and written", "ledger page of a unit, closed", "ledger page of a unit, open",
    "ledger page of a county", "ledger page of a county, common word",
    "ledger page of a county, rare word", "ledger page of the city, common word",
    "ledger page of the city, rare word", "export of ", "county board",
    "board: morning", "board: leader", "board: map", "board: screen",
    "one unit's duties recomputed", "… those that a record may touch",
    "… those that two declared facts may touch", "hazard created with its event",
    "… and duties refreshed, people told", "… and graded, with all that follows", "memory of a web worker after all",
)  # fmt: skip


def test_the_bench_prints_a_figure_for_every_target() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "weian.site.bench", "--small"],
        env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    rows = [line for line in run.stdout.splitlines() if re.search(r"\| +(pass|MISS) \|$", line)]
    told = [row.split("|")[1].strip() for row in rows]
    assert [line for line in LINES if not any(name.startswith(line) for name in told)] == []
    assert len(rows) == len(LINES)
    assert re.search(rf"\d+ of {len(LINES)} targets met", run.stdout)

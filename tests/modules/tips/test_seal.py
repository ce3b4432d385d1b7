"""What is sealed opens for its readers only; codes, counts and work behave as promised."""

import math
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from weian.modules.tips import codes, memory, sealing, work
from weian.modules.tips.memory import Memory

from ..conftest import AT

KEY = b"k" * 32


def test_a_letter_opens_for_each_of_its_readers_and_nobody_else() -> None:
    one, other, stranger = sealing.new_pair(), sealing.new_pair(), sealing.new_pair()
    letter = sealing.seal({"text": "安全出口上锁"}, {"1": one.public, "2": other.public})
    assert sealing.unseal(letter, "1", one.private) == {"text": "安全出口上锁"}
    assert sealing.unseal(letter, "2", other.private) == {"text": "安全出口上锁"}
    assert sealing.unseal(letter, "1", stranger.private) is None
    assert sealing.unseal(letter, "3", stranger.private) is None


def test_a_changed_letter_does_not_open() -> None:
    pair = sealing.new_pair()
    letter = sealing.seal({"text": "x"}, {"1": pair.public})
    body = bytearray(letter.body)
    body[40] ^= 1
    assert sealing.unseal(letter._replace(body=bytes(body)), "1", pair.private) is None


def test_the_length_of_a_letter_says_little() -> None:
    pair = sealing.new_pair()
    lengths = {
        len(sealing.seal({"text": "字" * n}, {"1": pair.public}).body) for n in (1, 50, 500, 2000)
    }
    assert len(lengths) == 1


def test_nothing_is_sealed_to_nobody() -> None:
    with pytest.raises(ValueError, match="nobody"):
        sealing.seal({"text": "x"}, {})


def test_a_private_key_opens_with_its_passphrase_only() -> None:
    pair = sealing.new_pair()
    locked = sealing.lock(pair.private, "一句很长的口令")
    assert sealing.unlock(locked, "一句很长的口令") == pair.private
    with pytest.raises(sealing.WrongPassphrase):
        sealing.unlock(locked, "一句很长的口令 ")


def test_codes_have_sixteen_digits_and_at_least_53_bits() -> None:
    made = {codes.new() for _ in range(2000)}
    assert len(made) == 2000 and {len(c) for c in made} == {16}
    assert math.log2(10**codes.DIGITS) >= 53


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1234 5678 9012 3456", "1234567890123456"), ("１２３４-5678—9012　3456", "1234567890123456"),
     ("123", ""), ("", ""), ("1234 5678 9012 345x", ""), ("1" * 17, ""), ("²" * 16, "2" * 16)],
)  # fmt: skip
def test_codes_are_read_as_people_type_them(typed: str, read: str) -> None:
    assert codes.typed(typed) == read


def test_a_code_is_found_with_the_right_key_only() -> None:
    assert codes.locator("1" * 16, KEY) != codes.locator("1" * 16, b"j" * 32)
    salt = codes.new_salt()
    derived = codes.derive("1" * 16, salt)
    assert codes.same(derived.verifier, codes.derive("1" * 16, salt))
    assert not codes.same(derived.verifier, codes.derive("2" * 16, salt))
    assert derived.verifier != derived.seed


def test_counts_stop_at_their_number_and_start_again_after_their_time() -> None:
    counts = Memory()
    assert [counts.take({"a": 3}, until=100, now=10) for _ in range(5)] == ["", "", "", "a", "a"]
    assert counts.take({"a": 3, "b": 1}, until=100, now=50) == "a"
    assert counts.take({"b": 1}, until=100, now=50) == "", "what is refused counts nothing"
    assert counts.take({"a": 3}, until=200, now=100) == ""


def test_a_full_memory_refuses_rather_than_forgets() -> None:
    counts = Memory()
    for number in range(memory._SLOTS):
        assert counts.take({f"n{number}": 1}, until=100, now=1) == ""
    assert counts.take({"one more": 1}, until=100, now=1) == "one more"
    assert counts.take({"n0": 1}, until=100, now=1) == "n0"


def test_a_source_is_another_one_tomorrow_and_after_a_restart() -> None:
    counts = Memory()
    today = counts.source("192.0.2.7", 1)
    assert counts.source("192.0.2.7", 1) == today != counts.source("192.0.2.8", 1)
    assert counts.source("192.0.2.7", 2) != today
    assert counts.source("192.0.2.7", 1) != today, "the salt of the day before is gone"
    assert Memory().source("192.0.2.7", 1) != Memory().source("192.0.2.7", 1)


def test_processes_of_one_server_count_together_and_nothing_lies_on_a_disk(tmp_path: Path) -> None:
    script = f"""
import os, subprocess, sys
from weian.modules.tips import memory
if {memory.ADDRESS!r} not in os.environ:
    memory.share()
    code = open(sys.argv[0]).read()
    out = [subprocess.run([sys.executable, sys.argv[0]], capture_output=True, text=True, check=True).stdout for _ in range(3)]
    print("".join(out), end="")
else:
    counts = memory.Memory(os.environ[memory.ADDRESS])
    print([counts.take({{"a": 4}}, 100, 1) for _ in range(2)], counts.source("192.0.2.7", 5), os.readlink(os.environ[memory.ADDRESS]))
"""
    file = tmp_path / "count.py"
    file.write_text(script)
    lines = subprocess.run(
        [sys.executable, file], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line.partition("]")[0] for line in lines] == ["['', ''", "['', ''", "['a', 'a'"]
    assert len({line.split("] ")[1] for line in lines}) == 1
    assert all("/memfd:" in line for line in lines)


def test_work_and_the_plain_question_are_both_answers() -> None:
    task = work.give(AT)
    number = next(
        n for n in range(work.HARDEST) if work.solved(task.token, str(n), "", AT) is not None
    )
    by_work = work.solved(task.token, str(number), "", AT)
    assert by_work is not None and by_work.by_work
    one, other = (
        "零一二三四五六七八九".index(c) for c in task.question if c in "零一二三四五六七八九"
    )
    for answer in (str(one + other), f" {one + other}"):
        plain = work.solved(task.token, "", answer, AT)
        assert plain is not None and not plain.by_work and plain.once == by_work.once
    assert work.solved(task.token, "", str(one + other + 1), AT) is None


def test_a_token_is_ours_and_not_too_old() -> None:
    task = work.give(AT)
    right = [str(n) for n in range(4, 19)]

    def any_answer(token: str, at: object) -> bool:
        return any(work.solved(token, "", n, at) for n in right)  # type: ignore[arg-type]

    assert any_answer(task.token, AT + timedelta(hours=work.HOURS - 1))
    assert not any_answer(task.token, AT + timedelta(hours=work.HOURS + 2))
    assert not any_answer(task.token, AT - timedelta(hours=2))
    assert not any_answer(task.token[:-2] + "xx", AT)
    assert not any_answer("", AT)

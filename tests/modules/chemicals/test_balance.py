"""The running balance, pure."""

from datetime import datetime, timedelta
from decimal import Decimal

from weian.base.clock import TZ
from weian.modules.chemicals.balance import Entry, balance, balances, lowest

START = datetime(2026, 11, 1, 8, 0, tzinfo=TZ)


def entry(day: int, kind: str, quantity: str) -> Entry:
    return Entry(START + timedelta(days=day), kind, Decimal(quantity))


def test_nothing_is_there_before_anything_came() -> None:
    assert balance([], START) == 0
    assert lowest([]) == 0


def test_in_adds_out_takes_and_a_count_sets() -> None:
    book = [
        entry(0, "in", "10"),
        entry(1, "out", "2.5"),
        entry(2, "count", "7"),
        entry(3, "out", "1"),
    ]
    assert balances(book) == [Decimal("10"), Decimal("7.5"), Decimal("7"), Decimal("6")]


def test_the_balance_of_a_moment_takes_no_account_of_later_lines() -> None:
    book = [entry(5, "out", "4"), entry(0, "in", "10")]
    assert balance(book, START + timedelta(days=4)) == 10
    assert balance(book, START + timedelta(days=5)) == 6


def test_a_line_entered_late_can_make_an_earlier_moment_impossible() -> None:
    book = [entry(0, "in", "10"), entry(5, "out", "10")]
    assert lowest(book) == 0
    assert lowest([*book, entry(3, "out", "1")]) == -1

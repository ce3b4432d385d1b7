"""The ledger line by line."""

from datetime import datetime, timedelta
from decimal import Decimal

from weian.base.clock import TZ
from weian.modules.chemicals import running
from weian.modules.chemicals.balance import Entry

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)


def entry(hours: int, kind: str, quantity: str) -> Entry:
    return Entry(AT + timedelta(hours=hours), kind, Decimal(quantity))


def test_each_line_says_what_was_before_and_after_in_the_order_of_time() -> None:
    lines = running.lines([entry(3, "out", "4"), entry(0, "in", "10"), entry(5, "count", "5.5")])
    assert [(str(x.before), str(x.after)) for x in lines] == [
        ("0", "10"),
        ("10", "6"),
        ("6", "5.5"),
    ]


def test_only_a_count_differs_from_the_books() -> None:
    moved, counted = running.lines([entry(0, "in", "10"), entry(1, "count", "8")])
    assert moved.difference == 0
    assert counted.difference == -2
    assert running.lines([]) == []


def test_a_count_before_which_something_was_entered_late_differs_from_the_new_books() -> None:
    known = [entry(0, "in", "10"), entry(5, "count", "10")]
    assert running.lines(known)[-1].difference == 0
    assert running.lines([*known, entry(2, "out", "3")])[-1].difference == 3


def test_numbers_are_said_without_noughts() -> None:
    said = [running.plain(Decimal(text)) for text in ("10", "10.0000", "0.5000", "100.00", "0")]
    assert said == ["10", "10", "0.5", "100", "0"]

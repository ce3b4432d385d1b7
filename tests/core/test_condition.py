"""Conditions on declared facts have three answers."""

from datetime import date, datetime
from typing import Any

import pytest

from weian.core.condition import Condition, Test, conjunction, disjunction
from weian.core.world import Facts


@pytest.mark.parametrize(
    ("op", "wanted", "actual", "answer"),
    [
        ("is", True, True, True), ("is", True, False, False), ("is", True, None, None),
        ("not", "a", "b", True), ("not", "a", None, None),
        ("in", ("fire", "gas"), "gas", True), ("in", ("fire",), ["gas", "fire"], True),
        ("in", ("fire",), ["gas"], False), ("in", ("fire",), None, None),
        ("gte", 2, 2, True), ("gt", 2, 2, False), ("lte", 2, 3, False), ("lt", 2, 1, True),
        ("gte", 2, None, None), ("set", True, None, False), ("set", False, "", True),
        ("set", True, "x", True),
    ],
)  # fmt: skip
def test_each_operator(op: str, wanted: Any, actual: Any, answer: bool | None) -> None:
    assert Test("f", op, wanted).holds({} if actual is None else {"f": actual}) is answer


def test_what_cannot_be_compared_is_unknown_not_false() -> None:
    assert Test("level", "gte", 2).holds({"level": "2"}) is None


def test_an_unknown_operator_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown operator"):
        Test("f", "like", 1)


@pytest.mark.parametrize(
    ("truths", "every", "some"),
    [
        ((), True, False), ((True, None), None, True), ((False, None), False, None),
        ((None, None), None, None), ((True, False), False, True),
    ],
)  # fmt: skip
def test_three_valued_logic(
    truths: tuple[bool | None, ...], every: bool | None, some: bool | None
) -> None:
    assert conjunction(truths) is every
    assert disjunction(truths) is some


def test_any_of_needs_one_and_false_beats_unknown() -> None:
    condition = Condition(
        (Test("medical", "is", True),), (Test("lift", "is", True), Test("boiler", "is", True))
    )
    assert condition.holds({"medical": True, "boiler": True}) is True
    assert condition.holds({"medical": True, "lift": False}) is None
    assert condition.holds({"medical": False}) is False
    assert condition.holds({"medical": True, "lift": False, "boiler": False}) is False
    assert condition.unknown_fields({"medical": True}) == ("lift", "boiler")


def test_facts_are_dated() -> None:
    facts = Facts([("beds", date(2026, 3, 1), 50), ("beds", date(2025, 1, 1), 20)])
    assert facts.on(datetime(2024, 1, 1)) == {"beds": None}
    assert facts.on(datetime(2026, 2, 28, 23)) == {"beds": 20}
    assert facts.on(datetime(2026, 3, 1)) == {"beds": 50}
    assert facts.changes(["beds"]) == [datetime(2025, 1, 1), datetime(2026, 3, 1)]

"""Which letter comes next: notice, interview, proposal."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from weian.modules.letters.ladder import Standing, proposed

TODAY = date(2026, 11, 5)
FOUND = Standing("YH-1", True, False, False, False, None, False, 1, False)


def letter(**known: Any) -> str:
    found = proposed(replace(FOUND, **known), TODAY)
    return found.letter if found else ""


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ({}, "rectification"),
        ({"on_spot": True}, ""),
        ({"major": False}, ""),
        ({"from_tip": True}, ""),
        ({"from_tip": True, "verified_tip": True}, "rectification"),
        ({"sent": {"rectification"}}, ""),
        ({"sent": {"rectification"}, "due_on": date(2026, 11, 4)}, "interview"),
        ({"sent": {"rectification"}, "due_on": TODAY}, ""),
        ({"sent": {"rectification"}, "rounds": 2}, "interview"),
        ({"due_on": date(2026, 11, 4)}, "rectification"),
        ({"listed": True}, "interview"),
        ({"sent": {"rectification", "interview"}, "due_on": date(2026, 11, 4)}, ""),
        ({"sent": {"interview"}, "held": True, "accident_on": TODAY}, "accountability"),
        ({"sent": {"interview"}, "held": False, "accident_on": TODAY}, "rectification"),
        ({"sent": {"interview"}, "held": True, "accident_on": TODAY, "rectified": True}, ""),
        ({"sent": {"rectification", "interview", "accountability"}, "held": True, "accident_on": TODAY}, ""),
    ],
)  # fmt: skip
def test_each_rung_stands_on_its_facts(known: dict[str, Any], wanted: str) -> None:
    sent = frozenset(known.pop("sent", ()))
    assert letter(sent=sent, **known) == wanted


def test_a_proposal_names_its_clause_and_the_fact() -> None:
    late = replace(FOUND, sent=frozenset({"rectification"}), due_on=date(2026, 11, 1))
    found = proposed(late, TODAY)
    assert found is not None
    assert "（三）" in found.clause
    assert "2026年11月1日" in found.fact

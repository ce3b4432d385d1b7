"""When a law binds: its day, the facts, the kinds of unit, relief."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from weian.core.cadence import Every, Once, Rules
from weian.core.condition import Condition, Test
from weian.core.world import Facts, Relief

Make = Callable[..., Any]


def statuses(found: dict[str, Any]) -> dict[str, str]:
    return {key: duty.status for key, duty in found.items()}


def test_once_falls_due_at_the_end_of_its_day(law: Make, world: Make, duties: Make) -> None:
    once = law(Once(date(2026, 9, 15), date(2026, 9, 1)))
    assert duties(once, world(), datetime(2026, 8, 1))["once"].status == "upcoming"
    duty = duties(once, world(), datetime(2026, 9, 15, 23))["once"]
    assert (duty.status, duty.next_change) == ("open", datetime(2026, 9, 16))
    strict = Rules(before_includes_day=False)
    assert duties(once, world(), datetime(2026, 9, 15), strict)["once"].status == "overdue"


def test_an_undeclared_fact_leaves_the_duty_undetermined(
    law: Make, world: Make, duties: Make
) -> None:
    medical = law(applies=Condition((Test("medical", "is", True),)))
    for facts, status in [
        (Facts(), "undetermined"),
        (Facts([("medical", date(2026, 1, 1), True)]), "open"),
        (Facts([("medical", date(2026, 1, 1), False)]), "not_applicable"),
    ]:
        assert duties(medical, world(facts=facts), datetime(2026, 1, 5))["2026-01"].status == status


def test_facts_count_as_they_stand_when_the_window_falls_due(
    law: Make, world: Make, duties: Make
) -> None:
    medical = law(applies=Condition((Test("medical", "is", True),)))
    facts = Facts([("medical", date(2020, 1, 1), True), ("medical", date(2026, 2, 10), False)])
    found = statuses(duties(medical, world(facts=facts), datetime(2026, 3, 5)))
    assert found["2026-01"] == "overdue"
    assert found["2026-02"] == found["2026-03"] == "not_applicable"


def test_a_law_binds_only_the_kinds_of_unit_that_it_names(
    law: Make, world: Make, duties: Make
) -> None:
    assert duties(law(units=frozenset({"hospital"})), world(), datetime(2026, 1, 5)) == {}


def test_a_law_ends_and_asks_no_window_that_outlives_it(
    law: Make, world: Make, duties: Make
) -> None:
    ended = law(Every("quarter"), until=date(2026, 7, 1))
    assert list(duties(ended, world(), datetime(2027, 1, 1))) == ["2026-Q1", "2026-Q2"]
    assert list(duties(law(Every("quarter"), until=date(2026, 6, 30)), world(),
                       datetime(2027, 1, 1))) == ["2026-Q1"]  # fmt: skip


@pytest.mark.parametrize(
    ("until", "at", "status", "due"),
    [
        (None, datetime(2026, 2, 5), "waived", datetime(2026, 2, 1)),
        (datetime(2026, 2, 8), datetime(2026, 2, 5), "open", datetime(2026, 2, 8)),
        (datetime(2026, 2, 8), datetime(2026, 2, 9), "overdue", datetime(2026, 2, 8)),
        (datetime(2026, 1, 20), datetime(2026, 2, 5), "overdue", datetime(2026, 2, 1)),
    ],
)
def test_relief_waives_or_extends_and_never_shortens(
    law: Make, world: Make, duties: Make,
    until: datetime | None, at: datetime, status: str, due: datetime,
) -> None:  # fmt: skip
    relief = Relief("p#o", datetime(2026, 1, 15), window="2026-01", until=until, record="x")
    found = duties(law(), world(reliefs=[relief]), at)
    assert (found["2026-01"].status, found["2026-01"].due) == (status, due)
    assert found["2026-02"].status == "open"


def test_relief_counts_only_once_it_is_known(law: Make, world: Make, duties: Make) -> None:
    relief = Relief("p#o", datetime(2026, 2, 10), window="2026-01")
    for at, status in [(datetime(2026, 2, 9), "overdue"), (datetime(2026, 2, 10), "waived")]:
        assert duties(law(), world(reliefs=[relief]), at)["2026-01"].status == status


def test_work_done_counts_in_spite_of_a_waiver(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    known = world(
        (record("r", datetime(2026, 1, 9)),), reliefs=[Relief("p#o", datetime(2026, 1, 1))]
    )
    assert duties(law(), known, datetime(2026, 1, 20))["2026-01"].status == "met"

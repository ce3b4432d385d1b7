"""Shares of a population, evidence of the units below, what was known when."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from weian.core.cadence import Every
from weian.core.condition import Condition, Test
from weian.core.obligation import Measure, Population
from weian.core.world import Below, Facts, Person

Make = Callable[..., Any]
YEAR = datetime(2025, 1, 1)


def test_whoever_cannot_be_told_stays_in_the_denominator(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    people = [
        Person("a", YEAR, data={"employment": "temporary"}),
        Person("b", YEAR, data={"employment": "staff"}),
        Person("c", YEAR),
        Person("gone", YEAR, datetime(2026, 6, 1), data={"employment": "temporary"}),
    ]
    temporary = Population("people", where=Condition((Test("employment", "is", "temporary"),)))
    covered = law(
        Every("year"), kinds=("training",),
        measure=Measure("coverage", 1, field="people", population=temporary),
    )  # fmt: skip
    row = record("t", datetime(2026, 3, 1), "training", people=("a", "b", "gone"))
    duty = duties(covered, world((row,), people=people), datetime(2026, 5, 1))["2026"]
    assert (duty.value, duty.target, duty.status) == (1, 2, "open")
    more = (row, record("u", datetime(2026, 4, 1), "training", people=("c",)))
    duty = duties(covered, world(more, people=people), datetime(2026, 5, 1))["2026"]
    assert (duty.value, duty.status, duty.met_at) == (2, "met", datetime(2026, 4, 1))


@pytest.mark.parametrize(("covered", "status"), [(3, "open"), (4, "met")])
def test_a_share_is_rounded_up(
    law: Make, world: Make, record: Make, duties: Make, covered: int, status: str
) -> None:
    people = [Person(str(i), YEAR) for i in range(5)]
    measure = Measure("coverage", 0.8, field="people", population=Population("people"))
    row = record("t", datetime(2026, 3, 1), people=tuple(str(i) for i in range(covered)))
    duty = duties(law(Every("year"), measure=measure), world((row,), people=people),
                  datetime(2026, 5, 1))["2026"]  # fmt: skip
    assert duty.status == status


def test_a_commission_visits_a_share_of_its_units(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    below = [
        Below("u1", frozenset({"township_clinic"}), Facts([("medical", date(2020, 1, 1), True)])),
        Below("u2", frozenset({"township_clinic"}), Facts()),
        Below("u3", frozenset({"hospital"}), Facts()),
    ]
    where = Condition((Test("medical", "is", True),))
    visits = law(
        Every("year"), units=frozenset({"commission"}),
        measure=Measure(
            "coverage", 0.5, field="inspected",
            population=Population("units", ("township_clinic",), where),
        ),
    )  # fmt: skip
    row = record("v", datetime(2026, 2, 1), data={"inspected": "u1"})
    county = world((row,), kinds=frozenset({"commission"}), below=below)
    duty = duties(visits, county, datetime(2026, 3, 1))["2026"]
    assert (duty.status, duty.value, duty.target) == ("met", 1, 1)


def test_evidence_of_the_units_below_counts_for_the_commission(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    counted = law(units=frozenset({"commission"}), owes={"below": True})
    county = world(
        (record("own", datetime(2026, 1, 9)),), kinds=frozenset({"commission"}),
        records_below=[record("theirs", datetime(2026, 1, 10), unit="u1")],
    )  # fmt: skip
    assert [r.id for r in duties(counted, county, datetime(2026, 1, 20))["2026-01"].records] == [
        "theirs"
    ]


def test_nobody_to_cover_means_nothing_is_owed(law: Make, world: Make, duties: Make) -> None:
    measure = Measure("coverage", 1, field="people", population=Population("people"))
    duty = duties(law(measure=measure), world(), datetime(2026, 1, 5))["2026-01"]
    assert (duty.status, duty.reason) == ("not_applicable", "empty")


def test_a_report_recomputed_later_takes_no_notice_of_what_was_not_known(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    late = record("r", datetime(2026, 1, 9), recorded=datetime(2026, 3, 1))
    known = world((late,))
    assert duties(law(), known, datetime(2026, 2, 5))["2026-01"].status == "overdue"
    assert duties(law(), known, datetime(2026, 3, 1))["2026-01"].status == "met"

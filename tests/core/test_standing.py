"""Duties without windows: valid evidence at every moment, or evidence not too old."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from weian.core.cadence import FOREVER, Always
from weian.core.condition import Condition, Test
from weian.core.obligation import Bearing, Measure, Population
from weian.core.world import Facts, Person, Relief, Thing

Make = Callable[..., Any]
SINCE = datetime(2026, 1, 1)
YEARLY = Always(years=1)


def told(duty: Any) -> tuple[str, datetime | None]:
    return duty.status, duty.next_change


@pytest.mark.parametrize(
    ("at", "status", "change"),
    [
        (datetime(2025, 12, 1), "upcoming", SINCE),
        (datetime(2026, 1, 2), "grace", datetime(2026, 1, 11)),
        (datetime(2026, 1, 11), "overdue", None),
    ],
)
def test_without_evidence_it_is_overdue_from_the_beginning_and_its_grace(
    law: Make, world: Make, duties: Make, at: datetime, status: str, change: datetime | None
) -> None:
    duty = duties(law(Always(), grace=10), world(), at)["standing"]
    assert told(duty) == (status, change)


def test_evidence_lasts_until_its_last_valid_day(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    plan = record("r", datetime(2025, 6, 1), valid_until=datetime(2026, 6, 1))
    for at, status, change in [
        (datetime(2026, 5, 31, 23), "met", datetime(2026, 6, 1)),
        (datetime(2026, 6, 1), "overdue", None),
    ]:
        duty = duties(law(Always()), world((plan,)), at)["standing"]
        assert (told(duty), duty.due) == ((status, change), datetime(2026, 6, 1))


def test_evidence_without_an_end_lasts(law: Make, world: Make, record: Make, duties: Make) -> None:
    known = world((record("r", datetime(2024, 6, 1)),))
    duty = duties(law(Always()), known, datetime(2030, 1, 1))["standing"]
    assert (told(duty), duty.due) == (("met", None), FOREVER)


@pytest.mark.parametrize(
    ("when", "happened", "end"),
    [
        (Always(years=3), datetime(2024, 2, 29, 9), datetime(2027, 2, 28, 9)),
        (Always(months=6), datetime(2025, 8, 31), datetime(2026, 2, 28)),
        (Always(days=30), datetime(2026, 1, 5, 12), datetime(2026, 2, 4, 12)),
    ],
)
def test_evidence_grows_too_old(
    law: Make,
    world: Make,
    record: Make,
    duties: Make,
    when: Always,
    happened: datetime,
    end: datetime,
) -> None:
    known = world((record("r", happened),))
    duty = duties(law(when), known, end - timedelta(minutes=1))["standing"]
    assert told(duty) == ("met", end)
    assert duties(law(when), known, end)["standing"].status == "overdue"


def test_its_own_end_may_come_before_its_age(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    known = world((record("r", datetime(2026, 1, 5), valid_until=datetime(2026, 3, 1)),))
    assert told(duties(law(YEARLY), known, datetime(2026, 2, 1))["standing"]) == (
        "met", datetime(2026, 3, 1),
    )  # fmt: skip


def test_the_next_change_looks_past_evidence_that_overlaps(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    known = world((record("a", datetime(2025, 6, 1)), record("b", datetime(2026, 1, 1))))
    assert told(duties(law(YEARLY), known, datetime(2026, 2, 1))["standing"]) == (
        "met", datetime(2027, 1, 1),
    )  # fmt: skip


def test_several_may_be_wanted_at_once(law: Make, world: Make, record: Make, duties: Make) -> None:
    two = law(YEARLY, measure=Measure(target=2))
    known = world((record("a", datetime(2025, 6, 1)), record("b", datetime(2026, 1, 1))))
    duty = duties(two, known, datetime(2026, 2, 1))["standing"]
    assert (told(duty), duty.value) == (("met", datetime(2026, 6, 1)), 2)
    duty = duties(two, known, datetime(2026, 6, 1))["standing"]
    assert (duty.status, duty.due, duty.value) == ("overdue", datetime(2026, 6, 1), 1)


def test_everyone_must_be_covered_by_something_valid(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    people = [Person("a", SINCE), Person("b", SINCE, datetime(2026, 8, 1))]
    covered = law(
        YEARLY, measure=Measure("coverage", 1, field="people", population=Population("people"))
    )
    rows = (
        record("r", datetime(2025, 9, 1), people=("a", "b")),
        record("s", datetime(2025, 12, 1), people=("a",)),
    )
    duty = duties(covered, world(rows, people=people), datetime(2026, 2, 1))["standing"]
    assert (told(duty), duty.value, duty.target) == (("met", datetime(2026, 12, 1)), 2, 2)


def test_a_newcomer_to_the_post_changes_it(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    later = Person("b", SINCE, posts=(("head", datetime(2026, 5, 1), FOREVER),))
    people = [Person("a", SINCE, posts=(("head", SINCE, FOREVER),)), later]
    heads = Measure("coverage", 1, field="people", population=Population("people", ("head",)))
    known = world((record("r", datetime(2026, 1, 1), people=("a",)),), people=people)
    duty = duties(law(Always(), measure=heads), known, datetime(2026, 2, 1))["standing"]
    assert told(duty) == ("met", datetime(2026, 5, 1))
    duty = duties(law(Always(), measure=heads), known, datetime(2026, 5, 1))["standing"]
    assert (duty.status, duty.value, duty.target) == ("overdue", 1, 2)


def test_a_declared_fact_that_begins_later_is_a_change(
    law: Make, world: Make, duties: Make
) -> None:
    medical = law(Always(), applies=Condition((Test("medical", "is", True),)))
    known = world(facts=Facts([("medical", date(2026, 4, 1), True)]))
    assert told(duties(medical, known, datetime(2026, 2, 1))["standing"]) == (
        "undetermined", datetime(2026, 4, 1),
    )  # fmt: skip


def test_what_has_ended_is_asked_no_more(law: Make, world: Make, duties: Make) -> None:
    lift = Thing("l", "lift", SINCE, datetime(2026, 6, 1))
    each = law(Always(), bearing=Bearing("subject", "lift"))
    assert told(duties(each, world(subjects=[lift]), datetime(2026, 5, 1))["subject:l|standing"]) == (
        "overdue", datetime(2026, 6, 1),
    )  # fmt: skip
    duty = duties(each, world(subjects=[lift]), datetime(2026, 6, 1))["subject:l|standing"]
    assert (duty.status, duty.reason) == ("not_applicable", "ended")


def test_an_extension_ends_on_its_day(law: Make, world: Make, duties: Make) -> None:
    relief = Relief("p#o", SINCE, until=datetime(2026, 3, 1))
    known = world(reliefs=[relief])
    assert told(duties(law(Always()), known, datetime(2026, 2, 1))["standing"]) == (
        "grace", datetime(2026, 3, 1),
    )  # fmt: skip
    assert duties(law(Always()), known, datetime(2026, 3, 1))["standing"].status == "overdue"


def test_a_waiver_excuses(law: Make, world: Make, duties: Make) -> None:
    known = world(reliefs=[Relief("p#o", SINCE, record="w")])
    duty = duties(law(Always()), known, datetime(2026, 2, 1))["standing"]
    assert (duty.status, duty.reason) == ("waived", "waived:w")

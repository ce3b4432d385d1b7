"""Which record settles which window, and what it comes to."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from weian.core.cadence import Every
from weian.core.condition import Test
from weian.core.obligation import Measure

Make = Callable[..., Any]


def statuses(found: dict[str, Any]) -> dict[str, str]:
    return {key: duty.status for key, duty in found.items()}


def test_a_month_runs_from_upcoming_to_open_to_grace_to_overdue(
    law: Make, world: Make, duties: Make
) -> None:
    monthly = law(Every("month", last=10), grace=3)
    for at, status, change in [
        (datetime(2026, 1, 5), "upcoming", datetime(2026, 1, 22)),
        (datetime(2026, 1, 22), "open", datetime(2026, 2, 1)),
        (datetime(2026, 1, 31, 23, 59), "open", datetime(2026, 2, 1)),
        (datetime(2026, 2, 1), "grace", datetime(2026, 2, 4)),
        (datetime(2026, 2, 4), "overdue", None),
    ]:
        duty = duties(monthly, world(), at)["2026-01"]
        assert (duty.status, duty.next_change) == (status, change)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime(2026, 1, 20), {"2026-01": "met", "2026-02": "overdue"}),
        (datetime(2026, 2, 1), {"2026-01": "overdue", "2026-02": "met"}),
        (datetime(2026, 2, 28, 23), {"2026-01": "overdue", "2026-02": "met"}),
    ],
)
def test_a_record_settles_the_window_in_which_it_happened(
    law: Make, world: Make, record: Make, duties: Make, day: datetime, expected: dict[str, str]
) -> None:
    found = statuses(duties(law(), world((record("r", day),)), datetime(2026, 3, 5)))
    assert {k: found[k] for k in expected} == expected


def test_what_a_window_does_not_need_makes_good_the_earliest_unmet_one(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    rows = tuple(record(f"r{i}", datetime(2026, 3, i)) for i in (1, 2, 3))
    found = duties(law(), world(rows), datetime(2026, 3, 9))
    assert statuses(found) == {
        "2026-01": "met_late", "2026-02": "met_late", "2026-03": "met", "2026-04": "upcoming",
    }  # fmt: skip
    assert [r.id for r in found["2026-01"].records] == ["r2"]


def test_a_missed_day_cannot_be_made_good(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    daily = law(Every("day"), since=date(2026, 3, 1))
    rows = (record("a", datetime(2026, 3, 2, 9)), record("b", datetime(2026, 3, 2, 10)))
    found = statuses(duties(daily, world(rows), datetime(2026, 3, 2, 12)))
    assert found == {"2026-03-01": "overdue", "2026-03-02": "met", "2026-03-03": "upcoming"}


def test_a_law_may_say_otherwise_about_lateness(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    rows = (record("a", datetime(2026, 3, 2)), record("b", datetime(2026, 3, 3)))
    refused = law(since=date(2026, 2, 1), late_counts=False)
    assert statuses(duties(refused, world(rows), datetime(2026, 3, 9)))["2026-02"] == "overdue"
    daily = law(Every("day"), since=date(2026, 3, 2), late_counts=True)
    late = (record("a", datetime(2026, 3, 3, 8)), record("b", datetime(2026, 3, 3, 9)))
    assert (
        statuses(duties(daily, world(late), datetime(2026, 3, 3, 12)))["2026-03-02"] == "met_late"
    )


def test_a_record_goes_to_the_period_that_it_is_about(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    row = record("r", datetime(2026, 3, 2), about=date(2026, 1, 31))
    found = statuses(duties(law(), world((row,)), datetime(2026, 3, 9)))
    assert found["2026-01"] == "met_late"
    assert found["2026-03"] == "open"


def test_a_night_patrol_after_midnight_belongs_to_the_evening_before(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    nightly = law(Every("night"), since=date(2026, 3, 1))
    row = record("r", datetime(2026, 3, 2, 2))
    found = statuses(duties(nightly, world((row,)), datetime(2026, 3, 2, 12)))
    assert found == {"2026-03-01": "met", "2026-03-02": "upcoming"}


@pytest.mark.parametrize(("hours", "status"), [(7, "open"), (8, "met"), (9, "met")])
def test_a_sum_is_met_when_the_field_adds_up(
    law: Make, world: Make, record: Make, duties: Make, hours: int, status: str
) -> None:
    yearly = law(Every("year"), measure=Measure("sum", 8, field="hours"))
    rows = (
        record("a", datetime(2026, 2, 1), data={"hours": 5}),
        record("b", datetime(2026, 3, 1), data={"hours": hours - 5}),
        record("c", datetime(2026, 4, 1)),
    )
    duty = duties(yearly, world(rows), datetime(2026, 5, 1))["2026"]
    assert (duty.status, duty.value, duty.target) == (status, hours, 8)


def test_a_cap_is_shown_and_not_punished(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    yearly = law(Every("year"), measure=Measure(target=2, at_most=4))
    rows = tuple(record(f"r{i}", datetime(2026, 1, i)) for i in range(1, 6))
    duty = duties(yearly, world(rows), datetime(2026, 5, 1))["2026"]
    assert (duty.status, duty.value) == ("met", 5)


def test_a_filter_on_the_fields_decides_what_counts(
    law: Make, world: Make, record: Make, duties: Make
) -> None:
    unannounced = law(owes={"where": (Test("unannounced", "is", True),)})
    rows = (
        record("a", datetime(2026, 1, 3), data={"unannounced": False}),
        record("b", datetime(2026, 1, 4)),
        record("c", datetime(2026, 1, 5), data={"unannounced": True}),
    )
    duty = duties(unannounced, world(rows), datetime(2026, 1, 9))["2026-01"]
    assert [r.id for r in duty.records] == ["c"]

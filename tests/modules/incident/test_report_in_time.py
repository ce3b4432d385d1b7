"""A report of an event says itself whether it came in time."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.models import Setting
from weian.modules.incident.intime import LIMITS_SETTING
from weian.record import actions as records

from ..conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    def submit(category: str, minutes: int | None, **data: Any) -> dict[str, Any]:
        if minutes is not None:
            occurred = AT - timedelta(hours=9)
            data["occurred_at"] = occurred.isoformat()
            data["reported_at"] = (occurred + timedelta(minutes=minutes)).isoformat()
        return records.submit(
            people.manager, kind="event_report", unit=tree.hospital, happened_at=AT, at=AT,
            data={"category": category, **data},
        ).data  # fmt: skip

    return submit


@pytest.mark.parametrize(
    ("category", "minutes", "in_time"),
    [
        ("public_health", 120, True), ("public_health", 121, False), ("accident", 60, True),
        ("accident", 61, False), ("medical_rescue", 0, True),
    ],
)  # fmt: skip
def test_minutes_are_held_against_the_limit(
    told: Any, category: str, minutes: int, in_time: bool
) -> None:
    data = told(category, minutes)
    assert (data["minutes"], data["on_time"]) == (minutes, in_time)


def test_it_is_not_taken_from_who_reports(told: Any) -> None:
    assert told("public_health", 300, on_time=True)["on_time"] is False


def test_a_zero_report_is_neither_early_nor_late(told: Any) -> None:
    assert "on_time" not in told("zero", None)


def test_a_jurisdiction_may_be_stricter(told: Any, tree: SimpleNamespace) -> None:
    limits = {"medical_rescue": 30, "accident": "soon"}
    Setting.objects.create(key=LIMITS_SETTING, unit_id=tree.county.pk, value=limits)
    assert told("medical_rescue", 31)["on_time"] is False
    assert told("accident", 60)["on_time"] is True

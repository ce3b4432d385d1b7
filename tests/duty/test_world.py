"""The world read from the database is the one a person would write down by hand."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.duty.conftest import AT, moment
from weian.case import actions as cases
from weian.core.cadence import FOREVER
from weian.core.world import Person, Thing
from weian.core.world import Record as Evidence
from weian.duty import law, queries
from weian.duty.world import world_of, worlds_of
from weian.org import actions as org
from weian.record import actions as records

pytestmark = pytest.mark.db


def day(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def laws(county: SimpleNamespace, *names: str, unit: str = "clinic") -> list[Any]:
    place = getattr(county, unit)
    wanted = {f"trial#{name}" for name in names}
    return [o for o in law.laws_of([place], AT)[place.pk] if o.key in wanted]


def test_records_people_and_facts(county: SimpleNamespace, did: Any) -> None:
    manager = county.clinic_manager
    kept = did(
        "inspection", "clinic", "2026-03-01 16:30", "clinic_manager", at="2026-03-03 08:00",
        mode="self_check", led_by=manager.pk,
    )  # fmt: skip
    did("patrol", "clinic", "2026-03-01", "clinic_manager", kind_of="fire")
    org.declare_facts(
        manager, at=AT, unit=county.clinic, answers={"lift": True}, since=date(2026, 1, 1)
    )
    world = world_of(county.clinic, laws(county, "head-leads", "lift-service"), AT)
    assert world.kinds == {"township_clinic", "institution"}
    assert world.since == day(2024, 1, 1)
    assert world.facts.on(day(2026, 3, 1)) == {"lift": True}
    assert world.facts.on(day(2025, 12, 31)) == {"lift": None}
    assert world.records == [
        Evidence(
            str(kept.pk), "inspection", day(2026, 3, 1, 16, 30), day(2026, 3, 3, 8), str(county.clinic.pk),
            by=str(manager.pk), data={"mode": "self_check", "led_by": manager.pk},
        )
    ]  # fmt: skip
    head = county.clinic_head
    assert Person(
        str(head.pk), day(2024, 1, 1), FOREVER, head.name, (("head", day(2024, 1, 1), FOREVER),),
        {"employment": head.employment, "department": None},
    ) in world.people  # fmt: skip


def test_a_corrected_record_counts_until_it_is_corrected(county: SimpleNamespace, did: Any) -> None:
    first = did("patrol", "clinic", "2026-03-01", "clinic_manager", kind_of="fire")
    records.submit(
        county.clinic_manager, kind="patrol", unit=county.clinic, happened_at=moment("2026-03-01"),
        at=moment("2026-03-05"), data={"kind_of": "security"}, supersedes=first,
    )  # fmt: skip
    found = laws(county, "daily-patrol")
    before = world_of(county.clinic, found, moment("2026-03-04")).records
    after = world_of(county.clinic, found, AT).records
    assert [r.data["kind_of"] for r in before] == ["fire"]
    assert [r.data["kind_of"] for r in after] == ["security"]


def test_a_case_and_its_steps(county: SimpleNamespace) -> None:
    at = moment("2026-03-01 09:00")
    case = cases.open_case(
        county.clinic_manager, kind="hazard", unit=county.clinic, at=at,
        data={"description": "灭火器过期", "place": "一楼", "category": "fire", "source": "self_check"},
    )  # fmt: skip
    later = at + timedelta(days=1)
    cases.act(
        county.clinic_manager, case=case, verb="grade", at=later, version=1,
        given={"grade": "ordinary"},
    )  # fmt: skip
    found = laws(county, "hazard-verified")
    (thing,) = world_of(county.clinic, found, AT).cases
    assert (thing.id, thing.kind, thing.since, thing.until) == (
        str(case.pk), "hazard", day(2026, 3, 1), FOREVER,
    )  # fmt: skip
    assert thing.data["grade"] == "ordinary" and thing.data["category"] == "fire"
    (then,) = world_of(county.clinic, found, at + timedelta(hours=1), past=True).cases
    assert "grade" not in then.data and then.data["category"] == "fire"
    assert isinstance(then, Thing)


def test_many_worlds_are_the_single_ones(county: SimpleNamespace, did: Any) -> None:
    did("patrol", "clinic", "2026-03-01", "clinic_manager", kind_of="fire")
    did("patrol", "hospital", "2026-03-02", "manager", kind_of="fire")
    units = [county.clinic, county.hospital, county.ward, county.office]
    bound = law.laws_of(units, AT)
    together = worlds_of(units, bound, AT)
    for unit in units:
        alone = world_of(unit, bound[unit.pk], AT)
        assert sorted(r.id for r in together[unit.pk].records if r.kind == "patrol") == sorted(
            r.id for r in alone.records if r.kind == "patrol"
        )
        assert [u.id for u in together[unit.pk].below] == [u.id for u in alone.below]


def test_a_department_stands_under_its_units_facts(county: SimpleNamespace) -> None:
    org.declare_facts(county.manager, at=AT, unit=county.hospital, answers={"lift": True})
    world = world_of(county.ward, laws(county, "ward-check", unit="ward"), AT)
    assert world.facts.on(day(2026, 3, 11)) == {"lift": True}


@pytest.mark.parametrize("day_asked", ["2026-02-15", "2026-03-01", "2026-03-05"])
def test_as_of_a_day_equals_what_was_computed_then(
    county: SimpleNamespace, did: Any, day_asked: str
) -> None:
    last = moment(f"{day_asked} 23:59:59.999999")
    did("patrol", "clinic", "2026-02-14 10:00", "clinic_manager", kind_of="fire")

    def told() -> list[Any]:
        found = queries.duties_of(county.clinic, last, past=True)
        return [(d.key, d.status, d.value, d.next_change) for d in found]

    then = told()
    did("patrol", "clinic", "2026-02-13 10:00", "clinic_manager", at="2026-03-06", kind_of="fire")
    org.declare_facts(
        county.clinic_manager, at=moment("2026-03-07"), unit=county.clinic, answers={"lift": True},
        since=date(2026, 1, 1),
    )  # fmt: skip
    assert told() == then

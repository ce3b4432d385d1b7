"""Who sees which units and people, by the level of the grant."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base import events
from weian.base.models import Event
from weian.org import actions, queries
from weian.org.models import Person, Unit
from weian.org.querysets import sees_unit

pytestmark = pytest.mark.db

AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)

ALL = "province city county far hospital branch surgery ward east clinic stranger police"
INSIDE_COUNTY = "county hospital branch surgery ward east clinic police"
INSIDE_HOSPITAL = "hospital branch surgery ward east"


def names(tree: SimpleNamespace, rows: Any) -> set[str]:
    numbers = {row.pk for row in rows}
    return {name for name, unit in vars(tree).items() if unit.pk in numbers}


@pytest.mark.parametrize(
    ("role", "unit", "department", "seen"),
    [
        ("platform_admin", "province", None, ALL),
        ("commission_clerk", "province", None, ALL),
        ("commission_leader", "city", None, ALL.replace("province ", "")),
        ("commission_clerk", "county", None, INSIDE_COUNTY),
        ("commission_inspector", "far", None, "far stranger"),
        ("institution_head", "hospital", None, INSIDE_HOSPITAL),
        ("safety_manager", "branch", None, "branch east"),
        ("safety_manager", "clinic", None, "clinic"),
        ("department_head", "hospital", "surgery", "hospital surgery"),
        ("staff", "hospital", "ward", "hospital ward"),
        ("security_guard", "clinic", None, "clinic"),
        ("staff", "clinic", None, "clinic"),
        ("auditor", "county", None, ""),
        ("", "county", None, ""),
    ],
)
def test_units_by_level(
    tree: SimpleNamespace, someone: Any, role: str, unit: str, department: str | None, seen: str
) -> None:
    person = someone(role, getattr(tree, unit), getattr(tree, department or "", None))
    assert names(tree, Unit.objects.visible_to(person, AT)) == set(seen.split())
    opened = {name for name, place in vars(tree).items() if sees_unit(person, place, AT)}
    assert opened == set(seen.split())


@pytest.fixture
def crowd(tree: SimpleNamespace, someone: Any) -> SimpleNamespace:
    """One person without a role in each place."""
    return SimpleNamespace(
        **{
            name: someone("", place.parent if place.kind == "department" else place,
                          place if place.kind == "department" else None, name)
            for name, place in vars(tree).items()
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "unit", "department", "seen"),
    [
        ("commission_clerk", "province", None, ALL),
        ("commission_leader", "city", None, ALL.replace("province ", "")),
        ("commission_clerk", "county", None, INSIDE_COUNTY),
        ("institution_head", "hospital", None, INSIDE_HOSPITAL),
        ("safety_manager", "branch", None, "branch east"),
        ("department_head", "hospital", "surgery", "surgery"),
        ("staff", "hospital", "ward", "ward"),
        ("staff", "hospital", None, ""),
        ("auditor", "county", None, ""),
    ],
)
def test_people_by_level(
    tree: SimpleNamespace,
    someone: Any,
    crowd: SimpleNamespace,
    role: str,
    unit: str,
    department: str | None,
    seen: str,
) -> None:
    person = someone(role, getattr(tree, unit), getattr(tree, department or "", None))
    found = set(Person.objects.visible_to(person, AT)) - {person}
    assert {other.name for other in found} == set(seen.split())


def test_staff_see_themselves_and_nobody_else(tree: SimpleNamespace, someone: Any) -> None:
    person = someone("staff", tree.clinic)
    someone("staff", tree.clinic, name="李四")
    assert list(Person.objects.visible_to(person, AT)) == [person]


def test_two_grants_add_up(tree: SimpleNamespace, someone: Any) -> None:
    person = someone("safety_manager", tree.clinic)
    actions.appoint(None, at=AT, unit=tree.branch, person=person, roles=["safety_manager"])
    assert names(tree, Unit.objects.visible_to(person, AT)) == {"clinic", "branch", "east"}


def test_an_ended_grant_shows_nothing_at_once(tree: SimpleNamespace, someone: Any) -> None:
    person = someone("commission_clerk", tree.county)
    actions.end_grant(None, at=AT, grant=person.grants.get())
    again = Person.objects.get(pk=person.pk)
    assert not Unit.objects.visible_to(again, AT).exists()
    assert not Person.objects.visible_to(again, AT).exists()
    assert Unit.objects.visible_to(again, AT - timedelta(days=1)).exists()


def test_a_grant_that_has_not_begun_shows_nothing(tree: SimpleNamespace, someone: Any) -> None:
    person = someone("", tree.county)
    tomorrow = date(2026, 11, 6)
    actions.appoint(
        None, at=AT, unit=tree.county, person=person, roles=["commission_clerk"], since=tomorrow
    )
    assert not Unit.objects.visible_to(person, AT).exists()
    assert Unit.objects.visible_to(person, AT + timedelta(days=1)).exists()


def test_who_left_or_is_blocked_sees_nothing(tree: SimpleNamespace, someone: Any) -> None:
    gone = actions.leave(None, at=AT, person=someone("commission_clerk", tree.county))
    assert not Unit.objects.visible_to(gone, AT).exists()
    blocked = someone("commission_clerk", tree.county, name="王五")
    blocked.is_active = False
    assert not Unit.objects.visible_to(blocked, AT).exists()


def test_the_log_is_for_those_who_may_read_it(tree: SimpleNamespace, someone: Any) -> None:
    auditor = someone("auditor", tree.county)
    clerk = someone("commission_clerk", tree.county)
    for unit in (tree.hospital, tree.stranger):
        events.append(
            verb="t.t", object_kind="t", object_id=unit.short_name, actor=None, unit=unit, at=AT
        )
    rows = queries.restrict(Event.objects.filter(verb="t.t"), auditor, AT, "log.read")
    assert [row.unit_id for row in rows] == [tree.hospital.pk]
    assert not queries.restrict(Event.objects.all(), clerk, AT, "log.read").exists()


def test_one_grant_is_one_range_of_one_index(tree: SimpleNamespace, someone: Any) -> None:
    person = someone("commission_clerk", tree.county)
    where = str(Person.objects.visible_to(person, AT).query).split("WHERE")[1]
    assert " OR " not in where
    assert f'"county_id" = {tree.county.pk}' in where

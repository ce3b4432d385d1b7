"""Where small mistakes in who may do what would hide: several grants at once, and both sides of an edge."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Q

from weian.base import bounds
from weian.base.clock import day_of
from weian.base.errors import BadInput, Forbidden
from weian.org import actions
from weian.org.acts.granting import check
from weian.org.bounds import bounds_of
from weian.org.models import Grant, Person
from weian.org.queries import can, person_by_id
from weian.org.querysets import ScopedQuerySet
from weian.org.rights import covers
from weian.org.scope import may_stand_below, scope_of

from .conftest import AT, SINCE

pytestmark = pytest.mark.db


def _also(person: Person, role: str, unit: Any, department: Any = None) -> Person:
    actions.appoint(
        None, at=AT, unit=unit, department=department, person=person, roles=[role], since=SINCE
    )
    return person_by_id(person.pk)


def test_one_grant_of_a_commission_is_enough_to_give_any_role_below_it(
    tree: SimpleNamespace, someone: Any
) -> None:
    both = _also(someone("safety_manager", tree.hospital), "commission_clerk", tree.county)
    check(both, "institution_head", tree.hospital, AT)
    check(both, "tip_custodian", tree.hospital, AT)


def test_a_commission_that_may_not_appoint_does_not_widen_what_a_house_may_give(
    tree: SimpleNamespace, someone: Any
) -> None:
    both = _also(someone("safety_manager", tree.hospital), "commission_inspector", tree.county)
    check(both, "staff", tree.hospital, AT)
    with pytest.raises(Forbidden):
        check(both, "tip_custodian", tree.hospital, AT)
    far = _also(someone("safety_manager", tree.hospital), "commission_clerk", tree.far)
    with pytest.raises(Forbidden):
        check(far, "tip_custodian", tree.hospital, AT)


@pytest.mark.parametrize(("length", "good"), [(1, True), (200, True), (201, False)])
def test_the_reason_for_standing_in_has_two_hundred_signs_at_most(
    tree: SimpleNamespace, someone: Any, length: int, good: bool
) -> None:
    giver = someone("safety_manager", tree.hospital)
    taker = someone("staff", tree.hospital, tree.ward)
    actions.create_login(None, at=AT, person=taker, login="stands")
    day = day_of(AT)

    def lend() -> None:
        actions.delegate(
            giver, taker=taker, grants=[g.pk for g in giver.grants_on(day)], reason="会" * length,
            since=day, until=day + timedelta(days=3), at=AT,
        )  # fmt: skip

    if good:
        lend()
        return
    with pytest.raises(BadInput) as refused:
        lend()
    assert set(refused.value.fields) == {"reason"}


def test_bounds_are_the_widest_place_alone(tree: SimpleNamespace, someone: Any) -> None:
    both = _also(someone("safety_manager", tree.hospital), "commission_clerk", tree.county)
    found = bounds_of(both, AT)
    assert (found.county, found.institution, found.unit) == ((tree.county.pk,), (), ())


def test_a_closed_account_has_the_bounds_of_its_own_rows(
    tree: SimpleNamespace, someone: Any
) -> None:
    person = someone("safety_manager", tree.hospital)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    closed = bounds_of(person_by_id(person.pk), AT)
    assert closed == bounds.Bounds(person=(person.pk,))
    gone = someone("safety_manager", tree.hospital)
    actions.leave(None, at=AT, person=gone, on=day_of(AT))
    assert bounds_of(person_by_id(gone.pk), AT) == bounds.Bounds(person=(gone.pk,))


def test_a_grant_on_a_department_elsewhere_is_bounded_by_its_house(
    tree: SimpleNamespace, someone: Any
) -> None:
    guest = _also(someone("staff", tree.clinic), "department_head", tree.hospital, tree.surgery)
    assert set(bounds_of(guest, AT).institution) == {tree.clinic.pk, tree.hospital.pk}
    guest = _also(someone("staff", tree.clinic), "department_head", tree.branch, tree.east)
    assert bounds_of(guest, AT).unit == (tree.branch.pk,)


def test_one_grant_that_gives_a_right_is_enough_and_none_gives_nothing(
    tree: SimpleNamespace, someone: Any
) -> None:
    both = _also(someone("staff", tree.hospital, tree.ward), "safety_manager", tree.hospital)
    assert can(both, "person.appoint", tree.hospital, AT)
    assert not can(both, "person.appoint", tree.clinic, AT)
    assert not can(someone("", tree.hospital), "read", tree.hospital, AT)


def test_grants_of_other_days_are_not_in_force(tree: SimpleNamespace, someone: Any) -> None:
    person, day = someone("staff", tree.hospital), day_of(AT)
    later = day + timedelta(days=1)
    found = Grant.objects.filter(person=person)
    found.update(since=day, until=later)
    assert found.on(day).count() == 1
    assert found.on(later).count() == found.on(day - timedelta(days=1)).count() == 0


def test_who_stands_in_sees_what_the_giver_made() -> None:
    rows: Any = ScopedQuerySet(Grant)
    alone: Any = SimpleNamespace(pk=7, acting=None, hands=(7,))
    stands: Any = SimpleNamespace(pk=7, acting=object(), hands=(7, 8))
    assert rows._own("person_id", alone) == Q(person_id=7)
    assert rows._own("person_id", stands) == Q(person_id__in=(7, 8))


def test_a_row_of_a_department_belongs_to_the_unit_above_it(tree: SimpleNamespace) -> None:
    whole = scope_of(tree.hospital)
    assert (whole["unit_id"], whole["department_id"]) == (tree.hospital.pk, None)
    for row in (scope_of(tree.hospital, tree.ward), scope_of(tree.ward)):
        assert (row["unit_id"], row["department_id"]) == (tree.hospital.pk, tree.ward.pk)
        assert (row["county_id"], row["institution_id"]) == (tree.county.pk, tree.hospital.pk)
    lost: Any = SimpleNamespace(id=1, kind="department", parent_id=None)
    child: Any = SimpleNamespace(id=2, kind="department", parent_id=tree.ward.pk)
    for wrong in ((tree.clinic, tree.ward), (tree.ward, child), (lost, None)):
        with pytest.raises(ValueError, match="department"):
            scope_of(*wrong)


def test_a_grant_on_a_house_covers_its_departments_and_no_others(tree: SimpleNamespace) -> None:
    assert tree.branch.level_column == "unit_id"
    for place, inside in (
        (tree.branch, True), (tree.east, True), (tree.ward, False), (tree.hospital, False),
        (tree.clinic, False),
    ):  # fmt: skip
        assert covers(tree.branch, "read", place, None) is inside
    other: Any = SimpleNamespace(id=3, kind="township_clinic", parent_id=tree.branch.pk)
    assert not covers(tree.branch, "read", other, None)


def test_a_commission_stands_below_a_higher_one_or_at_the_top() -> None:
    assert may_stand_below("commission_county", None)
    assert may_stand_below("commission_county", "commission_city")
    assert not may_stand_below("commission_city", "commission_county")
    assert not may_stand_below("commission_city", "commission_city")

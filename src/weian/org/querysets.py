"""Who sees what: every list that a face shows begins with ``visible_to``.

By equality on scope columns, so that each grant is one range of one index.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db.models import Model, Q, QuerySet

from weian.base.clock import day_of
from weian.org.rights import holds

if TYPE_CHECKING:
    from weian.org.models import Grant, Person, Unit

M = TypeVar("M", bound=Model)
Reach = dict[str, list[int]]
_WIDE = ("province_id", "city_id", "county_id", "institution_id")


def in_force(day: date) -> Q:
    """From ``since`` until before ``until``."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


class DatedQuerySet(QuerySet[M]):
    """Rows in force from ``since`` until before ``until``."""

    def on(self, day: date) -> Self:
        """Those in force on a day."""
        return self.filter(in_force(day))


class ScopedQuerySet(QuerySet[M]):
    """Rows with scope columns. ``own_field`` of the model names the column of their maker."""

    def visible_to(
        self,
        person: Person,
        at: datetime,
        *,
        right: str = "read",
        own_field: str | None = None,
    ) -> Self:
        """The rows inside the person's grants of ``right`` at a moment, and the person's own.

        Nothing for a person who has left or holds no grant that day.
        """
        grants = person.grants_on(day_of(at))
        reach = reach_of(grants, right)
        own = own_field if own_field is not None else getattr(self.model, "own_field", "")
        found = self._reached(reach)
        if own and right == "read" and _sees_own(grants) and not _is_wide(reach):
            found |= self._own(own, person)
        return self.filter(found) if found else self.none()

    def _reached(self, reach: Reach) -> Q:
        found = Q()
        for column, units in reach.items():
            found |= self._at(column, units)
        return found

    def _at(self, column: str, units: list[int]) -> Q:
        return Q(**({column: units[0]} if len(units) == 1 else {f"{column}__in": units}))

    def _own(self, field: str, person: Person) -> Q:
        if person.acting is None:
            return Q(**{field: person.pk})
        return Q(**{f"{field}__in": person.hands})


class UnitQuerySet(ScopedQuerySet[M]):
    """Units scope themselves: the columns "unit" and "department" of a unit are its own number."""

    def _at(self, column: str, units: list[int]) -> Q:
        if column == "unit_id":
            return Q(pk__in=units) | Q(parent_id__in=units, kind="department")
        return Q(pk__in=units) if column == "department_id" else super()._at(column, units)

    def _own(self, field: str, person: Person) -> Q:
        return Q(pk__in=[pk for pk in (person.unit_id, person.department_id) if pk])


def sees_unit(person: Person, unit: Unit, at: datetime) -> bool:
    """Whether ``Unit.objects.visible_to`` holds a unit that is known already: the same without SQL."""
    grants = person.grants_on(day_of(at))
    reach = reach_of(grants, "read")
    if any(_within(unit, column, units) for column, units in reach.items()):
        return True
    own = unit.pk in (person.unit_id, person.department_id)
    return own and _sees_own(grants) and not _is_wide(reach)


def _within(unit: Unit, column: str, units: list[int]) -> bool:
    if column == "unit_id":
        return unit.pk in units or (unit.kind == "department" and unit.parent_id in units)
    return (unit.pk if column == "department_id" else getattr(unit, column)) in units


def reach_of(grants: Iterable[Grant], right: str) -> Reach:
    """Scope column → the numbers of the units on which a right is granted."""
    reach: Reach = {}
    for grant in grants:
        if grant.gives(right):
            reach.setdefault(grant.unit.level_column, []).append(grant.unit_id)
    return reach


def _sees_own(grants: Iterable[Grant]) -> bool:
    return any(holds(grant.role, right) for grant in grants for right in ("read", "read.own"))


def _is_wide(reach: Reach) -> bool:
    return any(column in reach for column in _WIDE)


def restrict(rows: QuerySet[M], person: Person, at: datetime, right: str) -> QuerySet[M]:
    """``visible_to`` for rows of a part below this one that carry the same columns (events, files)."""
    scoped: Any = ScopedQuerySet(rows.model)
    reach = reach_of(person.grants_on(day_of(at)), right)
    found = scoped._reached(reach)
    return rows.filter(found) if found else rows.none()

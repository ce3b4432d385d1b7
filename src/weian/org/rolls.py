"""What lists of units and people are compared with, and who of them is still to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from weian.base.clock import day_of
from weian.org.models import Person, Unit
from weian.org.queries import people_of
from weian.org.querysets import in_force


def units_called(names: Iterable[str], codes: Iterable[str]) -> list[Unit]:
    """The units that stand under any of these full names or credit codes."""
    called = Q(name__in=list(names)) | Q(code__in=list(codes))
    return list(Unit.objects.filter(called, until=None))


def in_service(units: Iterable[int], day: date) -> list[tuple[int, int, str, str]]:
    """(person, unit, name, telephone) of those in service of these units."""
    rows = Person.objects.filter(in_force(day), is_active=True, unit_id__in=list(units))
    return list(rows.values_list("pk", "unit_id", "name", "phone"))


def anybody_below(commission: Unit, at: datetime) -> bool:
    """Whether anybody is in service of a unit below a commission."""
    below = {commission.level_column: commission.pk}
    rows = Person.objects.filter(in_force(day_of(at)), is_active=True, **below)
    found: bool = rows.exclude(unit=commission).exists()
    return found


def without_account(unit: Unit, at: datetime) -> QuerySet[Person]:
    """Those in service of a unit who cannot log in yet, in the order of their names."""
    return people_of(unit, at).filter(login=None)

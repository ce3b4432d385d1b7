"""What a form offers where an answer points at people, units, departments and things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache

from weian.base.clock import day_of
from weian.base.fields import Field
from weian.org import queries as org
from weian.org.kinds import kinds_in
from weian.org.queries import Person, Unit
from weian.subject.queries import of_unit
from weian.ui.forms import Option, Provider

_PLACES = ("institution", "employer", "agency", "commission")
MOST_UNITS = 3000


def providers(
    fields: Iterable[Field], person: Person, unit: Unit, at: datetime
) -> dict[str, Provider]:
    """For ``ui.forms.form_class``: each list is read at most once for one form."""
    out: dict[str, Provider] = {
        "person": cache(lambda: people(unit, at)),
        "department": cache(lambda: departments(unit, at)),
        "unit": cache(lambda: units(person, at)),
    }
    for field in fields:
        if field.type == "subject":
            out[f"subject:{field.kind}"] = _things(unit, field.kind, at)
    return out


def _things(unit: Unit, kind: str, at: datetime) -> Callable[[], list[Option]]:
    def listed() -> list[Option]:
        rows = of_unit(unit, kind, day_of(at)).values_list("pk", "name", "code")
        return [(str(pk), f"{name}（{code}）" if code else name) for pk, name, code in rows]

    return cache(listed)


def people(unit: Unit, at: datetime) -> list[Option]:
    """Those in service of a unit, found by name and initials."""
    rows = org.people_of(unit, at).values_list("pk", "name", "pinyin")
    return [(str(pk), name, pinyin) for pk, name, pinyin in rows]


def departments(unit: Unit, at: datetime) -> list[Option]:
    """The departments of a unit."""
    return [(str(d.pk), d.name, d.pinyin) for d in org.departments_of(unit, at)]


def units(person: Person, at: datetime) -> list[Option]:
    """The units that somebody may look at, departments aside."""
    rows = org.units_visible(person, at).exclude(kind="department").order_by("sort_key", "pk")
    return [(str(u.pk), u.name, u.pinyin) for u in rows[:MOST_UNITS]]


def places(person: Person, right: str, at: datetime) -> list[Unit]:
    """The units for which somebody may leave something, their own first."""
    rows = org.units_visible(person, at).filter(kind__in=kinds_in(_PLACES))
    found = [u for u in rows.order_by("sort_key", "pk")[:MOST_UNITS] if may(person, right, u, at)]
    return sorted(found, key=lambda u: u.pk != person.unit_id)


def may(person: Person, right: str, unit: Unit, at: datetime) -> bool:
    """Whether somebody may do it for the unit, or for their own department of it."""
    own = person.department if person.unit_id == unit.pk else None
    return org.can(person, right, unit, at, own)


def anywhere(person: Person, right: str, at: datetime) -> bool:
    """Whether somebody holds a right on any place at all."""
    return bool(org.reach_of(org.grants_of(person, at), right))


def own_departments(
    person: Person, right: str, unit: Unit, at: datetime
) -> tuple[Sequence[Unit], bool]:
    """The departments for which somebody may do it, and whether one must be named."""
    every = list(org.departments_of(unit, at))
    if org.can(person, right, unit, at):
        return every, False
    return [d for d in every if org.can(person, right, unit, at, d)], True

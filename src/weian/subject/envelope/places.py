"""Choosing a unit: as a filter of a list, and before a form that is about one unit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest

from weian.base.clock import day_of
from weian.base.fields import Field
from weian.org import queries as org
from weian.org.kinds import kinds_in
from weian.org.queries import Person, Unit
from weian.subject.envelope import options
from weian.subject.envelope.filtering import number
from weian.ui.forms import AnswerForm, form_class
from weian.ui.shapes import Filter, Option

_SHOWN = ("institution", "employer", "agency", "commission")
_MOST = 600  # units offered as a filter; who sees more opens a unit first
_FRESH = 60  # seconds
_APART = "\0"  # between what is kept; no text of PostgreSQL holds it
Options = tuple[Option, ...]


def place_filters(
    request: HttpRequest, person: Person, place: Unit | None, at: datetime
) -> tuple[Filter, ...]:
    """By unit for whoever sees several, by department once a unit is chosen or is the only one."""
    units = _units(person, at)
    chosen = number(request.GET.get("unit"))
    out = []
    if len(units) > 1 or chosen:
        listed, value = units, str(chosen or "")
        if place is not None and place.pk == chosen and all(o.value != value for o in units):
            listed = (*units, Option(value, str(place)))
        out.append(Filter("unit", "单位", listed, value))
    if departments := _departments(person, place, units, at):
        wanted = number(request.GET.get("department"))
        out.append(Filter("department", "科室", departments, str(wanted or "")))
    return tuple(out)


def _units(person: Person, at: datetime) -> Options:
    """Names for a filter may be a minute old, so that a page does not read 300 units each time."""
    reach = org.reach_of(org.grants_of(person, at), "read")
    held = ".".join(
        f"{column}-{unit}" for column in sorted(reach) for unit in sorted(reach[column])
    )

    def rows() -> QuerySet[Unit]:
        seen = org.units_visible(person, at).filter(kind__in=kinds_in(_SHOWN))
        return seen.order_by("sort_key", "pk")[: _MOST + 1]

    found = _fresh(f"places.{person.unit_id}.{held}", rows)
    return () if len(found) > _MOST else found


def _fresh(key: str, rows: Callable[[], QuerySet[Unit]]) -> Options:
    """Kept as one text, from which hundreds of options are made once."""
    key = hashlib.sha256(key.encode()).hexdigest()
    found: str | None = cache.get(key)
    if found is None:
        named = rows().values_list("pk", "short_name", "name")
        found = _APART.join(f"{pk}{_APART}{short or name}" for pk, short, name in named)
        cache.set(key, found, _FRESH)
    return _options(found)


@lru_cache(maxsize=64)
def _options(kept: str) -> Options:
    parts = iter(kept.split(_APART) if kept else ())
    return tuple(Option(pk, name) for pk, name in zip(parts, parts, strict=True))


def _departments(person: Person, place: Unit | None, units: Options, at: datetime) -> Options:
    if place is not None and place.kind == "department":
        place = place.parent
    if place is None and len(units) == 1 and units[0].value == str(person.unit_id):
        place = person.unit
    if place is None:
        return ()
    return _fresh(f"departments.{place.pk}", lambda: org.departments_of(place, at))


def chosen_unit(
    request: HttpRequest, person: Person, right: str, at: datetime
) -> Unit | list[Unit]:
    """The unit that a form is about, or the units to choose from. May be empty."""
    wanted = number(request.POST.get("unit") or request.GET.get("unit"))
    if wanted is not None:
        return org.unit_or_404(person, wanted, at)
    found = options.places(person, right, at)
    return found[0] if len(found) == 1 else found


def chooser(units: list[Unit], at: datetime) -> AnswerForm:
    """Asks for which unit; the person's own is chosen already if it is among them."""
    listed = [(str(u.pk), u.name, u.pinyin) for u in units if u.stands_on(day_of(at))]
    asked = (Field("unit", "单位", "unit", required=True),)
    return form_class(asked, {"unit": lambda: listed})(initial={"unit": str(units[0].pk)})

"""Questions about units and people. Lists for a face begin with ``…_visible`` or ``…_or_404``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from weian.base.attachments import Attachment
from weian.base.clock import day_of
from weian.base.errors import Forbidden, NotVisible
from weian.base.fields import Ref
from weian.base.models import Event
from weian.org import quick, rights
from weian.org.kinds import UNIT_KINDS, kinds_in
from weian.org.lending import lent_on
from weian.org.models import Appointment, Delegation, Fact, Grant, Person, Scoped, Unit
from weian.org.querysets import in_force, reach_of, restrict, sees_unit
from weian.org.scope import scope_of

__all__ = [
    "Appointment",
    "Delegation",
    "Fact",
    "Grant",
    "Person",
    "Scoped",
    "SeesOwner",
    "Unit",
    "acting_units",
    "ancestors",
    "appointment_rows",
    "can",
    "commission_above",
    "delegation_to",
    "delegations_of",
    "department_or_404",
    "departments_below",
    "departments_of",
    "doer",
    "doers",
    "fact_history",
    "fact_rows",
    "facts_of",
    "grants_of",
    "guard_files",
    "holders",
    "kinds_of",
    "lock",
    "names_of",
    "people_by_ids",
    "people_of",
    "people_visible",
    "people_with_role",
    "person_by_id",
    "person_by_login",
    "person_or_404",
    "person_rows",
    "posts_of",
    "reach_of",
    "require",
    "restrict",
    "scope_of",
    "sees_file",
    "sees_unit",
    "unit_by_code",
    "unit_by_id",
    "unit_or_404",
    "units_below",
    "units_by_ids",
    "units_visible",
]  # fmt: skip

M = TypeVar("M", bound=Model)


def grants_of(person: Person, at: datetime) -> tuple[Grant, ...]:
    """The grants in force, with their units; none for somebody who has left."""
    return person.grants_on(day_of(at))


def can(
    person: Person | None, right: str, unit: Unit, at: datetime, department: Unit | None = None
) -> bool:
    """Whether a grant in force gives ``right`` on this place. None is the system: it may."""
    if person is None:
        return True
    return any(
        grant.gives(right) and rights.covers(grant.unit, right, unit, department)
        for grant in grants_of(person, at)
    )


def require(
    person: Person | None, right: str, unit: Unit, at: datetime, department: Unit | None = None
) -> None:
    """Nothing, or Forbidden; NotVisible if the person may not even see the unit."""
    if person is None or can(person, right, unit, at, department):
        return
    if not units_visible(person, at).filter(pk=unit.pk).exists():
        raise NotVisible()
    raise Forbidden("org.no_right", f"您在“{unit}”没有办理这件事的权限，请联系本单位管理员。")


def units_visible(person: Person, at: datetime) -> QuerySet[Unit]:
    """The units a person may look at: those of the grants, and where the person works."""
    return Unit.objects.visible_to(person, at)


def people_visible(person: Person, at: datetime) -> QuerySet[Person]:
    """The people a person may look at."""
    found: QuerySet[Person] = Person.objects.visible_to(person, at)
    return found


def unit_or_404(person: Person, pk: object, at: datetime) -> Unit:
    """A visible unit by number, else NotVisible."""
    number = _number(pk)
    found = None if number is None else quick.one(Unit, number)
    if found is None or not sees_unit(person, found, at):
        raise NotVisible()
    return found


def person_or_404(viewer: Person, pk: object, at: datetime) -> Person:
    """A visible person by number, else NotVisible."""
    return _one(people_visible(viewer, at).select_related("unit", "department"), pk)


def department_or_404(person: Person, unit: Unit, pk: object, at: datetime) -> Unit:
    """A department of ``unit``, else NotVisible."""
    return _one(departments_of(unit, at), pk)


def _one(rows: QuerySet[M], pk: object) -> M:
    number = _number(pk)
    found = None if number is None else rows.filter(pk=number).first()
    if found is None:
        raise NotVisible()
    return found


def _number(given: object) -> int | None:
    """A number of a row, of which addresses may hold anything."""
    text = str(given)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def unit_by_id(pk: int) -> Unit:
    """Without regard to who asks; raises Unit.DoesNotExist."""
    found = quick.one(Unit, pk)
    if found is None:
        raise Unit.DoesNotExist
    return found


def unit_by_code(text: str) -> Unit | None:
    """By credit code, number or exact name: for the command line."""
    for field in ("code", "pk", "name", "short_name"):
        if text and (field != "pk" or text.isdecimal()):
            found = list(Unit.objects.filter(**{field: text})[:2])
            if len(found) == 1:
                return found[0]
    return None


def person_by_id(pk: int) -> Person:
    """Without regard to who asks; raises Person.DoesNotExist."""
    found: Person = Person.objects.get(pk=pk)
    return found


def person_by_login(login: str) -> Person | None:
    """The account of this name."""
    found: Person | None = Person.objects.filter(login=login.strip().casefold()).first()
    return found


def person_by_external_id(external_id: str) -> Person | None:
    """Whose account the organisation's own login calls so; letters as they are."""
    found: Person | None = Person.objects.filter(external_id=external_id).first()
    return found if external_id else None


def acting_units(person: Person, at: datetime) -> list[Unit]:
    """The units a person's grants are on, widest first: what the unit switch offers."""
    units = {grant.unit_id: grant.unit for grant in grants_of(person, at)}
    return sorted(units.values(), key=lambda unit: (unit.path.count("/"), unit.pk))


def units_below(unit: Unit, *, of: Iterable[str] = (), on: date | None = None) -> QuerySet[Unit]:
    """All units below one, without itself; ``of`` names kinds or groups, ``on`` a day they stand."""
    if unit.level_column in ("unit_id", "department_id"):
        rows = Unit.objects.filter(parent=unit)
    else:
        rows = Unit.objects.filter(**{unit.level_column: unit.pk}).exclude(pk=unit.pk)
    if of:
        rows = rows.filter(kind__in=kinds_in(list(of)))
    return rows.filter(in_force(on)) if on else rows


def bodies_below(unit: Unit) -> list[Unit]:
    """All units below one, without itself and without departments: asked with every refresh of duties."""
    return quick.bodies(Unit, unit.pk, unit.level_column)


def departments_of(unit: Unit, at: datetime) -> QuerySet[Unit]:
    """The departments of a unit that stand."""
    rows = Unit.objects.filter(parent=unit, kind="department").order_by("sort_key", "pk")
    return rows.filter(in_force(day_of(at)))


def departments_below(units: Iterable[Unit], at: datetime) -> list[Unit]:
    """The departments of many units that stand."""
    rows = Unit.objects.filter(parent__in=[u.pk for u in units], kind="department")
    return list(rows.filter(in_force(day_of(at))).order_by("parent_id", "sort_key", "pk"))


def ancestors(unit: Unit) -> list[Unit]:
    """The units above one, the topmost first."""
    numbers = [int(part) for part in unit.path.split("/")[:-2] if part]
    found = quick.many(Unit, numbers) if numbers else {}
    return [found[number] for number in numbers]


def commission_above(unit: Unit) -> Unit | None:
    """The nearest commission over a unit, never the unit itself; None at the top."""
    above = (u for u in reversed(ancestors(unit)) if u.group == "commission")
    return next(above, None)


def people_of(unit: Unit, at: datetime) -> QuerySet[Person]:
    """Those in service of a unit or department, in the order of their names."""
    place = {"department": unit} if unit.kind == "department" else {"unit": unit}
    found: QuerySet[Person] = Person.objects.filter(in_force(day_of(at)), is_active=True, **place)
    return found.order_by("sort_key", "pk")


def people_with_role(role: str, at: datetime) -> list[Person]:
    """Those in service who hold a role anywhere, each once."""
    day = day_of(at)
    held = Grant.objects.on(day).filter(role=role).select_related("person").order_by("person_id")
    people = {row.person_id: row.person for row in held}
    return [person for person in people.values() if person.is_active and person.works_on(day)]


def units_by_ids(numbers: Sequence[int]) -> list[Unit]:
    """Without regard to who asks, in the order asked for."""
    found: dict[int, Unit] = Unit.objects.in_bulk(list(numbers))
    return [found[pk] for pk in numbers if pk in found]


def people_by_ids(numbers: Iterable[int]) -> dict[int, Person]:
    """Without regard to who asks."""
    found: dict[int, Person] = Person.objects.in_bulk(list(numbers))
    return found


def holders(unit: Unit, post: str, at: datetime) -> list[Person]:
    """Who holds a post of a unit (or of a department of it) and is in service."""
    day, column = day_of(at), "department_id" if unit.kind == "department" else "unit_id"
    people = {p.pk: p for p in quick.holding(Person, Appointment, column, unit.pk, post, day)}
    return [person for person in people.values() if person.is_active and person.works_on(day)]


def posts_of(person: Person, at: datetime) -> list[Appointment]:
    """The posts somebody holds."""
    rows = person.appointments.on(day_of(at)).select_related("unit", "department")
    return list(rows.order_by("since", "pk"))


def facts_of(unit: Unit, at: datetime) -> dict[str, Fact]:
    """The facts in force on a day, by key, as they were known at that moment."""
    rows = Fact.objects.filter(unit=unit, since__lte=day_of(at), declared_at__lte=at)
    found = {row.key: row for row in rows.order_by("since", "declared_at", "pk")}
    return {key: row for key, row in found.items() if row.value is not None}


def fact_history(unit: Unit) -> list[Fact]:
    """Everything the unit ever declared, the latest first."""
    rows = Fact.objects.filter(unit=unit).select_related("declared_by")
    return list(rows.order_by("-since", "-declared_at", "-pk"))


def fact_rows(units: Iterable[int]) -> Iterable[tuple[int, str, date, Any, datetime]]:
    """(unit, key, since, value, declared at) in the order in which later ones prevail."""
    columns = ("unit_id", "key", "since", "value", "declared_at")
    found = quick.values(Fact, columns, units, "since, declared_at, id")
    return [(*row[:3], json.loads(row[3]) if row[3] else None, row[4]) for row in found]


def person_rows(
    units: Iterable[int],
) -> Iterable[tuple[int, int, int | None, str, str, date, date | None]]:
    """(person, unit, department, name, employment, since, until), those who left included."""
    columns = ("id", "unit_id", "department_id", "name", "employment", "since", "until")
    return quick.values(Person, columns, units, "id")


def appointment_rows(
    units: Iterable[int],
) -> Iterable[tuple[int, int, int | None, str, date, date | None]]:
    """(person, unit, department, post, since, until), past ones included."""
    columns = ("person_id", "unit_id", "department_id", "post", "since", "until")
    return quick.values(Appointment, columns, units, "since, id")


def names_of(refs: Iterable[Ref]) -> Mapping[tuple[str, str], str]:
    """Names of the people and units pointed at, for base.fields.present; others are left out."""
    wanted: dict[str, list[int]] = {"person": [], "unit": []}
    for noun, key in refs:
        if noun in wanted:
            wanted[noun].append(int(key))
    out: dict[tuple[str, str], str] = {}
    if wanted["person"]:
        people = Person.objects.filter(pk__in=wanted["person"]).values_list("pk", "name")
        out.update({("person", str(pk)): name for pk, name in people})
    if wanted["unit"]:
        units = Unit.objects.filter(pk__in=wanted["unit"])
        out.update({("unit", str(unit.pk)): str(unit) for unit in units})
    return out


def doers(events: Iterable[Event]) -> list[Ref]:
    """The people who acted, and for whom: for ``names_of``."""
    numbers = {n for event in events for n in (event.actor_id, event.behalf_id) if n}
    return [("person", str(pk)) for pk in sorted(numbers)]


def doer(event: Event, names: Mapping[tuple[str, str], str]) -> str:
    """Who acted, as pages show it; both names where somebody stood in for another."""
    name = names.get(("person", str(event.actor_id)), "系统")
    behalf = names.get(("person", str(event.behalf_id)), "") if event.behalf_id else ""
    return f"{name} 代 {behalf} 办" if behalf else name


def delegations_of(person: Person, at: datetime) -> list[Delegation]:
    """What a person lent to others and was lent, what holds or will hold first, then the latest."""
    rows = Delegation.objects.filter(Q(giver=person) | Q(taker=person))
    found = rows.select_related("giver", "taker", "unit").order_by("-given_at", "-pk")[:100]
    day = day_of(at)
    return sorted(found, key=lambda row: row.ended_at is not None or row.until <= day)


def delegation_to(taker: Person, pk: int, at: datetime) -> Delegation | None:
    """One by which this person may act now: it holds, and its giver still has something that was
    lent; None otherwise."""
    found: Delegation | None = (
        Delegation.objects.select_related("giver").filter(pk=pk, taker=taker).first()
    )
    return found if found is not None and lent_on(found, taker, day_of(at)) else None


#: Whether a person sees what owns a file, given the owner's number; by the sort of owner.
SeesOwner = Callable[[Person, str, datetime], bool]
_OWNERS: dict[str, SeesOwner] = {}
_HIDDEN: list[Callable[[Person], Q]] = []


def guard_files(owner_kind: str, sees: SeesOwner) -> None:
    """Name who knows what is seen of a sort: not everything is, by all who may read its unit."""
    _OWNERS[owner_kind] = sees


def hide_events(hidden: Callable[[Person], Q]) -> None:
    """Name who knows which events of the log are kept from a person as long as their matter is secret."""
    if hidden not in _HIDDEN:
        _HIDDEN.append(hidden)


def events_read(person: Person, at: datetime) -> QuerySet[Event]:
    """The events that a person may read in the log."""
    rows = restrict(Event.objects.all(), person, at, "log.read")
    for hidden in _HIDDEN:
        rows = rows.exclude(hidden(person))
    return rows


def sees_file(person: Person, row: Attachment, at: datetime) -> bool:
    """Whether a file is the person's own draft, or belongs to something that the person sees; where
    nobody was named who knows, whatever lies within the grants or was uploaded by oneself."""
    if row.owner_id and row.owner_kind in _OWNERS:
        return _OWNERS[row.owner_kind](person, row.owner_id, at)
    if row.uploaded_by_id == person.pk:
        return True
    one = Attachment.objects.filter(pk=row.pk).exclude(owner_id="")
    return restrict(one, person, at, "read").exists()


def kinds_of(unit: Unit) -> frozenset[str]:
    """What packs may call this unit: its kind and its group."""
    return frozenset({unit.kind, UNIT_KINDS[unit.kind].group})


def lock(unit: Unit) -> Unit:
    """Hold the unit's row until the transaction ends, so that two of the same act come in turn."""
    return Unit.objects.select_for_update().get(pk=unit.pk)

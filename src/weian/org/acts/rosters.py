"""Units and people of a list, each row by itself: what is wrong with one does not hold up the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from weian.base import events
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, Refusal
from weian.base.fields import clean
from weian.org import queries
from weian.org.acts import granting, people, units
from weian.org.models import Appointment, Grant, Person, Unit
from weian.org.questions import OFFICE_FIELDS

_OFFICE: Final = ("posts", "roles")


@dataclass(eq=False)
class UnitDraft:
    """A unit to be, or a change of ``old``; ``given`` are questions.UNIT_FIELDS. It stands below
    ``parent``, or below what an earlier draft of the same list makes."""

    actor: Person | None
    given: Mapping[str, object]
    at: datetime
    parent: Unit | None = None
    below: UnitDraft | None = None
    old: Unit | None = None
    made: Unit | None = None

    @property
    def unit(self) -> Unit:
        """The unit above it that stood before: all below that is to be computed anew."""
        return self.below.unit if self.below is not None else self.above

    @property
    def above(self) -> Unit:
        """What it stands below. Raises BadInput if that was refused itself."""
        above = self.parent or (self.below.made if self.below is not None else None)
        if above is None:
            raise BadInput(
                "unit.no_parent", fields={"parent": "上级单位那一行没有登记，请先改正那一行。"}
            )
        return above


@dataclass(eq=False)
class PersonDraft:
    """Somebody to be appointed; ``given`` are questions.PERSON_FIELDS and OFFICE_FIELDS."""

    actor: Person | None
    given: Mapping[str, object]
    at: datetime
    unit: Unit
    department: Unit | None = None
    old: None = field(default=None, init=False)

    @property
    def offices(self) -> dict[str, Any]:
        """Posts and roles by their keys."""
        return clean(OFFICE_FIELDS, {k: v for k, v in self.given.items() if k in _OFFICE})

    @property
    def about(self) -> dict[str, object]:
        """What is known of the person."""
        return {k: v for k, v in self.given.items() if k not in _OFFICE}


def look_over_units(drafts: Sequence[UnitDraft]) -> list[Refusal | None]:
    """What ``keep_units`` would refuse of each; nothing is written. Parents come before what is below."""
    told: list[Refusal | None] = []
    names: set[tuple[int, str]] = set()
    codes: set[str] = set()
    for place, draft in enumerate(drafts, 1):
        try:
            draft.made = _checked(draft, -place, names, codes)
            told.append(None)
        except Refusal as refusal:
            draft.made = None
            told.append(refusal)
    return told


def _checked(draft: UnitDraft, number: int, names: set[tuple[int, str]], codes: set[str]) -> Unit:
    if draft.old is not None:
        queries.require(draft.actor, "unit.keep", draft.old, draft.at)
        return draft.old
    above = draft.above
    unit, _ = units.wanted_below(draft.actor, draft.at, above, draft.given)
    if above.pk > 0:  # it stands, and is not only to come from an earlier row
        units.check_taken(unit)
    if (above.pk, unit.name) in names or unit.code in codes:
        raise Conflict("unit.twice", "这个单位在表里出现了两次，请删去一行。")
    names.add((above.pk, unit.name))
    codes |= {unit.code} - {""}
    unit.pk = number  # so that what stands below it finds its place
    units.place(unit, above)
    return unit


@transaction.atomic
def keep_units(drafts: Sequence[UnitDraft]) -> list[Unit]:
    """Make or change each, with one event each, all or none. Raises as ``keep_unit``.

    Duties are not computed: the caller refreshes at the end.
    """
    made, acts = list[Unit](), list[events.Act]()
    for draft in drafts:
        draft.made = None
        if draft.old is not None:
            given: dict[str, Any] = dict(draft.given)
            draft.made = units.keep_unit(draft.actor, at=draft.at, unit=draft.old, **given)
            made.append(draft.made)
            continue
        above = draft.above
        unit, answers = units.made_below(draft.actor, draft.at, above, draft.given)
        draft.made = unit
        made.append(unit)
        told = {**answers, "parent": above.pk}
        acts.append(events.Act("unit.keep", "unit", unit.pk, draft.actor, unit, draft.at, told))
    events.append_batch(acts)
    return made


def look_over_people(drafts: Sequence[PersonDraft]) -> list[Refusal | None]:
    """What ``appoint_people`` would refuse of each; nothing is written."""
    told: list[Refusal | None] = []
    for draft in drafts:
        try:
            _planned(draft)
            told.append(None)
        except Refusal as refusal:
            told.append(refusal)
    return told


@transaction.atomic
def appoint_people(drafts: Sequence[PersonDraft]) -> list[Person]:
    """Register and appoint each, with one event each, all or none. Raises as ``appoint``."""
    planned = [_planned(draft) for draft in drafts]
    Person.objects.bulk_create([person for person, _, _ in planned])
    Appointment.objects.bulk_create([office for _, offices, _ in planned for office in offices])
    Grant.objects.bulk_create([grant for _, _, grants in planned for grant in grants])
    events.append_batch(
        people.act_of(person, d.unit, d.department, offices, grants, d.at, d.actor)
        for d, (person, offices, grants) in zip(drafts, planned, strict=True)
    )
    return [person for person, _, _ in planned]


def _planned(draft: PersonDraft) -> tuple[Person, list[Appointment], list[Grant]]:
    unit, department = draft.unit, draft.department
    queries.require(draft.actor, "person.appoint", unit, draft.at, department)
    person = people.planned(draft.about, unit, department, day_of(draft.at))
    offices = draft.offices
    since: date = person.since
    posts = people.planned_posts(person, unit, department, offices.get("posts", ()), since)
    grants = people.planned_grants(person, unit, department, offices.get("roles", ()), since)
    for grant in grants:
        granting.check(draft.actor, grant.role, grant.unit, draft.at)
    return person, posts, grants

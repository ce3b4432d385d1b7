"""Everything that the checks of one or many acts look at, read in a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from weian.base.clock import day_of
from weian.base.fields import Names, Ref
from weian.org.queries import Grant, Person, Unit
from weian.subject.models import Subject


@dataclass
class Known:
    """People, units and subjects by their id; what is not here does not exist."""

    people: dict[int, Person] = field(default_factory=dict)
    units: dict[int, Unit] = field(default_factory=dict)
    subjects: dict[UUID, Subject] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """For base.fields.present."""
        return {
            **{("person", str(pk)): p.name for pk, p in self.people.items()},
            **{("unit", str(pk)): str(u) for pk, u in self.units.items()},
            **{("subject", str(pk)): s.name for pk, s in self.subjects.items()},
        }


def gather(refs: Iterable[Ref], known: Known | None = None) -> Known:
    """What these references point at: one query for each noun that occurs; what is ``known`` already
    is not asked for again."""
    known = known or Known()
    wanted: dict[str, set[str]] = {}
    for noun, key in refs:
        wanted.setdefault(noun, set()).add(key)
    if people := {int(k) for k in wanted.get("person", ())} - known.people.keys():
        known.people |= Person.objects.in_bulk(people)
    if units := {int(k) for k in wanted.get("unit", ())} - known.units.keys():
        known.units |= Unit.objects.in_bulk(units)
    if subjects := {UUID(k) for k in wanted.get("subject", ())} - known.subjects.keys():
        known.subjects |= Subject.objects.in_bulk(subjects)
    return known


def names_of(refs: Iterable[Ref]) -> Names:
    """The names alone, subjects included."""
    return gather(refs).names


def prime(actors: Iterable[Person | None], moments: Iterable[datetime]) -> None:
    """Read the grants of many people at once, for a batch that spans many days.

    Fills the cache behind ``Person.grants_on``, which else asks once per person and day.
    """
    people = {id(a): a for a in actors if a is not None and a.acting is None}
    days = {day_of(at) for at in moments}
    held: dict[int, list[Grant]] = {}
    ids = {p.pk for p in people.values()}
    for grant in Grant.objects.filter(person_id__in=ids).select_related("unit").order_by("pk"):
        held.setdefault(grant.person_id, []).append(grant)
    for person in people.values():
        mine = held.get(person.pk, [])
        for day in days:
            person._grants[day] = tuple(
                g for g in mine if g.since <= day and (g.until is None or day < g.until)
            )

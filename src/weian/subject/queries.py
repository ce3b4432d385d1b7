"""Questions about subjects. Lists for a face begin with ``visible``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from weian.base import bounds
from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.base.models import Event
from weian.org.queries import Person, Unit
from weian.subject.envelope import filtering, private
from weian.subject.envelope.known import names_of
from weian.subject.kinds import KINDS
from weian.subject.models import Subject

__all__ = [
    "LISTED", "SORTS", "Filters", "Subject", "by_ids", "history", "ledger", "lock", "names_of", "of_unit",
    "standing", "standing_of", "subject_or_404", "visible",
]  # fmt: skip

SORTS = {
    "name": ("name", "id"),
    "-name": ("-name", "-id"),
    "since": ("since", "id"),
    "-since": ("-since", "-id"),
}
#: What the ledger shows of a subject.
LISTED = ("name", "code", "level", "since", "until", "data")


@dataclass(frozen=True)
class Filters:
    """What a list of one kind is narrowed to. ``state`` is "" (standing), "retired" or "all"."""

    kind: str
    place: Unit | None = None
    state: str = ""
    level: str = ""
    text: str = ""

    @classmethod
    def of(cls, kind: str, asked: Mapping[str, str], person: Person, at: datetime) -> Filters:
        """From an address; what cannot be read narrows nothing."""
        return cls(
            kind,
            filtering.place(asked, person, at),
            asked.get("state", ""),
            asked.get("level", ""),
            asked.get("q", ""),
        )


def visible(person: Person, at: datetime) -> QuerySet[Subject]:
    """The subjects that a person may see."""
    rows: QuerySet[Subject] = Subject.objects.visible_to(person, at)
    return private.without(rows, KINDS, person, at)


def _of_kind(person: Person, at: datetime, kind: str) -> QuerySet[Subject]:
    """The visible subjects of a kind; of a private one also those about oneself."""
    declared = KINDS.get(kind)
    if declared is None or declared.read_right == "read":
        return visible(person, at).filter(kind=kind)
    mine = private.reach(person, declared.read_right, at) | _about(person, kind)
    return Subject.objects.filter(mine, kind=kind)


def _about(person: Person, kind: str) -> Q:
    """The subjects of a private kind that say that they are about the person."""
    key = KINDS[kind].person
    return Q(kind=kind, data__contains={key: person.pk}) if key else Q(pk__in=[])


def standing(day: date) -> Q:
    """Subjects that stand on a day."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def ledger(person: Person, at: datetime, asked: Filters) -> QuerySet[Subject]:
    """The list of a kind as narrowed, not yet ordered."""
    rows = _of_kind(person, at, asked.kind)
    rows = filtering.text(filtering.at_place(rows, asked.place), asked.text)
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.state == "retired":
        rows = rows.filter(until__lte=day_of(at))
    elif asked.state != "all":
        rows = rows.filter(Q(until=None) | Q(until__gt=day_of(at)))
    return filtering.light(rows).select_related("unit", "department")


def subject_or_404(person: Person, pk: UUID, at: datetime) -> Subject:
    """A visible subject, else NotVisible."""
    joined = ("unit", "department", "keeper")
    found = visible(person, at).select_related(*joined).filter(pk=pk).first()
    if found is None and (kept := private.by_right(KINDS, person, at)):
        found = Subject.objects.filter(kept, pk=pk).select_related(*joined).first()
    for kind in private.rights(KINDS) if found is None else ():
        rows = Subject.objects.filter(_about(person, kind), pk=pk)
        with bounds.everything("what is kept about oneself, also by a former house"):
            found = found or rows.select_related(*joined).first()
    if found is None:
        raise NotVisible()
    return found


def of_unit(unit: Unit, kind: str, day: date) -> QuerySet[Subject]:
    """The things of a kind that stand at a unit on a day, by name."""
    rows: QuerySet[Subject] = Subject.objects.filter(standing(day), unit=unit, kind=kind)
    return filtering.light(rows).order_by("name", "id")


def history(subject: Subject) -> list[Event]:
    """Everything that was entered about it, the latest first."""
    rows = Event.objects.filter(object_kind=subject.kind, object_id=str(subject.pk))
    return list(rows.order_by("-seq"))


def lock(ids: Iterable[UUID]) -> None:
    """Hold these things until the transaction ends, so that two acts about one come in turn."""
    rows = Subject.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk")
    list(rows.values_list("pk"))


def by_ids(keys: Iterable[UUID]) -> dict[UUID, Subject]:
    """Without regard to who asks."""
    found: dict[UUID, Subject] = Subject.objects.in_bulk(list(keys))
    return found


def standing_of(kind: str, units: Iterable[int]) -> list[Subject]:
    """What these units have of a kind and still stands, for comparing with what comes in."""
    rows = Subject.objects.filter(kind=kind, unit_id__in=list(units), until=None)
    return list(rows.select_related("department", "keeper"))

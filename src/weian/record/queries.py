"""Questions about records. Lists for a face begin with ``visible``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Coalesce

from weian.base import bounds
from weian.base.clock import TZ
from weian.base.errors import NotVisible
from weian.base.fields import Field
from weian.org.queries import Person, Unit
from weian.record.kinds import KINDS, RecordKind
from weian.record.models import Record
from weian.subject.envelope import filtering, private

__all__ = [
    "LISTED", "SORTS", "Filters", "Record", "by_ids", "chain", "choice_fields", "current", "ending", "ledger", "moments", "of_case",
    "of_subject", "record_or_404", "reviewed", "visible",
]  # fmt: skip

_NOTHING = Value(UUID(int=0), output_field=UUIDField())  # two of nothing are equal

SORTS = {
    "-happened": ("-happened_at", "-id"),
    "happened": ("happened_at", "id"),
}
#: What the ledger shows of a record.
LISTED = (
    "title", "happened_at", "recorded_at", "valid_until", "data", "by__name", "behalf__name", "subject__name",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What a list of one kind is narrowed to; ``first`` and ``last`` are days, both included.

    ``answers`` are choices of the kind's own fields.
    """

    kind: str
    place: Unit | None = None
    first: date | None = None
    last: date | None = None
    subject: UUID | None = None
    by: int | None = None
    valid_on: date | None = None
    lapsed_on: date | None = None
    text: str = ""
    answers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls, kind: RecordKind, asked: Mapping[str, str], person: Person, at: datetime
    ) -> Filters:
        """From an address; what cannot be read narrows nothing."""
        today = at.astimezone(TZ).date()
        validity = asked.get("validity", "")
        return cls(
            kind.key,
            filtering.place(asked, person, at),
            filtering.day(asked.get("happened_from")),
            filtering.day(asked.get("happened_to")),
            _uuid(asked.get("subject")),
            person.pk if asked.get("by") == "me" else None,
            today if validity == "valid" else None,
            today if validity == "lapsed" else None,
            asked.get("q", ""),
            tuple(
                (f.key, asked[f.key])
                for f in choice_fields(kind)
                if asked.get(f.key) in dict(f.choices)
            ),
        )


def choice_fields(kind: RecordKind) -> list[Field]:
    """The fields by whose choices a list may be narrowed."""
    return [f for f in kind.fields if f.type == "choice" and f.listed][:3]


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def visible(person: Person, at: datetime) -> QuerySet[Record]:
    """The records that a person may see, corrected ones included."""
    rows: QuerySet[Record] = Record.objects.visible_to(person, at)
    return private.without(rows, KINDS, person, at)


def _of_kind(person: Person, at: datetime, kind: str) -> QuerySet[Record]:
    """The visible records of a kind; of a private one also those about oneself."""
    declared = KINDS.get(kind)
    if declared is None or declared.read_right == "read":
        return visible(person, at).filter(kind=kind)
    bounds.own_too()  # also what a former house keeps about oneself
    mine = Q(people__contains=[person.pk]) | private.reach(person, declared.read_right, at)
    return Record.objects.filter(mine, kind=kind)


def current(person: Person, at: datetime) -> QuerySet[Record]:
    """The records that a person may see and that count."""
    return visible(person, at).filter(superseded_by=None)


def ledger(person: Person, at: datetime, asked: Filters) -> QuerySet[Record]:
    """The list of a kind as narrowed, not yet ordered."""
    rows = _of_kind(person, at, asked.kind).filter(superseded_by=None)
    rows = filtering.text(filtering.at_place(rows, asked.place), asked.text)
    if asked.first:
        rows = rows.filter(happened_at__gte=_midnight(asked.first))
    if asked.last:
        rows = rows.filter(happened_at__lt=_midnight(asked.last + timedelta(days=1)))
    if asked.subject is not None:
        rows = rows.filter(subject_id=asked.subject)
    if asked.by is not None:
        rows = rows.filter(by_id=asked.by)
    if asked.valid_on:
        rows = rows.filter(Q(valid_until=None) | Q(valid_until__gte=asked.valid_on))
    if asked.lapsed_on:
        rows = rows.filter(valid_until__lt=asked.lapsed_on)
    for key, answer in asked.answers:
        rows = rows.filter(data__contains={key: answer})
    return filtering.light(rows).select_related("unit", "department", "by", "behalf", "subject")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TZ)


def record_or_404(person: Person, pk: UUID, at: datetime) -> Record:
    """A visible record, else NotVisible."""
    joined = ("unit", "department", "by", "behalf", "subject")
    found = visible(person, at).select_related(*joined).filter(pk=pk).first()
    if found is None:
        bounds.own_too()
        about = Q(kind__in=private.rights(KINDS), people__contains=[person.pk])
        mine = about | private.by_right(KINDS, person, at)
        found = Record.objects.filter(mine, pk=pk).select_related(*joined).first()
    if found is None:
        raise NotVisible()
    return found


def chain(record: Record) -> list[Record]:
    """The record with all that it corrected and that corrected it, the oldest first."""
    out = [record]
    while out[0].supersedes_id:
        out.insert(0, _one(out[0].supersedes_id))
    while out[-1].superseded_by_id:
        out.append(_one(out[-1].superseded_by_id))
    return out


def _one(pk: UUID) -> Record:
    row: Record = Record.objects.select_related("by", "behalf").defer("words", "search").get(pk=pk)
    return row


def of_subject(person: Person, subject: UUID, at: datetime, most: int = 50) -> list[Record]:
    """The latest records about a thing that a person may see and that count."""
    rows = filtering.light(current(person, at).filter(subject_id=subject))
    return list(rows.select_related("by", "behalf").order_by("-happened_at", "-id")[:most])


def of_case(person: Person, case: UUID, at: datetime, most: int = 50) -> list[Record]:
    """The records about a case that a person may see and that count."""
    rows = filtering.light(current(person, at).filter(case_id=case))
    return list(rows.select_related("by", "behalf").order_by("-happened_at", "-id")[:most])


def by_ids(keys: Iterable[UUID]) -> dict[UUID, Record]:
    """Without regard to who asks."""
    found: dict[UUID, Record] = Record.objects.in_bulk(list(keys))
    return found


def moments(
    unit: Unit, kind: str, begins: datetime, ends: datetime
) -> list[tuple[UUID | None, datetime]]:
    """(subject, moment) of the records of a kind that a unit left in a stretch of time, corrected
    ones aside; without regard to who asks."""
    rows = Record.objects.filter(
        unit=unit, kind=kind, happened_at__gte=begins, happened_at__lt=ends, superseded_by=None
    )
    return list(rows.order_by("happened_at").values_list("subject_id", "happened_at"))


def reviewed(person: Person, at: datetime, last: date, kinds: Sequence[str]) -> QuerySet[Record]:
    """What is to be reviewed (``review_on``) by ``last``, before it ends, and has no later record of
    its sort: for the same thing and people, under the same title."""
    newer = Record.objects.alias(thing=Coalesce("subject", _NOTHING)).filter(
        thing=OuterRef("thing"),
        unit=OuterRef("unit"),
        kind=OuterRef("kind"),
        title=OuterRef("title"),
        people=OuterRef("people"),
        superseded_by=None,
        happened_at__gt=OuterRef("happened_at"),
    )
    rows = current(person, at).filter(kind__in=kinds, data__review_on__lte=last.isoformat())
    rows = rows.alias(thing=Coalesce("subject", _NOTHING))
    return rows.filter(Q(subject=None) | Q(subject__until=None)).exclude(Exists(newer))


def ending(person: Person, at: datetime, last: date) -> QuerySet[Record]:
    """What is valid no longer than ``last`` and has nothing newer of its sort: for the same thing and
    people, under the same title. What is about things that stand no more is left out."""
    newer = (
        Record.objects.alias(thing=Coalesce("subject", _NOTHING))
        .filter(
            thing=OuterRef("thing"),
            unit=OuterRef("unit"),
            kind=OuterRef("kind"),
            title=OuterRef("title"),
            people=OuterRef("people"),
            superseded_by=None,
        )
        .filter(
            Q(valid_until__gt=OuterRef("valid_until"))
            | Q(valid_until=None, happened_at__gt=OuterRef("happened_at"))
            | Q(valid_until=OuterRef("valid_until"), happened_at__gt=OuterRef("happened_at"))
        )
    )
    rows = current(person, at).filter(valid_until__lte=last)
    rows = rows.alias(thing=Coalesce("subject", _NOTHING))
    return rows.filter(Q(subject=None) | Q(subject__until=None)).exclude(Exists(newer))

"""The two-person ledgers of a unit: who may look, who may enter, what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Q

from weian.base.clock import TZ, day_of
from weian.base.errors import NotVisible
from weian.modules.chemicals import running, second
from weian.modules.chemicals.balance import Entry
from weian.modules.chemicals.running import Line
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record.queries import Record
from weian.subject import queries as subjects
from weian.subject.envelope import options
from weian.subject.queries import Subject

RIGHT: Final = "record.submit"
KEEPERS_RIGHT: Final = "record.submit:own"
_KINDS: Final = ("stock_movement", "stock_count", second.CONFIRMATION)


@dataclass(frozen=True)
class Posting:
    """A record with its place in the running balance."""

    record: Record
    line: Line


@dataclass(frozen=True)
class Book:
    """The whole ledger of a substance, the oldest first; ``waiting`` are movements that do not count
    yet, with those who have still to confirm them."""

    substance: Subject
    postings: tuple[Posting, ...]
    waiting: tuple[tuple[Record, tuple[int, ...]], ...] = ()

    @property
    def balance(self) -> Decimal:
        """What there is by the books."""
        return self.postings[-1].line.after if self.postings else Decimal(0)

    @property
    def counted(self) -> Posting | None:
        """The last count."""
        return next((p for p in reversed(self.postings) if p.line.entry.kind == "count"), None)

    @property
    def over(self) -> bool:
        """Whether there is more than may be kept."""
        most = self.substance.data.get("max_stock")
        return most is not None and self.balance > Decimal(str(most))

    def of_year(self, year: int) -> tuple[Decimal, list[Posting]]:
        """What was carried over into a year, and its postings."""
        inside = [p for p in self.postings if p.record.happened_on.year == year]
        before = [p for p in self.postings if p.record.happened_on.year < year]
        return (before[-1].line.after if before else Decimal(0)), inside


def unit_or_404(person: Person, asked: str | None, at: datetime) -> Unit:
    """A unit whose ledgers the person may look at; keepers look at those of their own."""
    unit = org.unit_or_404(person, asked, at) if asked else person.unit
    own = unit.pk == person.unit_id and org.can(person, KEEPERS_RIGHT, unit, at, person.department)
    if unit.kind == "department" or not (own or options.may(person, "read", unit, at)):
        raise NotVisible()
    return unit


def stores(unit: Unit, at: datetime) -> list[Subject]:
    """Where the unit keeps dangerous goods."""
    return list(subjects.of_unit(unit, "chemical_store", day_of(at)))


def substances(person: Person, unit: Unit, kept: Sequence[Subject], at: datetime) -> list[Subject]:
    """What the person may see of it, by name: by right, or as a keeper of the thing or its store."""
    mine = [str(s.pk) for s in kept if person.pk in _keepers(s)]
    own = Q(data__keeper=person.pk) | Q(data__store__in=mine)
    seen = subjects.visible(person, at).filter(unit=unit, kind="substance").values("pk")
    rows = subjects.of_unit(unit, "substance", day_of(at)).filter(own | Q(pk__in=seen))
    return list(rows)


def substance_or_404(person: Person, pk: UUID, at: datetime) -> tuple[Unit, Subject]:
    """One substance that the person may see, with its unit."""
    found = subjects.by_ids([pk]).get(pk)
    if found is None or found.kind != "substance" or not found.stands_on(day_of(at)):
        raise NotVisible()
    unit = org.unit_by_id(found.unit_id)
    if found.pk not in {s.pk for s in substances(person, unit, stores(unit, at), at)}:
        raise NotVisible()
    return unit, found


def _keepers(thing: Subject) -> set[object]:
    return {thing.data.get("keeper"), thing.data.get("second_keeper")}


def right_of(
    person: Person, unit: Unit, things: Iterable[Subject], kept: Sequence[Subject], at: datetime
) -> str | None:
    """The right by which the person enters movements and counts of all these: that of their role, or as
    keeper of each (then as one of the two). None: they may not."""
    if options.may(person, RIGHT, unit, at):
        return RIGHT
    mine = {str(s.pk) for s in kept if person.pk in _keepers(s)}
    keeps = all(s.data.get("keeper") == person.pk or s.data.get("store") in mine for s in things)
    may = org.can(person, KEEPERS_RIGHT, unit, at, person.department)
    return KEEPERS_RIGHT if keeps and may and person.unit_id == unit.pk else None


def books(things: Sequence[Subject]) -> list[Book]:
    """Their ledgers, in one query; corrected lines do not count."""
    rows = (
        Record.objects.filter(
            subject_id__in=[s.pk for s in things], kind__in=_KINDS, superseded_by=None
        )
        .select_related("subject")
        .defer("search", "words")
    )
    by_thing: dict[UUID | None, list[Record]] = {}
    for record in rows.order_by("happened_at", "recorded_at", "id"):
        by_thing.setdefault(record.subject_id, []).append(record)
    return [_book(s, by_thing.get(s.pk, [])) for s in things]


def _book(thing: Subject, rows: Sequence[Record]) -> Book:
    lines, waiting = second.split(rows)
    confirmed = second.confirmed_by(rows)
    left = tuple((row, tuple(second.waits_for(row, confirmed))) for row in waiting)
    return Book(thing, tuple(_postings(lines)), left)


def _postings(rows: Sequence[Record]) -> list[Posting]:
    known = [r for r in rows if r.amount is not None]
    entries = [
        Entry(r.happened_at, str(r.data.get("direction", "count")), r.amount or Decimal(0))
        for r in known
    ]
    return [Posting(*pair) for pair in zip(known, running.lines(entries), strict=True)]


def year_of(asked: str | None, at: datetime) -> int:
    """The year to look at; this one unless an earlier one is asked for."""
    this = at.astimezone(TZ).year
    return int(asked) if asked and asked.isdecimal() and 2000 < int(asked) <= this else this

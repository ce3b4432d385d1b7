"""What ends or is to be reviewed: certificates, inspections, insurances, agreements, in the order in which they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from weian.base.clock import day_of
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record import queries as records
from weian.record.kinds import KINDS
from weian.record.queries import Record

#: Key, title, and the last day counted from today (None: it has ended already).
BANDS: Final[tuple[tuple[str, str, int | None], ...]] = (
    ("ended", "已过期", None), ("month", "30 天内到期", 30), ("quarter", "90 天内到期", 90),
)  # fmt: skip
AHEAD: Final = timedelta(days=90)
MOST: Final = 300


@dataclass(frozen=True)
class Expiry:
    """One thing that ends on a day, or is to be reviewed by it; ``whose`` is the person or thing it
    is about."""

    record: Record
    whose: str
    band: str
    days: int
    on: date
    review: bool = False


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    unit: Unit | None = None
    kind: str = ""
    band: str = ""


def board(person: Person, at: datetime, asked: Asked) -> tuple[list[Expiry], Counter[str], bool]:
    """The rows, earliest end first, how many each band has, and whether more were left out."""
    today = day_of(at)
    ending = _narrowed(records.ending(person, at, today + AHEAD), asked)
    found = list(ending.order_by("valid_until", "id")[: MOST + 1])
    reviews = _narrowed(records.reviewed(person, at, today + AHEAD, reviewable()), asked)
    reviews = reviews.exclude(valid_until__lt=today)  # what has ended is renewed, not reviewed
    due = list(reviews.order_by("data__review_on", "id")[: MOST + 1])
    named = _in_service([*found[:MOST], *due[:MOST]], today)
    lines = [
        *(_expiry(r, r.valid_until, named, today) for r in found[:MOST]),
        *(_expiry(r, _review_of(r), named, today, review=True) for r in due[:MOST]),
    ]
    listed = sorted((e for e in lines if e is not None), key=lambda e: e.on)
    counts = Counter(e.band for e in listed)
    shown = [e for e in listed if not asked.band or e.band == asked.band]
    return shown, counts, max(len(found), len(due)) > MOST


def reviewable() -> list[str]:
    """The kinds of papers that say when they are reviewed next."""
    return [
        k.key for k in KINDS.values() if k.validity and any(f.key == "review_on" for f in k.fields)
    ]


def _review_of(row: Record) -> date:
    return date.fromisoformat(str(row.data["review_on"]))


def _narrowed(rows: QuerySet[Record], asked: Asked) -> QuerySet[Record]:
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    return rows.defer("search", "words").select_related("unit", "subject")


def _in_service(rows: Sequence[Record], today: date) -> dict[int, str]:
    """Names of those who still work here: papers of people who left need no renewal."""
    people = {pk for row in rows for pk in row.people}
    return {pk: p.name for pk, p in org.people_by_ids(people).items() if p.works_on(today)}


def _expiry(
    row: Record, on: date | None, named: dict[int, str], today: date, *, review: bool = False
) -> Expiry | None:
    if on is None or (row.people and not any(pk in named for pk in row.people)):
        return None
    days = (on - today).days
    whose = (
        row.subject.name
        if row.subject
        else "、".join(named[p] for p in row.people[:3] if p in named)
    )
    band = "ended" if days < 0 else "month" if days <= 30 else "quarter"
    return Expiry(row, whose, band, days, on, review)

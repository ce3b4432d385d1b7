"""What ends: certificates, inspections, insurances, agreements, in the order in which they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from weian.base.clock import day_of
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record import queries as records
from weian.record.queries import Record

#: Key, title, and the last day counted from today (None: it has ended already).
BANDS: Final[tuple[tuple[str, str, int | None], ...]] = (
    ("ended", "已过期", None), ("month", "30 天内到期", 30), ("quarter", "90 天内到期", 90),
)  # fmt: skip
AHEAD: Final = timedelta(days=90)
MOST: Final = 300


@dataclass(frozen=True)
class Expiry:
    """One thing that ends; ``whose`` is the person or thing it is about."""

    record: Record
    whose: str
    band: str
    days: int


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to."""

    unit: Unit | None = None
    kind: str = ""
    band: str = ""


def board(person: Person, at: datetime, asked: Asked) -> tuple[list[Expiry], Counter[str], bool]:
    """The rows, earliest end first, how many each band has, and whether more were left out."""
    today = day_of(at)
    rows = records.ending(person, at, today + AHEAD)
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    rows = rows.defer("search", "words").select_related("unit", "subject")
    found = list(rows.order_by("valid_until", "id")[: MOST + 1])
    named = _in_service(found[:MOST], today)
    listed = [e for e in (_expiry(r, named, today) for r in found[:MOST]) if e is not None]
    counts = Counter(e.band for e in listed)
    shown = [e for e in listed if not asked.band or e.band == asked.band]
    return shown, counts, len(found) > MOST


def _in_service(rows: Sequence[Record], today: date) -> dict[int, str]:
    """Names of those who still work here: papers of people who left need no renewal."""
    people = {pk for row in rows for pk in row.people}
    return {pk: p.name for pk, p in org.people_by_ids(people).items() if p.works_on(today)}


def _expiry(row: Record, named: dict[int, str], today: date) -> Expiry | None:
    if row.people and not any(pk in named for pk in row.people):
        return None
    assert row.valid_until is not None
    days = (row.valid_until - today).days
    whose = (
        row.subject.name
        if row.subject
        else "、".join(named[p] for p in row.people[:3] if p in named)
    )
    band = "ended" if days < 0 else "month" if days <= 30 else "quarter"
    return Expiry(row, whose, band, days)

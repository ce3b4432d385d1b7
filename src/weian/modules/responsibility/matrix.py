"""Reading the matrix of one unit: who holds which post, their lists, signatures and letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.modules.responsibility.roster import (
    DutyPaper,
    Found,
    Holding,
    Letter,
    Matrix,
    Signature,
    matrix_of,
)
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record.queries import Record
from weian.subject import queries as subjects
from weian.subject.queries import Subject


def reach(person: Person, unit: Unit, at: datetime) -> Unit | None:
    """None if the person may see the whole of the unit, else the one department of it that they may
    see; NotVisible for neither."""
    if org.can(person, "read", unit, at):
        return None
    own = person.department if person.unit_id == unit.pk else None
    if own is not None and org.can(person, "read", unit, at, own):
        return own
    raise NotVisible()


def matrix(unit: Unit, at: datetime, department: int | None = None) -> Matrix:
    """The matrix of a unit, or of one department of it, for the year of ``at``. Without regard to
    who asks: the caller has asked :func:`reach`."""
    day = day_of(at)
    held = [h for h in _holdings(unit, at) if department is None or h.department == department]
    people = {h.person for h in held}
    papers = [p for p in papers_of(unit, day) if department is None or p.person in people]
    letters = [x for x in letters_of(unit, day.year) if x.person in people]
    return matrix_of(Found(held, papers, letters))


def _holdings(unit: Unit, at: datetime) -> list[Holding]:
    """People by name, each with the posts held here; who holds none stands with none."""
    day = day_of(at)
    here = {p.pk: p for p in org.people_of(unit, at)}
    rows = [
        (who, department, post)
        for who, _, department, post, since, until in org.appointment_rows([unit.pk])
        if since <= day and (until is None or day < until)
    ]
    guests = org.people_by_ids({who for who, _, _ in rows} - here.keys())
    here |= {pk: p for pk, p in guests.items() if p.is_active and p.works_on(day)}
    places = {d.pk: str(d) for d in org.departments_of(unit, at)}
    held: dict[int, dict[str, int | None]] = {}
    for who, department, post in rows:
        held.setdefault(who, {}).setdefault(post, department)
    out = []
    for pk, person in here.items():
        for post, named in held.get(pk, {"": None}).items():
            place = named or (person.department_id if person.unit_id == unit.pk else None)
            out.append(Holding(pk, person.name, post, place, places.get(place or 0, "")))
    return out


def papers_of(unit: Unit, day: date) -> list[DutyPaper]:
    """The duty lists that stand at a unit, each with the signature of its person."""
    rows = list(subjects.of_unit(unit, "post_duty", day))
    signed = _signed(rows)
    return [paper_of(row, signed.get(row.pk, ())) for row in rows]


def paper_of(row: Subject, records: Iterable[Record]) -> DutyPaper:
    """A list as read, with its confirmations, the latest last."""
    mine = [r for r in records if row.data.get("person") in r.people]
    valid = [r for r in mine if r.recorded_at >= row.kept_at]
    duties = row.data.get("duties")
    return DutyPaper(
        row.pk, row.name, int(row.data["person"]), str(row.data.get("post") or ""),
        len(duties) if isinstance(duties, list) else 0,
        signature(valid[-1], int(row.data["person"])) if valid else None,
        bool(mine) and not valid,
    )  # fmt: skip


def _signed(rows: Iterable[Subject]) -> dict[UUID, list[Record]]:
    """Confirmations that count and were given, by the list they are about."""
    found = Record.objects.filter(
        kind="duty_acknowledgement", superseded_by=None, data__contains={"accepted": True},
        subject_id__in=[row.pk for row in rows],
    )  # fmt: skip
    out: dict[UUID, list[Record]] = {}
    for record in found.defer("words", "search").order_by("recorded_at"):
        if record.subject_id is not None:
            out.setdefault(record.subject_id, []).append(record)
    return out


def signature(record: Record, person: int) -> Signature:
    """A record that a person signed, or that was entered for them."""
    return Signature(record.pk, record.happened_at, record.by_id == person)


@dataclass(frozen=True)
class Deal:
    """What a letter and its countersignature have in common: they name a letter together."""

    level: str
    year: int
    code: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Deal:
        """From the answers of either record."""
        return cls(
            str(data.get("level")), int(data.get("year") or 0), str(data.get("code") or "").strip()
        )

    def covers(self, letter: Deal) -> bool:
        """A signature that names no number is for the letters of its level and year."""
        same = (self.level, self.year) == (letter.level, letter.year)
        return same and self.code in ("", letter.code)


def valid_from(letter: Record) -> datetime:
    """Signatures before it are for something else; a correction leaves those given standing."""
    moment: datetime = letter.recorded_at if letter.supersedes_id is None else letter.happened_at
    return moment


def letters_of(unit: Unit, year: int) -> list[Letter]:
    """The letters that a unit entered for a year, once for each person who signs as the lower side."""
    rows = list(
        Record.objects.filter(
            unit=unit, kind="responsibility_letter", superseded_by=None,
            data__contains={"year": year},
        ).defer("words", "search").order_by("happened_at", "id")
    )  # fmt: skip
    signs = countersigns(year, unit=unit) if rows else {}
    return [
        Letter(row.pk, Deal.of(row.data).level, pk, signed_by(pk, row, signs.get(pk, ())))
        for row in rows
        for pk in row.people
    ]


def countersigns(year: int, **where: Any) -> dict[int, list[Record]]:
    """Countersignatures of a year by person."""
    rows = Record.objects.filter(
        kind="letter_countersign", superseded_by=None,
        data__contains={"year": year, "accepted": True}, **where,
    ).defer("words", "search")  # fmt: skip
    out: dict[int, list[Record]] = {}
    for row in rows.order_by("recorded_at"):
        for pk in row.people:
            out.setdefault(pk, []).append(row)
    return out


def signed_by(person: int, letter: Record, found: Iterable[Record]) -> Signature | None:
    """The first countersignature of a person that covers a letter."""
    deal, since = Deal.of(letter.data), valid_from(letter)
    for row in found:
        if row.recorded_at >= since and Deal.of(row.data).covers(deal):
            return signature(row, person)
    return None

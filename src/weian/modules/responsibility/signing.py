"""What a person answers for and signs: the duty lists of their posts and the letters of the year.

To sign is to be logged in and to confirm what is on the page: each signature is a record of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from weian.base import bounds
from weian.base.clock import day_of
from weian.base.errors import Conflict
from weian.modules.responsibility.matrix import (
    Deal,
    countersigns,
    paper_of,
    signed_by,
)
from weian.modules.responsibility.roster import DutyPaper, Signature
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record import actions as records
from weian.record.queries import Record
from weian.subject.queries import Subject, standing

RIGHT = "record.submit:own"
_SCOPE = ("county_id", "city_id", "province_id")


@dataclass(frozen=True)
class Paper:
    """A duty list of the person, and how it stands with the signature."""

    row: Subject
    standing: DutyPaper

    @property
    def signed(self) -> Signature | None:
        """The signature under these very words."""
        return self.standing.signed

    @property
    def key(self) -> str:
        """Names the wording that was read."""
        return f"list.{self.row.pk}.{self.row.version}"


@dataclass(frozen=True)
class Pledge:
    """Letters of one level, year and number, which one signature covers; ``upper`` where the person
    signs for the side above."""

    deal: Deal
    letters: tuple[Record, ...]
    signed: Signature | None
    upper: bool

    @property
    def key(self) -> str:
        """Names the letters that were read."""
        return f"letter.{max(str(x.pk) for x in self.letters)}.{len(self.letters)}"

    @property
    def targets(self) -> list[str]:
        """What the letters ask, once each."""
        found = (x.data.get("targets") for x in self.letters)
        return list(dict.fromkeys(str(t) for f in found if isinstance(f, list) for t in f))


@dataclass(frozen=True)
class Mine:
    """All that a person answers for this year."""

    papers: tuple[Paper, ...]
    pledges: tuple[Pledge, ...]

    @property
    def unsigned(self) -> list[Paper | Pledge]:
        """What waits for the signature."""
        every: list[Paper | Pledge] = [*self.papers, *self.pledges]
        return [x for x in every if x.signed is None]


def mine(person: Person, at: datetime) -> Mine:
    """Everything that names the person: three or four queries."""
    rows = list(_papers(person, at).defer("words", "search").select_related("unit", "department"))
    found = Record.objects.filter(
        kind="duty_acknowledgement", superseded_by=None, data__contains={"accepted": True},
        subject_id__in=[row.pk for row in rows],
    ).defer("words", "search") if rows else Record.objects.none()  # fmt: skip
    given = list(found.order_by("recorded_at"))
    papers = [
        Paper(row, paper_of(row, [r for r in given if r.subject_id == row.pk])) for row in rows
    ]
    return Mine(tuple(papers), tuple(_pledges(person, at)))


def _papers(person: Person, at: datetime) -> QuerySet[Subject]:
    rows: QuerySet[Subject] = Subject.objects.filter(
        standing(day_of(at)), unit_id=person.unit_id, kind="post_duty",
        data__contains={"person": person.pk},
    )  # fmt: skip
    return rows.order_by("name", "id")


def _letters(person: Person, at: datetime) -> QuerySet[Record]:
    """The letters of the year that name the person on either side, at or below the person's county."""
    column = next((c for c in _SCOPE if getattr(person, c) is not None), "unit_id")
    named = Q(people__contains=[person.pk]) | Q(data__contains={"counterpart": person.pk})
    rows: QuerySet[Record] = Record.objects.filter(
        named, kind="responsibility_letter", superseded_by=None,
        data__contains={"year": day_of(at).year}, **{column: getattr(person, column)},
    )  # fmt: skip
    return rows


def _pledges(person: Person, at: datetime) -> Iterable[Pledge]:
    rows = _letters(person, at).defer("words", "search").select_related("unit")
    deals: dict[Deal, list[Record]] = {}
    with bounds.everything("letters that name somebody, also as the lower side of a body above"):
        for row in rows.order_by("happened_at", "id"):
            deals.setdefault(Deal.of(row.data), []).append(row)
    if not deals:
        return
    signs = countersigns(day_of(at).year, people__contains=[person.pk], unit=person.unit_id)
    for deal, letters in deals.items():
        found = [signed_by(person.pk, x, signs.get(person.pk, ())) for x in letters]
        upper = all(person.pk not in x.people for x in letters)
        yield Pledge(deal, tuple(letters), found[-1] if all(found) else None, upper)


def may_sign(person: Person, at: datetime) -> bool:
    """Whether the person may leave records of their own."""
    return org.can(person, RIGHT, person.unit, at, _department(person, person.unit))


def _department(person: Person, unit: Unit) -> Unit | None:
    return person.department if person.unit_id == unit.pk else None


@transaction.atomic
def sign(person: Person, *, seen: Collection[str], at: datetime) -> list[Record]:
    """Sign what waits and was seen, a record for each. What was signed meanwhile is not signed twice.

    Raises Conflict if something has changed since it was read, and what ``record.actions.submit``
    raises. Nothing is signed then.
    """
    org.lock(person.unit)  # of two taps the second finds everything signed
    waiting = mine(person, at).unsigned
    known = {x.key for x in waiting}
    if waiting and not known <= set(seen):
        why = "在您阅读时，清单或责任书有了变动，还没有签字。请重新阅读后再签。"
        raise Conflict("responsibility.changed", why)
    return [_signature(person, x, at) for x in waiting]


def _signature(person: Person, x: Paper | Pledge, at: datetime) -> Record:
    data: dict[str, object] = {"person": person.pk, "accepted": True}
    if isinstance(x, Paper):
        unit, kind, subject = x.row.unit, "duty_acknowledgement", x.row.pk
    else:
        unit, kind, subject = person.unit, "letter_countersign", None
        data |= {"level": x.deal.level, "year": x.deal.year}
        data |= {"code": x.deal.code} if x.deal.code else {}
    return records.submit(
        person, kind=kind, unit=unit, department=_department(person, unit), happened_at=at,
        data=data, subject=subject, at=at,
    )  # fmt: skip


def counts_waiting(person: Person, at: datetime) -> tuple[int, int]:
    """(lists, letters) that wait for the person's signature."""
    found = mine(person, at)
    lists = sum(p.signed is None for p in found.papers)
    return lists, sum(p.signed is None for p in found.pledges)

"""考核: a score that follows from duties, judgements and counts by the sheet of a document, with its
working, on any day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Final

from weian.base.areas import AREAS
from weian.base.clock import TZ, day_of
from weian.core.cadence import FOREVER
from weian.core.duty import Duty
from weian.core.obligation import Obligation
from weian.core.score import Score, Tally, scored
from weian.core.sheet import Marks, Sheet, earned_of, mark, plain_sheet
from weian.core.verdict import MET, MET_LATE, OVERDUE
from weian.duty import queries as duties
from weian.duty.scores import UnitScore, unit_scores, unit_tallies
from weian.modules.assessment import judging
from weian.modules.assessment.counting import counts_of
from weian.modules.assessment.judging import Judged, Question
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.policy import queries as policy

#: Where no document in force brings a sheet.
PLAIN: Final = plain_sheet(AREAS, "年度安全生产考核", "责任事项完成情况", "人工评判")
_NOWHERE: Final = -1  # the part of obligations that no indicator counts


@dataclass(frozen=True)
class Assessed:
    """The working of one unit in one year as known on a day: ``score`` by obligation, ``marks`` by
    indicator of the sheet."""

    year: int
    on: date
    score: Score
    judged: Judged
    marks: Marks
    tallies: Sequence[tuple[Obligation, Tally]] = ()

    @property
    def laws(self) -> dict[str, Obligation]:
        """The obligations of which anything came due, by key."""
        return {law.key: law for law, _ in self.tallies}

    @property
    def by_post(self) -> dict[str, Tally]:
        """What came due by the post that acts; "" for what names none."""
        out: dict[str, Tally] = {}
        for law, counts in self.tallies:
            into = out.setdefault(law.who.post, Tally())
            for status, n in counts.by_status.items():
                into.add(status, n)
        return out

    @property
    def vetoed(self) -> tuple[str, ...]:
        """What fails the whole, in words."""
        return self.marks.vetoed

    @property
    def points(self) -> float | None:
        """Out of a hundred; 0 with a veto; None when nothing has come due or been judged."""
        return self.marks.points


@dataclass(frozen=True)
class Summary:
    """One unit of many: its marks and the counts of its duties."""

    marks: Marks
    duties: UnitScore


def sheet_of(unit: Unit, year: int, at: datetime) -> Sheet:
    """The sheet by which a unit is judged in a year."""
    return policy.sheets_for([unit], _end_of(year, at)).get(unit.pk, PLAIN)


def _end_of(year: int, at: datetime) -> datetime:
    """What was in force when the year ended: a document of later judges it no more."""
    return min(at, datetime.combine(date(year, 12, 31), time.max, TZ))


def assess(unit: Unit, person: Person, at: datetime, *, year: int, past: bool = False) -> Assessed:
    """What a unit reached in a year, as known at a moment; ``past``: look at the world as it was."""
    tallies = _then(unit, year, at) if past else unit_tallies(person, unit, year, at)
    sheet, made = sheet_of(unit, year, at), scored(tallies)
    asked = judging.questions(unit, person, at, year)
    judged = judging.judged(asked)
    marks = mark(
        sheet, _by_indicator(sheet, tallies), _judged(sheet, asked),
        counts_of(sheet, person, [unit], year, at).get(unit.pk, {}),
        (*_titles(tallies, made.vetoed), *judged.vetoed),
    )  # fmt: skip
    return Assessed(year, day_of(at), made, judged, marks, tallies)


def assess_many(
    person: Person, units: Sequence[Unit], year: int, at: datetime
) -> dict[int, Summary]:
    """The same of many units, in a few queries for each sheet in use; who has neither duties nor
    judgements is there without points."""
    sheets = policy.sheets_for(units, _end_of(year, at))
    groups: dict[Sheet, list[Unit]] = {}
    for unit in units:
        groups.setdefault(sheets.get(unit.pk, PLAIN), []).append(unit)
    asked = judging.questions_of(units, person, at, year)
    out: dict[int, Summary] = {}
    for sheet, members in groups.items():
        found = unit_scores(person, members, year, at, partial(_part, sheet))
        counts = counts_of(sheet, person, members, year, at)
        for unit in members:
            made = found.get(unit.pk, UnitScore(unit.pk))
            vetoed = (*made.vetoed, *judging.judged(asked[unit.pk]).vetoed)
            marks = mark(
                sheet, made.parts, _judged(sheet, asked[unit.pk]), counts.get(unit.pk, {}), vetoed
            )
            out[unit.pk] = Summary(marks, made)
    return out


def _then(unit: Unit, year: int, at: datetime) -> list[tuple[Obligation, Tally]]:
    """The tallies as they stood on a past day."""
    owners = [unit, *org.departments_of(unit, at)]
    found = (d for owner in owners for d in duties.duties_of(owner, at, past=True))
    out: dict[str, tuple[Obligation, Tally]] = {}
    for duty in _of_year(found, year, day_of(at)):
        out.setdefault(duty.obligation.key, (duty.obligation, Tally()))[1].add(duty.status)
    return list(out.values())


def _part(sheet: Sheet, law: Obligation) -> int:
    found = sheet.indicator_of(law)
    return _NOWHERE if found is None else found


def _by_indicator(
    sheet: Sheet, tallies: Iterable[tuple[Obligation, Tally]]
) -> dict[int, tuple[float, float]]:
    parts: dict[int, list[tuple[Obligation, Tally]]] = {}
    for law, counts in tallies:
        parts.setdefault(_part(sheet, law), []).append((law, counts))
    return {i: earned_of(found) for i, found in parts.items()}


def _judged(sheet: Sheet, asked: Sequence[Question]) -> Mapping[int, float | None]:
    """The share by indicator: of the clauses it names; one that names none takes all that no other
    names."""
    named = {c for x in sheet.indicators for c in x.clauses}
    return {
        i: judging.judged(
            q for q in asked if (q.clause in x.clauses if x.clauses else q.clause not in named)
        ).share
        for i, x in enumerate(sheet.indicators)
        if x.how == "judged"
    }


def _titles(tallies: Iterable[tuple[Obligation, Tally]], keys: Sequence[str]) -> tuple[str, ...]:
    titles = {law.key: law.title for law, _ in tallies}
    return tuple(titles[key] for key in keys)


def _of_year(found: Iterable[Duty], year: int, today: date) -> Iterable[Duty]:
    """What fell due within the year up to the day, and what was met or broken ahead of its day; duties that
    stand for ever count as they are now. What is not due or does not bind is left out."""
    for duty in found:
        if duty.due >= FOREVER:
            if year == today.year:
                yield duty
            continue
        last = (duty.due - duty.due.resolution).date()
        if last.year == year and (last <= today or duty.status in (MET, MET_LATE, OVERDUE)):
            yield duty

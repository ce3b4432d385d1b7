"""考核: a score that follows from duties, judgements and the veto, with its working, on any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from weian.base.clock import day_of
from weian.core.cadence import FOREVER
from weian.core.duty import Duty
from weian.core.score import Score, score, scored
from weian.core.verdict import MET, MET_LATE, OVERDUE
from weian.duty import queries as duties
from weian.duty.scores import UnitScore, unit_scores, unit_tallies
from weian.modules.assessment import judging
from weian.modules.assessment.judging import Judged
from weian.org import queries as org
from weian.org.queries import Person, Unit

#: How much of a hundred duties and judgements make; without judgements duties make all of it.
SHARES: Final = {"duties": 80, "judged": 20}
__all__ = ["SHARES", "Assessed", "UnitScore", "assess", "unit_scores"]


@dataclass(frozen=True)
class Assessed:
    """The working of one unit in one year as known on a day."""

    year: int
    on: date
    score: Score
    judged: Judged

    @property
    def vetoed(self) -> tuple[str, ...]:
        """What fails the whole, in words."""
        titles = {line.obligation: line.title for line in self.score.lines}
        return (*(titles[key] for key in self.score.vetoed), *self.judged.vetoed)

    @property
    def duties_share(self) -> float | None:
        """Points earned over points that could be."""
        return self.score.points / self.score.full if self.score.full else None

    @property
    def points(self) -> float | None:
        """Out of a hundred; 0 with a veto; None when nothing has come due."""
        if self.duties_share is None:
            return None
        if self.vetoed:
            return 0.0
        share = self.judged.share
        if share is None:
            return 100 * self.duties_share
        return SHARES["duties"] * self.duties_share + SHARES["judged"] * share


def assess(unit: Unit, person: Person, at: datetime, *, year: int, past: bool = False) -> Assessed:
    """What a unit reached in a year, as known at a moment; ``past``: look at the world as it was."""
    if past:
        owners = [unit, *org.departments_of(unit, at)]
        found = (d for owner in owners for d in duties.duties_of(owner, at, past=True))
        made = score(_of_year(found, year, day_of(at)))
    else:
        made = scored(unit_tallies(person, unit, year, at))
    asked = judging.questions(unit, person, at, year)
    return Assessed(year, day_of(at), made, judging.judged(asked))


def _of_year(found: Iterable[Duty], year: int, today: date) -> Iterable[Duty]:
    """What fell due within the year up to the day, and what was met or broken ahead of its day; duties that
    stand for ever count as they are now."""
    for duty in found:
        if duty.due >= FOREVER:
            if year == today.year:
                yield duty
            continue
        last = (duty.due - duty.due.resolution).date()
        if last.year == year and (last <= today or duty.status in (MET, MET_LATE, OVERDUE)):
            yield duty


def in_words(found: Assessed) -> str:
    """The working as text, to stand frozen in the result."""
    lines = [f"{found.year} 年，计算到 {found.on}。"]
    for line in found.score.lines:
        by = line.tally.by_status
        parts = f"应完成 {line.tally.counted}，按期 {by.get('met', 0)}，逾期完成 {by.get('met_late', 0)}"
        lines.append(f"{line.title}：{parts}；权重 {line.weight:g}，得 {line.points:.2f}")
    judged = found.judged
    lines.append(
        f"人工评判 {judged.answered}/{judged.asked} 题：做到 {judged.yes}，部分 {judged.partly}，"
        f"没有做到 {judged.no}，不适用 {judged.na}。"
    )
    lines += [f"一票否决：{title}" for title in found.vetoed]
    total = found.points
    lines.append(f"合计 {total:.1f} 分。" if total is not None else "没有到期的责任事项，不计分。")
    return "\n".join(lines)

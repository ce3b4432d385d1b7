"""Scores from duties: what was owed, what was met, what is deducted, and the veto.

A rate always keeps its parts: late is not met, unknown stays in the denominator.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from weian.core.duty import Duty
from weian.core.obligation import Obligation
from weian.core.verdict import (
    MET,
    MET_LATE,
    NOT_APPLICABLE,
    OVERDUE,
    UNDETERMINED,
    UPCOMING,
    WAIVED,
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Counts of duties by status; ``counted`` leaves out only what is not due or does not bind."""

    by_status: dict[str, int] = field(default_factory=dict)

    def add(self, status: str, n: int = 1) -> None:
        self.by_status[status] = self.by_status.get(status, 0) + n

    def of(self, *statuses: str) -> int:
        number = self.by_status.get
        if len(statuses) == 1:  # as boards ask, by the ten thousand
            return number(statuses[0], 0)
        return sum(number(s, 0) for s in statuses)

    @property
    def counted(self) -> int:
        """The denominator: everything that came due, the undetermined included."""
        return self.of(MET, MET_LATE, OVERDUE, UNDETERMINED)

    @property
    def met_share(self) -> float | None:
        """Met in time over counted; None when nothing came due."""
        return self.of(MET) / self.counted if self.counted else None


def tally(statuses: Iterable[str]) -> Tally:
    out = Tally()
    for status in statuses:
        out.add(status)
    return out


@dataclass(frozen=True, slots=True)
class Line:
    """The working of one obligation: its tally, weight and points out of the weight."""

    obligation: str
    title: str
    tally: Tally
    weight: float
    points: float
    vetoed: bool


@dataclass(frozen=True, slots=True)
class Score:
    """``points`` of ``full``; ``vetoed`` names the obligations whose breach fails the whole."""

    lines: tuple[Line, ...]
    points: float
    full: float
    vetoed: tuple[str, ...]

    @property
    def percent(self) -> float | None:
        if self.vetoed:
            return 0.0
        return 100 * self.points / self.full if self.full else None


#: A duty met late earns half of its weight; the other half is the price of lateness.
LATE_EARNS = 0.5


def score(duties: Iterable[Duty]) -> Score:
    """Score of the duties that came due: weight × (met + half of met late) / counted."""
    by_key: dict[str, tuple[Obligation, Tally]] = {}
    for duty in duties:
        if duty.status not in (UPCOMING, NOT_APPLICABLE, WAIVED):
            key = duty.obligation.key
            by_key.setdefault(key, (duty.obligation, Tally()))[1].add(duty.status)
    return scored(by_key.values())


def scored(tallies: Iterable[tuple[Obligation, Tally]]) -> Score:
    """The same from counts; an obligation of which nothing came due has no line."""
    lines = tuple(_line(law, counts) for law, counts in tallies if counts.counted)
    vetoed = tuple(line.obligation for line in lines if line.vetoed)
    return Score(lines, sum(x.points for x in lines), sum(x.weight for x in lines), vetoed)


def _line(law: Obligation, counts: Tally) -> Line:
    earned = (counts.of(MET) + LATE_EARNS * counts.of(MET_LATE)) / counts.counted
    vetoed = law.veto and counts.of(OVERDUE) > 0
    return Line(law.key, law.title, counts, law.weight, law.weight * earned, vetoed)

"""Score sheets (考核表): indicators with points, each worked out from duties, judgements or counts.

What cannot be worked out (nothing came due, nothing was judged) takes its points out of the whole
(缺项折算), so that nobody gains or loses by what was not asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from weian.core.condition import Test
from weian.core.obligation import Obligation
from weian.core.score import LATE_EARNS, Tally
from weian.core.verdict import MET, MET_LATE

How = Literal["duties", "judged", "deduct", "bonus"]
FULL = 100.0


@dataclass(frozen=True, slots=True)
class Indicator:
    """``points`` of a sheet. ``duties``: of the obligations named (keys "pack#id"), or else of the
    areas; ``judged``: of the clauses named ("pack#clause"), or of all where none is. ``deduct`` and
    ``bonus`` take or give ``each`` for every record or case of ``kind`` ("record:…", "case:…") that
    passes ``where``; with ``late`` every case that was not closed by its day."""

    id: str
    title: str
    points: float
    how: How
    areas: frozenset[str] = frozenset()
    obligations: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    kind: str = ""
    where: tuple[Test, ...] = ()
    each: float = 0
    late: bool = False

    @property
    def counts(self) -> bool:
        """Whether records or cases are counted."""
        return self.how in ("deduct", "bonus")


@dataclass(frozen=True, slots=True)
class Sheet:
    """``units`` are kinds or groups; ``commend_from`` the points from which a unit may be commended;
    with bonus the whole is at most ``ceiling``."""

    key: str
    title: str
    units: frozenset[str]
    indicators: tuple[Indicator, ...]
    place: str = ""
    commend_from: float = 90
    ceiling: float = FULL

    def indicator_of(self, law: Obligation) -> int | None:
        """Which indicator (its place) an obligation counts for: one that names it before one that
        names its area; it never counts twice."""
        named = (i for i, x in enumerate(self.indicators) if law.key in x.obligations)
        by_area = (
            i for i, x in enumerate(self.indicators) if not x.obligations and law.area in x.areas
        )
        return next(named, next(by_area, None))


#: Without a sheet of their own: duties of all areas, and what inspectors judged.
def plain_sheet(areas: Iterable[str], title: str, duties: str, judged: str) -> Sheet:
    """The sheet where no document brings one: 80 points by duties, 20 by judgements."""
    return Sheet(
        "", title, frozenset(),
        (Indicator("duties", duties, 80, "duties", areas=frozenset(areas)),
         Indicator("judged", judged, 20, "judged")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """An indicator with what it earned of ``possible``; None where it cannot be worked out yet.

    ``share`` is what was reached (duties, judgements), ``count`` what was counted."""

    indicator: Indicator
    earned: float | None
    possible: float
    share: float | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """A sheet filled in. ``vetoed`` are the reasons, in words, for which the whole is nothing."""

    sheet: Sheet
    lines: tuple[Marked, ...]
    vetoed: tuple[str, ...] = ()

    @property
    def points(self) -> float | None:
        """Out of a hundred; 0 with a veto; None when nothing can be worked out."""
        base = [x for x in self.lines if x.earned is not None and x.indicator.how != "bonus"]
        possible = sum(x.possible for x in base)
        known = any(not x.indicator.counts for x in base)
        if not known or not possible:
            return None
        if self.vetoed:
            return 0.0
        extra = sum(x.earned or 0 for x in self.lines if x.indicator.how == "bonus")
        whole = FULL * sum(x.earned or 0 for x in base) / possible
        return min(whole + extra, self.sheet.ceiling)


def earned_of(tallies: Iterable[tuple[Obligation, Tally]]) -> tuple[float, float]:
    """Weight earned and weight at stake of obligations of which anything came due."""
    got = full = 0.0
    for law, counts in tallies:
        if counts.counted:
            share = (counts.of(MET) + LATE_EARNS * counts.of(MET_LATE)) / counts.counted
            got, full = got + law.weight * share, full + law.weight
    return got, full


def mark(
    sheet: Sheet,
    duties: Mapping[int, tuple[float, float]],
    judged: Mapping[int, float | None],
    counts: Mapping[int, int],
    vetoed: tuple[str, ...] = (),
) -> Marks:
    """The sheet filled in; each mapping is by the place of the indicator: weight earned and at stake,
    share judged, number counted."""
    lines = []
    for i, indicator in enumerate(sheet.indicators):
        points = indicator.points
        if indicator.counts:
            n = counts.get(i, 0)
            moved = min(points, indicator.each * n)
            earned = moved if indicator.how == "bonus" else points - moved
            lines.append(Marked(indicator, earned, points, count=n))
            continue
        got, full = duties.get(i, (0.0, 0.0))
        share = judged.get(i) if indicator.how == "judged" else got / full if full else None
        lines.append(
            Marked(indicator, None if share is None else points * share, points, share=share)
        )
    return Marks(sheet, tuple(lines), vetoed)

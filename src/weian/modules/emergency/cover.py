"""Which days and nights a roster covers, and where nobody is on duty. Pure.

A night belongs to the date of its evening.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

WHOLE: Final = "全天"
DAY: Final = "白天"
NIGHT: Final = "夜间"


class Half(NamedTuple):
    """The day or the night of a date."""

    day: date
    night: bool


@dataclass(frozen=True)
class Turn:
    """A line of a roster from ``first`` to ``last``, both included; ``shift`` as the kind has it."""

    id: str
    first: date
    last: date
    leader: str
    people: tuple[str, ...]
    shift: str = ""
    all_day: bool | None = None
    post: str = ""
    phone: str = ""

    @property
    def halves(self) -> tuple[bool, ...]:
        """Whether it covers the day (False) and the night (True). Unsaid is around the clock, unless
        it was said that nobody is there for 24 hours."""
        if self.shift in ("day", "night"):
            return (self.shift == "night",)
        if not self.shift and self.all_day is False:
            return (False,)
        return (False, True)


class Gap(NamedTuple):
    """Days in a row on which the same is missing: ``what`` is 全天, 白天 or 夜间."""

    first: date
    last: date
    what: str

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


def covered(turns: Iterable[Turn], first: date, last: date) -> dict[Half, list[Turn]]:
    """Who is on duty in each half of the days asked for; halves that nobody covers are left out."""
    out: dict[Half, list[Turn]] = {}
    for turn in turns:
        begins, ends = max(turn.first, first), min(turn.last, last)
        for n in range((ends - begins).days + 1):
            for night in turn.halves:
                out.setdefault(Half(begins + timedelta(days=n), night), []).append(turn)
    return out


def missing(found: Mapping[Half, Sequence[Turn]], day: date) -> str:
    """What nobody covers of a day: 全天, 白天, 夜间, or ""."""
    by_day, by_night = Half(day, False) in found, Half(day, True) in found
    if by_day and by_night:
        return ""
    return DAY if by_night else NIGHT if by_day else WHOLE


def gaps(found: Mapping[Half, Sequence[Turn]], first: date, last: date) -> list[Gap]:
    """The gaps of a span of days in order, neighbouring days of the same sort as one."""
    out: list[Gap] = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        what = missing(found, day)
        if not what:
            continue
        if out and out[-1].what == what and out[-1].last + timedelta(days=1) == day:
            out[-1] = out[-1]._replace(last=day)
        else:
            out.append(Gap(day, day, what))
    return out


def ahead_first(found: Iterable[Gap], today: date) -> tuple[list[Gap], list[Gap]]:
    """Gaps that can still be filled, and those that are past; one that spans today is in both."""
    ahead, past = [], []
    for gap in found:
        if gap.last >= today:
            ahead.append(gap._replace(first=max(gap.first, today)))
        if gap.first < today:
            past.append(gap._replace(last=min(gap.last, today - timedelta(days=1))))
    return ahead, past

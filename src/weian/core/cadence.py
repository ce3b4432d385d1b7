"""When something is due: the closed set of cadences and the windows they open.

A window has an identity (``key``), the start of the period it belongs to, the moment from which
evidence counts, and the exclusive moment at which it falls due.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from weian.core.calendar import Calendar

FOREVER = datetime(9999, 1, 1)
PERIODS = (
    "hour", "day", "night", "week", "half_month", "month", "quarter", "half_year", "year", "holiday",
)  # fmt: skip
#: Periods whose missed window cannot be made good later: yesterday's patrol stays missed.
FLEETING = frozenset({"hour", "day", "night", "week", "half_month", "holiday"})


class Window(NamedTuple):
    """``start`` ≤ ``opens`` < ``due``; all naive wall time, ``due`` exclusive."""

    key: str
    start: datetime
    opens: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Every:
    """Once per period; ``n`` periods together for "every 3 years" (counted from the first day).

    At most one of: ``last`` days of the period (0: the jurisdiction's setting for "the last
    week"), ``by`` a (month, day) of each year, ``month`` of each year.
    """

    period: str
    n: int = 1
    last: int | None = None
    by: tuple[int, int] | None = None
    month: int | None = None
    lead_days: int = 7  # before a holiday

    @property
    def fleeting(self) -> bool:
        return self.period in FLEETING


@dataclass(frozen=True, slots=True)
class Once:
    """By a date, once; ``since`` is the start of the phase, else the day of force."""

    by: date
    since: date | None = None
    fleeting: bool = False


@dataclass(frozen=True, slots=True)
class After:
    """Within a time after a happening (a kind of record or a step of a case).

    ``days`` counts working days when ``working``. With ``hours`` the clock runs from the moment.
    """

    happening: str
    hours: int = 0
    days: int = 0
    working: bool = False
    fleeting: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """Before a happening in the life of a person, ``days`` earlier: ``appointed`` to the post,
    ``joined``, or ``post_change``, each time another post follows the first."""

    happening: str
    days: int = 0
    fleeting: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """By the day that a field of the case or subject holds."""

    field: str
    fleeting: bool = False


@dataclass(frozen=True, slots=True)
class Always:
    """At every moment valid evidence exists: by its own last valid day, or at most so old."""

    years: int = 0
    months: int = 0
    days: int = 0
    fleeting: bool = False

    @property
    def ages(self) -> bool:
        return bool(self.years or self.months or self.days)


Cadence = Every | Once | After | Before | Deadline | Always


@dataclass(frozen=True, slots=True)
class Rules:
    """What a jurisdiction sets: how "last week", night and "before day X" are read.

    ``last_week``: ``days:7`` (default), ``iso`` (Monday to the end), ``working:5``.
    ``before_includes_day``: whether "10 December 前" lets 10 December itself be on time.
    """

    last_week: str = "days:7"
    night: tuple[time, time] = (time(18), time(6))
    before_includes_day: bool = True
    calendar: Calendar = field(default_factory=Calendar)


@lru_cache(maxsize=4096)
def midnight(day: date) -> datetime:
    """The first moment of a day; of a unit's duties thousands ask for the same few hundred."""
    return datetime(day.year, day.month, day.day)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it has none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def due_after(day: date, rules: Rules) -> datetime:
    """The exclusive end of "before ``day``" under the jurisdiction's reading."""
    return midnight(day) + timedelta(days=1 if rules.before_includes_day else 0)

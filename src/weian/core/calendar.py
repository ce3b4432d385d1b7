"""Working days and holidays as given data; where nothing is given, weekends rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple


class Holiday(NamedTuple):
    """A named run of days off, ``first`` to ``last`` inclusive."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """``exceptions`` maps a day to whether it is worked, against the weekend rule.

    Compared and hashed by identity, so that window tables may be kept per calendar.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    holidays: tuple[Holiday, ...] = ()

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def is_working(self, day: date) -> bool:
        worked = self.exceptions.get(day)
        return day.weekday() < 5 if worked is None else worked

    def add_working_days(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``."""
        while n > 0:
            day += timedelta(days=1)
            if self.is_working(day):
                n -= 1
        return day

    def last_working_days(self, last: date, n: int) -> date:
        """The first of the last ``n`` working days up to and including ``last``."""
        day, left = last, n
        while True:
            if self.is_working(day):
                left -= 1
                if left == 0:
                    return day
            day -= timedelta(days=1)

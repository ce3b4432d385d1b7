"""The edge between aware moments of the database and core's naive wall time."""

from datetime import date, datetime, timedelta

from weian.base.clock import TZ
from weian.core.cadence import FOREVER

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


def wall(at: datetime) -> datetime:
    """Naive Chinese wall time of an aware moment."""
    return at.astimezone(TZ).replace(tzinfo=None)


def aware(at: datetime) -> datetime:
    """The moment that a wall time means."""
    return at.replace(tzinfo=TZ)


def start_of(day: date) -> datetime:
    """The first moment of a day."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def end_of(day: date | None) -> datetime:
    """The first moment after a last day; never ends without one."""
    return FOREVER if day is None else start_of(day) + _DAY


def until(day: date | None) -> datetime:
    """The moment of an exclusive end day; never without one."""
    return FOREVER if day is None else start_of(day)


def first_of(day: date) -> datetime:
    """The aware first moment of a day."""
    return aware(start_of(day))


def last_of(day: date) -> datetime:
    """The aware last moment of a day."""
    return aware(end_of(day) - _INSTANT)

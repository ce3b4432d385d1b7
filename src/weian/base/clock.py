"""The only place that reads the clock. Faces and jobs call it and pass ``at`` downwards."""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, aware, in Chinese time."""
    return datetime.now(TZ)


def today() -> date:
    """This day in Chinese time."""
    return now().date()


def milliseconds() -> int:
    """Milliseconds since 1970, for identifiers only."""
    return time.time_ns() // 1_000_000


def day_of(at: datetime) -> date:
    """The day in Chinese time on which a moment falls."""
    return at.astimezone(TZ).date()

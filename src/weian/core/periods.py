"""Periods of the civil calendar and the windows of ``Every`` within them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache

from weian.core.cadence import Every, Rules, Window, add_months, days_in_month, due_after, midnight

DAY = timedelta(days=1)
Period = tuple[str, date, date]  # key, first day, first day of the next


def _day(d: date) -> Period:
    return d.isoformat(), d, d + DAY


def _week(d: date) -> Period:
    monday = d - timedelta(days=d.weekday())
    year, week, _ = d.isocalendar()
    return f"{year}-W{week:02}", monday, monday + timedelta(days=7)


def _half_month(d: date) -> Period:
    first = d.replace(day=1)
    if d.day <= 15:
        return f"{d:%Y-%m}a", first, d.replace(day=16)
    return f"{d:%Y-%m}b", d.replace(day=16), add_months(first, 1)


def _months(n: int, key: Callable[[date], str]) -> Callable[[date], Period]:
    def period(d: date) -> Period:
        first = date(d.year, (d.month - 1) // n * n + 1, 1)
        return key(first), first, add_months(first, n)

    return period


PERIOD_OF: dict[str, Callable[[date], Period]] = {
    "day": _day,
    "night": _day,
    "week": _week,
    "half_month": _half_month,
    "month": _months(1, lambda d: f"{d:%Y-%m}"),
    "quarter": _months(3, lambda d: f"{d.year}-Q{(d.month + 2) // 3}"),
    "half_year": _months(6, lambda d: f"{d.year}-H{1 if d.month == 1 else 2}"),
    "year": _months(12, lambda d: f"{d.year}"),
}


def period_of(period: str, day: date) -> Period:
    """The key and bounds of the period that holds ``day``."""
    return PERIOD_OF[period](day)


@lru_cache(maxsize=4096)
def every_windows(cadence: Every, since: date, horizon: date, rules: Rules) -> tuple[Window, ...]:
    """The windows that fall due after ``since`` and whose period starts by ``horizon``,
    and the one that follows them."""
    if cadence.period == "holiday":
        return _holiday_windows(cadence, since, horizon, rules)
    out: list[Window] = []
    for key, first, end in _spans(cadence, since):
        window = _inside(cadence, key, first, end, rules)
        if window.due > midnight(since):
            out.append(window)
            if window.opens > midnight(horizon):
                break
    return tuple(out)


def _spans(cadence: Every, since: date) -> Iterator[Period]:
    if cadence.period == "hour":
        raise ValueError("hours repeat inside a shift: record rounds, count them per day or night")
    if cadence.n > 1:
        yield from _long_spans(cadence, since)
        return
    key, first, end = period_of(cadence.period, since)
    while True:
        yield key, first, end
        key, first, end = period_of(cadence.period, end)


def _long_spans(cadence: Every, since: date) -> Iterator[Period]:
    """Spans of several periods, counted from the first day ("every 3 years", "every 15 days")."""
    first = since
    while True:
        if cadence.period in ("day", "week"):
            end = first + cadence.n * (DAY if cadence.period == "day" else 7 * DAY)
        else:
            months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[cadence.period]
            end = add_months(first, cadence.n * months)
        yield f"{first.isoformat()}+{cadence.n}{cadence.period}", first, end
        first = end


def _inside(cadence: Every, key: str, first: date, end: date, rules: Rules) -> Window:
    start, opens, due = midnight(first), midnight(first), midnight(end)
    if cadence.period == "night":
        begin, finish = rules.night
        opens = datetime.combine(first, begin)
        due = datetime.combine(first if finish > begin else end, finish)
    elif cadence.last is not None:
        opens = midnight(_last_part(cadence.last, first, end, rules))
    elif cadence.by is not None:
        due = due_after(_in_year(first.year, cadence.by), rules)
    elif cadence.month is not None:
        opens = midnight(date(first.year, cadence.month, 1))
        due = midnight(add_months(opens.date(), 1))
    return Window(key, start, opens, due)


def _in_year(year: int, month_day: tuple[int, int]) -> date:
    """29 February is 28 February in other years."""
    month, day = month_day
    return date(year, month, min(day, days_in_month(year, month)))


def _last_part(days: int, first: date, end: date, rules: Rules) -> date:
    """First day of the period's last part; 0 days means "the last week" as the setting reads it."""
    if days:
        return max(first, end - timedelta(days=days))
    kind, _, number = rules.last_week.partition(":")
    last = end - DAY
    if kind == "iso":
        return max(first, last - timedelta(days=last.weekday()))
    if kind == "working":
        return max(first, rules.calendar.last_working_days(last, int(number)))
    return max(first, end - timedelta(days=int(number)))


def _holiday_windows(
    cadence: Every, since: date, horizon: date, rules: Rules
) -> tuple[Window, ...]:
    """The days before each holiday of the calendar, ending when it begins."""
    out: list[Window] = []
    for holiday in rules.calendar.holidays:
        due = midnight(holiday.first)
        opens = due - timedelta(days=cadence.lead_days)
        if due > midnight(since):
            out.append(Window(f"{holiday.first.isoformat()} {holiday.name}", opens, opens, due))
            if opens > midnight(horizon):
                break
    return tuple(out)

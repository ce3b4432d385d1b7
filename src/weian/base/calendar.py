"""The calendar of working days and holidays: a table people may edit, read as core's Calendar."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection

from weian.base.calendar_seed import known_days
from weian.base.models import CalendarDay
from weian.core.calendar import Calendar, Holiday

Version = tuple[int, datetime | None]
_VERSION = "SELECT count(*), max(changed_at) FROM base_calendarday"
_kept: dict[str, tuple[Version, Calendar]] = {}


def load_calendar() -> Calendar:
    """The calendar as it stands; the same object until somebody changes the table.

    Beyond the days in the table, weekends rest and other days are worked.
    """
    with (
        connection.cursor() as cursor
    ):  # asked with every act: the ORM would take five times as long
        version = cursor.execute(_VERSION).fetchone()
    kept = _kept.get("calendar")
    if kept is None or kept[0] != version:
        kept = _kept["calendar"] = version, _read()
    return kept[1]


def _read() -> Calendar:
    days = list(CalendarDay.objects.order_by("day"))
    exceptions = {row.day: row.kind == "workday" for row in days}
    return Calendar(exceptions, tuple(_runs([row for row in days if row.kind == "holiday"])))


def _runs(days: Sequence[CalendarDay]) -> list[Holiday]:
    """Neighbouring days of one name are one holiday."""
    out: list[Holiday] = []
    for row in days:
        name, last = (out[-1].name, out[-1].last) if out else ("", date.min)
        if name == row.name and last + timedelta(days=1) == row.day:
            out[-1] = out[-1]._replace(last=row.day)
        else:
            out.append(Holiday(row.name, row.day, row.day))
    return out


def seed_calendar() -> int:
    """Fill in what chinesecalendar knows and nobody has entered; returns how many days were new."""
    before = CalendarDay.objects.count()
    rows = [CalendarDay(day=seed.day, kind=seed.kind, name=seed.name) for seed in known_days()]
    CalendarDay.objects.bulk_create(rows, ignore_conflicts=True)
    return CalendarDay.objects.count() - before

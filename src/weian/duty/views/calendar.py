"""The month: what falls due on which day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.calendar import load_calendar
from weian.base.clock import day_of
from weian.core.cadence import add_months
from weian.core.calendar import Calendar
from weian.core.verdict import NOT_APPLICABLE, UNDETERMINED
from weian.duty import queries, todo
from weian.duty.items import Items, Listed
from weian.duty.views.common import Asked, asked_of, with_query
from weian.duty.wall import wall
from weian.duty.words import last_moment
from weian.ui.shapes import CalendarDay, CalendarItem, CalendarShape, Tab

_SHOWN = 4  # entries of one day
_LEFT_OUT = (NOT_APPLICABLE, UNDETERMINED)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The duties that wait for the person, or those of all units that the person sees."""
    asked = asked_of(request)
    first = _month(request, day_of(asked.at))
    grid = [first - timedelta(days=first.weekday()) + timedelta(days=n) for n in range(42)]
    if grid[35].month != first.month:
        grid = grid[:35]
    everything = request.GET.get("whose") == "all"
    rows = _rows(asked, grid[0], grid[-1], everything)
    by_day = _by_day(rows, asked, everything)
    calendar, today = load_calendar(), day_of(asked.now)
    days = [_day(day, first, today, by_day.get(day, []), calendar) for day in grid]
    page = CalendarShape(
        title="日历",
        month=f"{first.year}年{first.month}月",
        weeks=tuple(tuple(days[n : n + 7]) for n in range(0, len(days), 7)),
        prev_url=with_query(request, month=f"{add_months(first, -1):%Y-%m}"),
        next_url=with_query(request, month=f"{add_months(first, 1):%Y-%m}"),
        today_url=with_query(request, month="") if first != today.replace(day=1) else "",
        tabs=(
            Tab("由我办理", with_query(request, whose=""), active=not everything),
            Tab("全部单位", with_query(request, whose="all"), active=everything),
        ),
    )
    return render(request, "ui/calendar.html", {"page": page})


def _month(request: HttpRequest, today: date) -> date:
    try:
        first = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return today.replace(day=1)
    return first if 2000 < first.year < 2100 else today.replace(day=1)


def _rows(asked: Asked, first: date, last: date, everything: bool) -> Sequence[Listed]:
    rows = queries.duties_visible(asked.person, asked.now, queries.Filters(first=first, last=last))
    if not everything:
        offices = todo.offices_of(asked.person, asked.now)
        kept = todo.keeps(offices)
        rows = queries.whose(rows, todo.assigned(asked.person, offices), kept)
    return list(rows.exclude(status__in=_LEFT_OUT).order_by("due", "id")[:2000])


def _by_day(
    rows: Sequence[Listed], asked: Asked, everything: bool
) -> dict[date, list[CalendarItem]]:
    items = Items.over(rows, asked.now)
    out: dict[date, list[CalendarItem]] = {}
    for row in rows:
        entry = items.calendar(row, whose=items.unit(row) if everything else "")
        out.setdefault(wall(last_moment(row.due)).date(), []).append(entry)
    return out


def _day(
    day: date, first: date, today: date, found: list[CalendarItem], calendar: Calendar
) -> CalendarDay:
    kind, note = _sort(day, calendar)
    return CalendarDay(
        day=day,
        items=tuple(found[:_SHOWN]),
        in_month=day.month == first.month,
        today=day == today,
        kind=kind,
        note=note,
        more=max(0, len(found) - _SHOWN),
        href=f"/duties/?due={day.isoformat()}" if found else "",
    )


Sort = Literal["workday", "restday", "holiday", "shifted"]


def _sort(day: date, calendar: Calendar) -> tuple[Sort, str]:
    """What kind of day it is, and a holiday's name."""
    for holiday in calendar.holidays:
        if holiday.first <= day <= holiday.last:
            return "holiday", holiday.name if day == holiday.first else ""
    if calendar.is_working(day):
        return ("shifted" if day.weekday() >= 5 else "workday"), ""
    return "restday", ""

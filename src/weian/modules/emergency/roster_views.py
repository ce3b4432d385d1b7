"""The roster of a month: who leads and is on duty by day and by night, and where nobody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.calendar import load_calendar
from weian.base.clock import TZ, day_of
from weian.base.fields import present
from weian.core.cadence import add_months
from weian.core.calendar import Calendar
from weian.modules.emergency import cover, roster
from weian.modules.emergency.cover import Gap, Half, Turn
from weian.modules.emergency.shifts import SHIFT_HANDOVER
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record.queries import Record
from weian.subject.envelope import options, web
from weian.subject.envelope.places import place_filters
from weian.ui import humane
from weian.ui.shapes import Action, Cell, Chip, Column, Figure, Ledger, Page, Row

_HANDOVERS = (
    Column("at", "时间", width="wide"), Column("shift", "班次"), Column("people", "交班人和接班人"), Column("leader", "带班领导"),
)  # fmt: skip


@dataclass(frozen=True)
class Block:
    """A day or a part of it; ``gap`` says that nobody is on duty."""

    part: str
    leader: str = ""
    people: str = ""
    gap: bool = False
    href: str = ""


@dataclass(frozen=True)
class DayShape:
    """A day of the calendar."""

    day: date
    in_month: bool
    today: bool
    kind: str
    note: str
    blocks: tuple[Block, ...]
    handover: str = ""
    missed: bool = False


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """A month of one unit, the gaps that can still be filled first."""
    person, at = web.asking(request)
    unit = roster.unit_or_404(person, request.GET.get("unit"), at)
    today, first = day_of(at), month_of(request, day_of(at))
    last = add_months(first, 1) - timedelta(days=1)
    every = roster.turns(unit, first, last)
    chosen = chosen_of(request)
    found = cover.covered(roster.of_roster(every, chosen), first, last)
    ahead, past = cover.ahead_first(cover.gaps(found, first, last), today)
    handed = roster.handovers(unit, chosen, first, last)
    keeps = options.may(person, roster.RIGHT, unit, at)
    weeks = _weeks(
        first, last, today, found, _by_day(handed), load_calendar(), _opens(person, unit, at)
    )
    context = {
        "page": Page(title="值班表", subtitle=str(unit), actions=_actions(unit, chosen, first, keeps)),
        "month": f"{first.year}年{first.month}月",
        "prev_url": web.narrowed(request, "", month=f"{add_months(first, -1):%Y-%m}"),
        "next_url": web.narrowed(request, "", month=f"{add_months(first, 1):%Y-%m}"),
        "today_url": web.narrowed(request, "/roster/", month="") if first != today.replace(day=1) else "",
        "filters": [f for f in place_filters(request, person, unit, at) if f.key == "unit"],
        "views": _views(request, every, chosen),
        "figures": _figures(ahead, past),
        "ahead": [_words(gap) for gap in ahead], "past": [_words(gap) for gap in past],
        "fill": _fill(unit, chosen, first) if keeps else "",
        "weeks": weeks,
        "days": [d for week in weeks for d in week if d.in_month],
        "handovers": _handovers(handed),
        "entered": bool(every),
    }  # fmt: skip
    return render(request, "modules/roster.html", context)


def month_of(request: HttpRequest, today: date) -> date:
    """The first day of the month in the address, else of this month."""
    told = request.POST.get("month") or request.GET.get("month", "")
    try:
        first = date.fromisoformat(f"{told}-01")
    except ValueError:
        return today.replace(day=1)
    return first if 2000 < first.year < 2100 else today.replace(day=1)


def chosen_of(request: HttpRequest) -> str:
    """The roster in the address, else the general one."""
    told = request.POST.get("roster") or request.GET.get("roster", "")
    return told if told in {key for key, _, _ in roster.ROSTERS} else "general"


def _opens(person: Person, unit: Unit, at: datetime) -> bool:
    return org.can(person, "read", unit, at)


def _fill(unit: Unit, chosen: str, first: date) -> str:
    return f"/roster/month?unit={unit.pk}&roster={chosen}&month={first:%Y-%m}"


def _actions(unit: Unit, chosen: str, first: date, keeps: bool) -> tuple[Action, ...]:
    hand = Action("登记交接班", "/records/shift_handover/new")
    if not keeps:
        return (hand,)
    return hand, Action("排这个月的班", _fill(unit, chosen, first), primary=True, icon="plus")


def _views(request: HttpRequest, every: Sequence[Turn], chosen: str) -> tuple[Chip, ...]:
    listed = roster.rosters(every, chosen)
    if len(listed) < 2:
        return ()
    return tuple(
        Chip(title, web.narrowed(request, "/roster/", roster="" if key == "general" else key), key == chosen)
        for key, title in listed
    )  # fmt: skip


def _figures(ahead: Sequence[Gap], past: Sequence[Gap]) -> tuple[Figure, ...]:
    coming, gone = sum(g.days for g in ahead), sum(g.days for g in past)
    return (
        Figure("今天起还没排班", str(coming), "天", tone="overdue" if coming else "ok"),
        Figure("已过去没有值班记录", str(gone), "天"),
    )


def _words(gap: Gap) -> str:
    return f"{humane.span(gap.first, gap.last)} {gap.what}无人值班" + (
        f"（{gap.days} 天）" if gap.days > 1 else ""
    )


def _by_day(handed: Sequence[Record]) -> Mapping[date, int]:
    out: dict[date, int] = {}
    for record in handed:
        out[record.happened_on] = out.get(record.happened_on, 0) + 1
    return out


def _weeks(
    first: date, last: date, today: date, found: Mapping[Half, Sequence[Turn]],
    handed: Mapping[date, int], calendar: Calendar, opens: bool,
) -> list[list[DayShape]]:  # fmt: skip
    start = first - timedelta(days=first.weekday())
    weeks = ((last - start).days + 7) // 7
    days = []
    for n in range(weeks * 7):
        day = start + timedelta(days=n)
        inside = first <= day <= last
        kind, note = _sort(day, calendar)
        blocks = tuple(_blocks(found, day, opens)) if inside else ()
        times = handed.get(day, 0)
        on = any(not block.gap for block in blocks)
        days.append(
            DayShape(
                day, inside, day == today, kind, note, blocks,
                f"交接班 {times} 次" if times and inside else "",
                inside and day < today and on and not times,
            )
        )  # fmt: skip
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def _blocks(found: Mapping[Half, Sequence[Turn]], day: date, opens: bool) -> list[Block]:
    by_day, by_night = found.get(Half(day, False), ()), found.get(Half(day, True), ())
    if list(by_day) == list(by_night):
        parts = [(cover.WHOLE, by_day)]
    else:
        parts = [(cover.DAY, by_day), (cover.NIGHT, by_night)]
    return [block for part, on in parts for block in _block(part, on, opens)]


def _block(part: str, on: Sequence[Turn], opens: bool) -> list[Block]:
    if not on:
        return [Block(part, gap=True)]
    return [
        Block(part, t.leader, "、".join(t.people), href=f"/records/{t.id}" if opens else "")
        for t in on
    ]


def _sort(day: date, calendar: Calendar) -> tuple[str, str]:
    for holiday in calendar.holidays:
        if holiday.first <= day <= holiday.last:
            return "holiday", holiday.name if day == holiday.first else ""
    return ("workday" if calendar.is_working(day) else "restday"), ""


def _handovers(handed: Sequence[Record]) -> Ledger:
    numbers = {pk for r in handed for pk in r.people}
    numbers |= {int(r.data["leader"]) for r in handed if r.data.get("leader")}
    names = org.people_by_ids(numbers)

    def named(keys: Sequence[int]) -> str:
        return "、".join(names[pk].name for pk in keys if pk in names)

    shift = next(f for f in SHIFT_HANDOVER.fields if f.key == "shift")
    rows = []
    for record in handed:
        leader = record.data.get("leader")
        when = record.happened_at.astimezone(TZ)
        told = record.data.get("pending") or record.data.get("events") or ""
        rows.append(
            Row(
                str(record.pk),
                (
                    Cell(f"{humane.day(when)} {when:%H:%M}", sub=str(told)[:40]),
                    Cell(present(shift, record.data.get("shift"))), Cell(named(record.people)),
                    Cell(named([int(leader)]) if leader else "—"),
                ),
            )
        )  # fmt: skip
    return Ledger(title="交接班", columns=_HANDOVERS, rows=rows)

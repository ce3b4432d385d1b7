"""The page for the morning: what is overdue, what comes due, what is new, what has not come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.areas import AREAS
from weian.core.score import Tally
from weian.core.verdict import OVERDUE, UNDETERMINED
from weian.duty import board
from weian.modules import listing
from weian.modules.boards import casework, lists, returns, standing
from weian.modules.boards.asking import Asked
from weian.org.queries import Person
from weian.report.queries import Tally as Collected
from weian.subject.envelope import filtering, web
from weian.ui import humane
from weian.ui.places import board_tabs
from weian.ui.shapes import Cell, Column, Empty, Figure, Ledger, Page, Row

_MOST: Final = 8
_INSTANT: Final = timedelta(seconds=1)
_WAITING: Final = ("fresh", "today", "week")
_CASES: Final = ("hazards.major.new", "hazards.listed", "incidents.new")
_AREAS: Final = (
    Column("area", "板块"), Column("overdue", "逾期", kind="number"),
    Column("undetermined", "待核实", kind="number"),
)  # fmt: skip
_DAYS: Final = (Column("day", "日期"), Column("n", "到期事项", kind="number"))
_RETURNS: Final = (
    Column("title", "报送内容"), Column("due", "截止", kind="date"),
    Column("missing", "未报", kind="number"),
)  # fmt: skip


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Everything for ten minutes at eight o'clock."""
    person, at = web.asking(request)
    lists.require(person, at)
    found = board.open_by_area(person, at)
    taken = returns.collected(person, at)
    page = Page(
        title="早会一页",
        subtitle=f"{humane.day(at)}。点开数字，看到的条数与它一致。",
        tabs=board_tabs("/boards/morning/"),
    )
    context = {
        "page": page,
        "figures": _figures(person, at, found, taken),
        "tables": (
            _areas(found),
            _week(person, at),
            _returns(taken, at),
            _oldest(person, at),
            _cases(person, at, "hazards.major.new"),
            _cases(person, at, "incidents.new"),
        ),
    }
    return render(request, "modules/morning.html", context)


def _figures(
    person: Person, at: datetime, found: Mapping[str, Tally], taken: Sequence[Collected]
) -> tuple[Figure, ...]:
    duties = standing.counted(person, at, *_WAITING)
    cases, hazards = casework.counted(person, at, *_CASES), casework.open_now(person, at)
    total, late = board.whole(found), returns.overdue(taken, at)
    return (
        _figure("逾期事项", total.of(OVERDUE), "overdue", bad=True),
        _figure("近七天新逾期", duties["fresh"], "fresh", bad=True),
        _figure("今天到期", duties["today"], "today"),
        _figure("本周到期", duties["week"], "week"),
        _figure("待核实", total.of(UNDETERMINED), "undetermined"),
        _figure("近七天新增重大隐患", cases["hazards.major.new"], "hazards.major.new", bad=True),
        _figure("未销号重大隐患", hazards["major"], "hazards.major", bad=True),
        _figure("挂牌督办", cases["hazards.listed"], "hazards.listed"),
        _figure("逾期未改隐患", hazards["late"], "hazards.overdue", bad=True),
        _figure("近七天事故和未遂", cases["incidents.new"], "incidents.new", bad=True),
        Figure("逾期未报送的材料", str(len(late)), "种", tone="overdue" if late else ""),
    )


def _figure(title: str, number: int, what: str, *, bad: bool = False) -> Figure:
    return Figure(
        title, str(number), href=Asked(what).url, tone="overdue" if bad and number else ""
    )


def _areas(found: Mapping[str, Tally]) -> Ledger:
    """Where most is overdue."""
    listed = [(a, t) for a, t in found.items() if t.of(OVERDUE, UNDETERMINED)]
    rows = [
        Row(
            area,
            (
                Cell(AREAS.get(area, area)),
                _number(tally.of(OVERDUE), Asked("overdue", area=area)),
                _number(tally.of(UNDETERMINED), Asked("undetermined", area=area)),
            ),
        )
        for area, tally in sorted(listed, key=lambda pair: -pair[1].of(OVERDUE))
    ]
    empty = Empty("没有逾期", "各板块都没有逾期和待核实的事项。")
    return Ledger(title="逾期和待核实，按板块", columns=_AREAS, rows=rows, empty=empty)


def _number(number: int, asked: Asked) -> Cell:
    return Cell(str(number), href=asked.url if number else "")


def _week(person: Person, at: datetime) -> Ledger:
    rows = [
        Row(f"{day}", (Cell(humane.day(day)), _number(n, Asked("week", item=day.isoformat()))))
        for day, n in standing.days_of_week(person, at).items()
    ]
    return Ledger(title="本周到期，按日", columns=_DAYS, rows=rows)


def _returns(found: Sequence[Collected], at: datetime) -> Ledger:
    late = {t.due.title for t in returns.overdue(found, at)}
    rows = [
        Row(
            t.due.title,
            (
                Cell(t.due.title),
                Cell(
                    humane.day(t.due.due - _INSTANT), tone="overdue" if t.due.title in late else ""
                ),
                _number(t.missing, returns.asked(t))._replace(
                    sub=f"已收 {t.received}/{t.expected}"
                ),
            ),
            href=f"/reports/collect/{t.kind.key}/{t.due.period}/",
        )
        for t in found
        if t.missing
    ]
    empty = Empty("没有缺报", "应报的材料都到齐了，或者本单位不收报送。")
    return Ledger(title="未报送", columns=_RETURNS, rows=rows, empty=empty)


def _oldest(person: Person, at: datetime) -> Ledger:
    rows = standing.rows(person, at, Asked("overdue")).order_by("due", "id")[:_MOST]
    return Ledger(
        title="逾期最久的", columns=listing.DUTY_COLUMNS, rows=listing.duty_rows(list(rows), at),
        empty=Empty("没有逾期的责任事项"),
    )  # fmt: skip


def _cases(person: Person, at: datetime, what: str) -> Ledger:
    rows = filtering.light(casework.rows(person, at, Asked(what))).select_related("unit")
    listed = list(rows.order_by("-opened_on", "-id")[:_MOST])
    return Ledger(
        title=casework.SETS[what][1], columns=listing.CASE_COLUMNS, empty=Empty("近七天没有"),
        rows=listing.case_rows(listed, at),
    )  # fmt: skip

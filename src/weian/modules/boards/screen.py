"""The big screen: one picture of the county at 1920 × 1080, without a name of any person; the map."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.core.score import Tally
from weian.core.verdict import OVERDUE, UNDETERMINED
from weian.duty import board
from weian.modules.boards import casework, leader, lists, places, standing
from weian.modules.boards.asking import Asked, months_before
from weian.modules.boards.places import Tile
from weian.org import queries as org
from weian.org.queries import Person
from weian.subject.envelope import web
from weian.ui import humane
from weian.ui.places import board_tabs
from weian.ui.shapes import Figure, Page

_MONTHS = 6


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Figures, map and months on one screen, without scrolling; it loads itself anew."""
    person, at = web.asking(request)
    lists.require(person, at)
    units, duties = board.units_on_board(person, at), board.by_unit(person, at)
    hazards = casework.by_unit(person, at)
    months = months_before(day_of(at), _MONTHS)
    past = leader.past(person, at, months)
    context = {
        "page": Page(title=f"{_office(person, at)}安全生产", subtitle=humane.day(at)),
        "figures": _figures(person, at, len(units), board.whole(duties), casework.summed(hazards)),
        "tiles": places.tiles(units, duties, hazards),
        "rates": leader.rates(at, past, board.whole(board.by_unit(person, at, "year"))),
        "charts": (
            leader.duty_chart(standing.months(person, at, _MONTHS)),
            leader.hazard_chart(past, months),
        ),
    }
    return render(request, "modules/screen.html", context)


@require_GET
def places_map(request: HttpRequest) -> HttpResponse:
    """The places as tiles; each opens its units."""
    person, at = web.asking(request)
    lists.require(person, at)
    page = Page(
        title="辖区示意图",
        subtitle="一格一个乡镇（街道）或区县，按名称排列，不表示实际位置。颜色下面都有文字说明。",
        tabs=board_tabs("/boards/map/"),
    )
    return render(request, "modules/places_map.html", {"page": page, "tiles": _tiles(person, at)})


def _office(person: Person, at: datetime) -> str:
    units = org.acting_units(person, at)
    return str(units[0].name) if units else ""


def _tiles(person: Person, at: datetime) -> list[Tile]:
    units = board.units_on_board(person, at)
    return places.tiles(units, board.by_unit(person, at), casework.by_unit(person, at))


def _figures(
    person: Person, at: datetime, units: int, total: Tally, hazards: Mapping[str, int]
) -> tuple[Figure, ...]:
    incidents = casework.counted(person, at, "incidents.new")["incidents.new"]
    return (
        Figure("单位", str(units), href=Asked("units").url),
        _figure("逾期事项", total.of(OVERDUE), "overdue", bad=True),
        _figure("待核实", total.of(UNDETERMINED), "undetermined"),
        _figure("未销号隐患", hazards["all"], "hazards.open"),
        _figure("重大隐患", hazards["major"], "hazards.major", bad=True),
        _figure("逾期隐患", hazards["late"], "hazards.overdue", bad=True),
        _figure("近七天事故和未遂", incidents, "incidents.new", bad=True),
    )


def _figure(title: str, number: int, what: str, *, bad: bool = False) -> Figure:
    return Figure(
        title, str(number), href=Asked(what).url, tone="overdue" if bad and number else ""
    )

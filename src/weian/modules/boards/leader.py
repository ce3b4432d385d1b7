"""The page of the leader: the months, the rates with their parts, the units beside one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.core.score import Tally
from weian.core.verdict import MET, MET_LATE, OVERDUE, UNDETERMINED
from weian.duty import board
from weian.modules.boards import casework, lists, standing
from weian.modules.boards.asking import Asked, month_key, months_before
from weian.modules.boards.casework import Past
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.ui import humane
from weian.ui.places import board_tabs
from weian.ui.shapes import Cell, Chart, Column, Ledger, Mark, Page, Point, Row, Series

MONTHS: Final = 12
_BARS: Final = 15
_RATES: Final = (
    Column("what", "指标", width="wide"), Column("rate", "比率", kind="rate"),
    Column("part", "分子", kind="number"), Column("whole", "分母", kind="number"),
    Column("how", "怎么算", phone=False),
)  # fmt: skip


@dataclass(frozen=True)
class Rate:
    """A share with both of its parts, each the number of a list."""

    title: str
    part: int
    whole: int
    part_of: Asked
    whole_of: Asked
    how: str

    @property
    def shown(self) -> str:
        """As people read it; a dash where nothing is counted."""
        return f"{self.part / self.whole * 100:.1f}%" if self.whole else "—"


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Twelve months, this year's rates, every unit."""
    person, at = web.asking(request)
    lists.require(person, at)
    units = board.units_on_board(person, at)
    year, open_ = board.by_unit(person, at, "year"), board.by_unit(person, at)
    hazards = casework.by_unit(person, at)
    months = months_before(day_of(at), MONTHS)
    found = past(person, at, months)
    context = {
        "page": Page(
            title="领导看板",
            subtitle=f"{humane.day(at)}。近 {MONTHS} 个月的趋势、今年的比率、各单位对照。",
            tabs=board_tabs("/boards/leader/"),
        ),
        "charts": (
            duty_chart(standing.months(person, at, MONTHS)),
            hazard_chart(found, months),
            _units_chart(units, open_, hazards),
        ),
        "rates": _rates_table(rates(at, found, board.whole(year))),
        "units": _units_table(units, str(day_of(at).year), year, open_, hazards),
    }
    return render(request, "modules/leader.html", context)


def duty_chart(found: Mapping[date, Tally]) -> Chart:
    """What fell due in each month, by how it ended."""
    shown = (
        (MET, Series("按期完成", "ok")), (MET_LATE, Series("逾期完成", "late")),
        (OVERDUE, Series("逾期", "overdue")), (UNDETERMINED, Series("待核实", "unknown")),
    )  # fmt: skip
    points = [
        Point(
            month_key(first),
            [
                *(
                    mark(found[first].of(s), Asked("due", status=s, period=month_key(first)))
                    for s, _ in shown
                ),
                Mark(None, share(found[first])),
            ],
        )
        for first in found
    ]
    return Chart(
        "责任事项：每月到期的怎么样了", "月份", (*(one for _, one in shown), Series("按期率", drawn=False)),
        points, "stacked", "项", note="按期率 = 按期完成 ÷ 当月到期的全部，逾期完成不算按期。",
    )  # fmt: skip


def share(tally: Tally) -> str:
    """Met in time over all that was counted."""
    return "—" if tally.met_share is None else f"{tally.met_share * 100:.1f}%"


def mark(number: int, asked: Asked) -> Mark:
    """A number that opens its list."""
    return Mark(number, href=asked.url if number else "")


def past(person: Person, at: datetime, months: Sequence[date]) -> Past:
    """What the charts of some months and this year's rates need."""
    return casework.past(person, at, min(months[0], date(day_of(at).year, 1, 1)))


def hazard_chart(found: Past, months: Sequence[date]) -> Chart:
    """Found and closed in each month."""
    shown = (
        ("hazards.found", Series("发现", "")), ("hazards.closed", Series("销号", "ok")),
        ("hazards.found.major", Series("发现重大隐患", "overdue")),
        ("incidents.found", Series("事故和未遂", "unknown")),
    )  # fmt: skip
    counts = {name: found.months(name, months) for name, _ in shown}
    points = [
        Point(
            month_key(first),
            [mark(counts[n][first], Asked(n, period=month_key(first))) for n, _ in shown],
        )
        for first in months
    ]
    return Chart(
        "隐患和事故：每月发现和销号", "月份", tuple(one for _, one in shown), points, "line", "件"
    )


def rates(at: datetime, past: Past, total: Tally) -> list[Rate]:
    """This year's shares."""
    year = day_of(at).year
    period = str(year)
    names = (
        "hazards.found", "hazards.found.closed", "hazards.found.major", "hazards.found.major.closed",
    )  # fmt: skip
    n = {name: past.year(name, year) for name in names}
    due = Asked("due", period=period)
    return [
        Rate("责任事项按期完成率", total.of(MET), total.counted,
             Asked("due", status=MET, period=period), due,
             "今年到期并按期完成的 ÷ 今年到期和至今未了的，待核实计入分母"),
        Rate("隐患整改率", n["hazards.found.closed"], n["hazards.found"],
             Asked("hazards.found.closed", period=period), Asked("hazards.found", period=period),
             "今年发现、已经销号的 ÷ 今年发现的，误报和重复的不计"),
        Rate("重大隐患整改率", n["hazards.found.major.closed"], n["hazards.found.major"],
             Asked("hazards.found.major.closed", period=period),
             Asked("hazards.found.major", period=period), "同上，只算重大隐患"),
    ]  # fmt: skip


def _rates_table(found: Sequence[Rate]) -> Ledger:
    rows = [
        Row(
            rate.title,
            (
                Cell(rate.title),
                Cell(rate.shown),
                Cell(str(rate.part), href=rate.part_of.url),
                Cell(str(rate.whole), href=rate.whole_of.url),
                Cell(rate.how),
            ),
        )
        for rate in found
    ]
    return Ledger(title="今年的比率", columns=_RATES, rows=rows)


def _units_chart(
    units: Sequence[Unit], open_: Mapping[int, Tally], hazards: Mapping[int, Mapping[str, int]]
) -> Chart:
    """The units with most to put right."""

    def weight(unit: Unit) -> int:
        tally = open_.get(unit.pk, Tally())
        return tally.of(OVERDUE) + hazards.get(unit.pk, {}).get("late", 0)

    listed = [u for u in sorted(units, key=weight, reverse=True) if weight(u)][:_BARS]
    points = [
        Point(
            str(u),
            [
                mark(open_.get(u.pk, Tally()).of(OVERDUE), Asked("overdue", unit=u.pk)),
                mark(hazards.get(u.pk, {}).get("late", 0), Asked("hazards.overdue", unit=u.pk)),
            ],
            f"/units/{u.pk}/",
        )
        for u in listed
    ]
    return Chart(
        f"各单位：逾期最多的 {_BARS} 家", "单位",
        (Series("逾期事项", "overdue"), Series("逾期隐患", "unknown")), points, "lying", "项",
        empty="没有单位有逾期的事项或隐患",
    )  # fmt: skip


def _units_table(
    units: Sequence[Unit], period: str, year: Mapping[int, Tally], open_: Mapping[int, Tally],
    hazards: Mapping[int, Mapping[str, int]],
) -> Ledger:  # fmt: skip
    rows = [
        lists.unit_row(u.pk, str(u), open_, hazards, _parts(u, year.get(u.pk, Tally()), period))
        for u, _ in board.in_order(units, open_)
    ]
    columns = (
        *lists.UNITS, Column("share", "按期率", kind="rate"), Column("met", "按期完成", kind="number", phone=False),
        Column("counted", "应完成", kind="number", phone=False),
    )  # fmt: skip
    return Ledger(title="各单位对照", columns=columns, rows=rows, count=str(len(units)))


def _parts(unit: Unit, tally: Tally, period: str) -> tuple[Cell, ...]:
    due = Asked("due", unit=unit.pk, period=period)
    met = Asked("due", unit=unit.pk, status=MET, period=period)
    return (
        Cell(share(tally)),
        Cell(str(tally.of(MET)), href=met.url if tally.of(MET) else ""),
        Cell(str(tally.counted), href=due.url if tally.counted else ""),
    )

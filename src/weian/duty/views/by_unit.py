"""The list behind a number that a board gives for all units together: unit by unit, adding up to it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weian.base.areas import AREAS
from weian.core.score import Tally
from weian.core.verdict import MET_LATE, OPEN, OVERDUE, UNDETERMINED
from weian.duty import board
from weian.duty.views.common import Asked, with_query
from weian.duty.words import STATUS_WORDS
from weian.org import queries as org
from weian.ui.shapes import Cell, Column, Crumb, Empty, Figure, Filter, Ledger, Option, Row

_STATUSES = tuple(s for s in STATUS_WORDS if s not in board.QUIET)


def show(
    request: HttpRequest, asked: Asked, period: str, *, area: str, status: str
) -> HttpResponse:
    """Each unit with how many; every number opens its duties. The count of the page is the sum."""
    units, found = board.found(asked.person, asked.now, asked.at, period, dated=asked.dated)
    pairs = board.in_order(units, _narrowed(units, found, area))
    statuses = (status,) if status else tuple(s for s in _STATUSES if _sum(pairs, s))
    listed = [(unit, tally) for unit, tally in pairs if tally.of(*statuses)]
    whole = board.whole({unit.pk: tally for unit, tally in listed})
    words = STATUS_WORDS.get(status, "")
    page = Ledger(
        title=f"{words}的责任事项，按单位" if words else "责任事项，按单位",
        subtitle=f"{board.PERIODS[period]}到期的和至今未了的，点数字看逐项。{asked.caveat}",
        crumbs=(Crumb("看板", "/board/"),), key="duties-by-unit",
        columns=(
            Column("unit", "单位", width="wide"),
            *(Column(s, STATUS_WORDS[s], kind="number") for s in statuses),
        ),
        rows=[_row(request, unit, tally, statuses) for unit, tally in listed],
        count=str(whole.of(*statuses)), figures=() if status else figures(whole),
        filters=(
            Filter("area", "板块", tuple(Option(k, t) for k, t in AREAS.items()), area),
            Filter("status", "状态", tuple(Option(s, STATUS_WORDS[s]) for s in _STATUSES), status),
            Filter("period", "期间", tuple(Option(k, t) for k, t in board.PERIODS.items()), period),
        ),
        empty=Empty("没有符合条件的责任事项", "换一个条件，或清除筛选。"),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _narrowed(units: Sequence[org.Unit], found: board.Counts, area: str) -> dict[int, Tally]:
    if not area:
        return found.by_unit
    return {
        u.pk: Tally(found.by_place[u.pk, area]) for u in units if (u.pk, area) in found.by_place
    }


def _sum(pairs: Sequence[tuple[org.Unit, Tally]], status: str) -> int:
    return sum(tally.of(status) for _, tally in pairs)


def _row(request: HttpRequest, unit: org.Unit, tally: Tally, statuses: Sequence[str]) -> Row:
    cells = (
        Cell(str(n), href=with_query(request, "/duties/", unit=str(unit.pk), status=s)) if n else Cell("0")
        for s in statuses
        for n in (tally.of(s),)
    )  # fmt: skip
    return Row(str(unit.pk), (Cell(str(unit)), *cells))


def figures(tally: Tally) -> tuple[Figure, ...]:
    """A tally as a line of figures: what a cell of the board says, in words."""
    return (
        Figure("应完成", str(tally.counted)),
        Figure("已完成", str(board.done(tally))),
        Figure("其中逾期完成", str(tally.of(MET_LATE))),
        Figure("逾期", str(tally.of(OVERDUE)), tone="overdue" if tally.of(OVERDUE) else ""),
        Figure("待核实", str(tally.of(UNDETERMINED))),
        Figure("进行中", str(tally.of(OPEN))),
    )

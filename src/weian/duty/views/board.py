"""The board: units against areas, as a page and as an Excel file."""

import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.errors import Forbidden
from weian.base.export import write_xlsx
from weian.core.score import Tally
from weian.core.verdict import MET_LATE, OPEN, OVERDUE, UNDETERMINED
from weian.duty import board, queries
from weian.duty.board import PERIODS, Counts
from weian.duty.views.common import Asked, asked_of, with_query
from weian.org import queries as org
from weian.ui.shapes import BoardArea, BoardCell, BoardRow, BoardShape, Figure, Filter, Option

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Every unit that the person oversees, overdue first."""
    asked, period = asked_of(request), _period(request)
    units, found = _found(asked, period)
    work = queries.computing(asked.person, asked.now)
    areas = board.areas_of(found)
    page = BoardShape(
        title="责任事项看板",
        subtitle=f"{PERIODS[period]}到期的责任事项，以及至今未了的事项。",
        areas=tuple(BoardArea(k, t, _list_url(asked, period, area=k)) for k, t in areas.items()),
        rows=tuple(
            _row(unit, total, found, areas, asked, period)
            for unit, total in board.in_order(units, found)
        ),
        totals=_totals(found, areas, asked, period) if len(units) > 1 else None,
        figures=_figures(found.total, asked, period),
        filters=(
            Filter("period", "期间", tuple(Option(k, t) for k, t in PERIODS.items()), period),
        ),
        computing=f"{work.what}（{work.done}/{work.total or '…'}）" if work else "",
        export_url=with_query(request, "/board/export"),
    )  # fmt: skip
    return render(request, "ui/board.html", {"page": page})


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same board as a file."""
    asked, period = asked_of(request), _period(request)
    if not org.reach_of(org.grants_of(asked.person, asked.now), "export"):
        raise Forbidden("duty.no_export", "您没有导出的权限，请联系本单位安全管理员。")
    units, found = _found(asked, period)
    areas = board.areas_of(found)
    head = ("单位", "应完成", "已完成", "其中逾期完成", "逾期", "待核实", *areas.values())
    rows = [
        (str(unit), *_numbers(total), *(_words(found.by_place.get((unit.pk, a))) for a in areas))
        for unit, total in board.in_order(units, found)
    ]
    out = io.BytesIO()
    write_xlsx(out, head, rows, sheet="责任事项看板")
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    name = quote(f"责任事项看板-{PERIODS[period]}-{day_of(asked.at):%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _period(request: HttpRequest) -> str:
    period = request.GET.get("period", "")
    return period if period in PERIODS else "year"


def _found(asked: Asked, period: str) -> tuple[Sequence[org.Unit], Counts]:
    units = board.units_on_board(asked.person, asked.now)
    if not units:
        raise Forbidden("duty.no_board", "看板由单位负责人、安全管理员和卫健部门查看。")
    if asked.dated:
        return units, board.counts_on(asked.person, units, asked.at, period)
    return units, board.counts(asked.person, asked.at, period)


def _list_url(asked: Asked, period: str, **given: str) -> str:
    """The list behind a number."""
    query = {**given, "period": period, "on": asked.on}
    return f"/duties/?{urlencode({k: v for k, v in query.items() if v})}"


def _row(
    unit: org.Unit, total: Tally, found: Counts, areas: Iterable[str], asked: Asked,
    period: str,
) -> BoardRow:  # fmt: skip
    cells = tuple(
        _cell(found.by_place.get((unit.pk, area), Tally()),
              _list_url(asked, period, unit=str(unit.pk), area=area))
        for area in areas
    )  # fmt: skip
    url = _list_url(asked, period, unit=str(unit.pk))
    return BoardRow(str(unit), cells, url, unit.kind_title, _cell(total, url))


def _totals(found: Counts, areas: Iterable[str], asked: Asked, period: str) -> BoardRow:
    cells = tuple(_cell(found.by_area[area], _list_url(asked, period, area=area)) for area in areas)
    return BoardRow("合计", cells, total=_cell(found.total, _list_url(asked, period)))


def _cell(tally: Tally, href: str) -> BoardCell:
    return BoardCell(
        met=board.done(tally),
        total=tally.counted,
        overdue=tally.of(OVERDUE),
        undetermined=tally.of(UNDETERMINED),
        late=tally.of(MET_LATE),
        href=href,
    )


def _figures(total: Tally, asked: Asked, period: str) -> tuple[Figure, ...]:
    def link(status: str) -> str:
        return _list_url(asked, period, status=status)

    share = total.met_share
    return (
        Figure(
            "按期完成率",
            "—" if share is None else f"{share * 100:.1f}%",
            f"{total.of('met')}/{total.counted}",
        ),
        Figure("逾期", str(total.of(OVERDUE)), href=link(OVERDUE), tone="overdue"),
        Figure("逾期完成", str(total.of(MET_LATE)), tone="late"),
        Figure("待核实", str(total.of(UNDETERMINED)), href=link(UNDETERMINED), tone="unknown"),
        Figure("进行中", str(total.of(OPEN)), href=link(OPEN)),
    )


def _numbers(total: Tally) -> tuple[int, ...]:
    late, overdue, unknown = (total.of(s) for s in (MET_LATE, OVERDUE, UNDETERMINED))
    return total.counted, board.done(total), late, overdue, unknown


def _words(tally: Tally | None) -> str:
    if tally is None or not tally.counted:
        return ""
    parts = [f"{board.done(tally)}/{tally.counted}"]
    for word, n in (("逾期", tally.of(OVERDUE)), ("待核实", tally.of(UNDETERMINED))):
        parts += [f"{word}{n}"] if n else []
    return " ".join(parts)

"""The board: units against areas, as a page and as an Excel file."""

import io
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.errors import Forbidden
from weian.base.export import write_xlsx
from weian.core.score import Tally
from weian.core.verdict import MET, MET_LATE, OPEN, OVERDUE, UNDETERMINED
from weian.duty import board, queries
from weian.duty.board import PERIODS, Counts
from weian.duty.views.common import Asked, asked_of, with_query
from weian.org import queries as org
from weian.ui.places import board_tabs
from weian.ui.shapes import (
    BoardArea,
    BoardCell,
    BoardRow,
    BoardShape,
    Figure,
    Filter,
    Option,
    Pager,
)

Places = Mapping[tuple[int, str], Mapping[str, int]]
_PAGE = 50  # units: the sums above are of all, the worst stand first
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Every unit that the person oversees, overdue first."""
    asked, period = asked_of(request), _period(request)
    units, found = _found(asked, period, whole=False)
    work = queries.computing(asked.person, asked.now)
    areas, links = board.areas_of(found), _Links(asked, period)
    text = request.GET.get("q", "").strip()
    listed = board.in_order(board.named(units, text), found.by_unit)
    first = _first(request, len(listed))
    shown = listed[first : first + _PAGE]
    places = _places(asked, period, found, shown)
    page = BoardShape(
        title="责任事项看板",
        subtitle=f"{PERIODS[period]}到期的责任事项，以及至今未了的事项。{asked.caveat}",
        areas=tuple(BoardArea(k, t, links.to(area=k)) for k, t in areas.items()),
        rows=tuple(_row(unit, total, places, areas, links) for unit, total in shown),
        totals=_totals(found, areas, links) if len(units) > 1 and listed else None,
        figures=_figures(found.total, links),
        tabs=board_tabs("/board/") if len(units) > 1 else (),
        filters=(
            Filter("period", "期间", tuple(Option(k, t) for k, t in PERIODS.items()), period),
        ),
        computing=f"{work.what}（{work.done}/{work.total or '…'}）" if work else "",
        export_url=with_query(request, "/board/export", q="", page=""),
        search=text if len(units) > _PAGE else None,
        pager=_pager(request, first, len(listed)),
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
        (
            str(unit),
            *_numbers(total),
            *(_words(found.by_place.get((unit.pk, a), {})) for a in areas),
        )
        for unit, total in board.in_order(units, found.by_unit)
    ]
    out = io.BytesIO()
    write_xlsx(out, head, rows, sheet="责任事项看板")
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    name = quote(f"责任事项看板-{PERIODS[period]}-{day_of(asked.at):%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _first(request: HttpRequest, number: int) -> int:
    """Where the page asked for begins; the first one for an address that has been mistyped."""
    text = request.GET.get("page", "")
    page = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    first = max(page - 1, 0) * _PAGE
    return first if first < number else 0


def _pager(request: HttpRequest, first: int, number: int) -> Pager | None:
    """Which units these are and the pages beside; None where all are shown."""
    if number <= _PAGE:
        return None
    page, last = first // _PAGE + 1, min(first + _PAGE, number)
    return Pager(
        f"第 {first + 1}—{last} 家，共 {number} 家",
        with_query(request, page=str(page - 1)) if first else "",
        with_query(request, page=str(page + 1)) if last < number else "",
    )


def _period(request: HttpRequest) -> str:
    period = request.GET.get("period", "")
    return period if period in PERIODS else "year"


def _found(asked: Asked, period: str, *, whole: bool = True) -> tuple[Sequence[org.Unit], Counts]:
    person, dated = asked.person, asked.dated
    return board.found(person, asked.now, asked.at, period, dated=dated, whole=whole)


def _places(
    asked: Asked, period: str, found: Counts, shown: Sequence[tuple[org.Unit, Tally]]
) -> Places:
    """What the units of this page owe by area."""
    if asked.dated:
        return found.by_place
    return board.places(asked.person, asked.at, period, [unit for unit, _ in shown])


class _Links:
    """Addresses of the lists behind the numbers; made by the thousand, hence by hand."""

    def __init__(self, asked: Asked, period: str) -> None:
        tail = urlencode({"period": period, "on": asked.on} if asked.on else {"period": period})
        self._tail = tail

    def to(self, unit: int = 0, area: str = "", status: str = "") -> str:
        """The list of a unit, an area, a status; all of it where nothing is named."""
        parts = [f"unit={unit}"] if unit else []
        parts += [f"area={area}"] if area else []
        parts += [f"status={status}"] if status else []
        return f"/duties/?{'&'.join([*parts, self._tail])}"


def _row(
    unit: org.Unit, total: Tally, place: Places, areas: Iterable[str], links: _Links
) -> BoardRow:
    pk = unit.pk
    cells = tuple(
        _cell(place[pk, area], links.to(pk, area)) if (pk, area) in place else _NOTHING
        for area in areas
    )
    url = links.to(pk)
    return BoardRow(str(unit), cells, url, unit.kind_title, _cell(total.by_status, url))


def _totals(found: Counts, areas: Iterable[str], links: _Links) -> BoardRow:
    cells = tuple(_cell(found.by_area[area].by_status, links.to(area=area)) for area in areas)
    return BoardRow("合计", cells, total=_cell(found.total.by_status, links.to()))


_NOTHING = BoardCell()


def _cell(by_status: Mapping[str, int], href: str) -> BoardCell:
    number = by_status.get
    late, overdue, unknown = number(MET_LATE, 0), number(OVERDUE, 0), number(UNDETERMINED, 0)
    met = number(MET, 0) + late
    return BoardCell(met, met + overdue + unknown, overdue, unknown, late, href)


def _figures(total: Tally, links: _Links) -> tuple[Figure, ...]:
    share = total.met_share
    return (
        Figure(
            "按期完成率",
            "—" if share is None else f"{share * 100:.1f}%",
            f"{total.of(MET)}/{total.counted}",
        ),
        Figure("逾期", str(total.of(OVERDUE)), href=links.to(status=OVERDUE), tone="overdue"),
        Figure("逾期完成", str(total.of(MET_LATE)), href=links.to(status=MET_LATE), tone="late"),
        Figure(
            "待核实",
            str(total.of(UNDETERMINED)),
            href=links.to(status=UNDETERMINED),
            tone="unknown",
        ),
        Figure("进行中", str(total.of(OPEN)), href=links.to(status=OPEN)),
    )


def _numbers(total: Tally) -> tuple[int, ...]:
    late, overdue, unknown = (total.of(s) for s in (MET_LATE, OVERDUE, UNDETERMINED))
    return total.counted, board.done(total), late, overdue, unknown


def _words(by_status: dict[str, int]) -> str:
    tally = Tally(by_status)
    if not tally.counted:
        return ""
    parts = [f"{board.done(tally)}/{tally.counted}"]
    for word, n in (("逾期", tally.of(OVERDUE)), ("待核实", tally.of(UNDETERMINED))):
        parts += [f"{word}{n}"] if n else []
    return " ".join(parts)

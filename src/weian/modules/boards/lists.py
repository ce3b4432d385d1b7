"""The list behind each number of a board: as many rows as the number said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base import paging
from weian.base.errors import Forbidden, NotVisible
from weian.core.score import Tally
from weian.duty import board
from weian.duty.words import STATUS_WORDS
from weian.modules import listing
from weian.modules.boards import casework, places, returns, standing
from weian.modules.boards.asking import Asked
from weian.org import queries as org
from weian.org.queries import Person
from weian.subject.envelope import filtering, web
from weian.ui.shapes import Cell, Column, Crumb, Empty, Ledger, Row

_SIZE: Final = 50
_EMPTY: Final = Empty("一项也没有", "这个数字是 0；有了会列在这里。")
_HOME: Final = (Crumb("看板", "/board/"), Crumb("早会", "/boards/morning/"))


def require(person: Person, at: datetime) -> None:
    """Raises Forbidden for whoever may read no board."""
    if not org.reach_of(org.grants_of(person, at), standing.RIGHT):
        raise Forbidden("duty.no_board", "看板由单位负责人、安全管理员和卫健部门查看。")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The rows of the set that the address names."""
    person, at = web.asking(request)
    require(person, at)
    asked = Asked.of(request.GET.dict())
    if asked.unit is not None:
        org.unit_or_404(person, asked.unit, at)
    if asked.what in standing.SETS:
        page = _duties(request, person, at, asked)
    elif asked.what in casework.SETS:
        page = _cases(request, person, at, asked)
    elif asked.what in _OTHERS:
        page = _OTHERS[asked.what](person, at, asked)
    else:
        raise NotVisible("board.unknown_list", "没有这张清单，请从看板上的数字打开。")
    return render(request, "ui/ledger.html", {"page": page})


def _title(title: str, person: Person, at: datetime, asked: Asked) -> str:
    """The set and what it is narrowed to."""
    units = org.units_by_ids([asked.unit]) if asked.unit else ()
    place = asked.township if asked.township is not None else ""
    county = org.units_by_ids([asked.county]) if asked.county else ()
    where = "".join(str(u) for u in (*county, *units)) or place
    when = f"（{asked.period.replace('-', ' 年 ')}{' 月' if '-' in asked.period else ' 年'}）"
    return f"{where}{title}{when if asked.days else ''}"


def _duties(request: HttpRequest, person: Person, at: datetime, asked: Asked) -> Ledger:
    rows = standing.rows(person, at, asked)
    found = paging.page(rows, ("due", "id"), request.GET.get("cursor", ""), _SIZE)
    return Ledger(
        title=_title(standing.SETS[asked.what][0], person, at, asked), crumbs=_HOME,
        key="board-duties", columns=listing.DUTY_COLUMNS, count=str(rows.count()), empty=_EMPTY,
        rows=listing.duty_rows(found.rows, at), next_url=web.at_cursor(request, found.next_cursor),
        prev_url=web.at_cursor(request, found.prev_cursor),
    )  # fmt: skip


def _cases(request: HttpRequest, person: Person, at: datetime, asked: Asked) -> Ledger:
    rows = casework.rows(person, at, asked)
    shown = filtering.light(rows).select_related("unit")
    found = paging.page(shown, ("-opened_on", "-id"), request.GET.get("cursor", ""), _SIZE)
    return Ledger(
        title=_title(casework.SETS[asked.what][1], person, at, asked), crumbs=_HOME,
        key="board-cases", columns=listing.CASE_COLUMNS, count=str(rows.count()), empty=_EMPTY,
        rows=listing.case_rows(found.rows, at), next_url=web.at_cursor(request, found.next_cursor),
        prev_url=web.at_cursor(request, found.prev_cursor),
    )  # fmt: skip


_STATUSES: Final = tuple((s, STATUS_WORDS[s]) for s in standing.ENDED)


def _fallen(person: Person, at: datetime, asked: Asked) -> Ledger:
    """What fell due, unit by unit: the sum of the rows is the number; each opens the duties."""
    wanted = [s for s in _STATUSES if not asked.status or s[0] == asked.status]
    units = {u.pk: u for u in places.units_at(person, at, asked)}
    tallies = standing.by_unit(person, at, asked)
    keys = [s for s, _ in wanted]
    listed = [
        (unit, tallies[pk])
        for pk, unit in units.items()
        if pk in tallies and tallies[pk].of(*keys) and asked.unit in (None, pk)
    ]
    columns = (
        Column("unit", "单位", width="wide"),
        *(Column(s, t, kind="number") for s, t in wanted),
    )
    rows = [
        Row(str(u.pk), (Cell(str(u)), *(_number(u.pk, s, found, asked) for s, _ in wanted)))
        for u, found in sorted(listed, key=lambda pair: -pair[1].of(*keys))
    ]
    status = dict(_STATUSES).get(asked.status, "到期")
    return Ledger(
        title=_title(f"{status}的责任事项", person, at, asked), crumbs=_HOME, columns=columns,
        subtitle="按单位列出，点数字看逐项。", key="board-fallen", rows=rows, empty=_EMPTY,
        count=str(sum(found.of(*keys) for _, found in listed)),
    )  # fmt: skip


def _number(unit: int, status: str, found: Tally, asked: Asked) -> Cell:
    month = f"&month={asked.period}" if len(asked.period) > 4 else "&period=year"
    href = f"/duties/?unit={unit}&status={status}{month}"
    number = found.of(status)
    return Cell(str(number), href=href) if number else Cell("0")


def _missing(person: Person, at: datetime, asked: Asked) -> Ledger:
    title, lines = returns.missing(person, at, asked.item)
    key, _, period = asked.item.partition("/")
    href = f"/reports/collect/{key}/{period}/"
    return Ledger(
        title=f"未报送：{title}", crumbs=(*_HOME, Crumb("收报", href)), key="board-missing",
        columns=listing.UNIT_COLUMNS, count=str(len(lines)), empty=_EMPTY,
        rows=listing.unit_rows((line.unit for line in lines), lambda u: f"/units/{u.pk}/"),
    )  # fmt: skip


def _units(person: Person, at: datetime, asked: Asked) -> Ledger:
    """The units of a place with what is open there."""
    units = places.units_at(person, at, asked)
    duties = board.by_unit(person, at)
    hazards = casework.by_unit(person, at)
    return Ledger(
        title=_title("各单位", person, at, asked), crumbs=(*_HOME, Crumb("地图", "/boards/map/")),
        key="board-units", columns=UNITS, count=str(len(units)), empty=_EMPTY,
        rows=[unit_row(u.pk, str(u), duties, hazards) for u in units],
    )  # fmt: skip


UNITS: Final = (
    Column("unit", "单位", width="wide"), Column("overdue", "逾期事项", kind="number"),
    Column("undetermined", "待核实", kind="number", phone=False),
    Column("hazards", "未销号隐患", kind="number", phone=False),
    Column("late", "逾期隐患", kind="number"), Column("major", "重大隐患", kind="number"),
)  # fmt: skip
_CASES: Final = (("all", "hazards.open"), ("late", "hazards.overdue"), ("major", "hazards.major"))


def unit_row(
    pk: int, name: str, duties: Mapping[int, Tally], hazards: Mapping[int, Mapping[str, int]],
    more: Iterable[Cell] = (),
) -> Row:  # fmt: skip
    """A unit with what stands open; each number opens its list."""
    tally, cases = duties.get(pk, Tally()), hazards.get(pk, {})
    numbers = [
        *((tally.of(status), status) for status in ("overdue", "undetermined")),
        *((cases.get(key, 0), name_) for key, name_ in _CASES),
    ]
    cells = (Cell(str(n), href=Asked(what, unit=pk).url if n else "") for n, what in numbers)
    return Row(str(pk), (Cell(name), *cells, *more), href=f"/units/{pk}/")


_OTHERS: Final = {"due": _fallen, "missing": _missing, "units": _units}

"""Lists of duties: behind a number of the board, and of one unit."""

import base64
import json
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base import paging
from weian.base.areas import AREAS
from weian.base.clock import day_of
from weian.base.errors import BadInput
from weian.core.score import tally
from weian.core.summary import month_of
from weian.core.verdict import NOT_APPLICABLE, OVERDUE, UNDETERMINED, UPCOMING
from weian.duty import board, queries
from weian.duty.items import Items, Listed
from weian.duty.rows import row_of
from weian.duty.views import by_unit
from weian.duty.views.common import Asked, asked_of, day_given, with_query
from weian.duty.wall import wall
from weian.duty.words import STATUS_WORDS, due_exact, status_words, tone_of, window_words
from weian.org import queries as org
from weian.subject.envelope.counting import count_beside
from weian.ui.shapes import Cell, Chip, Column, Crumb, Empty, Filter, Ledger, Option, Row, Tab

COLUMNS = (
    Column("what", "责任事项", width="wide"),
    Column("unit", "单位"),
    Column("area", "板块"),
    Column("window", "期间"),
    Column("status", "状态", kind="status"),
    Column("due", "期限", kind="date"),
    Column("value", "完成/要求", kind="rate"),
    Column("clause", "依据", width="wide", phone=False),
)
SIZE = 50
_ORDER = {OVERDUE: 0, UNDETERMINED: 1}
_HIDDEN = (UPCOMING, NOT_APPLICABLE)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Duties of one unit with the settled ones (``unit``), those of a period unit by unit
    (``period``), or the open ones of all units seen."""
    asked = asked_of(request)
    unit, period = request.GET.get("unit", ""), request.GET.get("period", "")
    if not unit and period in board.PERIODS:
        area, status = _area(request), _status(request)
        return by_unit.show(request, asked, period, area=area, status=status)
    if unit or asked.dated:
        owner = queries.owner_or_404(asked.person, unit or asked.person.unit_id, asked.now)
        return _of_unit(request, asked, owner)
    return _of_all(request, asked)


@require_GET
def of_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of one unit, as a page of the unit."""
    asked = asked_of(request)
    return _of_unit(request, asked, queries.owner_or_404(asked.person, pk, asked.now), tabs=True)


def _of_all(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The table serves this list: page by page in order of the deadline."""
    day = day_given(request.GET.get("due", ""))
    filters = queries.Filters(area=_area(request), status=_status(request), first=day, last=day)
    rows = queries.duties_visible(asked.person, asked.at, filters)
    if not filters.status:
        rows = rows.exclude(status__in=_HIDDEN)
    found = paging.page(rows, ("due", "id"), request.GET.get("cursor", ""), SIZE)
    page = _ledger(
        request, asked, found.rows, title="责任事项", count=count_beside(rows, found),
        subtitle="没有了结的事项。已经了结的请从看板点开一个单位查看。",
        next_url=_cursor(request, found.next_cursor), prev_url=_cursor(request, found.prev_cursor),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _of_unit(
    request: HttpRequest, asked: Asked, owner: org.Unit, *, tabs: bool = False
) -> HttpResponse:
    """Computed from the world, settled windows of the period included."""
    period = request.GET.get("period", "year")
    first = board.first_day(period, day_of(asked.at))
    month = day_given(f"{request.GET.get('month', '')}-01")
    area, status = _area(request), _status(request)
    owners = [owner]
    if owner.kind != "department" and org.can(asked.person, "read", owner, asked.now):
        owners += org.departments_of(owner, asked.now)
    found = [
        row_of(duty, one, wall(asked.at))
        for one in owners
        for duty in queries.duties_of(
            one, asked.at, past=asked.past, areas={area} if area else None
        )
        if (duty.status == status if status else duty.status not in _HIDDEN)
        and (
            month_of(duty.due) == month
            if month
            else first is None or not duty.settled(wall(asked.at)) or month_of(duty.due) >= first
        )
    ]
    found.sort(key=_place)
    shown, next_cursor = _cut(found, request.GET.get("cursor", ""))
    page = _ledger(
        request, asked, shown, title=f"{owner}的责任事项", subtitle=asked.caveat, count=str(len(found)),
        next_url=_cursor(request, next_cursor), crumbs=(Crumb("看板", "/board/"),),
        figures=() if status else by_unit.figures(tally(row.status for row in found)),
        tabs=_tabs(owner) if tabs else (), filters=(_period_filter(period),),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _place(row: Listed) -> tuple[int, str, str, int, str, str]:
    """Overdue first, then undetermined, then the latest deadline."""
    latest = 10_000_000 - wall(row.due).toordinal()
    return (
        _ORDER.get(row.status, 2), f"{latest:08}", row.obligation, row.owner_id, row.bearer,
        row.window,
    )  # fmt: skip


def _cut(rows: Sequence[Listed], cursor: str) -> tuple[Sequence[Listed], str]:
    """One page of computed rows: those after the place in the cursor."""
    start = 0
    if cursor:
        after = _decode(cursor)
        start = next((i for i, row in enumerate(rows) if list(_place(row)) > after), len(rows))
    shown = rows[start : start + SIZE]
    more = start + SIZE < len(rows)
    return shown, _encode(_place(shown[-1])) if more else ""


def _encode(place: Sequence[object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _decode(cursor: str) -> list[object]:
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if [type(part) for part in place] != [int, str, str, int, str, str]:
            raise ValueError
    except (ValueError, TypeError):
        raise BadInput("page.bad_cursor", "这一页的地址已失效，请回到第一页。") from None
    return list(place)


def _cursor(request: HttpRequest, cursor: str) -> str:
    return with_query(request, cursor=cursor) if cursor else ""


def _area(request: HttpRequest) -> str:
    area = request.GET.get("area", "")
    return area if area in AREAS else ""


def _status(request: HttpRequest) -> str:
    status = request.GET.get("status", "")
    return status if status in STATUS_WORDS else ""


def _ledger(request: HttpRequest, asked: Asked, rows: Sequence[Listed], **given: object) -> Ledger:
    items = Items.over(rows, asked.at, asked.on)
    extra = given.pop("filters", ())
    area, status = _area(request), _status(request)
    filters = (
        Filter("area", "板块", tuple(Option(k, t) for k, t in AREAS.items()), area),
        Filter("status", "状态", tuple(Option(k, t) for k, t in STATUS_WORDS.items()), status),
        *extra,  # type: ignore[misc]
    )
    views = tuple(
        Chip(title, with_query(request, status=key, cursor=""), active=status == key)
        for key, title in (
            ("", "全部"),
            (OVERDUE, "逾期"),
            (UNDETERMINED, "待核实"),
            ("open", "待完成"),
        )
    )
    return Ledger(
        columns=COLUMNS, rows=[_row(row, items) for row in rows], key="duties", filters=filters,
        views=views, empty=Empty("没有符合条件的责任事项", "换一个条件，或清除筛选。"), **given,  # type: ignore[arg-type]
    )  # fmt: skip


def _row(row: Listed, items: Items) -> Row:
    law = items.law(row)
    tone = tone_of(row.status, row.due, items.at)
    return Row(
        id=f"{row.owner_id}|{row.obligation}|{row.bearer}|{row.window}",
        href=items.href(row),
        tone="overdue" if row.status == OVERDUE else "",
        cells=(
            Cell(items.title(row)),
            Cell(items.unit(row)),
            Cell(AREAS.get(law.area, law.area) if law else ""),
            Cell(window_words(row.window)),
            Cell(status_words(row.status, row.due, items.at), tone=tone or "muted"),
            Cell(due_exact(row.due) or "—", sub=items.due(row)),
            Cell(f"{row.value:g}/{row.target:g}"),
            Cell(f"《{law.clause.document}》{law.clause.place}" if law else ""),
        ),
    )


def _period_filter(period: str) -> Filter:
    options = tuple(Option(key, title) for key, title in board.PERIODS.items())
    return Filter("period", "期间", options, period if period in board.PERIODS else "year")


def _tabs(owner: org.Unit) -> tuple[Tab, ...]:
    return (
        Tab("单位", f"/units/{owner.pk}/"),
        Tab("责任事项", f"/units/{owner.pk}/duties/", active=True),
    )

"""The event log, for auditors and administrators."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base import givens
from weian.base.clock import TZ
from weian.base.errors import Forbidden
from weian.base.models import Event
from weian.base.paging import page as page_of
from weian.base.verbs import title_of
from weian.org import queries
from weian.org.views.common import asking, cursor_url, day_given
from weian.ui.shapes import Cell, Column, Empty, Filter, Ledger, Row

COLUMNS = (
    Column("at", "时间", kind="date"),
    Column("actor", "谁"),
    Column("verb", "做了什么"),
    Column("object", "对象"),
    Column("unit", "单位"),
    Column("given", "内容", width="wide"),
    Column("raw", "原文", width="wide", hidden=True, phone=False),
    Column("seq", "序号", kind="number", hidden=True, phone=False),
    Column("hash", "指纹", hidden=True, phone=False),
)
_LONGEST = 120  # characters of what was given that the list shows


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Events of the units whose log the person may read, the latest first."""
    person, at = asking(request)
    if not queries.reach_of(queries.grants_of(person, at), "log.read"):
        raise Forbidden("log.not_yours", "日志由审计员和管理员查看。如有需要，请联系平台管理员。")
    rows = _filtered(request, queries.events_read(person, at))
    found = page_of(rows, ("-seq",), request.GET.get("cursor", ""))
    names = _names(found.rows)
    shape = Ledger(
        title="日志",
        subtitle="每一步操作一条，前后相扣，改动或删除任何一条都能查出来。",
        key="log",
        columns=COLUMNS,
        rows=[_row(event, names) for event in found.rows],
        filters=_filters(request, names),
        next_url=cursor_url(request, found.next_cursor),
        prev_url=cursor_url(request, found.prev_cursor),
        empty=Empty("没有符合条件的日志", "换一天或换一个人试试，或清除筛选。"),
    )
    return render(request, "ui/ledger.html", {"page": shape})


def _filtered(request: HttpRequest, rows: QuerySet[Event]) -> QuerySet[Event]:
    asked = request.GET
    if asked.get("person", "").isdecimal():
        whose = int(asked["person"][:18])
        rows = rows.filter(Q(actor_id=whose) | Q(behalf_id=whose))
    kind, _, number = asked.get("object", "").partition(":")
    if kind and number:
        rows = rows.filter(object_kind=kind, object_id=number)
    first, last = day_given(asked.get("day_from")), day_given(asked.get("day_to"))
    if first:
        rows = rows.filter(at__gte=datetime.combine(first, time.min, TZ))
    if last:
        rows = rows.filter(at__lt=datetime.combine(last + timedelta(days=1), time.min, TZ))
    return rows


def _filters(request: HttpRequest, names: dict[tuple[str, str], str]) -> tuple[Filter, ...]:
    asked = request.GET
    person = asked.get("person", "")
    name = names.get(("person", person), "")
    shown = (Filter("person", f"操作人 {name}", kind="text", value=person),) if person else ()
    thing = asked.get("object", "")
    about = (Filter("object", "对象", kind="text", value=thing),) if thing else ()
    days = Filter(
        "day",
        "日期",
        kind="range",
        value=asked.get("day_from", ""),
        value_to=asked.get("day_to", ""),
    )
    return (days, *shown, *about)


def _names(events: Sequence[Event]) -> dict[tuple[str, str], str]:
    refs = queries.doers(events)
    for event in events:
        refs.append(("unit", str(event.unit_id or 0)))
        if event.object_kind in ("person", "unit") and event.object_id.isdecimal():
            refs.append((event.object_kind, event.object_id))
        asked = givens.fields_of(event.object_kind, event.verb)
        refs += [ref for ref in givens.refs_of(asked, event.given) if ref[1].isdecimal()]
    return dict(queries.names_of(dict.fromkeys(refs)))


def _row(event: Event, names: dict[tuple[str, str], str]) -> Row:
    thing = names.get((event.object_kind, event.object_id)) or event.object_id[-8:]
    raw = event.given_text if event.given_text != "{}" else ""
    asked = givens.fields_of(event.object_kind, event.verb)
    given = givens.words_of(asked, event.given, names)
    return Row(
        str(event.seq),
        (
            Cell(f"{event.at.astimezone(TZ):%Y-%m-%d %H:%M:%S}"),
            Cell(
                queries.doer(event, names),
                href=f"?person={event.actor_id}" if event.actor_id else "",
            ),
            Cell(title_of(event.verb), title=event.verb),
            Cell(thing, href=f"?object={event.object_kind}:{event.object_id}"),
            Cell(names.get(("unit", str(event.unit_id)), "")),
            Cell(given[:_LONGEST] + ("…" if len(given) > _LONGEST else ""), title=given[:2000]),
            Cell(raw[:2000]),
            Cell(str(event.seq)),
            Cell(event.hash[:12], title=event.hash),
        ),
    )

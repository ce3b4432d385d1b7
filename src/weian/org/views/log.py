"""The event log, for auditors and administrators: everything, or somebody's traces (留痕)."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import unquote

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base import events, givens
from weian.base.clock import TZ
from weian.base.errors import Forbidden
from weian.base.models import Event
from weian.base.paging import page as page_of
from weian.base.verbs import title_of
from weian.org import proof, queries
from weian.org.models import Person
from weian.org.views import tracing
from weian.org.views.common import asking, cursor_url, export_url, spreadsheet
from weian.ui.shapes import Cell, Column, Empty, Ledger, Row

# Neither the number in the chain nor its digest: gaps would tell of acts that are kept secret.
COLUMNS = (
    Column("at", "时间", kind="date"),
    Column("actor", "谁"),
    Column("verb", "做了什么"),
    Column("object", "对象"),
    Column("unit", "单位"),
    Column("given", "内容", width="wide"),
    Column("raw", "原文", width="wide", hidden=True, phone=False),
)
_RIGHT = "log.read"
_THINGS = {"delegation": "委托", "token": "接口令牌"}  # whose numbers tell nobody anything
_MOST = 10_000  # events in a file
_LONGEST = 120  # characters of what was given that the list shows


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Events of the units whose log the person may read, the latest first: all, or the traces of a
    person, a unit or a thing. Whoever reads of secrets leaves a trace as well."""
    person, at = asking(request)
    _demand(person, at)
    with tracing.readable(request, person, at) as rows:
        found = page_of(rows, ("-seq",), request.GET.get("cursor", ""))
    _note(person, at, request, found.rows)
    names = _names(found.rows, request)
    shape = Ledger(
        title=tracing.title(request, names),
        subtitle="每一步操作一条，前后相扣，改动或删除任何一条都能查出来。",
        key="log",
        columns=COLUMNS,
        rows=[_row(event, names, n) for n, event in enumerate(found.rows)],
        filters=tracing.filters(request, names, whole=tracing.keeps_all(person, at)),
        tabs=tracing.tabs(request),
        export_url=export_url(request, "/log/export"),
        next_url=cursor_url(request, found.next_cursor),
        prev_url=cursor_url(request, found.prev_cursor),
        empty=Empty("没有符合条件的日志", "换一天或换一个人试试，或清除筛选。"),
    )
    return render(request, "ui/ledger.html", {"page": shape})


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same events as an Excel file, after a proof; the file itself leaves its own."""
    person, at = asking(request)
    _demand(person, at)
    proof.demand(request)
    with tracing.readable(request, person, at) as rows:
        events_ = list(rows.order_by("-seq")[:_MOST])
    _note(person, at, request, events_)
    names = _names(events_, request)
    titles = [column.title for column in COLUMNS]
    lines = ([cell.title or cell.text for cell in _row(e, names).cells] for e in events_)
    return spreadsheet(request, "留痕", titles, lines, right=_RIGHT)


def _demand(person: Person, at: datetime) -> None:
    if not queries.reach_of(queries.grants_of(person, at), _RIGHT):
        raise Forbidden("log.not_yours", "日志由审计员和管理员查看。如有需要，请联系平台管理员。")


def _note(person: Person, at: datetime, request: HttpRequest, shown: Sequence[Event]) -> None:
    """Before anything is shown: who looked into what is secret, and how far."""
    secret = [event.at.isoformat() for event in shown if tracing.is_secret(event)]
    if not secret:
        return
    given = {"address": unquote(request.get_full_path())[:300], "count": len(secret), "from": min(secret), "to": max(secret)}  # fmt: skip
    with transaction.atomic():
        events.append(
            verb="trace.view", object_kind="log", object_id="", actor=person, unit=person.unit,
            department_id=person.department_id, at=at, given=given,
        )  # fmt: skip


def _names(found: Sequence[Event], request: HttpRequest) -> dict[tuple[str, str], str]:
    refs = [*queries.doers(found), *tracing.asked_refs(request)]
    for event in found:
        refs.append(("unit", str(event.unit_id or 0)))
        if event.object_kind in ("person", "unit") and event.object_id.isdecimal():
            refs.append((event.object_kind, event.object_id))
        asked = givens.fields_of(event.object_kind, event.verb)
        refs += [ref for ref in givens.refs_of(asked, event.given) if ref[1].isdecimal()]
    return dict(queries.names_of(dict.fromkeys(refs)))


def _row(event: Event, names: dict[tuple[str, str], str], number: int = 0) -> Row:
    short = event.object_id[-8:]
    thing = names.get((event.object_kind, event.object_id)) or _THINGS.get(event.object_kind, short)
    raw = event.given_text if event.given_text != "{}" else ""
    asked = givens.fields_of(event.object_kind, event.verb)
    given = givens.words_of(asked, event.given, names)
    return Row(
        str(number),
        (
            Cell(f"{event.at.astimezone(TZ):%Y-%m-%d %H:%M:%S}"),
            Cell(
                queries.doer(event, names),
                href=f"/log/?person={event.actor_id}" if event.actor_id else "",
            ),
            Cell(title_of(event.verb, event.object_kind), title=event.verb),
            Cell(thing, href=f"/log/?object={event.object_kind}:{event.object_id}"),
            Cell(
                names.get(("unit", str(event.unit_id)), ""),
                href=f"/log/?unit={event.unit_id}" if event.unit_id else "",
            ),
            Cell(given[:_LONGEST] + ("…" if len(given) > _LONGEST else ""), title=given[:2000]),
            Cell(raw[:2000]),
        ),
    )

"""The ledger of one kind of subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.fields import Field, Names, references
from weian.base.paging import page as page_of
from weian.org import proof
from weian.org.queries import Person
from weian.subject import queries
from weian.subject.envelope import filtering, options, private, showing, web
from weian.subject.envelope.counting import count_beside
from weian.subject.envelope.known import names_of
from weian.subject.envelope.places import place_filters
from weian.subject.kinds import LEVELS, SubjectKind
from weian.subject.kinds import kind as kind_of
from weian.subject.queries import SORTS, Filters, Subject
from weian.ui.shapes import Action, Cell, Column, Crumb, Filter, Ledger, Option, Row
from weian.ui.shapes.common import Level

_LEVELS = dict(LEVELS)
_STATES = (Option("retired", "已停用"), Option("all", "全部"))


@require_GET
def index(request: HttpRequest, kind: str) -> HttpResponse:
    """Fifty things that the person may see, by the filters of the address."""
    person, at = web.asking(request)
    declared = kind_of(kind)
    private.looked(person, declared, at)
    asked = Filters.of(kind, request.GET.dict(), person, at)
    rows = queries.ledger(person, at, asked)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "name"
    listed = filtering.narrow(rows, *queries.LISTED)
    found = page_of(listed, SORTS[sort], request.GET.get("cursor", ""))
    exports = web.may_export(person, at)
    shape = Ledger(
        title=declared.title,
        subtitle=declared.help,
        crumbs=(Crumb("台账", "/ledgers/"),),
        key=f"subject-{kind}",
        columns=_columns(declared),
        rows=_rows(declared, found.rows),
        count=count_beside(rows, found, asked.text),
        sort=sort,
        search=asked.text,
        search_hint="搜索名称、编号",
        filters=(*place_filters(request, person, asked.place, at), *_filters(declared, asked)),
        next_url=web.at_cursor(request, found.next_cursor),
        prev_url=web.at_cursor(request, found.prev_cursor),
        import_url=web.import_url(
            "subjects", kind, declared.fields, bool(_create(declared, person, at))
        ),
        export_url=web.narrowed(request, f"/subjects/{kind}/export") if exports else "",
        create=_create(declared, person, at),
        empty=web.nothing(request, declared.title),
    )
    return render(request, "ui/ledger.html", {"page": shape})


@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same list, all of it, as an Excel file; of private kinds only after a proof."""
    person, at = web.asking(request)
    declared = kind_of(kind)
    if declared.read_right != "read":
        proof.demand(request)
    rows = queries.ledger(person, at, Filters.of(kind, request.GET.dict(), person, at))
    fields = _own(declared)
    head = ["名称", "编号", "等级", "单位", "科室", "启用", "停用"]
    titles = [*head, *(f"{f.title}（填报）" if f.title in head else f.title for f in fields)]
    return web.spreadsheet(request, declared.title, titles, _lines(declared, fields, rows))


def _own(declared: SubjectKind) -> list[Field]:
    named = {declared.name_field, declared.code_field, declared.level_field}
    return [f for f in declared.fields if f.key not in named and f.noun != "file"]


def _lines(
    declared: SubjectKind, fields: Sequence[Field], rows: QuerySet[Subject]
) -> Iterator[list[object]]:
    listed = list(rows.order_by("unit_id", "name", "id")[: web.MOST_ROWS])
    names = _names(declared, listed)
    writers = [(f.key, showing.exporter(f, names)) for f in fields]
    for row in listed:
        yield [
            row.name,
            row.code,
            _LEVELS.get(row.level, ""),
            str(row.unit),
            str(row.department or ""),
            row.since,
            row.until,
            *(write(row.data.get(key)) for key, write in writers),
        ]


def _names(declared: SubjectKind, rows: Sequence[Subject]) -> Names:
    pointing = [f for f in declared.fields if f.noun and f.noun != "file"]
    return names_of(chain.from_iterable(references(pointing, r.data) for r in rows))


def _shown(declared: SubjectKind) -> list[Field]:
    named = {declared.name_field, declared.code_field, declared.level_field}
    return [f for f in showing.chosen(declared.fields, declared.columns) if f.key not in named]


def _columns(declared: SubjectKind) -> tuple[Column, ...]:
    code = (Column("code", "编号"),) if declared.code_field else ()
    level = (Column("level", "等级", kind="level"),) if declared.level_field else ()
    return (
        Column("name", "名称", sortable=True, width="wide"),
        *code,
        *level,
        Column("unit", "单位"),
        Column("department", "科室", phone=False),
        *showing.columns(_shown(declared), bool(declared.columns)),
        Column("since", "启用", kind="date", sortable=True, phone=False),
    )


def _rows(declared: SubjectKind, rows: Sequence[Subject]) -> list[Row]:
    fields, names = _shown(declared), _names(declared, rows)
    return [_row(declared, row, fields, names) for row in rows]


def _row(declared: SubjectKind, row: Subject, fields: Sequence[Field], names: Names) -> Row:
    code = [Cell(row.code)] if declared.code_field else []
    level = [_level(row)] if declared.level_field else []
    return Row(
        str(row.pk),
        (
            Cell(row.name, sub="已停用" if row.until else ""),
            *code,
            *level,
            Cell(str(row.unit)),
            Cell(str(row.department or "")),
            *showing.cells(fields, row.data, names),
            Cell(row.since.isoformat()),
        ),
        href=f"/subjects/{row.pk}/",
        tone="muted" if row.until else "",
    )


def _level(row: Subject) -> Cell:
    return Cell(_LEVELS.get(row.level, ""), level=cast(Level, row.level))


def _filters(declared: SubjectKind, asked: Filters) -> list[Filter]:
    out = []
    if declared.level_field:
        levels = tuple(Option(key, title) for key, title in LEVELS)
        out.append(Filter("level", "等级", levels, asked.level))
    return [*out, Filter("state", "状态", _STATES, asked.state)]


def _create(declared: SubjectKind, person: Person, at: datetime) -> tuple[Action, ...]:
    if not options.anywhere(person, declared.keep_right, at):
        return ()
    return (Action(f"登记{declared.title}", f"/subjects/{declared.key}/new", primary=True),)

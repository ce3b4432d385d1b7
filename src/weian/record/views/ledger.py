"""The ledger of one kind of record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.fields import Field, Names, references
from weian.base.paging import page as page_of
from weian.org import proof
from weian.org.queries import Person
from weian.record import queries
from weian.record.kinds import RecordKind
from weian.record.kinds import kind as kind_of
from weian.record.queries import SORTS, Filters, Record
from weian.subject.envelope import filtering, options, private, showing, web
from weian.subject.envelope.counting import count_beside
from weian.subject.envelope.known import names_of
from weian.subject.envelope.places import place_filters
from weian.ui import humane
from weian.ui.shapes import Action, Cell, Chip, Column, Crumb, Filter, Ledger, Option, Row

_VALIDITY = (Option("valid", "有效"), Option("lapsed", "已过期"))


@require_GET
def index(request: HttpRequest, kind: str) -> HttpResponse:
    """Fifty records that the person may see, by the filters of the address."""
    person, at = web.asking(request)
    declared = kind_of(kind)
    private.looked(person, declared, at)
    asked = Filters.of(declared, request.GET.dict(), person, at)
    rows = queries.ledger(person, at, asked)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "-happened"
    listed = filtering.narrow(rows, *queries.LISTED)
    found = page_of(listed, SORTS[sort], request.GET.get("cursor", ""))
    shape = Ledger(
        title=declared.title,
        subtitle=declared.help,
        crumbs=(Crumb("台账", "/ledgers/"),),
        key=f"record-{kind}",
        columns=_columns(declared),
        rows=_rows(declared, found.rows, at),
        count=count_beside(rows, found, asked.text),
        sort=sort,
        search=asked.text,
        search_hint="搜索内容、编号、人员",
        filters=(*place_filters(request, person, asked.place, at), *_filters(declared, request)),
        views=_views(request, asked),
        next_url=web.at_cursor(request, found.next_cursor),
        prev_url=web.at_cursor(request, found.prev_cursor),
        import_url=web.import_url(
            "records", kind, declared.fields, _may_leave(declared, person, at)
        ),
        export_url=web.narrowed(request, f"/records/{kind}/export")
        if web.may_export(person, at)
        else "",
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
    rows = queries.ledger(person, at, Filters.of(declared, request.GET.dict(), person, at))
    fields = [f for f in declared.fields if f.noun != "file"]
    columns = ["日期", "单位", "科室", "对象", "登记人", "登记时间", "有效期至", "所属时段"]
    titles = [*columns, *(_unlike(f.title, columns) for f in fields)]
    return web.spreadsheet(request, declared.title, titles, _lines(declared, rows))


def _unlike(title: str, taken: Sequence[str]) -> str:
    return f"{title}（填报）" if title in taken else title


def _lines(declared: RecordKind, rows: QuerySet[Record]) -> Iterator[list[object]]:
    listed = list(rows.order_by("-happened_at", "-id")[: web.MOST_ROWS])
    names = _names(declared, listed)
    fields = [f for f in declared.fields if f.noun != "file"]
    writers = [(f.key, showing.exporter(f, names)) for f in fields]
    for record in listed:
        yield [
            record.happened_at if declared.timed else record.happened_on,
            str(record.unit),
            str(record.department or ""),
            record.subject.name if record.subject else "",
            record.who,
            record.recorded_at,
            record.valid_until,
            record.about,
            *(write(record.data.get(key)) for key, write in writers),
        ]


def _names(declared: RecordKind, rows: Sequence[Record]) -> Names:
    pointing = [f for f in declared.fields if f.noun and f.noun != "file"]
    return names_of(chain.from_iterable(references(pointing, r.data) for r in rows))


def _columns(declared: RecordKind) -> tuple[Column, ...]:
    fields = showing.chosen(declared.fields, declared.columns, declared.summary)
    subject = (Column("subject", "对象"),) if declared.subject_kind else ()
    until = (Column("until", "有效期至", kind="date"),) if declared.validity else ()
    return (
        Column("title", "内容", width="wide"),
        Column("happened", "日期", kind="date", sortable=True),
        Column("unit", "单位"),
        Column("department", "科室", hidden=True, phone=False),
        *subject,
        *until,
        *showing.columns(fields, bool(declared.columns)),
        Column("by", "登记人", phone=False),
    )


def _rows(declared: RecordKind, rows: Sequence[Record], at: datetime) -> list[Row]:
    fields = showing.chosen(declared.fields, declared.columns, declared.summary)
    names = _names(declared, rows)
    today = day_of(at)
    return [_row(declared, record, fields, names, today) for record in rows]


def _row(
    declared: RecordKind, record: Record, fields: Sequence[Field], names: Names, today: date
) -> Row:
    subject = [Cell(record.subject.name if record.subject else "")] if declared.subject_kind else []
    until = [_until(record.valid_until, today)] if declared.validity else []
    return Row(
        str(record.pk),
        (
            Cell(record.title, sub="补录" if record.late_entry else ""),
            Cell(
                showing.moment(record.happened_at, declared.timed),
                title=humane.exact(record.happened_at),
            ),
            Cell(str(record.unit)),
            Cell(str(record.department or "")),
            *subject,
            *until,
            *showing.cells(fields, record.data, names),
            Cell(record.who),
        ),
        href=f"/records/{record.pk}",
    )


def _until(day: date | None, today: date) -> Cell:
    if day is None:
        return Cell("长期")
    return (
        Cell(day.isoformat(), tone="overdue", sub="已过期")
        if day < today
        else Cell(day.isoformat())
    )


def _filters(declared: RecordKind, request: HttpRequest) -> list[Filter]:
    asked: Mapping[str, str] = request.GET.dict()
    out = [
        Filter(
            "happened",
            "日期",
            value=asked.get("happened_from", ""),
            value_to=asked.get("happened_to", ""),
            kind="range",
        )
    ]
    for field in queries.choice_fields(declared):
        listed = tuple(Option(key, title) for key, title in field.choices)
        out.append(Filter(field.key, field.title, listed, asked.get(field.key, "")))
    if declared.validity:
        out.append(Filter("validity", "效期", _VALIDITY, asked.get("validity", "")))
    return out


def _views(request: HttpRequest, asked: Filters) -> tuple[Chip, ...]:
    return (
        Chip("全部", web.narrowed(request, "", by="") or "?", asked.by is None),
        Chip("我登记的", web.narrowed(request, "", by="me"), asked.by is not None),
    )


def _may_leave(declared: RecordKind, person: Person, at: datetime) -> bool:
    return not declared.internal and options.anywhere(person, declared.submit_right, at)


def _create(declared: RecordKind, person: Person, at: datetime) -> tuple[Action, ...]:
    if not _may_leave(declared, person, at):
        return ()
    return (Action(f"登记{declared.title}", f"/records/{declared.key}/new", primary=True),)

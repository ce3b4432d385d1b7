"""The ledger of one kind of case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.fields import Field, Names, references
from weian.base.paging import page as page_of
from weian.case import exporting, queries
from weian.case.kinds import CaseKind
from weian.case.kinds import kind as kind_of
from weian.case.queries import SORTS, Case, Filters, Listed
from weian.org.queries import Person
from weian.subject.envelope import options, showing, web
from weian.subject.envelope.counting import count_beside
from weian.subject.envelope.known import names_of
from weian.subject.envelope.places import place_filters
from weian.ui import humane
from weian.ui.shapes import Action, Cell, Chip, Column, Crumb, Filter, Ledger, Option, Row
from weian.ui.shapes.common import Tone

_GROUPS = (("open", "未办结"), ("overdue", "已逾期"), ("closed", "已办结"))
#: What a unit and all of its departments have in common; of one there are no cases by the ten thousand.
_HOUSES = ("institution_id", "unit_id", "department_id")
_TITLES = {"grade": "级别", "source": "来源"}


@require_GET
def index(request: HttpRequest, kind: str) -> HttpResponse:
    """Fifty cases that the person may see, by the filters of the address."""
    person, at = web.asking(request)
    declared = kind_of(kind)
    asked = Filters.of(declared, request.GET.dict(), person, at)
    rows = queries.ledger(person, at, declared, asked)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "-opened"
    if "due" in sort:  # what is closed is due no more
        rows = rows.filter(due_on__isnull=False, closed_on=None)
    listed = queries.listed(rows, data=bool(_own(declared)))
    found = page_of(listed, SORTS[sort], request.GET.get("cursor", ""), make=Listed)
    few = asked.place is not None and asked.place.level_column in _HOUSES
    exports, create = web.may_export(person, at), _create(declared, person, at)
    shape = Ledger(
        title=f"{declared.title}台账",
        subtitle=declared.help,
        crumbs=(Crumb("台账", "/ledgers/"),),
        key=f"case-{kind}",
        columns=_columns(declared),
        rows=_rows(declared, found.rows, at),
        count=count_beside(rows, found, asked.text, few=few),
        sort=sort,
        search=asked.text,
        search_hint="搜索编号、内容、地点",
        filters=(
            *place_filters(request, person, asked.place, at),
            *_filters(declared, request, asked),
        ),
        views=_views(request, asked),
        next_url=web.at_cursor(request, found.next_cursor),
        prev_url=web.at_cursor(request, found.prev_cursor),
        import_url=""
        if declared.concerns
        else web.import_url("cases", kind, declared.fields, bool(create)),
        export_url=web.narrowed(request, f"/cases/{kind}/export") if exports else "",
        create=create,
        empty=web.nothing(request, declared.title),
    )
    return render(request, "ui/ledger.html", {"page": shape})


@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same list, all of it, as an Excel file."""
    person, at = web.asking(request)
    declared = kind_of(kind)
    asked = Filters.of(declared, request.GET.dict(), person, at)
    rows = queries.ledger(person, at, declared, asked)
    columns = exporting.titles(declared)
    lines = exporting.lines(declared, rows, web.MOST_ROWS)
    return web.spreadsheet(request, f"{declared.title}台账", columns, lines)


def _own(declared: CaseKind) -> list[Field]:
    """The kind's own columns: not those that fill a column which is shown anyway, nor the title."""
    taken = {declared.fills[c] for c in ("grade", "category", "place") if c in declared.fills}
    if declared.columns:
        own = [key for key in declared.columns if key not in taken]
        return showing.chosen(declared.facts, own) if own else []
    taken = {*declared.fills.values()}
    shown = showing.chosen(declared.fields, (), declared.summary)
    return [f for f in shown if f.key not in taken]


def _category(declared: CaseKind) -> str:
    """What the kind calls its categories (文书种类, 隐患类别), or nothing where it has none."""
    key = declared.fills.get("category")
    return next((f.title for f in declared.fields if f.key == key), "类别") if key else ""


def _assigns(declared: CaseKind) -> bool:
    """Whether cases of the kind are ever in somebody's hands."""
    return any("assignee" in fills for fills in (declared.fills, *declared.step_fills.values()))


def _columns(declared: CaseKind) -> tuple[Column, ...]:
    grade = (Column("grade", "级别", kind="level"),) if "grade" in declared.fills else ()
    place = (Column("place", "地点"),) if "place" in declared.fills else ()
    named = _category(declared)
    category = (Column("category", named, phone=False),) if named else ()
    assigned = (Column("assignee", "责任人", phone=False),) if _assigns(declared) else ()
    return (
        Column("title", declared.title, width="wide"),
        Column("state", "状态", kind="status"),
        *grade,
        Column("unit", "单位"),
        Column("department", "科室", hidden=True, phone=False),
        *place,
        *category,
        Column("due", "期限", kind="date", sortable=True),
        *assigned,
        *showing.columns(_own(declared), bool(declared.columns)),
        Column("opened", declared.day_title, kind="date", sortable=True, phone=False),
    )


def _rows(declared: CaseKind, rows: Sequence[Listed], at: datetime) -> list[Row]:
    fields = _own(declared)
    pointing = [f for f in fields if f.noun]
    names: Names = {}
    if pointing:
        names = names_of(chain.from_iterable(references(pointing, row.data) for row in rows))
    titles = {column: declared.choices(column) for column in ("grade", "category")}
    today, assigned = day_of(at), _assigns(declared)
    return [_row(declared, case, fields, names, titles, today, assigned) for case in rows]


def _row(
    declared: CaseKind, case: Listed, fields: Sequence[Field], names: Names,
    titles: Mapping[str, Mapping[str, str]], today: date, assigned: bool,
) -> Row:  # fmt: skip
    filled = declared.fills
    grade = titles["grade"].get(case.grade, case.grade)
    category = titles["category"].get(case.category, case.category)
    return Row(
        str(case.id),
        (
            Cell(case.title, sub=case.number),
            Cell(declared.flow.states.get(case.state, case.state), tone=tone_on(case, today)),
            *(
                [Cell(grade, level=declared.levels.get(case.grade, ""))]
                if "grade" in filled
                else ()
            ),
            Cell(case.unit),
            Cell(case.department),
            *([Cell(case.place)] if "place" in filled else ()),
            *([Cell(category)] if "category" in filled else ()),
            _due(case, today),
            *([Cell(case.assignee or "")] if assigned else ()),
            *showing.cells(fields, case.data, names),
            Cell(case.opened_on.isoformat()),
        ),
        href=f"/cases/{case.id}/",
    )


def tone_of(case: Case, at: datetime) -> Tone:
    """How a case's state is coloured."""
    return tone_on(case, day_of(at))


def tone_on(case: Case | Listed, today: date) -> Tone:
    """The same on a day: fifty rows ask once for which day it is."""
    if not case.is_open:
        return "late" if case.overdue_on(today) else "ok"
    return "overdue" if case.overdue_on(today) else "soon"


def _due(case: Listed, today: date) -> Cell:
    if case.due_on is None:
        return Cell("")
    if not case.is_open:
        return Cell(case.due_on.isoformat())
    late = case.overdue_on(today)
    return Cell(
        case.due_on.isoformat(),
        tone="overdue" if late else "",
        sub=humane.due(case.due_on, today),
        title=humane.exact(case.due_on),
    )


def _filters(declared: CaseKind, request: HttpRequest, asked: Filters) -> list[Filter]:
    states = [*_GROUPS, *declared.flow.states.items()]
    out = [Filter("state", "状态", tuple(Option(k, t) for k, t in states), asked.state)]
    for column in queries.COLUMNS:
        if choices := declared.choices(column):
            listed = tuple(Option(k, t) for k, t in choices.items())
            title = _category(declared) if column == "category" else _TITLES[column]
            out.append(Filter(column, title, listed, getattr(asked, column)))
    for field in declared.narrowing:
        listed = tuple(Option(k, t) for k, t in field.choices)
        out.append(Filter(field.key, field.title, listed, asked.data.get(field.key, "")))
    first, last = request.GET.get("opened_from", ""), request.GET.get("opened_to", "")
    out.append(Filter("opened", declared.day_title, value=first, value_to=last, kind="range"))
    return out


def _views(request: HttpRequest, asked: Filters) -> tuple[Chip, ...]:
    plain = asked.mine is None
    named = (("", "全部"), ("open", "未办结"), ("overdue", "已逾期"))
    return (
        *(
            Chip(
                title,
                web.narrowed(request, "", state=state, mine="") or "?",
                plain and asked.state == state,
            )
            for state, title in named
        ),
        Chip("与我有关", web.narrowed(request, "", state="", mine="1"), not plain),
    )


def _create(declared: CaseKind, person: Person, at: datetime) -> tuple[Action, ...]:
    if declared.opening_verb in declared.internal:
        return ()
    if not options.anywhere(person, declared.opening_right, at):
        return ()
    title = declared.opening_name
    return (Action(title, f"/cases/{declared.key}/new", primary=True),)

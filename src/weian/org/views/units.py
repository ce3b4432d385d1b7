"""The ledger of units."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.paging import page as page_of
from weian.base.search import matching
from weian.org import queries
from weian.org.kinds import GROUPS, UNIT_KINDS, kinds_in
from weian.org.models import Person, Unit
from weian.org.querysets import in_force
from weian.org.views.common import asking, cursor_url, export_url, spreadsheet
from weian.ui.shapes import Action, Cell, Chip, Column, Empty, Filter, Ledger, Option, Row

SORTS = {
    "name": ("sort_key", "id"),
    "-name": ("-sort_key", "-id"),
    "since": ("since", "id"),
    "-since": ("-since", "-id"),
    "kind": ("kind", "sort_key", "id"),
    "-kind": ("-kind", "sort_key", "id"),
}
COLUMNS = (
    Column("name", "名称", sortable=True, width="wide"),
    Column("kind", "类别", sortable=True),
    Column("parent", "上级单位", phone=False),
    Column("township", "乡镇（街道）", phone=False),
    Column("people", "在岗人数", kind="number"),
    Column("since", "成立或纳入", kind="date", sortable=True, hidden=True, phone=False),
    Column("code", "统一社会信用代码", hidden=True, phone=False),
)
_EVERYTHING = "all"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Units that the person may see, fifty at a time."""
    person, at = asking(request)
    day = day_of(at)
    rows = _filtered(request, person)
    sort = request.GET.get("sort", "name")
    found = page_of(
        rows.select_related("parent"), SORTS.get(sort, SORTS["name"]), request.GET.get("cursor", "")
    )
    crowd = _people_in(found.rows, day)
    reach = queries.reach_of(queries.grants_of(person, at), "unit.keep")
    shape = Ledger(
        title="单位",
        key="units",
        columns=COLUMNS,
        rows=[_row(unit, crowd.get(unit.pk, 0)) for unit in found.rows],
        count=str(rows.count()),
        sort=sort if sort in SORTS else "name",
        search=request.GET.get("q", ""),
        search_hint="搜索名称、拼音首字母、信用代码",
        filters=_filters(request),
        views=_views(request),
        next_url=cursor_url(request, found.next_cursor),
        prev_url=cursor_url(request, found.prev_cursor),
        import_url="/imports/org/unit/" if reach else "",
        export_url=export_url(request, "/units/export"),
        create=(Action("新建单位", "/units/new", primary=True),) if reach else (),
        empty=Empty("没有符合条件的单位", "换一个名称或类别试试，或清除筛选。"),
    )
    return render(request, "ui/ledger.html", {"page": shape})


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same list as an Excel file."""
    person, _ = asking(request)
    rows = _filtered(request, person).select_related("parent").order_by(*SORTS["name"])
    columns = (
        "名称",
        "简称",
        "类别",
        "上级单位",
        "统一社会信用代码",
        "乡镇（街道）",
        "地址",
        "成立或纳入",
        "终止",
    )
    lines = (
        (unit.name, unit.short_name, unit.kind_title, unit.parent.name if unit.parent else "",
         unit.code, unit.township, unit.address, unit.since, unit.until)
        for unit in rows.iterator(2000)
    )  # fmt: skip
    return spreadsheet(request, "单位台账", columns, lines)


def _filtered(request: HttpRequest, person: Person) -> QuerySet[Unit]:
    _, at = asking(request)
    asked = request.GET
    rows = queries.units_visible(person, at)
    if asked.get("q"):
        fields = ("name", "short_name", "code", "pinyin")
        rows = matching(rows, asked["q"], recheck=fields)
    kind = asked.get("kind", "")
    if kind in UNIT_KINDS:
        rows = rows.filter(kind=kind)
    elif asked.get("view") in GROUPS:
        rows = rows.filter(kind__in=kinds_in([asked["view"]]))
    elif asked.get("view") != _EVERYTHING:
        rows = rows.exclude(kind="department")
    if asked.get("ended") != "1":
        rows = rows.filter(in_force(day_of(at)))
    if asked.get("below", "").isdecimal():
        below = queries.unit_or_404(person, asked["below"], at)
        rows = rows.filter(pk__in=queries.units_below(below).values("pk"))
    return rows


def _people_in(units: Iterable[Unit], day: date) -> dict[int, int]:
    """How many work in each, in one query: of a department its own, of a unit all of its people."""
    listed = list(units)
    departments = [unit.pk for unit in listed if unit.kind == "department"]
    others = [unit.pk for unit in listed if unit.kind != "department"]
    people: Any = Person.objects.filter(in_force(day), is_active=True)
    people = people.filter(Q(unit__in=others) | Q(department__in=departments))
    out: dict[int, int] = {}
    for unit, department, count in people.values_list("unit", "department").annotate(Count("pk")):
        for place in (unit, department):
            out[place] = out.get(place, 0) + count
    return out


def _row(unit: Unit, people: int) -> Row:
    ended = f"{unit.until} 终止" if unit.until else ""
    return Row(
        str(unit.pk),
        (
            Cell(unit.name, sub=ended or (unit.short_name if unit.short_name != unit.name else "")),
            Cell(unit.kind_title),
            Cell(str(unit.parent) if unit.parent else ""),
            Cell(unit.township),
            Cell(str(people)),
            Cell(str(unit.since)),
            Cell(unit.code),
        ),
        href=f"/units/{unit.pk}/",
        tone="muted" if unit.until else "",
    )


def _filters(request: HttpRequest) -> tuple[Filter, ...]:
    kinds = tuple(Option(kind.key, kind.title) for kind in UNIT_KINDS.values())
    return (
        Filter("kind", "类别", kinds, request.GET.get("kind", "")),
        Filter("ended", "已终止的", (Option("1", "也显示"),), request.GET.get("ended", "")),
    )


def _views(request: HttpRequest) -> tuple[Chip, ...]:
    chosen = request.GET.get("view", "") if not request.GET.get("kind") else None
    titles = {"": "全部（不含科室）", "institution": "医疗卫生机构", "employer": "用人单位",
              "agency": "职业健康服务机构", "department": "科室", "commission": "行政部门", "authority": "有关部门"}  # fmt: skip
    return tuple(
        Chip(title, f"?view={key}" if key else "?", chosen == key) for key, title in titles.items()
    )

"""The list of an institution, of a department, of a post, of a person; and all of it as Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.modules.risk import board, lists, lookup, wording
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.subject.queries import Subject
from weian.ui.shapes import Action, Cell, Column, Empty, Filter, Ledger, Option, Row
from weian.ui.shapes.common import Level

_COLUMNS = (
    Column("name", "风险点", width="wide"), Column("level", "等级", kind="level"),
    Column("consequence", "可能的后果"), Column("measures", "防范措施", width="wide"),
    Column("emergency", "应急措施"), Column("check", "日常检查"), Column("who", "责任人"),
)  # fmt: skip
_HEAD = (
    "编号", "风险点", "等级", "风险值", "位置", "科室", "岗位", "方面", "类别", "可能的后果", "管控层级",
    "责任人", "组织措施", "制度措施", "技术措施", "应急措施", "日常检查",
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A list: what it is called, its numbered points, and the address part that names it."""

    title: str
    points: list[tuple[int, Subject]]
    query: str


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The list asked for, red first; numbers are those of the whole unit's list."""
    person, at = web.asking(request)
    unit = lookup.house_or_404(person, request.GET.get("unit"), at)
    every = lookup.points_of(unit, at)
    found = listed(request, person, unit, every, at)
    people = {pk: p.name for pk, p in lookup.names_of(p for _, p in found.points).items()}
    export = f"/risks/export?unit={unit.pk}{found.query}"
    page = Ledger(
        title=found.title,
        subtitle=unit.name,
        tabs=board.tabs(person, unit, "list", at),
        key="risk-list",
        columns=_COLUMNS,
        rows=[_row(number, p, people) for number, p in found.points],
        count=str(len(found.points)),
        filters=_filters(request, every),
        create=(Action("打印告知卡", f"/risks/cards.pdf?unit={unit.pk}{found.query}", icon="print"),)
        if found.points
        else (),
        export_url=export if found.points and web.may_export(person, at) else "",
        empty=Empty("这份清单里还没有风险点", "登记风险点时选好科室、写明涉及岗位，就会列到这里。"),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def listed(
    request: HttpRequest, person: Person, unit: Unit, every: Sequence[Subject], at: datetime
) -> Listed:
    """The points that the address names; raises NotVisible for a person one may not see."""
    numbered = list(enumerate(every, 1))
    post, department = request.GET.get("post", ""), request.GET.get("department", "")
    if who := request.GET.get("person", ""):
        worker = person if who == str(person.pk) else org.person_or_404(person, who, at)
        held = lookup.titles_of(unit, day_of(at)).get(worker.pk, set())
        mine = [(n, p) for n, p in numbered if lists.concerns(p, worker.department_id, held)]
        mine = mine if worker.unit_id == unit.pk else []
        return Listed(f"{worker.name}的风险清单", mine, f"&person={worker.pk}")
    if post:
        kept = {p.pk for p in lists.of_post(every, post)}
        own = [(n, p) for n, p in numbered if p.pk in kept]
        return Listed(f"{post}岗位风险清单", own, f"&post={post}")
    if department:
        own = lists.narrowed(every, "", department, "")
        name = next((str(p.department) for _, p in own if p.department), "全单位")
        return Listed(f"{name}风险清单", own, f"&department={department}")
    return Listed("安全风险清单", numbered, "")


def _filters(request: HttpRequest, every: Sequence[Subject]) -> tuple[Filter, ...]:
    groups = {str(p.department_id or 0): str(p.department or "全单位") for p in every}
    posts = tuple(Option(post, post) for post in lists.posts(every))
    departments = tuple(Option(key, name) for key, name in sorted(groups.items()))
    return (
        Filter("post", "岗位", posts, request.GET.get("post", "")),
        Filter("department", "科室", departments, request.GET.get("department", "")),
    )


def _row(number: int, point: Subject, people: dict[int, str]) -> Row:
    cells = (
        Cell(f"{number}. {point.name}", sub=wording.said(point, "place")),
        Cell(wording.TITLES[point.level], level=cast(Level, point.level)),
        Cell(wording.said(point, "consequence") or "—"),
        Cell(wording.prevention(point, "；") or "没有填写"),
        Cell(wording.said(point, "emergency_measures") or "没有填写"),
        Cell(wording.said(point, "key_points") or "—"),
        Cell(wording.whom(point, people) or "—", sub=wording.said(point, "control_level")),
    )
    return Row(str(point.pk), cells, href=f"/risks/point/{point.pk}")


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same list with every measure in its own column, filters of the board included."""
    person, at = web.asking(request)
    unit = lookup.house_or_404(person, request.GET.get("unit"), at)
    every = lookup.points_of(unit, at)
    found = listed(request, person, unit, every, at)
    asked = tuple(request.GET.get(key, "") for key in ("level", "department", "aspect"))
    kept = {p.pk for _, p in lists.narrowed(every, *asked)}
    rows = [(n, p) for n, p in found.points if p.pk in kept]
    return web.spreadsheet(request, f"{unit}{found.title}", _HEAD, _lines(rows))


def _lines(rows: Sequence[tuple[int, Subject]]) -> Iterator[list[object]]:
    people = {pk: p.name for pk, p in lookup.names_of(p for _, p in rows).items()}
    for number, p in rows:
        told = [wording.said(p, key) for key in ("post", "aspect", "category", "consequence")]
        yield [
            number, p.name, wording.TITLES[p.level], p.data.get("score"), wording.said(p, "place"),
            str(p.department or "全单位"), *told, wording.said(p, "control_level"),
            wording.whom(p, people),
            *(wording.said(p, f"{m}_measures") for m in ("organisation", "rules", "technique", "emergency")),
            wording.said(p, "key_points"),
        ]  # fmt: skip

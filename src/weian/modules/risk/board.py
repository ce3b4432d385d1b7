"""The four-colour board: floor plans with dots beside the list of risk points, red first; for an
authority the counts of its institutions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import TZ
from weian.modules.risk import drawing, lists, lookup
from weian.modules.risk.choices import ASPECTS, COLOURS, CONTROL_LEVELS
from weian.modules.risk.lists import Counts
from weian.modules.risk.lookup import Institution
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.subject.queries import Subject
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Empty,
    Figure,
    Filter,
    Ledger,
    Option,
    Page,
    Row,
    Tab,
)

SHORT = (
    ("red", "红"), ("orange", "橙"), ("yellow", "黄"), ("blue", "蓝"), ("none", "未评估"),
)  # fmt: skip
_TITLES = {**dict(COLOURS), "": "未评估"}
_COLUMNS = (
    Column("name", "风险点", width="wide"), Column("level", "等级", kind="level"),
    Column("whose", "科室和岗位"), Column("aspect", "方面", phone=False),
    Column("control", "管控层级"), Column("keeper", "管控责任人"),
)  # fmt: skip
_INSTITUTIONS = (
    Column("who", "单位", width="wide"), *(Column(key, name, kind="number") for key, name in SHORT),
    Column("total", "合计", kind="number"), Column("signed", "最近签发", kind="date"),
)  # fmt: skip


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The board of a unit, or of an authority over its units."""
    person, at = web.asking(request)
    asked = request.GET.get("unit")
    place = org.unit_or_404(person, asked, at) if asked else person.unit
    if place.group == "commission":
        return _overview(request, person, place, at)
    return _board(request, person, lookup.house_or_404(person, asked, at), at)


def _board(request: HttpRequest, person: Person, unit: Unit, at: datetime) -> HttpResponse:
    points = lookup.points_of(unit, at)
    asked = tuple(request.GET.get(key, "") for key in ("level", "department", "aspect"))
    shown = lists.narrowed(points, *asked)
    plans = lookup.plans_of(unit, at)
    keeps = lookup.may_keep(person, unit, at)
    context = {
        "page": Page(
            title="四色风险图",
            subtitle=unit.name,
            actions=_actions(person, unit, keeps, at),
            tabs=tabs(person, unit, "board", at),
        ),
        "drawings": drawing.drawings(plans, shown),
        "place": f"/risks/place?unit={unit.pk}" if keeps and points else "",
        "legend": [(key, _TITLES.get(key, "未评估")) for key, _ in SHORT],
        "figures": _figures(request, lists.counts(points)) if points else (),
        "filters": _filters(points, asked),
        "filtered": any(asked),
        "table": _table(shown),
        "departments": _departments(unit, points),
        "colours": SHORT,
        "export": web.narrowed(request, "/risks/export", unit=str(unit.pk))
        if points and web.may_export(person, at)
        else "",
        "empty": web.nothing(request, "风险点") if points else _nothing(unit, keeps),
        "no_plan": _no_plan(unit) if keeps and points and not plans else None,
    }
    return render(request, "modules/risk_board.html", context)


def tabs(person: Person, unit: Unit, active: str, at: datetime) -> tuple[Tab, ...]:
    """The pages about the risk points of one unit."""
    whole = f"?unit={unit.pk}"
    out = [("board", "四色图", f"/risks/{whole}"), ("list", "清单", f"/risks/list/{whole}")]
    if person.unit_id == unit.pk:
        out.append(("mine", "我的风险点", "/risks/mine/"))
    if lookup.whole_or_own(person, lookup.LEAVE, unit, at):
        out.append(("known", "确认情况", f"/risks/known/{whole}"))
    if org.can(person, "read", unit, at):
        out.append(("signing", "签发", f"/risks/signing/{whole}"))
    return tuple(Tab(title, url, key == active) for key, title, url in out)


def _actions(person: Person, unit: Unit, keeps: bool, at: datetime) -> tuple[Action, ...]:
    board = Action("打印公告栏", f"/risks/notice.pdf?unit={unit.pk}", icon="print")
    if not keeps:
        return (board,)
    return (
        board,
        Action("平面图", f"/subjects/floor_plan/?unit={unit.pk}"),
        Action("登记风险点", f"/subjects/risk_point/new?unit={unit.pk}", primary=True, icon="plus"),
    )


def _figures(request: HttpRequest, found: Counts) -> tuple[Figure, ...]:
    return tuple(
        Figure(title, str(number), "个", href=web.narrowed(request, "/risks/", level=key))
        for (key, title), number in zip(SHORT, found, strict=True)
        if number or key != "none"
    )


def _filters(points: Sequence[Subject], asked: tuple[str, ...]) -> tuple[Filter, ...]:
    groups = {str(p.department_id or 0): str(p.department or "全单位") for p in points}
    levels = tuple(Option(key, _TITLES.get(key, "未评估")) for key, _ in SHORT)
    departments = tuple(Option(key, name) for key, name in sorted(groups.items()))
    aspects = tuple(Option(key, title) for key, title in ASPECTS)
    return (
        Filter("level", "颜色", levels, asked[0]),
        Filter("department", "科室", departments, asked[1]),
        Filter("aspect", "方面", aspects, asked[2]),
    )


def _table(shown: Sequence[tuple[int, Subject]]) -> Ledger:
    people = lookup.names_of(p for _, p in shown)
    aspects, controls = dict(ASPECTS), dict(CONTROL_LEVELS)
    rows = []
    for number, p in shown:
        keeper = people.get(int(str(p.data.get("keeper") or 0)))
        cells = (
            Cell(f"{number}. {p.name}", sub=str(p.data.get("place") or "")),
            Cell(_TITLES[p.level], level=p.level),  # type: ignore[arg-type]
            Cell(str(p.department or "全单位"), sub=str(p.data.get("post") or "")),
            Cell(aspects.get(str(p.data.get("aspect")), "")),
            Cell(controls.get(str(p.data.get("control_level")), "—")),
            Cell(keeper.name if keeper else "—"),
        )
        rows.append(Row(str(p.pk), cells, href=f"/risks/point/{p.pk}"))
    return Ledger(title="风险点", key="risk-board", columns=_COLUMNS, rows=rows)


def _departments(unit: Unit, points: Sequence[Subject]) -> list[tuple[str, str, Counts]]:
    """Name, address and counts of each department, the whole unit first; nothing for a single one."""
    names = {p.department_id: str(p.department or "全单位") for p in points}
    counted = lists.by_department(points)
    if len(counted) < 2:
        return []
    return [
        (names[key], f"/risks/?unit={unit.pk}&department={key or 0}", found)
        for key, found in sorted(counted.items(), key=lambda pair: pair[0] or 0)
    ]


def _nothing(unit: Unit, keeps: bool) -> Empty:
    if not keeps:
        return Empty("还没有风险点", "请本单位安全管理员登记风险点并评估等级。")
    return Empty(
        "还没有风险点",
        "从设备设施、作业环境、人员行为、管理体系几个方面逐一辨识；填了评分，等级和颜色自动算出。",
        Action("登记第一个风险点", f"/subjects/risk_point/new?unit={unit.pk}", primary=True),
    )


def _no_plan(unit: Unit) -> Empty:
    return Empty(
        "还没有平面图",
        "拍一张或截一张楼层平面图上传，就能在图上点出风险点。没有图也可以，下面的清单照常使用。",
        Action("上传平面图", f"/subjects/floor_plan/new?unit={unit.pk}&next=/risks/place"),
    )


def _overview(request: HttpRequest, person: Person, place: Unit, at: datetime) -> HttpResponse:
    org.require(person, "read", place, at)
    found = lookup.overview(person, place, at)
    total = Counts(*(sum(i.counts[n] for i in found) for n in range(5)))
    missing = sum(not i.counts.total for i in found)
    figures = tuple(
        Figure(title, str(number), "个") for (_, title), number in zip(SHORT, total, strict=True)
    )
    page = Ledger(
        title="四色风险图",
        subtitle=f"{place.name} · 点开单位看它的风险图和清单。",
        key="risk-overview",
        columns=_INSTITUTIONS,
        rows=[_institution(i) for i in found],
        count=str(len(found)),
        figures=(*figures, Figure("还没有风险清单", str(missing), "个单位")) if found else (),
        empty=Empty("没有下属单位", "所辖单位登记风险点后，会按单位和颜色列在这里。"),
    )
    return render(request, "ui/ledger.html", {"page": page})


def _institution(one: Institution) -> Row:
    signed = f"{one.signed.astimezone(TZ):%Y-%m-%d}" if one.signed else "没有签发"
    cells = (
        Cell(one.name),
        *(Cell(str(n) if n else "—") for n in (*one.counts, one.counts.total)),
        Cell(signed if one.counts.total else "还没有清单"),
    )
    return Row(str(one.pk), cells, href=f"/risks/?unit={one.pk}")

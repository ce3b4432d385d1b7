"""预算执行: the page that sets budget against spending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.errors import Forbidden
from weian.modules.funding import execution
from weian.modules.funding.execution import Line
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import options, web
from weian.subject.envelope.places import place_filters
from weian.ui.shapes import (
    Action,
    Cell,
    Chip,
    Column,
    Empty,
    Figure,
    Filter,
    Ledger,
    Option,
    Row,
)

_RIGHT = "board.read"
_MOST = 100  # institutions shown at once; the ones that want looking at come first
_MONEY = (
    Column("budget", "预算（元）", kind="number"), Column("spent", "已支出（元）", kind="number"),
    Column("left", "结余（元）", kind="number"), Column("rate", "执行率", kind="number"),
    Column("before", "上年支出（元）", kind="number"),
)  # fmt: skip
_WORST = {"unplanned": "没有预算", "over": "超支", "fell": "比上年少"}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Budget and spending of a year by purpose, and by institution for whoever sees several."""
    person, at = web.asking(request)
    if not options.anywhere(person, _RIGHT, at):
        raise Forbidden("funding.no_view", "预算执行由单位负责人、安全管理员和卫健部门查看。")
    wanted = request.GET.get("unit")
    unit = org.unit_or_404(person, wanted, at) if wanted else None
    year = _year(request, at)
    found = execution.by_category(person, unit, year, at)
    page = Ledger(
        title="预算执行",
        subtitle=f"{unit or '看得到的全部单位'} · {year} 年 · 预算和支出都取自台账，不用另外填。",
        key="funding-execution",
        columns=(Column("title", "用途", width="wide"), *_MONEY, Column("share", "占支出", kind="number")),
        rows=[_purpose(line, _total(found).spent) for line in found],
        filters=(*_places(request, person, unit, at), _years(year, at)),
        figures=_figures(_total(found)),
        actions=_actions(person, unit or person.unit, at),
        empty=Empty("这一年没有预算，也没有支出", "先登记“安全预算”，再把每笔支出登记为“安全投入”。"),
    )  # fmt: skip
    units = execution.by_unit(person, year, at) if unit is None else []
    below = _units(request, units, year) if len(units) > 1 else None
    return render(request, "modules/funding_execution.html", {"page": page, "units": below})


def _year(request: HttpRequest, at: datetime) -> int:
    told = request.GET.get("year", "")
    today = day_of(at)
    return int(told) if told in map(str, execution.years(today)) else today.year


def _places(
    request: HttpRequest, person: Person, unit: Unit | None, at: datetime
) -> tuple[Filter, ...]:
    return tuple(f for f in place_filters(request, person, unit, at) if f.key == "unit")


def _years(year: int, at: datetime) -> Filter:
    today = day_of(at)
    shown = tuple(Option(str(y), f"{y} 年") for y in execution.years(today))
    return Filter("year", "年度", shown, str(year) if year != today.year else "")


def _actions(person: Person, unit: Unit, at: datetime) -> tuple[Action, ...]:
    if not options.may(person, "record.submit", unit, at):
        return ()
    spend = Action("登记支出", f"/records/funding/new?unit={unit.pk}", primary=True, icon="plus")
    return (spend, Action("安全预算", f"/subjects/budget_line/?unit={unit.pk}"))


def _total(lines: Sequence[Line]) -> Line:
    sums = (sum((getattr(x, k) for x in lines), Decimal(0)) for k in ("budget", "spent", "before"))
    return Line("", "合计", *sums)


def _figures(total: Line) -> tuple[Figure, ...]:
    return (
        Figure("预算", _yuan(total.budget), "元"),
        Figure("已支出", _yuan(total.spent), "元"),
        Figure("结余", _yuan(total.left), "元", tone="overdue" if total.left < 0 else ""),
        Figure("执行率", _rate(total.spent, total.budget)),
        Figure("上年支出", _yuan(total.before), "元", tone="soon" if total.fell else ""),
    )


def _cells(line: Line) -> tuple[Cell, ...]:
    return (
        Cell(_yuan(line.budget)), Cell(_yuan(line.spent)),
        Cell(_yuan(line.left), tone="overdue" if line.left < 0 else ""),
        Cell(_rate(line.spent, line.budget)), Cell(_yuan(line.before)),
    )  # fmt: skip


def _purpose(line: Line, spent: Decimal) -> Row:
    return Row(str(line.key), (Cell(line.title), *_cells(line), Cell(_rate(line.spent, spent))))


def _units(request: HttpRequest, lines: Sequence[Line], year: int) -> Ledger:
    kept = request.GET.get("show", "")
    if kept in _WORST:
        shown = [x for x in lines if getattr(x, kept)]
    else:
        shown = sorted(lines, key=lambda x: (not x.unplanned, not x.over, not x.fell))
    counts = {key: sum(getattr(x, key) for x in lines) for key in _WORST}
    chips = [
        Chip("全部", web.narrowed(request, "", show="") or "?", kept not in _WORST, str(len(lines)))
    ]
    chips += [
        Chip(title, web.narrowed(request, "", show=key), kept == key, str(counts[key]))
        for key, title in _WORST.items()
    ]
    more = f"，先显示 {_MOST} 家，其余用上面的“单位”查看" if len(shown) > _MOST else ""
    return Ledger(
        title=f"各单位（{len(shown)} 家{more}）",
        columns=(Column("title", "单位", width="wide"), *_MONEY, Column("state", "情况", kind="status")),
        rows=[_unit(line, year) for line in shown[:_MOST]],
        views=tuple(chips),
        empty=Empty("没有这样的单位", "换一个条件看看。"),
    )  # fmt: skip


def _unit(line: Line, year: int) -> Row:
    said = [title for key, title in _WORST.items() if getattr(line, key)]
    state = Cell("、".join(said) or "正常", tone="overdue" if said else "ok")
    href = f"/funding/?unit={line.key}&year={year}"
    return Row(str(line.key), (Cell(line.title), *_cells(line), state), href=href)


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}"


def _rate(part: Decimal, whole: Decimal) -> str:
    return f"{part / whole:.1%}" if whole else "—"

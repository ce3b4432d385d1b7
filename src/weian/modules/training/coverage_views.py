"""The list of those who have not had what is required of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.modules.training import coverage
from weian.modules.training.coverage import Line, Requirement
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import options, web
from weian.subject.envelope.places import place_filters
from weian.ui.shapes import (
    Action,
    Cell,
    Chip,
    Column,
    Crumb,
    Empty,
    Figure,
    Filter,
    Ledger,
    Option,
    Row,
)

_PEOPLE = (
    Column("person", "姓名"), Column("department", "科室"), Column("times", "本年培训"),
    Column("missing", "还差什么", width="wide"),
)  # fmt: skip
_ASKED = (
    Column("title", "要求", width="wide"), Column("place", "依据"), Column("rate", "已完成 / 应完成"),
    Column("missing", "还差"),
)  # fmt: skip


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One unit, one year; those who still miss something unless all are asked for."""
    person, at = web.asking(request)
    unit = _unit(request, person, at)
    year = _year(request, at)
    found, asked = coverage.lines(person, unit, year, at)
    missing = [line for line in found if line.missing]
    every = request.GET.get("who") == "all"
    page = Ledger(
        title="谁还没有培训",
        subtitle=f"{unit} · {year} 年 · 按现行制度对每个人的培训和考试要求统计。",
        crumbs=(Crumb("考试和培训档案", "/training/"),),
        key="training-coverage",
        columns=_PEOPLE,
        rows=[_row(line) for line in (found if every else missing)],
        filters=(*_places(request, person, unit, at), _years(year, at)),
        views=_views(request, every, len(missing), len(found)),
        figures=_figures(found, missing),
        actions=(Action("登记培训", f"/records/training/new?unit={unit.pk}", primary=True, icon="plus"),),
        empty=Empty("没有人欠培训", "本年应当培训、考试的人都完成了。") if found
        else Empty("没有在岗人员", "先在“人员”里登记本单位人员，再看培训覆盖。"),
    )  # fmt: skip
    return render(request, "modules/training_coverage.html", {"page": page, "asked": _table(asked)})


def _unit(request: HttpRequest, person: Person, at: datetime) -> Unit:
    wanted = request.GET.get("unit")
    unit = org.unit_or_404(person, wanted, at) if wanted else person.unit
    if unit.kind == "department" or not options.may(person, "record.submit", unit, at):
        raise NotVisible()
    return unit


def _year(request: HttpRequest, at: datetime) -> int:
    told = request.GET.get("year", "")
    return int(told) if told in map(str, coverage.years(at)) else day_of(at).year


def _places(request: HttpRequest, person: Person, unit: Unit, at: datetime) -> tuple[Filter, ...]:
    return tuple(f for f in place_filters(request, person, unit, at) if f.key == "unit")


def _years(year: int, at: datetime) -> Filter:
    return Filter(
        "year",
        "年度",
        tuple(Option(str(y), f"{y} 年") for y in coverage.years(at)),
        str(year) if year != day_of(at).year else "",
    )


def _views(request: HttpRequest, every: bool, missing: int, count: int) -> tuple[Chip, ...]:
    return (
        Chip("还差的", web.narrowed(request, "", who="") or "?", not every, str(missing)),
        Chip("全部人员", web.narrowed(request, "", who="all"), every, str(count)),
    )


def _figures(found: Sequence[Line], missing: Sequence[Line]) -> tuple[Figure, ...]:
    done = len(found) - len(missing)
    return (
        Figure("都完成了", str(done), f"/ {len(found)} 人", tone="ok" if not missing else ""),
        Figure("还差的", str(len(missing)), "人", tone="overdue" if missing else ""),
    )


def _row(line: Line) -> Row:
    who = line.person
    return Row(
        str(who.pk),
        (
            Cell(who.name), Cell(str(who.department or "—")),
            Cell(f"{line.times} 次", sub=f"{line.hours:g} 学时"),
            Cell("；".join(line.missing) or "都完成了", tone="" if line.missing else "ok"),
        ),
        href=f"/training/file/{who.pk}",
    )  # fmt: skip


def _table(asked: Sequence[Requirement]) -> Ledger:
    rows = [
        Row(
            str(number),
            (
                Cell(one.title), Cell(one.place),
                Cell(f"{len(one.owed) - len(one.missing)} / {len(one.owed)}"),
                Cell(f"{len(one.missing)} 人" if one.missing else "没有",
                     tone="overdue" if one.missing else "ok"),
            ),
        )
        for number, one in enumerate(asked)
    ]  # fmt: skip
    return Ledger(title="各项要求", columns=_ASKED, rows=rows)

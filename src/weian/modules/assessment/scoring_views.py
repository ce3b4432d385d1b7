"""The assessment: one unit with its working, many units in a table, and the result frozen."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from weian.base.clock import day_of
from weian.base.errors import BadInput
from weian.duty.addresses import why_url
from weian.duty.queries import moment_of
from weian.modules.assessment import scoring
from weian.modules.assessment.scoring import Assessed, UnitScore
from weian.org import queries as org
from weian.org.kinds import kinds_in
from weian.org.queries import Person, Unit
from weian.org.rights import OVERSEE
from weian.record import actions as records
from weian.record import queries as record_queries
from weian.subject.envelope import web
from weian.subject.envelope.filtering import number
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Crumb,
    Empty,
    Figure,
    Filter,
    Ledger,
    Notice,
    Option,
    Row,
)

_MANY = (
    Column("unit", "单位", width="wide"), Column("points", "责任事项得分"), Column("met", "按期 / 应完成"),
    Column("late", "逾期完成"), Column("overdue", "逾期"), Column("veto", "一票否决"),
    Column("result", "年度结果"),
)  # fmt: skip
_ONE = (
    Column("title", "责任事项", width="wide"), Column("parts", "按期 / 应完成"), Column("late", "逾期完成"),
    Column("weight", "权重"), Column("points", "得分"), Column("veto", "一票否决"),
)  # fmt: skip


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One unit where it is named or the only one, else all that the person oversees."""
    person, at = web.asking(request)
    year = _year(request, at)
    place = number(request.GET.get("unit"))
    if place:
        return _one(request, person, org.unit_or_404(person, place, at), year, at)
    if org.reach_of(org.grants_of(person, at), OVERSEE):
        return _many(request, person, year, at)
    org.require(person, "board.read", person.unit, at)
    return _one(request, person, person.unit, year, at)


def _year(request: HttpRequest, at: datetime) -> int:
    asked = number(request.GET.get("year")) or day_of(at).year
    if not 2000 <= asked <= day_of(at).year:
        raise BadInput("assessment.year", fields={"year": "考核年度应是今年或以前的年份。"})
    return asked


def _years(year: int, at: datetime) -> Filter:
    now = day_of(at).year
    listed = tuple(Option(str(y), f"{y} 年") for y in range(now, now - 4, -1))
    return Filter("year", "年度", listed, str(year))


def _many(request: HttpRequest, person: Person, year: int, at: datetime) -> HttpResponse:
    rows = org.units_visible(person, at).filter(kind__in=kinds_in(("institution",)))
    units = [u for u in rows.order_by("sort_key", "pk") if u.stands_on(day_of(at))]
    found = scoring.unit_scores(person, units, year, at)
    results = record_queries.current(person, at).filter(kind="assessment_result", data__year=year)
    frozen = {int(r.data["assessed"]): r for r in results.order_by("happened_at", "id")}
    vetoed = sum(s.vetoed for s in found.values())
    page = Ledger(
        title=f"{year} 年度考核",
        subtitle="按责任事项的权重、完成和逾期计算，逾期完成计一半；人工评判另计。打开单位看计分过程。",
        key="assessment",
        columns=_MANY,
        rows=[_unit_row(u, found.get(u.pk), frozen.get(u.pk), year) for u in units],
        count=str(len(units)),
        filters=(_years(year, at),),
        figures=(Figure("一票否决", str(vetoed), "家", tone="overdue" if vetoed else ""),),
        empty=Empty("还没有单位", "登记单位、采用制度包之后，这里按责任事项计分。"),
    )
    return render(request, "ui/ledger.html", {"page": page})


def _unit_row(unit: Unit, found: UnitScore | None, frozen: object, year: int) -> Row:
    href = f"/assessment/?unit={unit.pk}&year={year}"
    data = getattr(frozen, "data", None)
    points = data.get("points") if data else None
    result = "未定格" if data is None else f"{points} 分" if points is not None else "已考核"
    if found is None:
        cells = (
            Cell(str(unit)),
            Cell("—"),
            Cell("—"),
            Cell("—"),
            Cell("—"),
            Cell(""),
            Cell(result),
        )
        return Row(str(unit.pk), cells, href=href)
    return Row(
        str(unit.pk),
        (
            Cell(str(unit)), Cell("0" if found.vetoed else f"{100 * found.share:.1f}"),
            Cell(f"{found.met} / {found.counted}"), Cell(str(found.late)),
            Cell(str(found.overdue), tone="overdue" if found.overdue else ""),
            Cell("是" if found.vetoed else "", tone="overdue" if found.vetoed else ""), Cell(result),
        ),
        href=href,
    )  # fmt: skip


def _one(request: HttpRequest, person: Person, unit: Unit, year: int, at: datetime) -> HttpResponse:
    moment, past = moment_of(_on(request), at)
    found = scoring.assess(unit, person, moment, year=year, past=past)
    oversees = person.unit_id != unit.pk and org.can(person, OVERSEE, unit, at)
    judge = Action("评判", f"/judging/?unit={unit.pk}")
    freeze = Action(
        "定格结果", "/assessment/freeze", method="post", primary=True,
        confirm="定格后的得分和计分过程写入考核结果，以后的变化不再影响它。确定吗？",
        hidden=(("unit", str(unit.pk)), ("year", str(year))),
    )  # fmt: skip
    page = Ledger(
        title=f"{unit} {year} 年度考核",
        subtitle=f"计算到 {found.on}。每一行打开是责任事项，能看到依据和证据。",
        crumbs=(Crumb("考核", "/assessment/"),),
        actions=(judge, freeze) if oversees else (judge,),
        key="assessment-one",
        columns=_ONE,
        rows=_lines(found, unit),
        count=str(len(found.score.lines)),
        filters=(_years(year, at),),
        figures=_figures(found),
        notices=_notices(found),
        empty=Empty("还没有到期的责任事项", "采用制度包后，到期的责任事项按权重计分。"),
    )
    return render(request, "ui/ledger.html", {"page": page})


def _on(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


def _figures(found: Assessed) -> tuple[Figure, ...]:
    total, judged = found.points, found.judged
    share = found.duties_share
    return (
        Figure("得分", f"{total:.1f}" if total is not None else "—", "/ 100"),
        Figure("责任事项", f"{100 * share:.1f}%" if share is not None else "—",
               f"{found.score.points:.1f} / {found.score.full:g}"),
        Figure("人工评判", f"{judged.yes} + {judged.partly}/2", f"已评判 {judged.answered} / {judged.asked} 题"),
    )  # fmt: skip


def _notices(found: Assessed) -> tuple[Notice, ...]:
    return tuple(
        Notice(f"一票否决：{title}。全年计 0 分。", kind="error") for title in found.vetoed
    )


def _lines(found: Assessed, unit: Unit) -> list[Row]:
    listed = sorted(found.score.lines, key=lambda x: (not x.vetoed, x.points - x.weight, x.title))
    return [
        Row(
            line.obligation,
            (
                Cell(line.title),
                Cell(f"{line.tally.by_status.get('met', 0)} / {line.tally.counted}"),
                Cell(str(line.tally.by_status.get("met_late", 0))),
                Cell(f"{line.weight:g}"),
                Cell(
                    f"{line.points:.2f}",
                    tone="" if line.points >= line.weight - 1e-9 else "overdue",
                ),
                Cell("是" if line.vetoed else "", tone="overdue" if line.vetoed else ""),
            ),
            href=why_url(unit.pk, line.obligation),
        )
        for line in listed
    ]


@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """Write points and working into the year's result of a unit."""
    person, at = web.asking(request)
    unit = org.unit_or_404(person, request.POST.get("unit", ""), at)
    org.require(person, OVERSEE, unit, at)
    year = number(request.POST.get("year")) or day_of(at).year
    found = scoring.assess(unit, person, at, year=year)
    if found.points is None:
        raise BadInput("assessment.nothing", "这一年没有到期的责任事项，没有可以定格的结果。")
    data: dict[str, object] = {
        "assessed": unit.pk, "year": year, "includes_hazards": True, "points": round(found.points, 1),
        "vetoed": bool(found.vetoed), "working": scoring.in_words(found),
        "verdict": "disqualified" if found.vetoed else "none",
    }  # fmt: skip
    made = records.submit(
        person, kind="assessment_result", unit=person.unit, happened_at=at, data=data, at=at
    )
    messages.success(request, f"已定格：{unit} {year} 年 {round(found.points, 1)} 分。")
    return redirect(f"/records/{made.pk}")

"""The assessment of many units: points, what stands behind them, how far each result is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from weian.base.clock import day_of
from weian.base.errors import Refusal
from weian.base.paging import page as page_of
from weian.case.queries import Case
from weian.modules.assessment import actions, one_views, scoring
from weian.modules.assessment.asking import unit_asked, year_of, years
from weian.modules.assessment.result import FLOW, PUBLISH, VERDICTS
from weian.modules.assessment.scoring import Summary
from weian.org import queries as org
from weian.org.kinds import kinds_in
from weian.org.queries import Person, Unit
from weian.org.rights import OVERSEE
from weian.org.views.common import cursor_url, export_url, spreadsheet
from weian.subject.envelope import web
from weian.ui.shapes import Action, Cell, Column, Empty, Filter, Ledger, Notice, Option, Row

_COLUMNS: Final = (
    Column("unit", "单位", width="wide"), Column("points", "得分", kind="number"),
    Column("met", "按期 / 应完成", kind="number"), Column("late", "逾期完成", kind="number", phone=False),
    Column("overdue", "逾期", kind="number"), Column("veto", "一票否决"), Column("state", "年度结果"),
    Column("verdict", "评先意见"),
)  # fmt: skip
_NONE: Final = "none_yet"
_STATES: Final = (*((k, t) for k, t in FLOW.states.items() if k != "voided"), (_NONE, "未告知"))


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One unit where it is named or the only one, else all that the person oversees."""
    person, at = web.asking(request)
    year = year_of(request.GET.get("year", ""), at)
    unit = unit_asked(request, person, at)
    if unit is None and org.reach_of(org.grants_of(person, at), OVERSEE):
        return _many(request, person, year, at)
    if unit is None:
        org.require(person, "board.read", person.unit, at)
    return one_views.show(request, person, unit or person.unit, year, at)


def _many(request: HttpRequest, person: Person, year: int, at: datetime) -> HttpResponse:
    units, told = _narrowed(request, person, year, at)
    cursor = request.GET.get("cursor", "")
    found = page_of(units, ("sort_key", "pk"), cursor)
    marks = scoring.assess_many(person, list(found.rows), year, at)
    page = Ledger(
        title=f"{year} 年度考核",
        subtitle="分数由责任事项、评判和台账算出。打开单位看考核表和计分过程；年底告知单位，听取异议，审定后公布。",
        key="assessment",
        columns=_COLUMNS,
        rows=[_row(u, marks[u.pk], told.get(u.pk), year) for u in found.rows],
        count=str(units.count()),
        filters=(years(year, at), *_filters(request)),
        actions=_actions(person, year, told.values(), at),
        notices=_notices(told.values()),
        next_url=cursor_url(request, found.next_cursor),
        prev_url=cursor_url(request, found.prev_cursor),
        export_url=export_url(request, "/assessment/export"),
        empty=Empty("没有符合条件的单位", "登记单位、采用制度包之后，这里按考核表计分。"),
    )
    return render(request, "ui/ledger.html", {"page": page})


def _narrowed(
    request: HttpRequest, person: Person, year: int, at: datetime
) -> tuple[QuerySet[Unit], dict[int, Case]]:
    """The institutions asked for, and the result of each that was told."""
    rows = org.units_visible(person, at).filter(kind__in=kinds_in(("institution",)))
    day = day_of(at)
    rows = rows.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    told = {c.unit_id: c for c in actions.results(person, year, at).exclude(state="voided")}
    state, verdict = request.GET.get("state", ""), request.GET.get("verdict", "")
    if state == _NONE:
        rows = rows.exclude(pk__in=list(told))
    elif state:
        rows = rows.filter(pk__in=[pk for pk, c in told.items() if c.state == state])
    if verdict:
        fitting = [pk for pk, c in told.items() if c.data.get("verdict") == verdict]
        rows = rows.filter(pk__in=fitting)
    return rows, told


def _filters(request: HttpRequest) -> tuple[Filter, ...]:
    def of(key: str, title: str, choices: Iterable[tuple[str, str]]) -> Filter:
        listed = tuple(Option(k, t) for k, t in choices)
        return Filter(key, title, listed, request.GET.get(key, ""))

    return of("state", "年度结果", _STATES), of("verdict", "评先意见", VERDICTS)


def _row(unit: Unit, found: Summary, told: Case | None, year: int) -> Row:
    points, made = found.marks.points, found.duties
    vetoed = bool(found.marks.vetoed)
    return Row(
        str(unit.pk),
        (
            Cell(str(unit)), Cell("—" if points is None else f"{points:.1f}"),
            Cell(f"{made.met} / {made.counted}" if made.counted else "—"), Cell(str(made.late)),
            Cell(str(made.overdue), tone="overdue" if made.overdue else ""),
            Cell("是" if vetoed else "", tone="overdue" if vetoed else "", title="；".join(found.marks.vetoed)),
            _state(told), Cell(_verdict(told)),
        ),
        href=f"/assessment/?unit={unit.pk}&year={year}",
    )  # fmt: skip


def final_points(case: Case) -> float:
    """As settled, else as told."""
    settled = case.data.get("final_points")
    return float(str(case.data["points"] if settled is None else settled))


def _state(told: Case | None) -> Cell:
    if told is None:
        return Cell("未告知", tone="muted")
    return Cell(
        f"{FLOW.states[told.state]} {final_points(told):g} 分", href=f"/assessment/results/{told.pk}",
        tone="soon" if told.state == "objected" else "",
    )  # fmt: skip


def _verdict(told: Case | None) -> str:
    return dict(VERDICTS).get(str(told.data.get("verdict")), "") if told else ""


def _notices(told: Iterable[Case]) -> tuple[Notice, ...]:
    waiting = sum(c.state == "objected" for c in told)
    said = f"{waiting} 家单位提出了异议，等待复核和审定。"
    return (Notice(said, kind="warning"),) if waiting else ()


def _actions(person: Person, year: int, told: Iterable[Case], at: datetime) -> tuple[Action, ...]:
    settled = [c for c in told if c.state == "settled"]
    out = []
    if settled and any(org.can(person, PUBLISH, c.unit, at) for c in settled[:1]):
        out.append(
            Action(
                f"公布已审定的 {len(settled)} 家", "/assessment/publish", method="post", primary=True,
                confirm="公布后登记为考核结果，不能再改。确定公布吗？", hidden=(("year", str(year)),),
            )
        )  # fmt: skip
    done = [c for c in told if c.state == "published"]
    if done and person.unit.group == "commission":
        out.append(Action("起草考核通报", _circular(person, year, done)))
    return tuple(out)


def _circular(person: Person, year: int, done: list[Case]) -> str:
    """A draft of the circular with the lists of those commended and disqualified."""
    facts = [f"{year} 年度安全生产考核已完成，共考核 {len(done)} 家单位。"]
    for key, title in VERDICTS:
        named = [str(c.unit) for c in done if c.data.get("verdict") == key and key != "none"]
        if named:
            facts.append(f"{title}（{len(named)} 家）：{'、'.join(named)}。")
    vetoed = [c for c in done if c.data.get("vetoed")]
    facts += [
        f"{c.unit}一票否决：{str(c.data.get('veto_reasons')).replace(chr(10), '；')}。"
        for c in vetoed
    ]
    start = {
        "unit": str(person.unit_id), "kind_of": "circular",
        "title": f"关于{year}年度安全生产考核结果的通报", "facts": "\n".join(facts),
        "addressees": ",".join(str(c.unit_id) for c in done[:100]),
        "demands": "各单位对照考核结果，逐项整改没有做到的事项。\n考核结果用于本单位的奖惩。",
        "basis": str(done[0].data["sheet"]),
    }  # fmt: skip
    return f"/cases/letter/new?{urlencode(start)}"


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish all that is settled; who may not be published is told, the others are."""
    person, at = web.asking(request)
    year = year_of(request.POST.get("year", ""), at)
    done, refused = 0, []
    for case in actions.results(person, year, at).filter(state="settled"):
        try:
            actions.publish(person, case=case, at=at)
        except Refusal as refusal:
            refused.append(f"{case.unit}：{refusal.message}")
        else:
            done += 1
    messages.success(request, f"已公布 {done} 家单位的考核结果。")
    for told in refused[:5]:
        messages.error(request, told)
    return redirect(f"/assessment/?year={year}")


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The table as an Excel file."""
    person, at = web.asking(request)
    year = year_of(request.GET.get("year", ""), at)
    rows, told = _narrowed(request, person, year, at)
    units = list(rows.order_by("sort_key", "pk"))
    marks = scoring.assess_many(person, units, year, at)
    columns = [c.title for c in _COLUMNS]
    lines = ([c.text for c in _row(u, marks[u.pk], told.get(u.pk), year).cells] for u in units)
    return spreadsheet(request, f"{year}年度考核", columns, lines)

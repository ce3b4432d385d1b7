"""The assessment of one unit: its sheet, the duties behind it, by post, the targets of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weian.base.errors import NotVisible
from weian.core.score import Tally
from weian.core.sheet import Marked
from weian.core.verdict import MET, MET_LATE, OVERDUE
from weian.duty.addresses import why_url
from weian.duty.queries import moment_of
from weian.modules.assessment import actions, scoring
from weian.modules.assessment.asking import on_day, years
from weian.modules.assessment.counting import rows_of
from weian.modules.assessment.result import FLOW
from weian.modules.assessment.scoring import Assessed
from weian.modules.assessment.targets import Target, targets
from weian.modules.assessment.working import told
from weian.org import queries as org
from weian.org.kinds import POSTS
from weian.org.queries import Person, Unit
from weian.org.rights import OVERSEE
from weian.subject.envelope.filtering import number
from weian.ui.shapes import Action, Cell, Column, Crumb, Empty, Figure, Ledger, Notice, Row, Tab

_VIEWS: Final = {"": "考核表", "duties": "责任事项", "posts": "按岗位", "targets": "年度目标"}
_MOST: Final = 500
_SHEET = (Column("title", "指标", width="wide"), Column("working", "计分", width="wide"),
          Column("points", "得分", kind="number"), Column("full", "分值", kind="number"))  # fmt: skip
_DUTIES = (
    Column("title", "责任事项", width="wide"), Column("parts", "按期 / 应完成", kind="number"),
    Column("late", "逾期完成", kind="number"), Column("weight", "权重", kind="number"),
    Column("points", "得分", kind="number"), Column("veto", "一票否决"),
)  # fmt: skip
_POSTS = (Column("post", "岗位", width="wide"), Column("parts", "按期 / 应完成", kind="number"),
          Column("late", "逾期完成", kind="number"), Column("overdue", "逾期", kind="number"))  # fmt: skip
_TARGETS = (Column("title", "目标", width="wide"), Column("now", "现在", kind="number"),
            Column("target", "目标值", kind="number"), Column("state", "情况"))  # fmt: skip
_COUNTED = (
    Column("day", "日期", kind="date"),
    Column("title", "内容", width="wide"),
    Column("number", "编号"),
)


@dataclass(frozen=True)
class _Asked:
    """Whose marks are shown, of which year, on which day, to whom."""

    person: Person
    unit: Unit
    year: int
    at: datetime
    on: str
    view: str
    part: int | None

    def url(self, **more: object) -> str:
        """This page with another view."""
        query = {"unit": self.unit.pk, "year": self.year, "on": self.on, **more}
        return f"/assessment/?{urlencode({k: v for k, v in query.items() if v not in ('', None)})}"


def show(request: HttpRequest, person: Person, unit: Unit, year: int, at: datetime) -> HttpResponse:
    """The view asked for. Raises NotVisible for one that there is not."""
    on = on_day(request)
    moment, past = moment_of(on, at)
    asked = _Asked(
        person, unit, year, moment, str(on or ""), request.GET.get("view", ""),
        number(request.GET.get("part")),
    )  # fmt: skip
    if asked.view == "counted":
        return render(request, "ui/ledger.html", {"page": _counted(asked)})
    if asked.view not in _VIEWS:
        raise NotVisible()
    found = scoring.assess(unit, person, moment, year=year, past=past)
    columns, rows = _table(asked, found)
    page = Ledger(
        title=f"{unit} {year} 年度考核",
        subtitle=f"计算到 {found.on}。{found.marks.sheet.title}{found.marks.sheet.place and '，依据' + found.marks.sheet.place}。",
        crumbs=(Crumb("考核", f"/assessment/?year={year}"),),
        actions=_actions(asked, at, past),
        tabs=tuple(Tab(title, asked.url(view=key), key == asked.view) for key, title in _VIEWS.items()),
        key=f"assessment-{asked.view or 'sheet'}",
        columns=columns,
        rows=rows,
        count=str(len(rows)),
        filters=(years(year, at),),
        figures=_figures(found),
        notices=_notices(asked, found),
        empty=Empty("还没有可以计分的内容", "采用制度包后，到期的责任事项按考核表计分；年度目标来自制度包里的“不得发生”和比例要求。"),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _table(asked: _Asked, found: Assessed) -> tuple[tuple[Column, ...], Sequence[Row]]:
    if asked.view == "duties":
        return _DUTIES, _duties(asked, found)
    if asked.view == "posts":
        return _POSTS, _posts(found)
    if asked.view == "targets":
        return _TARGETS, [_target(asked, t) for t in targets(asked.person, asked.unit, asked.at)]
    return _SHEET, [_line(asked, i, line) for i, line in enumerate(found.marks.lines)]


def _line(asked: _Asked, place: int, line: Marked) -> Row:
    how = line.indicator.how
    opens = {
        "duties": asked.url(view="duties", part=place + 1),
        "judged": f"/judging/?unit={asked.unit.pk}",
    }.get(how, asked.url(view="counted", part=place + 1))
    earned = "—" if line.earned is None else f"{line.earned:.1f}"
    full = f"+{line.possible:g}" if how == "bonus" else f"{line.possible:g}"
    short = line.earned is not None and how != "bonus" and line.earned < line.possible - 1e-9
    return Row(
        line.indicator.id,
        (Cell(line.indicator.title), Cell(told(line)), Cell(earned, tone="overdue" if short else ""), Cell(full)),
        href=opens,
    )  # fmt: skip


def _duties(asked: _Asked, found: Assessed) -> list[Row]:
    """Those behind one indicator, or all; what cost most first."""
    sheet, laws = found.marks.sheet, dict(found.laws)
    lines = [
        x
        for x in found.score.lines
        if asked.part is None or sheet.indicator_of(laws[x.obligation]) == asked.part - 1
    ]
    lines.sort(key=lambda x: (not x.vetoed, x.points - x.weight, x.title))
    return [
        Row(
            line.obligation,
            (
                Cell(line.title), Cell(f"{line.tally.of(MET)} / {line.tally.counted}"),
                Cell(str(line.tally.of(MET_LATE))), Cell(f"{line.weight:g}"),
                Cell(f"{line.points:.2f}", tone="" if line.points >= line.weight - 1e-9 else "overdue"),
                Cell("是" if line.vetoed else "", tone="overdue" if line.vetoed else ""),
            ),
            href=why_url(asked.unit.pk, line.obligation, on=asked.on),
        )
        for line in lines
    ]  # fmt: skip


def _posts(found: Assessed) -> list[Row]:
    """By the post that acts, in the order of the posts; posts, never persons."""
    made = found.by_post
    order = [*POSTS, *(p for p in made if p not in POSTS)]
    return [_post(post, made[post]) for post in order if post in made and made[post].counted]


def _post(post: str, counts: Tally) -> Row:
    overdue = counts.of(OVERDUE)
    cells = (
        Cell(POSTS.get(post, "单位（没有指明岗位）")), Cell(f"{counts.of(MET)} / {counts.counted}"),
        Cell(str(counts.of(MET_LATE))), Cell(str(overdue), tone="overdue" if overdue else ""),
    )  # fmt: skip
    return Row(post or "unit", cells)


def _target(asked: _Asked, target: Target) -> Row:
    return Row(
        target.key,
        (Cell(target.title, sub=target.place), Cell(target.now), Cell(target.wanted), Cell(target.state, tone=target.tone)),
        href=why_url(asked.unit.pk, target.key, on=asked.on),
    )  # fmt: skip


def _counted(asked: _Asked) -> Ledger:
    """What an indicator counted, each to open."""
    indicators = scoring.sheet_of(asked.unit, asked.year, asked.at).indicators
    place = (asked.part or 0) - 1
    if not 0 <= place < len(indicators) or not indicators[place].counts:
        raise NotVisible()
    indicator = indicators[place]
    rows = rows_of(indicator, asked.person, asked.year, asked.at).filter(unit=asked.unit)
    case = indicator.kind.startswith("case:")
    found = list(rows.order_by("-opened_on" if case else "-happened_at", "pk")[:_MOST])
    return Ledger(
        title=indicator.title,
        subtitle=f"{asked.unit} {asked.year} 年",
        crumbs=(Crumb("考核", "/assessment/"), Crumb(str(asked.unit), asked.url())),
        key="assessment-counted",
        columns=_COUNTED,
        rows=[
            Row(
                str(row.pk),
                (Cell(str(row.opened_on if case else row.happened_on)), Cell(row.title), Cell(row.number)),
                href=f"/cases/{row.pk}/" if case else f"/records/{row.pk}",
            )
            for row in found
        ],
        count=str(rows.count()),
        empty=Empty("没有计入的内容", "这一年没有符合这个指标的记录。"),
    )  # fmt: skip


def _actions(asked: _Asked, at: datetime, past: bool) -> tuple[Action, ...]:
    judge = Action("评判", f"/judging/?unit={asked.unit.pk}")
    person, unit = asked.person, asked.unit
    if past or person.unit_id == unit.pk or not org.can(person, OVERSEE, unit, at):
        return (judge,)
    days = actions.objection_days(unit)
    tell = Action(
        "定格并告知单位", "/assessment/tell", method="post", primary=True,
        confirm=f"定格得分和计分过程并告知单位，单位有 {days} 天可以提出异议。确定吗？",
        hidden=(("unit", str(unit.pk)), ("year", str(asked.year))),
    )  # fmt: skip
    return (judge, tell)


def _figures(found: Assessed) -> tuple[Figure, ...]:
    total, judged = found.points, found.judged
    met = sum(line.tally.of(MET) for line in found.score.lines)
    counted = sum(line.tally.counted for line in found.score.lines)
    return (
        Figure("得分", f"{total:.1f}" if total is not None else "—", "/ 100"),
        Figure("按期完成", str(met), f"/ {counted} 项责任事项"),
        Figure("人工评判", str(judged.answered), f"/ {judged.asked} 题"),
    )


def _notices(asked: _Asked, found: Assessed) -> tuple[Notice, ...]:
    out = [Notice(f"一票否决：{title}。全年计 0 分。", kind="error") for title in found.vetoed]
    told_ = actions.results(asked.person, asked.year, asked.at).filter(unit=asked.unit)
    for case in told_.exclude(state="voided")[:1]:
        said = f"{asked.year} 年的结果{FLOW.states[case.state]}（{case.data['points']:g} 分）。"
        out.append(Notice(said, actions=(Action("看结果", f"/assessment/results/{case.pk}"),)))
    return tuple(out)

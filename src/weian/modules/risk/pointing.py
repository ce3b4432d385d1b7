"""The page of one risk point, which its code on the wall opens."""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.fields import references
from weian.modules.risk import lists, lookup, marks, telling
from weian.modules.risk.choices import COLOURS
from weian.modules.risk.records import RISK_ASSESSMENT
from weian.modules.risk.subjects import RISK_POINT
from weian.org import queries as org
from weian.org.queries import Person
from weian.record.queries import Record
from weian.subject.envelope import showing, web
from weian.subject.envelope.duties import duties_of
from weian.subject.envelope.known import names_of
from weian.subject.queries import Subject
from weian.ui.humane import exact
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Crumb,
    Empty,
    Ledger,
    Notice,
    Row,
    Section,
    SubjectShape,
)
from weian.ui.shapes.common import Level

_TITLES: Final = dict(COLOURS)
_FIELDS: Final = {f.key: f for f in RISK_POINT.fields}
_WHAT: Final = (
    "place", "post", "aspect", "category", "consequence", "control_level", "leader", "manager",
    "keeper", "key_points",
)  # fmt: skip
_MEASURES: Final = (
    "organisation_measures", "rules_measures", "technique_measures", "emergency_measures",
)  # fmt: skip
_COLUMNS: Final = (
    Column("when", "日期", kind="date"), Column("level", "等级", kind="level"),
    Column("scores", "评分和原因"), Column("by", "评估人"),
)  # fmt: skip


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What everybody in the house has to know of a point; its history for those who may read it."""
    person, at = web.asking(request)
    point = lookup.point_or_404(person, pk, at)
    reads = org.can(person, "read", point.unit, at, point.department)
    stands = point.stands_on(day_of(at))
    page = SubjectShape(
        title=point.name,
        subtitle=f"安全风险点 · {point.department or point.unit.name}",
        crumbs=(Crumb("四色风险图", f"/risks/?unit={point.unit_id}"),),
        state="" if stands else "已停用",
        grade=_TITLES.get(point.level, "未评估"),
        level=cast(Level, point.level),
        sections=_sections(point),
        duties=duties_of("subject", point, person, at) if reads else (),
        records=_assessments(point) if reads else None,
        history=telling.history(point, at) if reads else (),
        actions=_actions(person, point, at, reads) if stands else (),
        notices=_notices(person, point, at) if stands else (),
        card_url=f"/risks/cards.pdf?point={point.pk}" if reads else "",
    )
    return render(request, "ui/subject.html", {"page": page})


def _sections(point: Subject) -> tuple[Section, ...]:
    names = names_of(references(RISK_POINT.fields, point.data))
    told = [_FIELDS[key] for key in _WHAT if point.data.get(key) is not None]
    facts = tuple(showing.fact(f, point.data[f.key], names) for f in told)
    measures = tuple(
        showing.fact(_FIELDS[key], point.data.get(key) or "没有填写", names) for key in _MEASURES
    )
    return Section("风险", facts), Section("怎样防范和处置", measures)


def _notices(person: Person, point: Subject, at: datetime) -> tuple[Notice, ...]:
    if person.unit_id != point.unit_id:
        return ()
    held = lookup.titles_of(point.unit, day_of(at)).get(person.pk, set())
    if not lists.concerns(point, person.department_id, held):
        return ()
    known = lookup.confirmed(point.unit, person).get(person.pk, {})
    if when := known.get(marks.mark(point)):
        return (Notice(f"您已于{exact(when)}确认知晓。", kind="done"),)
    go = Action("去确认", "/risks/mine/", primary=True)
    return (Notice("这是您岗位的风险点，看完后请确认。", actions=(go,)),)


def _actions(person: Person, point: Subject, at: datetime, reads: bool) -> tuple[Action, ...]:
    out = []
    if lookup.may_keep(person, point.unit, at, point.department):
        asked = f"?unit={point.unit_id}&point={point.pk}"
        out = [
            Action("重新评估" if point.level else "评估等级", f"/risks/point/{point.pk}/assess", primary=True),
            Action("在图上标注", f"/risks/place{asked}"),
        ]  # fmt: skip
    if org.can(person, lookup.LEAVE, point.unit, at, point.department):
        check = f"/records/risk_check/new?unit={point.unit_id}&subject={point.pk}"
        out.append(Action("登记管控检查", check))
    if reads:
        out.append(Action("全部资料", f"/subjects/{point.pk}/"))
    return tuple(out)


def _assessments(point: Subject) -> Ledger:
    choices = next(f for f in RISK_ASSESSMENT.fields if f.key == "trigger").choices
    rows = [_assessment(row, dict(choices)) for row in lookup.assessments_of(point)]
    empty = Empty("还没有评估记录", "每次评估的等级、评分和原因都会留在这里，原来的不会丢。")
    return Ledger(title="评估记录", columns=_COLUMNS, rows=rows, empty=empty)


def _assessment(row: Record, why: dict[str, str]) -> Row:
    result, before = str(row.data.get("result") or ""), str(row.data.get("before") or "")
    was = f"原来：{_TITLES[before]}" if before and before != result else ""
    cells = (
        Cell(row.happened_on.isoformat()),
        Cell(_TITLES.get(result, ""), level=cast(Level, result), sub=was),
        Cell(str(row.data.get("scores") or "—"), sub=why.get(str(row.data.get("trigger")), "")),
        Cell(row.who),
    )
    return Row(str(row.pk), cells, href=f"/records/{row.pk}")

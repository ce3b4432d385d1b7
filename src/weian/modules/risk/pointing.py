"""The page of one risk point, which its code on the wall opens, and the form that judges it anew."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from weian.base.clock import day_of
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.base.fields import Field, references
from weian.modules.risk import acting, deriving, lists, lookup, marks, scoring, telling
from weian.modules.risk.choices import COLOURS
from weian.modules.risk.records import RISK_ASSESSMENT
from weian.modules.risk.subjects import RISK_POINT
from weian.org import queries as org
from weian.org.queries import Person
from weian.record.queries import Record
from weian.subject import queries as subjects
from weian.subject.envelope import showing, web
from weian.subject.envelope.asking import Asked, ask
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
    FormShape,
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
_SCORES: Final = ("score_l", "score_e", "score_c", "score_s", "score_m")
_COLUMNS: Final = (
    Column("when", "日期", kind="date"), Column("level", "等级", kind="level"),
    Column("scores", "评分", width="wide"), Column("why", "为什么评估"), Column("by", "评估人"),
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
        Cell(str(row.data.get("scores") or "—")),
        Cell(why.get(str(row.data.get("trigger")), "—")),
        Cell(row.by.name if row.by else "系统"),
    )
    return Row(str(row.pk), cells, href=f"/records/{row.pk}")


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the scores; “先看等级” shows what they give, saving leaves the assessment."""
    person, at = web.asking(request)
    point = lookup.point_or_404(person, pk, at)
    org.require(person, lookup.KEEP, point.unit, at, point.department)
    asked = ask(
        request, _asked(), person=person, unit=point.unit, at=at, initial=_start(point),
        more=(("version", request.POST.get("version") or str(point.version)),),
    )  # fmt: skip
    status, result = 200, _now(point)
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                if "look" not in request.POST:
                    return _assessed(request, person, point, asked, at)
                result, status = _looked(point, asked, at), 200
            except NotVisible:
                raise
            except Refusal as refusal:
                asked.refuse(refusal)
                status = refusal.status
    return render(
        request, "modules/risk_assess.html", _page(point, asked, result, at), status=status
    )


def _page(point: Subject, asked: Asked, result: tuple[str, str, str], at: datetime) -> Any:
    limits = {m: deriving.limits_of(point.unit, day_of(at), m) for m in scoring.FACTORS}
    own = subjects.of_unit(point.unit, "risk_standard", day_of(at))
    return {
        "page": FormShape(
            title="重新评估" if point.level else "评估等级",
            subtitle=f"{point.name} · {point.department or point.unit.name}",
            crumbs=(Crumb(point.name, f"/risks/point/{point.pk}"),),
            form=asked.form,
            seen=asked.seen,
            hint=asked.hint,
            submit="保存评估",
            cancel_url=f"/risks/point/{point.pk}",
        ),
        "first": [asked.form[k] for k in ("trigger", "method", *_SCORES)],
        "rest": [asked.form[k] for k in ("control_level", *_MEASURES, "conclusions", "files")],
        "result": result,
        "live": json.dumps(
            {"limits": limits, "factors": scoring.FACTORS, "titles": [t for _, t in COLOURS]},
            ensure_ascii=False,
        ),
        "scales": _scales(),
        "own": [s.data["scales"] for s in own if s.data.get("scales")],
        "limits": [(m.upper(), *limits[m]) for m in limits],
    }


def _asked() -> list[Field]:
    """The point's own questions about its level, with why they are asked again."""
    fields = {f.key: f for f in RISK_ASSESSMENT.fields}
    must = {"trigger": fields["trigger"], "method": _FIELDS["method"]}
    return [
        *(Field(**{**vars(f), "required": True}) for f in must.values()),
        *(_FIELDS[key] for key in (*_SCORES, "control_level", *_MEASURES)),
        fields["conclusions"], fields["files"],
    ]  # fmt: skip


def _start(point: Subject) -> dict[str, object]:
    keys = ("method", *_SCORES, "control_level", *_MEASURES)
    start = {key: point.data.get(key) for key in keys if point.data.get(key) is not None}
    return {"trigger": "change" if point.level else "first", "method": "lec", **start}


def _now(point: Subject) -> tuple[str, str, str]:
    """Level, title and scores as they stand."""
    method = str(point.data.get("method") or "")
    told = scoring.words(method, point.data) if method else ""
    return point.level or "none", f"现在：{_TITLES.get(point.level, '未评估')}", told


def _looked(point: Subject, asked: Asked, at: datetime) -> tuple[str, str, str]:
    answers = asked.answers
    method = str(answers["method"])
    if left := scoring.missing(method, answers):
        wrong = {key: f"用这种评价方法要填写{deriving.NAMES[key]}。" for key in left}
        raise BadInput("risk.missing_scores", fields=wrong)
    _, level = deriving.grade(point.unit, day_of(at), method, answers)
    return str(level), f"评出：{_TITLES[str(level)]}（还没有保存）", scoring.words(method, answers)


def _assessed(
    request: HttpRequest, person: Person, point: Subject, asked: Asked, at: datetime
) -> HttpResponse:
    version = request.POST.get("version", "")
    made = acting.reassess(
        person, point=point, answers=asked.answers, at=at, idempotency_key=asked.once,
        version=int(version) if version.isdigit() else None,
    )  # fmt: skip
    level = _TITLES[str(made.data["result"])]
    messages.success(request, f"已评估：{made.data['scores']}，{level}。")
    return redirect(f"/risks/point/{point.pk}")


def _scales() -> list[tuple[str, str, list[str]]]:
    """(method, score, what each number means)."""
    return [
        (m.upper(), deriving.NAMES[key], [f"{number:g} {told}" for number, told in steps])
        for m, by in scoring.SCALES.items()
        for key, steps in by.items()
    ]

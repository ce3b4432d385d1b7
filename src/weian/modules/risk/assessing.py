"""The form that judges a risk point anew: scores in, level out, record and point together."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.clock import day_of
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.base.fields import Field
from weian.modules.risk import acting, deriving, lookup, scoring
from weian.modules.risk.choices import COLOURS
from weian.modules.risk.records import RISK_ASSESSMENT
from weian.modules.risk.subjects import RISK_POINT
from weian.org import queries as org
from weian.org.queries import Person
from weian.subject import queries as subjects
from weian.subject.envelope import web
from weian.subject.envelope.asking import Asked, ask
from weian.subject.queries import Subject
from weian.ui.shapes import Crumb, FormShape

_TITLES: Final = dict(COLOURS)
_FIELDS: Final = {f.key: f for f in RISK_POINT.fields}
_MEASURES: Final = (
    "organisation_measures", "rules_measures", "technique_measures", "emergency_measures",
)  # fmt: skip
_SCORES: Final = ("score_l", "score_e", "score_c", "score_s", "score_m")


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
    start: dict[str, object] = {
        key: point.data.get(key) for key in keys if point.data.get(key) is not None
    }
    start |= {key: f"{float(str(start[key])):g}" for key in _SCORES if key in start}
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

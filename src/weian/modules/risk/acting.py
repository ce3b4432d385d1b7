"""What is done about risk points beyond keeping them: place, re-assess, confirm, sign off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from weian.base import ids
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, Forbidden
from weian.modules.risk import deriving, freezing, lookup, marks, scoring
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record import actions as records
from weian.record.queries import Record
from weian.subject import actions as subjects
from weian.subject.envelope import once
from weian.subject.queries import Subject

_FACTORS: Final = tuple(dict.fromkeys(k for keys in scoring.FACTORS.values() for k in keys))
_NAMES: Final = deriving.NAMES
#: What an assessment leaves on the point besides its scores.
_KEPT: Final = (
    "control_level", "organisation_measures", "rules_measures", "technique_measures",
    "emergency_measures",
)  # fmt: skip


def place(
    actor: Person, *, point: Subject, plan: Subject | None, x: float, y: float, at: datetime,
    version: int | None = None,
) -> Subject:  # fmt: skip
    """Draw a point on a floor plan of its unit, ``x`` and ``y`` being fractions from the left and
    the top; without a plan it is taken off. Raises what ``subject.actions.keep`` raises."""
    where: dict[str, object] = {"plan": None, "plan_x": None, "plan_y": None}
    if plan is not None:
        where = {"plan": str(plan.pk), "plan_x": round(x, 4), "plan_y": round(y, 4)}
    return _keep(actor, point, where, at, version)


def _keep(
    actor: Person, point: Subject, data: Mapping[str, object], at: datetime, version: int | None
) -> Subject:
    return subjects.keep(
        actor, kind=point.kind, unit=point.unit, department=point.department, data=data,
        subject=point, version=version, at=at,
    )  # fmt: skip


@transaction.atomic
def reassess(
    actor: Person, *, point: Subject, answers: Mapping[str, object], at: datetime,
    version: int | None = None, idempotency_key: str | None = None,
) -> Record:  # fmt: skip
    """Leave an assessment of a point and give the point its new scores, level and measures, both or
    neither. ``answers``: method, scores, trigger, the measures as they now are, conclusions, files.

    Raises BadInput (a score is missing) and what the two verbs raise.
    """
    method = str(answers.get("method") or "")
    if not method:
        raise BadInput("risk.no_method", fields={"method": "请选择评价方法。"})
    if left := scoring.missing(method, answers):
        wrong = {key: f"用这种评价方法要填写{_NAMES[key]}。" for key in left}
        raise BadInput("risk.missing_scores", fields=wrong)
    body = {"point": point.pk, **answers}
    if _repeated(actor, "risk.reassess", body, idempotency_key, at):
        return lookup.assessments_of(point)[0]
    _, level = deriving.grade(point.unit, day_of(at), method, answers)
    told = {
        "scope": point.name, "risk_point": str(point.pk), "trigger": answers.get("trigger"),
        "before": point.level or None, "result": level, "scores": scoring.words(method, answers),
        "conclusions": answers.get("conclusions"), "files": answers.get("files"),
        "adjusted": _adjusted(point, answers),
    }  # fmt: skip
    made = records.submit(
        actor, kind="risk_assessment", unit=point.unit, department=point.department, happened_at=at,
        data=told, at=at,
    )  # fmt: skip
    used = scoring.FACTORS[method]
    scores = {k: answers.get(k) if k in used else None for k in _FACTORS}
    kept = {k: answers.get(k) for k in _KEPT if k in answers}
    _keep(actor, point, {"method": method, **scores, **kept}, at, version)
    return made


def _repeated(
    actor: Person, verb: str, body: Mapping[str, Any], key: str | None, at: datetime
) -> bool:
    """Whether this very request was carried out before, be it some seconds ago."""
    files = body.get("files")
    named = [str(f) for f in files] if isinstance(files, list) else []
    return once.claim(actor, key, once.digest(verb, body, None, named), ids.uuid7(), at) is not None


def _adjusted(point: Subject, answers: Mapping[str, object]) -> str | None:
    """The measures that are other than before, in words for the record."""
    titles = {
        "organisation_measures": "组织措施", "rules_measures": "制度措施",
        "technique_measures": "技术措施", "emergency_measures": "应急措施",
    }  # fmt: skip
    lines = [
        f"{title}：{answers[key] or '（删去）'}"
        for key, title in titles.items()
        if key in answers and (answers[key] or None) != (point.data.get(key) or None)
    ]
    return "\n".join(lines) or None


@transaction.atomic
def confirm(
    actor: Person, *, seen: Mapping[UUID, str], at: datetime, suggestion: str = "",
    idempotency_key: str | None = None,
) -> Record:  # fmt: skip
    """The person confirms to know their own points; ``seen`` are the marks that were on the screen.

    Raises BadInput if nothing is named or something is not one's own, Conflict if a point now says
    something else than what was read.
    """
    body = {"seen": sorted(f"{pk}/{told}" for pk, told in seen.items()), "said": suggestion}
    if _repeated(actor, "risk.confirm", body, idempotency_key, at):
        return lookup.last_confirmation(actor)
    own = {p.pk: p for p in lookup.own_points(actor, at)}
    if not seen or not seen.keys() <= own.keys():
        raise BadInput("risk.not_own", "没有可以确认的风险点，或者已经不是您岗位的。请刷新后再看。")
    if any(marks.mark(own[pk]) != told for pk, told in seen.items()):
        raise Conflict("risk.changed", "有风险点在您查看时更新了，请看完新的内容再确认。")
    data = {
        "person": actor.pk, "post": post_of(actor, at), "known": True,
        "risk_points": [str(pk) for pk in own if pk in seen], "suggestion": suggestion or None,
    }  # fmt: skip
    return records.submit(
        actor, kind="risk_confirmation", unit=actor.unit, department=actor.department,
        happened_at=at, data=data, at=at,
    )  # fmt: skip


def post_of(person: Person, at: datetime) -> str:
    """The posts of a worker in words, else where they work."""
    held = lookup.titles_of(person.unit, day_of(at)).get(person.pk, set())
    return "、".join(sorted(held)) or (person.department.name if person.department else "职工")


@transaction.atomic
def sign_off(
    actor: Person, *, unit: Unit, scope: Mapping[str, object], digest: str, at: datetime,
    reported_to: str = "", idempotency_key: str | None = None,
) -> Record:  # fmt: skip
    """The head signs a list as it stands; ``digest`` is that of the list which was read.

    Raises Forbidden for anybody but the head, Conflict if the list has changed meanwhile, and
    BadInput for an empty list or points that nobody has judged.
    """
    org.require(actor, lookup.SIGN, unit, at)
    unit = org.lock(unit)  # what is signed is what was read
    if actor.unit_id != unit.pk:
        raise Forbidden("risk.other_house", "风险清单由本单位主要负责人签发。")
    body = {"unit": unit.pk, **scope, "digest": digest, "reported_to": reported_to}
    done = _repeated(actor, "risk.sign_off", body, idempotency_key, at)
    if done and (last := lookup.last_signoff(unit, scope)) is not None:
        return last
    points = freezing.points_in(unit, at, scope)
    if why := freezing.problem(points):
        raise BadInput("risk.not_ready", why)
    if marks.digest(marks.line(p) for p in points) != digest:
        raise Conflict("risk.list_changed", "清单在您查看时有了变化，没有签发。请核对后再签。")
    data = {
        **{k: v for k, v in scope.items() if v}, "year": day_of(at).year, "signer": actor.pk,
        "reported_to": reported_to or None,
    }  # fmt: skip
    return records.submit(
        actor, kind="risk_list_signoff", unit=unit, happened_at=at, data=data, at=at
    )  # fmt: skip

"""Opening a case, and taking its steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from weian.base.clock import day_of
from weian.base.errors import Conflict, NotVisible, Refusal
from weian.base.fields import Field
from weian.case import actions, begets, queries, steps
from weian.case.kinds import CaseKind
from weian.case.kinds import kind as kind_of
from weian.case.queries import Case
from weian.case.steps import Move
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import options, web
from weian.subject.envelope.asking import Asked, ask
from weian.subject.envelope.pages import form_page, unit_or_page
from weian.ui.inputs import UPLOADS
from weian.ui.shapes import Crumb


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask, or open the case and show it. What was typed stays when it is refused."""
    person, at = web.asking(request)
    declared = kind_of(kind)
    if declared.opening_verb in declared.internal:
        raise NotVisible()
    title = declared.opening_name
    unit = unit_or_page(request, person, declared.opening_right, title, at)
    if isinstance(unit, HttpResponse):
        return unit
    own = person.department_id if person.unit_id == unit.pk else None
    asked = ask(
        request, _fields(declared, person, unit, at), person=person, unit=unit, at=at,
        initial={"department": own or "", "opened_on": day_of(at)},
        more=(("unit", str(unit.pk)),),
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                case = _open(person, declared, unit, asked, at)
            except NotVisible:
                raise
            except Refusal as refusal:
                status = refusal.status
                asked.refuse(refusal)
            else:
                messages.success(request, f"已{declared.opening_title}，编号 {case.number}。")
                return redirect(web.came_from(request, f"/cases/{case.pk}/"))
    return form_page(
        request,
        asked,
        title=title,
        subtitle=unit.name,
        crumbs=(Crumb(f"{declared.title}台账", f"/cases/{kind}/"),),
        submit=declared.opening_title,
        cancel=web.came_from(request, f"/cases/{kind}/"),
        draft=f"case-{kind}-{person.pk}",
        hint=declared.help,
        status=status,
    )


def _fields(declared: CaseKind, person: Person, unit: Unit, at: datetime) -> list[Field]:
    places, must = options.own_departments(person, declared.opening_right, unit, at)
    out = [f for f in declared.fields if f.key != declared.concerns]
    if places:
        out.append(Field("department", "所在科室", "department", required=must))
    out.append(Field("opened_on", declared.day_title, "date", required=True))
    return out


def _open(person: Person, declared: CaseKind, unit: Unit, asked: Asked, at: datetime) -> Case:
    answers = asked.answers
    number = answers.pop("department", None)
    opened_on = answers.pop("opened_on", None)
    places, _ = options.own_departments(person, declared.opening_right, unit, at)
    return actions.open_case(
        person,
        kind=declared.key,
        unit=unit,
        department=next((d for d in places if d.pk == number), None),
        data=answers,
        opened_on=date.fromisoformat(opened_on) if opened_on else None,
        at=at,
        idempotency_key=asked.once,
    )


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Ask for the answers of a step, or take it. Of two at once the second is told what happened."""
    person, at = web.asking(request)
    case = queries.case_or_404(person, pk, at)
    declared = kind_of(case.kind)
    if verb in declared.internal or verb not in {s.verb for s in declared.flow.steps}:
        raise NotVisible("case.unknown_step", "没有这一步操作。")
    step = declared.flow.step(verb)
    org.require(person, step.right, case.unit, at, case.department)
    if request.method == "GET":
        steps.admit(Move(person, case, verb, {}, at), ())
    fields = declared.step_fields.get(verb, ())
    asked = ask(
        request, fields, person=person, unit=case.unit, at=at,
        initial=_start(case, declared, verb, fields),
    )  # fmt: skip
    seen = request.POST.get("version", "") if request.method == "POST" else str(case.version)
    asked.more = (("version", seen),)
    status = 200
    if request.method == "POST":
        refusal = _take(person, case, verb, asked, seen, at)
        if asked.form.is_valid() and refusal is None:
            messages.success(request, f"已办理：{step.title}")
            return redirect(web.came_from(request, f"/cases/{pk}/"))
        status = refusal.status if refusal else 422
        if isinstance(refusal, Conflict):  # told what happened: the next try is informed
            seen = str(queries.case_or_404(person, pk, at).version)
            asked.more = (("version", seen),)
    return form_page(
        request,
        asked,
        title=step.title,
        subtitle=f"{case.number} {case.title}",
        crumbs=(
            Crumb(f"{declared.title}台账", f"/cases/{case.kind}/"),
            Crumb(case.number, f"/cases/{pk}/"),
        ),
        submit=step.title,
        cancel=f"/cases/{pk}/",
        draft=f"case-{pk}-{verb}-{person.pk}",
        hint=step.help,
        danger=step.danger,
        status=status,
    )


def _take(
    person: Person, case: Case, verb: str, asked: Asked, seen: str, at: datetime
) -> Refusal | None:
    """Take the step if the form is right; a refusal goes into the form and is returned."""
    if not asked.form.is_valid():
        return None
    try:
        actions.act(
            person, case=case, verb=verb, given=asked.answers, at=at,
            version=int(seen) if seen.isdigit() else None, idempotency_key=asked.once,
        )  # fmt: skip
    except NotVisible:
        raise
    except Refusal as refusal:
        asked.refuse(refusal)
        return refusal
    return None


def _start(
    case: Case, declared: CaseKind, verb: str, fields: tuple[Field, ...]
) -> dict[str, object]:
    """What is known already is not asked again: facts of the case, the columns it would fill, and
    what was asked for by the step that it answers."""
    out = {f.key: case.data[f.key] for f in fields if f.type not in UPLOADS and f.key in case.data}
    for column, key in declared.step_fills.get(verb, {}).items():
        value = case.assignee_id if column == "assignee" else getattr(case, column)
        if value:
            out[key] = value
    plain = {f.key for f in fields if f.type not in UPLOADS}
    out.update(begets.starting(case, declared, verb))
    out.update({k: v for k, v in _asked_for(case, declared, verb).items() if k in plain})
    return out


def _asked_for(case: Case, declared: CaseKind, verb: str) -> Mapping[str, object]:
    asking = declared.answers.get(verb)
    last = case.steps.filter(verb=asking).order_by("-seq").first() if asking else None
    return last.given if last is not None else {}

"""The quick report from a phone."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base import clock, ids
from weian.base.errors import Forbidden, Refusal
from weian.case.queries import Case
from weian.modules import places
from weian.modules.hazard import actions, forms
from weian.org import queries as org
from weian.ui.forms import AnswerForm, to_form_errors
from weian.ui.shapes import Crumb, FormShape

_RIGHT = "case.report"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask, or open the case and show it. What was typed stays when it is refused."""
    person, at = cast(org.Person, request.user), clock.now()
    units = places.reportable(person, _RIGHT, at)
    if not units:
        raise Forbidden("hazard.no_unit", "您没有可以上报隐患的单位，请联系本单位管理员。")
    departments = list(org.departments_of(units[0], at)) if len(units) == 1 else []
    made = forms.quick_form(units, departments)
    if request.method == "GET":
        return _page(request, made(initial=_initial(person, units)))
    form = made(request.POST, request.FILES)
    if form.is_valid():
        try:
            case = _report(person, form, units, departments)
            messages.success(request, f"已上报，编号 {case.number}。")
            return redirect(actions.address(case))
        except Refusal as refusal:
            to_form_errors(form, refusal)
    return _page(request, form, status=422)


def _report(
    person: org.Person, form: AnswerForm, units: list[org.Unit], departments: list[org.Unit]
) -> Case:
    answers = form.answers
    spot = bool(answers.pop("spot", None))
    result = answers.pop("result", None)
    if spot:
        forms.check_spot(form)
    unit = _chosen(units, answers.pop("unit", None)) or units[0]
    department = _chosen(departments, answers.pop("department", None))
    return actions.report(
        person,
        unit=unit,
        department=department,
        data={k: v for k, v in answers.items() if k not in ("photos", "after")},
        files={"photos": form.uploads("photos")},
        fixed=actions.Fixed(str(result), form.uploads("after")) if spot else None,
        at=clock.now(),
        idempotency_key=form.data.get("once") or None,
    )


def _chosen(units: list[org.Unit], number: object) -> org.Unit | None:
    return next((u for u in units if u.pk == number), None)


def _initial(person: org.Person, units: list[org.Unit]) -> dict[str, object]:
    own = [u.pk for u in units if u.pk == person.unit_id]
    return {
        "unit": own[0] if own else "",
        "department": person.department_id or "",
        "source": forms.usual_source(person, clock.now()),
    }


def _page(request: HttpRequest, form: AnswerForm, status: int = 200) -> HttpResponse:
    person = cast(org.Person, request.user)
    page = FormShape(
        title="报隐患",
        crumbs=(Crumb("隐患", "/cases/hazard/"), Crumb("报隐患")),
        form=form,
        submit="上报",
        cancel_url="/",
        draft=f"hazard-new-{person.pk}",
        seen=(("once", form.data.get("once") or str(ids.uuid7())),),
    )
    context = {"page": page, "groups": forms.groups(form)}
    return render(request, "modules/hazard_new.html", context, status=status)

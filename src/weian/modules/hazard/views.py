"""The quick report from a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.errors import NotVisible, Refusal
from weian.case.queries import Case
from weian.modules.hazard import actions, forms
from weian.org.queries import Person, Unit
from weian.subject.envelope import options, web
from weian.subject.envelope.asking import Asked, ask
from weian.subject.envelope.pages import unit_or_page
from weian.ui.shapes import Crumb, FormShape

_RIGHT = "case.report"
_TITLE = "报隐患"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask, or open the case and show it. What was typed and taken stays when it is refused."""
    person, at = web.asking(request)
    unit = unit_or_page(request, person, _RIGHT, _TITLE, at)
    if isinstance(unit, HttpResponse):
        return unit
    departments, _ = options.own_departments(person, _RIGHT, unit, at)
    own = person.department_id if person.unit_id == unit.pk else None
    asked = ask(
        request,
        forms.quick_fields(departments),
        person=person,
        unit=unit,
        at=at,
        initial={"source": forms.usual_source(person, at), "department": own or ""},
        more=(("unit", str(unit.pk)),),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                case = _report(person, unit, departments, asked, at)
            except NotVisible:
                raise
            except Refusal as refusal:
                status = refusal.status
                asked.refuse(refusal)
            else:
                messages.success(request, f"已上报，编号 {case.number}。")
                return redirect(web.came_from(request, actions.address(case)))
    return _page(request, person, unit, asked, status)


def _report(
    person: Person, unit: Unit, departments: Sequence[Unit], asked: Asked, at: datetime
) -> Case:
    answers = asked.answers
    fixed = forms.fixed(answers)
    number = answers.pop("department", None)
    department = next((d for d in departments if d.pk == number), None)
    return actions.report(
        person,
        unit=unit,
        department=department,
        data=answers,
        fixed=fixed,
        at=at,
        idempotency_key=asked.once,
    )


def _page(
    request: HttpRequest, person: Person, unit: Unit, asked: Asked, status: int
) -> HttpResponse:
    forms.as_chips(asked.form, "category")
    page = FormShape(
        title=_TITLE,
        subtitle=unit.name,
        crumbs=(Crumb("隐患", "/cases/hazard/"),),
        form=asked.form,
        submit="上报",
        cancel_url=web.came_from(request, "/"),
        draft=f"hazard-new-{unit.pk}-{person.pk}",
        seen=asked.seen,
        hint=asked.hint,
    )
    context = {"page": page, "groups": forms.groups(asked.form), "rejected": status != 200}
    return render(request, "modules/hazard_new.html", context, status=status)

"""An inspection and its findings on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.clock import TZ, day_of
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.modules.inspection import actions, forms
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import options, web
from weian.subject.envelope.asking import Asked, ask
from weian.subject.envelope.pages import unit_or_page
from weian.ui.shapes import Crumb, FormShape

_RIGHT = "record.submit"
_TITLE = "登记检查"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask, or leave the record and open its hazards together."""
    person, at = web.asking(request)
    unit = unit_or_page(request, person, _RIGHT, _TITLE, at)
    if isinstance(unit, HttpResponse):
        return unit
    departments, must = options.own_departments(person, _RIGHT, unit, at)
    below = list(org.units_below(unit, of=("institution", "employer", "agency"), on=day_of(at)))
    asked = ask(
        request,
        [*forms.own_fields(departments, must, elsewhere=bool(below)), *forms.finding_fields()],
        person=person,
        unit=unit,
        at=at,
        initial=_start(person, unit, at, must=must),
        more=(("unit", str(unit.pk)),),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                done = _inspect(person, unit, departments, below, asked, at)
            except NotVisible:
                raise
            except Refusal as refusal:
                status = refusal.status
                asked.refuse(refusal, {"happened_at": "happened_on"})
            else:
                found = f"，上报隐患 {len(done.hazards)} 条" if done.hazards else ""
                messages.success(request, f"检查已登记{found}。")
                return redirect(web.came_from(request, f"/records/{done.record.pk}"))
    return _page(request, person, unit, asked, status)


def _start(person: Person, unit: Unit, at: datetime, *, must: bool) -> dict[str, object]:
    mode = "department_daily" if must else "routine"
    own = person.unit_id == unit.pk
    return {
        "happened_on": day_of(at),
        "mode": "supervisory" if unit.group == "commission" else mode,
        "led_by": person.pk if own else "",
        "department": person.department_id if own and must else "",
    }


def _inspect(
    person: Person,
    unit: Unit,
    departments: Sequence[Unit],
    below: Sequence[Unit],
    asked: Asked,
    at: datetime,
) -> actions.Inspected:
    answers = asked.answers
    found = forms.findings(answers)
    place = next((u for u in below if u.pk == answers.get("inspected")), None)
    if found and place is None and unit.group == "commission":
        wrong = "查出了隐患，请选择被检查单位。"
        raise BadInput("inspection.no_unit", fields={"inspected": wrong})
    number = answers.pop("department", None)
    department = next((d for d in departments if d.pk == number), None)
    return actions.inspect(
        person,
        unit=unit,
        department=department,
        place=place,
        happened_at=_moment(answers.pop("happened_on"), at),
        data=answers,
        findings=[replace(f, department=None if place else department) for f in found],
        at=at,
        idempotency_key=asked.once,
    )


def _moment(day: str, at: datetime) -> datetime:
    """This very moment if it is today, else noon of that day."""
    told = date.fromisoformat(day)
    return at if told == day_of(at) else datetime.combine(told, time(12), TZ)


def _page(
    request: HttpRequest, person: Person, unit: Unit, asked: Asked, status: int
) -> HttpResponse:
    given = asked.answers if asked.form.is_bound else {}
    rows = forms.rows(asked.form, given)
    page = FormShape(
        title=_TITLE,
        subtitle=unit.name,
        crumbs=(Crumb("检查", "/records/inspection/"),),
        form=asked.form,
        submit="提交",
        cancel_url=web.came_from(request, "/records/inspection/"),
        draft=f"inspection-new-{unit.pk}-{person.pk}",
        seen=asked.seen,
        hint=asked.hint,
    )
    own = forms.own_questions(asked.form)
    context = {"page": page, "own": own, "rows": rows, "rejected": status != 200}
    return render(request, "modules/inspection_new.html", context, status=status)

"""An inspection and its findings on one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base import clock, ids
from weian.base.errors import BadInput, Forbidden, Refusal
from weian.modules import places
from weian.modules.inspection import actions, forms
from weian.org import queries as org
from weian.ui.forms import AnswerForm, Provider, to_form_errors
from weian.ui.shapes import Crumb, FormShape

_RIGHT = "record.submit"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask, or leave the record and open its hazards together."""
    person, at = cast(org.Person, request.user), clock.now()
    own = places.own_place(person, _RIGHT, at)
    if own is None:
        raise Forbidden("inspection.no_right", "您没有登记检查的权限，请联系本单位安全管理员。")
    below = list(org.units_below(own[0], of=("institution", "employer"), on=clock.day_of(at)))
    made = _form(own[0], below, at)
    if request.method == "GET":
        initial = {"day": clock.day_of(at), "led_by": person.pk, "mode": _usual_mode(own)}
        return _page(request, made(initial=initial), forms.rows())
    form, rows = made(request.POST, request.FILES), forms.rows(request.POST, request.FILES)
    used = [row for row in rows if row.used]
    if all([form.is_valid(), *(row.form.is_valid() for row in used)]):
        try:
            done = _inspect(person, form, used, own, below)
            found = f"，上报隐患 {len(done.hazards)} 条" if done.hazards else ""
            messages.success(request, f"检查已登记{found}。")
            return redirect(f"/records/inspection/{done.record.pk}")
        except Refusal as refusal:
            _say(form, used, refusal)
    return _page(request, form, rows, status=422)


def _form(unit: org.Unit, below: list[org.Unit], at: datetime) -> type[AnswerForm]:
    providers: dict[str, Provider] = {
        "person": lambda: forms.options(org.people_of(unit, at)),
        "unit": lambda: forms.options(below),
    }
    return forms.inspection_form(providers, elsewhere=bool(below))


def _usual_mode(own: tuple[org.Unit, org.Unit | None]) -> str:
    if own[0].group == "commission":
        return "supervisory"
    return "department_daily" if own[1] else "routine"


def _inspect(
    person: org.Person,
    form: AnswerForm,
    used: list[forms.Row],
    own: tuple[org.Unit, org.Unit | None],
    below: list[org.Unit],
) -> actions.Inspected:
    unit, department = own
    answers = {k: v for k, v in form.answers.items() if k not in ("photos", "day")}
    place = next((u for u in below if u.pk == answers.get("inspected")), None)
    if used and place is None and unit.group == "commission":
        wrong = "查出了隐患，请选择被检查单位。"
        raise BadInput("inspection.no_unit", fields={"inspected": wrong})
    day = date.fromisoformat(form.answers["day"])
    return actions.inspect(
        person,
        unit=unit,
        department=department,
        place=place,
        happened_at=datetime.combine(day, time(), clock.TZ),
        data=answers,
        findings=[replace(row.finding, department=None if place else department) for row in used],
        files={"photos": form.uploads("photos")},
        at=clock.now(),
        idempotency_key=form.data.get("once") or None,
    )


def _say(form: AnswerForm, used: list[forms.Row], refusal: Refusal) -> None:
    """What is wrong with the n-th finding stands beside the n-th used row."""
    own = dict(refusal.fields)
    for n, row in enumerate(used):
        prefix = f"h{n}-"
        found = {k.removeprefix(prefix): own.pop(k) for k in list(own) if k.startswith(prefix)}
        if found:
            to_form_errors(row.form, BadInput(refusal.code, fields=found))
    if own or not refusal.fields:
        to_form_errors(form, Refusal(refusal.code, refusal.message, own))


def _page(
    request: HttpRequest, form: AnswerForm, rows: list[forms.Row], status: int = 200
) -> HttpResponse:
    person = cast(org.Person, request.user)
    page = FormShape(
        title="登记检查",
        crumbs=(Crumb("检查", "/records/inspection/"), Crumb("登记检查")),
        form=form,
        submit="提交",
        cancel_url="/records/inspection/",
        draft=f"inspection-new-{person.pk}",
        seen=(("once", form.data.get("once") or str(ids.uuid7())),),
    )
    return render(
        request, "modules/inspection_new.html", {"page": page, "rows": rows}, status=status
    )

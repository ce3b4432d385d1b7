"""The year's result of a unit: told by a button, shown with its working."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from weian.base.errors import NotVisible
from weian.case import queries as cases
from weian.case.kinds import kind as kind_of
from weian.case.views.page import shape
from weian.modules.assessment import actions
from weian.modules.assessment.asking import year_of
from weian.org import queries as org
from weian.subject.envelope import web
from weian.ui.shapes import Action, Crumb, Fact, Section

_WORKING: Final = "计分过程"


@require_POST
def tell(request: HttpRequest) -> HttpResponse:
    """Freeze the working of a year and tell the unit."""
    person, at = web.asking(request)
    unit = org.unit_or_404(person, request.POST.get("unit", ""), at)
    year = year_of(request.POST.get("year", ""), at)
    case = actions.tell(person, unit=unit, year=year, at=at)
    messages.success(
        request,
        f"已告知{unit}：{case.data['points']:g} 分，异议到 {case.data['object_until']} 为止。",
    )
    return redirect(f"/assessment/results/{case.pk}")


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of a result: that of every case, and the way to what is computed today."""
    person, at = web.asking(request)
    case = cases.case_or_404(person, pk, at)
    if case.kind != "assessment":
        raise NotVisible()
    page = shape(case, kind_of(case.kind), person, at)
    year = case.data["year"]
    now = Action("看今天的计分", f"/assessment/?unit={case.unit_id}&year={year}")
    reward = Action("登记奖惩", f"/records/reward_punishment/new?unit={case.unit_id}")
    own = (reward,) if case.state == "published" and person.unit_id == case.unit_id else ()
    page = replace(
        page, actions=(now, *own), crumbs=(Crumb("考核", f"/assessment/?year={year}"),),
        sections=_working_last(page.sections),
    )  # fmt: skip
    return render(request, "ui/case.html", {"page": page})


def _working_last(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The working line by line below the rest: what was said about it should not be looked for."""
    first, *rest = sections
    working = next((f.value for f in first.facts if f.label == _WORKING), "")
    if not working:
        return sections
    kept = replace(first, facts=tuple(f for f in first.facts if f.label != _WORKING))
    lines = [line.partition("：") for line in working.splitlines() if line.strip()]
    facts = tuple(Fact(head if told else "", told or head) for head, _, told in lines)
    return (kept, *rest, Section(_WORKING, facts))

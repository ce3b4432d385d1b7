"""The page of an unannounced inspection and its print: each look is logged, each print carries its reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base import pdf
from weian.base.errors import NotVisible
from weian.case import actions, queries
from weian.case.kinds import kind as kind_of
from weian.case.queries import Case
from weian.case.views.page import shape
from weian.org import proof
from weian.org import queries as org
from weian.org.queries import Person
from weian.subject.envelope import web
from weian.ui.shapes import Action, Fact, Section

TEMPLATE: Final = Path(__file__).resolve().parent.parent / "typst" / "secret_plan.typ"


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of a plan for whoever knows of it."""
    person, at = web.asking(request)
    case = _plan(person, pk, at)
    proof.demand(request)
    actions.looked(person, case=case, at=at)
    page = shape(case, kind_of(case.kind), person, at)
    knowing = () if case.known_to is None else (_knowing(case),)
    print_ = Action("打印", f"/unannounced/{pk}/plan.pdf", icon="print")
    page = replace(page, actions=(print_, *_checks(case)), sections=(*page.sections, *knowing))
    return render(request, "ui/case.html", {"page": page})


@require_GET
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The plan on paper, marked with who printed it and the code of the log's entry."""
    person, at = web.asking(request)
    case = _plan(person, pk, at)
    proof.demand(request)
    event = actions.looked(person, case=case, at=at, printed=True)
    assert event is not None  # prints are always logged
    mark = f"{person.name} {at:%Y-%m-%d %H:%M} {event.hash[:8]}"
    content = pdf.render(TEMPLATE, {**shown(case), "mark": mark})
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, no-store"
    return response


def shown(case: Case) -> dict[str, object]:
    """What the paper says."""
    people = org.people_by_ids(int(str(pk)) for pk in case.data["knowers"])
    units = org.units_by_ids([int(str(pk)) for pk in case.data["targets"]])
    return {
        "issuer": case.unit.name, "title": "暗访检查计划", "on": str(case.data["on"]),
        "targets": [str(u) for u in units], "people": [p.name for p in people.values()],
        "focus": str(case.data["focus"]).splitlines(), "route": str(case.data.get("route") or "").splitlines(),
    }  # fmt: skip


def _plan(person: Person, pk: UUID, at: datetime) -> Case:
    case = queries.case_or_404(person, pk, at)
    if case.kind != "unannounced":
        raise NotVisible()
    return case


def _knowing(case: Case) -> Section:
    people = org.people_by_ids(case.known_to or ())
    facts = tuple(Fact(p.name, str(p.unit)) for p in people.values())
    return Section("知情人（公开以前只有这些人看得到）", facts)


def _checks(case: Case) -> tuple[Action, ...]:
    """Once opened up: a record for each unit visited, with what is known filled in."""
    if case.state != "opened":
        return ()
    units = org.units_by_ids([int(str(pk)) for pk in case.data["targets"]])[:5]
    return tuple(
        Action(
            f"登记检查：{u.short_name or u.name}",
            f"/records/inspection/new?unit={case.unit_id}&mode=unannounced&unannounced=1&inspected={u.pk}",
        )
        for u in units
    )

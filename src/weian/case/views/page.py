"""The page of one case: where it stands, the next step, its facts, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from weian.base.attachments import Attachment
from weian.base.clock import day_of
from weian.base.fields import Names, references
from weian.case import actions, queries
from weian.case.kinds import CaseKind
from weian.case.kinds import kind as kind_of
from weian.case.offers import NO_RIGHT, Offer, offers, waits_for
from weian.case.queries import Case
from weian.case.views.ledger import tone_of
from weian.case.views.story import dots, told
from weian.org.queries import Person
from weian.record import queries as records
from weian.subject.envelope import showing, web
from weian.subject.envelope.duties import duties_of
from weian.subject.envelope.files import named_in
from weian.subject.envelope.known import names_of
from weian.ui import humane
from weian.ui.shapes import Action, CaseShape, Crumb, Fact, Notice, Section
from weian.ui.shapes.common import Tone


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One case that the person may see."""
    person, at = web.asking(request)
    case = queries.case_or_404(person, pk, at)
    declared = kind_of(case.kind)
    if declared.page:
        return redirect(declared.page.format(id=case.pk))
    actions.looked(person, case=case, at=at)
    return render(request, "ui/case.html", {"page": shape(case, declared, person, at)})


def shape(case: Case, declared: CaseKind, person: Person, at: datetime) -> CaseShape:
    """Everything on the page."""
    steps = queries.timeline(case)
    asked = [declared.fields_of(s.verb) for s in steps]
    refs = [r for s, fields in zip(steps, asked, strict=True) for r in references(fields, s.given)]
    names = names_of([*refs, *references(declared.facts, case.data)])
    every = tuple({f.key: f for fields in asked for f in fields}.values())
    files = showing.stored((*every, *declared.facts), case.data, *(s.given for s in steps))
    open_to = offers(case, declared, steps, person, at)
    first = next((o for o in open_to if o.forward and not o.why_not), None)
    waits, what = ("", "") if first or not case.is_open else waits_for(case, declared, steps, at)
    due, due_tone = _due(case, at)
    return CaseShape(
        title=case.title,
        crumbs=(Crumb(f"{declared.title}台账", f"/cases/{case.kind}/"),),
        actions=web.traces(person, at, case.kind, case.pk),
        number=case.number,
        state=declared.flow.states.get(case.state, case.state),
        tone=tone_of(case, at),
        grade=declared.choices("grade").get(case.grade, case.grade),
        level=declared.levels.get(case.grade, ""),
        due=due,
        due_exact=humane.exact(case.due_on) if case.due_on else "",
        due_tone=due_tone,
        steps=dots(case, declared, steps),
        next=_action(case, declared, first, primary=True) if first else None,
        next_hint=first.step.help if first else what,
        waits_for=waits,
        not_yet=tuple(
            f"还不能“{o.step.title}”：{o.why_not}"
            for o in open_to
            if o.forward and o.why_not not in ("", NO_RIGHT)
        ),
        others=tuple(_action(case, declared, o) for o in open_to if not o.why_not and o != first),
        sections=_sections(case, declared, names, files, person, at),
        timeline=told(case, declared, steps, names, files, at),
        duties=duties_of("case", case, person, at),
        notices=_notices(case, open_to),
    )


@require_GET
def file(request: HttpRequest, pk: UUID, number: UUID) -> FileResponse:
    """A file of a case, for whoever may see the case."""
    person, at = web.asking(request)
    case = queries.case_or_404(person, pk, at)
    actions.looked(person, case=case, at=at)
    return web.file_of(("case", pk), named_in(kind_of(case.kind).fields, case.data), number)


@require_GET
def moved(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """The address with its kind leads to the one without."""
    return redirect(f"/cases/{pk}/")


def _due(case: Case, at: datetime) -> tuple[str, Tone]:
    if case.due_on is None:
        return "", ""
    if not case.is_open:
        return f"期限 {case.due_on.isoformat()}", "muted"
    late = case.overdue_on(day_of(at))
    return humane.due(case.due_on, day_of(at)), "overdue" if late else ""


def _action(case: Case, declared: CaseKind, offer: Offer, *, primary: bool = False) -> Action:
    """A step without questions is a button; one with questions opens its form."""
    step = offer.step
    url = f"/cases/{case.pk}/{step.verb}"
    if declared.step_fields.get(step.verb):
        return Action(step.title, url, primary=primary, danger=step.danger)
    return Action(
        step.title,
        url,
        method="post",
        primary=primary,
        danger=step.danger,
        confirm=f"确定“{step.title}”吗？",
        hidden=(("version", str(case.version)), ("once", f"{case.pk}-{case.version}-{step.verb}")),
    )


def _sections(
    case: Case,
    declared: CaseKind,
    names: Names,
    files: dict[str, Attachment],
    person: Person,
    at: datetime,
) -> tuple[Section, ...]:
    base = f"/cases/{case.pk}/files/"
    taken = {k for column, k in declared.fills.items() if column in ("grade", "due_on", "assignee")}
    asked = [f for f in declared.fields if f.key not in taken]
    opened = showing.shown(asked, case.data, names, files, base)
    own = {f.key for f in declared.fields}
    since = [f for f in declared.facts if f.key not in own]
    kept = showing.shown(since, case.data, names, files, base)
    out = [Section("基本情况", (*_envelope(case), *opened.facts), opened.photos, opened.files)]
    if kept.facts or kept.photos or kept.files:
        out.append(Section("办理情况", kept.facts, kept.photos, kept.files))
    about = records.of_case(person, case.pk, at, 20)
    if about:
        facts = tuple(Fact(f"{r.happened_on}", r.title, href=f"/records/{r.pk}") for r in about)
        out.append(Section("相关记录", facts))
    return tuple(out)


def _envelope(case: Case) -> list[Fact]:
    out = [Fact("单位", case.unit.name, href=f"/units/{case.unit_id}/")]
    if case.department is not None:
        out.append(Fact("科室", case.department.name))
    declared = kind_of(case.kind)
    out.append(Fact(declared.day_title, humane.exact(case.opened_on)))
    out.append(
        Fact(f"{declared.opening_title[:2]}人", case.reporter.name if case.reporter else "系统")
    )
    if case.assignee is not None:
        out.append(Fact("责任人", case.assignee.name))
    if case.due_on is not None:
        out.append(Fact("期限", humane.exact(case.due_on)))
    if case.closed_on is not None:
        out.append(Fact("办结日期", humane.exact(case.closed_on)))
    if case.round > 1:
        out.append(Fact("轮次", f"第 {case.round} 轮"))
    return out


def _notices(case: Case, open_to: Sequence[Offer]) -> tuple[Notice, ...]:
    out = []
    if case.previous is not None:
        go = Action("查看", f"/cases/{case.previous_id}/")
        out.append(Notice(f"由 {case.previous.number} 重新立案。", actions=(go,)))
    if not case.is_open and (later := queries.after(case)) is not None:
        go = Action("查看", f"/cases/{later.pk}/")
        out.append(Notice(f"已重新立案为 {later.number}。", kind="warning", actions=(go,)))
    return tuple(out)

"""Leaving a record, and correcting one."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from weian.base.clock import TZ, day_of
from weian.base.errors import NotVisible, Refusal
from weian.base.fields import Field
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record import actions, queries
from weian.record.kinds import RecordKind
from weian.record.kinds import kind as kind_of
from weian.record.queries import Record
from weian.subject.envelope import options, web
from weian.subject.envelope.asking import Asked, ask
from weian.subject.envelope.pages import form_page, unit_or_page
from weian.subject.kinds import KINDS as SUBJECTS
from weian.ui.inputs import UPLOADS
from weian.ui.shapes import Crumb

_ABOUT = "补做以前时段的，填那个时段里的任意一天；不填就按发生日期算。"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask, or leave the record and show it. What was typed stays when it is refused."""
    person, at = web.asking(request)
    declared = kind_of(kind)
    if declared.internal:
        raise NotVisible(
            "kind.internal",
            f"“{declared.title}”由系统生成，或者在办理它的页面上确认，不在这里登记。",
        )
    title = f"登记{declared.title}"
    unit = unit_or_page(request, person, declared.submit_right, title, at)
    if isinstance(unit, HttpResponse):
        return unit
    asked = ask(
        request, _fields(declared, person, unit, at), person=person, unit=unit, at=at,
        initial=_start(declared, person, unit, at), more=(("unit", str(unit.pk)),),
    )  # fmt: skip
    return _answer(request, declared, unit, asked, None, title)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same form filled with what was recorded; the answer is a record that supersedes it."""
    person, at = web.asking(request)
    old = queries.record_or_404(person, pk, at)
    declared = kind_of(old.kind)
    if declared.internal:
        raise NotVisible()
    org.require(person, declared.submit_right, old.unit, at, old.department)
    if old.superseded_by_id is not None:
        return redirect(f"/records/{old.superseded_by_id}")
    held = {f.key: old.data.get(f.key, []) for f in declared.fields if f.type in UPLOADS}
    asked = ask(
        request, _fields(declared, person, old.unit, at), person=person, unit=old.unit, at=at,
        initial=_kept(declared, old), held=held,
    )  # fmt: skip
    return _answer(request, declared, old.unit, asked, old, f"更正{declared.title}")


def _answer(
    request: HttpRequest,
    declared: RecordKind,
    unit: Unit,
    asked: Asked,
    old: Record | None,
    title: str,
) -> HttpResponse:
    person, at = web.asking(request)
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                record = _submit(person, declared, unit, asked, old, at)
            except NotVisible:
                raise
            except Refusal as refusal:
                status = refusal.status
                asked.refuse(refusal, {} if declared.timed else {"happened_at": "happened_on"})
            else:
                messages.success(request, "已更正。" if old else f"已登记：{record.title}")
                return redirect(web.came_from(request, f"/records/{record.pk}"))
    back = f"/records/{old.pk}" if old else f"/records/{declared.key}/"
    return form_page(
        request,
        asked,
        title=title,
        subtitle=unit.name,
        crumbs=(Crumb("台账", "/ledgers/"), Crumb(declared.title, f"/records/{declared.key}/")),
        submit="保存更正" if old else "保存",
        cancel=web.came_from(request, back),
        draft=f"record-{old.pk if old else declared.key}-{person.pk}",
        hint="原来的记录会保留，更正后以新的为准。" if old else declared.help,
        status=status,
    )


def _submit(
    person: Person,
    declared: RecordKind,
    unit: Unit,
    asked: Asked,
    old: Record | None,
    at: datetime,
) -> Record:
    answers: dict[str, Any] = asked.answers
    department = answers.pop("department", None)
    departments, _ = options.own_departments(person, declared.submit_right, unit, at)
    subject, about = answers.pop("subject", None), answers.pop("about", None)
    return actions.submit(
        person,
        kind=declared.key,
        unit=unit,
        department=next((d for d in departments if d.pk == department), None),
        happened_at=_moment(answers, at),
        subject=UUID(subject) if subject else None,
        case=old.case_id if old else None,
        about=date.fromisoformat(about) if about else None,
        data=answers,
        supersedes=old,
        at=at,
        idempotency_key=asked.once,
    )


def _moment(answers: dict[str, Any], at: datetime) -> datetime:
    """Of a day alone: this very moment if it is today, else its noon."""
    if "happened_at" in answers:
        return datetime.fromisoformat(answers.pop("happened_at"))
    day = date.fromisoformat(answers.pop("happened_on"))
    return at if day == day_of(at) else datetime.combine(day, time(12), TZ)


def _fields(declared: RecordKind, person: Person, unit: Unit, at: datetime) -> list[Field]:
    """What the envelope asks, then what the kind asks."""
    departments, must = options.own_departments(person, declared.submit_right, unit, at)
    out = []
    if declared.timed:
        out.append(Field("happened_at", "时间", "datetime", required=True))
    else:
        out.append(Field("happened_on", "日期", "date", required=True))
    if declared.subject_kind:
        thing = SUBJECTS.get(declared.subject_kind)
        name = thing.title if thing else "对象"
        out.append(Field("subject", name, "subject", required=True, kind=declared.subject_kind))
    if departments:
        out.append(Field("department", "科室", "department", required=must))
    out.extend(declared.asked)
    if declared.about:
        out.append(Field("about", "所属时段", "date", help=_ABOUT))
    return out


def _start(declared: RecordKind, person: Person, unit: Unit, at: datetime) -> dict[str, object]:
    own = person.department_id if person.unit_id == unit.pk else None
    when: dict[str, object] = {"happened_at": at} if declared.timed else {"happened_on": day_of(at)}
    return {**when, "department": own or ""}


def _kept(declared: RecordKind, old: Record) -> dict[str, object]:
    when: dict[str, object] = (
        {"happened_at": old.happened_at} if declared.timed else {"happened_on": old.happened_on}
    )
    answers = {f.key: old.data.get(f.key) for f in declared.asked if f.type not in UPLOADS}
    return {
        **answers,
        **when,
        "department": old.department_id or "",
        "subject": str(old.subject_id or ""),
        "about": old.about or "",
    }

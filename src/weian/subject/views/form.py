"""Entering, changing and retiring subjects."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from weian.base.clock import day_of
from weian.base.errors import NotVisible, Refusal
from weian.base.fields import Field, present, references
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject import actions, queries
from weian.subject.envelope import options, web
from weian.subject.envelope.asking import Asked, ask
from weian.subject.envelope.files import named_in
from weian.subject.envelope.pages import form_page, unit_or_page
from weian.subject.kinds import SubjectKind
from weian.subject.kinds import kind as kind_of
from weian.subject.queries import Subject
from weian.ui.inputs import UPLOADS
from weian.ui.shapes import Crumb

_RETIRE = (
    Field("on", "停用日期", "date", required=True),
    Field("reason", "停用原因", "text", required=True, min=2),
)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask, or enter the thing and show it. What was typed stays when it is refused."""
    person, at = web.asking(request)
    declared = kind_of(kind)
    title = f"登记{declared.title}"
    unit = unit_or_page(request, person, declared.keep_right, title, at)
    if isinstance(unit, HttpResponse):
        return unit
    own = person.department_id if person.unit_id == unit.pk else None
    asked = ask(
        request, _fields(declared, person, unit, at, None), person=person, unit=unit, at=at,
        initial={"since": day_of(at), "department": own or ""}, more=(("unit", str(unit.pk)),),
    )  # fmt: skip
    return _answer(request, declared, unit, asked, None, title)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same form filled with what is known."""
    person, at = web.asking(request)
    row = queries.subject_or_404(person, pk, at)
    declared = kind_of(row.kind)
    org.require(person, declared.keep_right, row.unit, at, row.department)
    held = {f.key: row.data.get(f.key, []) for f in declared.fields if f.type in UPLOADS}
    start = {f.key: row.data.get(f.key) for f in declared.asked if f.type not in UPLOADS}
    seen = request.POST.get("version") or str(row.version)
    asked = ask(
        request, _fields(declared, person, row.unit, at, row), person=person, unit=row.unit, at=at,
        initial={**start, "department": row.department_id or ""}, held=held,
        more=(("version", seen),),
    )  # fmt: skip
    return _answer(request, declared, row.unit, asked, row, f"修改{row.name}")


def _answer(
    request: HttpRequest,
    declared: SubjectKind,
    unit: Unit,
    asked: Asked,
    old: Subject | None,
    title: str,
) -> HttpResponse:
    person, at = web.asking(request)
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                row = _keep(request, declared, unit, asked, old, at)
            except NotVisible:
                raise
            except Refusal as refusal:
                status = refusal.status
                if old is not None and refusal.code == "subject.stale":
                    _tell_both(declared, asked, old, at, person, refusal)
                asked.refuse(refusal)
            else:
                messages.success(request, f"已保存：{row.name}")
                return redirect(web.came_from(request, f"/subjects/{row.pk}/"))
    back = f"/subjects/{old.pk}/" if old else f"/subjects/{declared.key}/"
    return form_page(
        request,
        asked,
        title=title,
        subtitle=unit.name,
        crumbs=(Crumb("台账", "/ledgers/"), Crumb(declared.title, f"/subjects/{declared.key}/")),
        submit="保存",
        cancel=web.came_from(request, back),
        draft=f"subject-{old.pk if old else declared.key}-{person.pk}",
        hint=declared.help,
        status=status,
    )


def _tell_both(
    declared: SubjectKind,
    asked: Asked,
    old: Subject,
    at: datetime,
    person: Person,
    refusal: Refusal,
) -> None:
    """Beside each answer that differs, what stands there now; saving again then means what is typed."""
    now = queries.subject_or_404(person, old.pk, at)
    given = asked.answers
    fields = [f for f in declared.asked if f.type not in UPLOADS]
    names = org.names_of(references(fields, now.data))
    refusal.message = refusal.message.replace(
        "请刷新后再改。", "不同之处标在下面；核对后再点保存，就以您填的为准。"
    )
    for field in fields:
        if given.get(field.key) != now.data.get(field.key):
            shown = present(field, now.data.get(field.key), names) or "（空）"
            asked.form.add_error(field.key, f"现在是“{shown}”。")
    asked.more = (("version", str(now.version)),)


def _keep(
    request: HttpRequest,
    declared: SubjectKind,
    unit: Unit,
    asked: Asked,
    old: Subject | None,
    at: datetime,
) -> Subject:
    person, _ = web.asking(request)
    answers = asked.answers
    number = answers.pop("department", None)
    since = answers.pop("since", None)
    places, _ = options.own_departments(person, declared.keep_right, unit, at)
    version = request.POST.get("version", "")
    # An answer taken away must be said: what is not given stays.
    cleared: dict[str, object] = {f.key: None for f in declared.asked} if old else {}
    return actions.keep(
        person,
        kind=declared.key,
        unit=unit,
        department=next((d for d in places if d.pk == number), None),
        data={**cleared, **answers},
        subject=old,
        since=date.fromisoformat(since) if since else None,
        version=int(version) if version.isdigit() and old else None,
        at=at,
        idempotency_key=asked.once,
    )


def _fields(
    declared: SubjectKind, person: Person, unit: Unit, at: datetime, old: Subject | None
) -> list[Field]:
    departments, must = options.own_departments(person, declared.keep_right, unit, at)
    out = list(declared.asked)
    if departments:
        out.append(Field("department", "所在科室", "department", required=must))
    if old is None:
        out.append(Field("since", "启用日期", "date", required=True))
    return out


@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask from when and why, or retire it."""
    person, at = web.asking(request)
    row = queries.subject_or_404(person, pk, at)
    declared = kind_of(row.kind)
    org.require(person, declared.keep_right, row.unit, at, row.department)
    asked = ask(
        request, _RETIRE, person=person, unit=row.unit, at=at, initial={"on": day_of(at)},
        more=(("version", str(row.version)),),
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            answers = asked.answers
            day = date.fromisoformat(answers["on"])
            try:
                actions.retire(person, subject=row, at=at, on=day, reason=answers["reason"])
            except Refusal as refusal:
                status = refusal.status
                asked.refuse(refusal)
            else:
                messages.success(request, f"“{row.name}”已停用。")
                return redirect(f"/subjects/{pk}/")
    return form_page(
        request,
        asked,
        title=f"停用{row.name}",
        subtitle=declared.title,
        crumbs=(Crumb(row.name, f"/subjects/{pk}/"),),
        submit="停用",
        cancel=f"/subjects/{pk}/",
        draft="",
        hint="停用后不再产生新的责任事项，以前的记录都保留。",
        danger=True,
        status=status,
    )


@require_GET
def file(request: HttpRequest, pk: UUID, number: UUID) -> FileResponse:
    """A file of a subject, for whoever may see the subject."""
    person, at = web.asking(request)
    row = queries.subject_or_404(person, pk, at)
    return web.file_of(("subject", pk), named_in(kind_of(row.kind).fields, row.data), number)

"""Importing a kind: template, upload, what the check found, what was taken."""

from __future__ import annotations

import io
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base import store
from weian.base.errors import Forbidden, NotVisible, Refusal
from weian.org.queries import Person
from weian.site.importing import actions
from weian.site.importing import template as templates
from weian.site.importing.plan import Plan, plan_of
from weian.site.importing.showing import figures_of, past_of, problems_of
from weian.site.models import Import
from weian.subject.envelope import options, web
from weian.ui.shapes import Action, Crumb, FormShape, Page


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label="填好的 Excel 文件", max_length=200, allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls", "class": "form-control"}),
        error_messages={"required": "请选择填好的 Excel 文件。", "empty": "文件是空的，请重新选择。"},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest, noun: str, kind: str) -> HttpResponse:
    """How it is done, the template, and the file; below it what was imported before."""
    person, at = web.asking(request)
    plan = _plan(person, noun, kind, request)
    form = UploadForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data["file"]
            try:
                row = actions.begin(
                    person, plan=plan, unit=person.unit, name=given.name, content=given.file,
                    size=given.size, at=at,
                )  # fmt: skip
                return redirect(f"/imports/{row.pk}")
            except Refusal as refusal:
                form.add_error("file", refusal.message)
                status = refusal.status
    context = {"page": _form(plan, form), "plan": plan, "past": past_of(person, plan, at)}
    return render(request, "site/import.html", context, status=status)


def _plan(person: Person, noun: str, kind: str, request: HttpRequest) -> Plan:
    _, at = web.asking(request)
    plan = plan_of(noun, kind)
    if not options.anywhere(person, plan.right, at):
        raise Forbidden(
            "import.no_right", f"您没有登记{plan.title}的权限，请联系本单位安全管理员。"
        )
    return plan


def _form(plan: Plan, form: forms.Form) -> FormShape:
    return FormShape(
        title=f"导入{plan.title}", form=form, submit="上传并检查", cancel_url=plan.home,
        crumbs=(Crumb("台账", "/ledgers/"), Crumb(plan.title, plan.home)),
    )  # fmt: skip


@require_GET
def template(request: HttpRequest, noun: str, kind: str) -> HttpResponse:
    """The workbook to fill in."""
    person, at = web.asking(request)
    plan = _plan(person, noun, kind, request)
    return _workbook(templates.build(plan, person, person.unit, at), f"{plan.title}导入模板")


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=web.XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What became of a file; asks again by itself while work goes on."""
    person, _ = web.asking(request)
    row = _own(person, pk)
    plan = plan_of(row.noun, row.kind)
    busy = row.state in (Import.State.CHECKING, Import.State.TAKING)
    context = {
        "row": row, "plan": plan, "busy": busy, "figures": figures_of(row),
        "table": problems_of(row), "page": _head(row, plan),
        "take": _take_action(row) if row.state == Import.State.CHECKED else None,
        "share": 100 * row.looked // row.total if row.total else 0,
    }  # fmt: skip
    return render(request, "site/import_done.html", context)


def _head(row: Import, plan: Plan) -> Page:
    crumbs = (Crumb(plan.title, plan.home), Crumb("导入", plan.address))
    return Page(title=row.name, crumbs=crumbs, subtitle=row.get_state_display())


def _take_action(row: Import) -> Action | None:
    fresh = row.good - row.same
    if not fresh:
        return None
    return Action(f"导入 {fresh} 行", f"/imports/{row.pk}/take", method="post", primary=True)


@require_POST
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin taking the good rows."""
    person, at = web.asking(request)
    row = _own(person, pk)
    actions.take(person, row=row, at=at)
    return redirect(f"/imports/{row.pk}")


@require_GET
def marked(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file with the reasons beside its bad rows."""
    person, _ = web.asking(request)
    row = _own(person, pk)
    if not row.marked:
        raise NotVisible()
    content = io.BytesIO(store.path_of(row.marked).read_bytes())
    return _workbook(content.getvalue(), f"{row.name.rpartition('.')[0] or row.name}-标红")


def _own(person: Person, pk: UUID) -> Import:
    row = Import.objects.visible_to(person).select_related("unit").filter(pk=pk).first()
    if row is None:
        raise NotVisible()
    return row

"""Packs out as YAML or Excel, and in again for a second person to approve."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from weian.base import media, uploads
from weian.base.errors import BadInput, Forbidden, Refusal
from weian.base.limited import Exceeded, Refused, work
from weian.org import queries as org
from weian.policy import queries
from weian.policy.drafting import actions
from weian.policy.drafting import queries as drafts
from weian.policy.drafting.exchange import from_yaml, to_yaml
from weian.policy.drafting.workbook import from_excel, to_excel
from weian.policy.loading import LoadedPack
from weian.policy.models import Draft
from weian.policy.source import BrokenPack
from weian.policy.views.common import CRUMBS, asking
from weian.policy.views.drafts import HOME, draft_url
from weian.ui.shapes import Crumb, FormShape

_MOST = 5 * 1024 * 1024
_SHOWN = 20  # faults told
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The whole pack as a file."""
    person, at = asking(request)
    edition = queries.edition_or_404(person, pk, at)
    content = queries.content_of(edition)
    raw, kind = (
        (to_excel(content), _XLSX)
        if form == "xlsx"
        else (to_yaml(content).encode(), "application/yaml")
    )
    response = HttpResponse(raw, content_type=kind)
    name = quote(f"{edition.title[:60]}-第{edition.version}版.{form}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response


class PackFileForm(forms.Form):
    """One exported file, for a unit."""

    file = forms.FileField(
        label="制度包文件", max_length=200,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.xlsx", "class": "form-control"}),
        error_messages={"required": "请选择文件。", "empty": "文件是空的，请重新选择。"},
        help_text="从“导出”得到的 YAML 或 Excel，改过以后再传回来。",
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="为哪个单位", widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "请从列表中选择。", "required": "请选择单位。"},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Check a pack file and hand it to another person for approval."""
    person, at = asking(request)
    units = drafts.units_that_may_draft(person, at)
    if not units:
        raise Forbidden(
            "draft.no_right", "导入制度包由卫生健康局、单位主要负责人或安全管理员办理。"
        )
    form, status = PackFileForm(request.POST or None, request.FILES or None), 200
    choices = [(str(u.pk), str(u)) for u in units]
    form.fields["unit"].choices = choices  # type: ignore[attr-defined]
    form.fields["unit"].initial = choices[0][0]
    if len(choices) == 1:
        form.fields["unit"].widget = forms.HiddenInput()
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                draft = _brought(person, form, units, at)
                return redirect(f"{draft_url(draft)}approval")
            except Refusal as refusal:
                form.add_error("file", _lines(refusal))
    page = FormShape(
        title="导入制度包", form=form, submit="检查并提请审定", cancel_url=HOME,
        crumbs=(*CRUMBS, Crumb("把文件变成制度包", HOME)),
        hint="检查没有错误的制度包要由另一位有权限的同事审定，然后才能采用。",
    )  # fmt: skip
    return render(request, "ui/form.html", {"page": page}, status=status)


def _brought(person: org.Person, form: PackFileForm, units: list[org.Unit], at: datetime) -> Draft:
    given = form.cleaned_data["file"]
    if given.size > _MOST:
        raise BadInput("pack.too_large", "文件超过 5 MB，不是制度包。")
    raw = given.read()
    unit = next(u for u in units if str(u.pk) == form.cleaned_data["unit"])
    return actions.bring(
        person, unit=unit, loaded=_loaded(given.name, raw), name=given.name, raw=raw, at=at
    )


def _loaded(name: str, raw: bytes) -> LoadedPack:
    if raw.startswith(b"PK"):
        return from_excel(raw, name)
    try:
        uploads.examined(raw, media.TEXT)
        work("weian.policy.drafting.gate:text_fits", raw)
        return from_yaml(raw.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise BadInput(
            "pack.encoding", "认不出文件的编码，请存为 UTF-8 的 YAML 或 Excel。"
        ) from None
    except (Refused, Exceeded):
        raise BadInput("pack.too_large", "文件内容太多，不是制度包，没有收下。") from None


def _lines(refusal: Refusal) -> list[str]:
    if not isinstance(refusal, BrokenPack):
        return [next(iter(refusal.fields.values()), refusal.message)]
    said = [f"第 {e.line} 行：{e.reason}" for e in refusal.errors[:_SHOWN]]
    more = len(refusal.errors) - _SHOWN
    return [*said, f"还有 {more} 处。"] if more > 0 else said

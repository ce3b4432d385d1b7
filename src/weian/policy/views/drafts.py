"""Uploading a document, and the drafts that were begun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from weian.base.errors import Forbidden, Refusal
from weian.org import queries as org
from weian.policy.drafting import actions, intake
from weian.policy.drafting import queries as drafts
from weian.policy.models import Draft
from weian.policy.views.common import CRUMBS, asking
from weian.ui import humane
from weian.ui.shapes import Action, Cell, Column, Empty, FormShape, Ledger, Row
from weian.ui.shapes.common import Tone

HOME = "/packs/compile/"
_MOST = 200
_TONES: dict[str, Tone] = {
    "reading": "unknown", "failed": "overdue", "review": "soon", "submitted": "soon", "approved": "ok",
}  # fmt: skip
_COLUMNS = (
    Column("title", "文件", width="wide"),
    Column("unit", "单位", phone=False),
    Column("author", "上传"),
    Column("progress", "审读进度"),
    Column("state", "状态", kind="status"),
)


class UploadForm(forms.Form):
    """One document, for a unit; perhaps a later version of one uploaded before."""

    file = forms.FileField(
        label="文件", max_length=200, allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.pdf,.doc,.wps", "class": "form-control"}),
        error_messages={"required": "请选择文件。", "empty": "文件是空的，请重新选择。"},
        help_text="Word（docx）、文字版 PDF 或文本（txt）；doc、wps 要服务器装有 LibreOffice。文件只存在本系统里，不会外传。",
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="为哪个单位", widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "请从列表中选择。", "required": "请选择单位。"},
    )  # fmt: skip
    previous = forms.ChoiceField(
        label="是哪份文件的新版本", required=False, widget=forms.Select(attrs={"class": "form-select"}),
        help_text="选了以后，没有改动的句子沿用上次的处理，只看改了的。",
        error_messages={"invalid_choice": "请从列表中选择。"},
    )  # fmt: skip


def draft_url(draft: Draft) -> str:
    """The page of a draft."""
    return f"/packs/drafts/{draft.pk}/"


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """How it goes, the form, and what was uploaded before."""
    person, at = asking(request)
    units = _units(person, at)
    rows = list(drafts.drafts_visible(person, at)[:_MOST])
    form, status = _form(request, units, rows), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(draft_url(_begun(person, form, units, rows, at)))
            except Refusal as refusal:
                form.add_error("file", next(iter(refusal.fields.values()), refusal.message))
    page = FormShape(
        title="把文件变成制度包", crumbs=CRUMBS, form=form, submit="上传并开始审读", cancel_url="/packs/",
        actions=(Action("导入制度包", "/packs/import"),),
    )  # fmt: skip
    context = {"page": page, "past": _past(rows)}
    return render(request, "policy/upload.html", context, status=status)


def _units(person: org.Person, at: datetime) -> list[org.Unit]:
    units = drafts.units_that_may_draft(person, at)
    if not units:
        raise Forbidden(
            "draft.no_right", "把文件变成制度包由卫生健康局、单位主要负责人或安全管理员办理。"
        )
    return units


def _form(request: HttpRequest, units: list[org.Unit], rows: list[Draft]) -> UploadForm:
    form = UploadForm(request.POST or None, request.FILES or None)
    choices = [(str(u.pk), str(u)) for u in units]
    form.fields["unit"].choices = choices  # type: ignore[attr-defined]
    form.fields["unit"].initial = choices[0][0]
    if len(choices) == 1:
        form.fields["unit"].widget = forms.HiddenInput()
    earlier = [r for r in rows if r.state in ("review", "submitted", "approved")]
    known = [(str(r.pk), f"{r}（{humane.day(r.created_at)}上传）") for r in earlier]
    form.fields["previous"].choices = [("", "不是，是新文件"), *known]  # type: ignore[attr-defined]
    if not known:
        form.fields["previous"].widget = forms.HiddenInput()
    return form


def _begun(
    person: org.Person, form: UploadForm, units: list[org.Unit], rows: list[Draft], at: datetime
) -> Draft:
    given, answers = form.cleaned_data["file"], form.cleaned_data
    unit = next(u for u in units if str(u.pk) == answers["unit"])
    previous = next((r for r in rows if str(r.pk) == answers["previous"]), None)
    draft = actions.begin(
        person, unit=unit, name=given.name, content=given.file, size=given.size, at=at,
        previous=previous,
    )  # fmt: skip
    return intake.read(draft, at) if actions.at_once(draft, given.size) else draft


def _past(rows: list[Draft]) -> Ledger:
    return Ledger(
        title="上传过的文件", key="drafts", columns=_COLUMNS, rows=tuple(_rows(rows)), count=str(len(rows)),
        empty=Empty("还没有上传过文件", "上传一份方案或通知，系统读出里面的要求，逐条审读后由另一人审定。"),
    )  # fmt: skip


def _rows(rows: Iterable[Draft]) -> Iterator[Row]:
    listed = list(rows)
    known = drafts.counted(listed)
    for draft in listed:
        done, every = known.get(draft.pk, (0, 0))
        yield Row(
            id=str(draft.pk),
            href=draft_url(draft),
            cells=(
                Cell(str(draft), sub=draft.name),
                Cell(str(draft.unit)),
                Cell(draft.author.name, sub=humane.day(draft.created_at)),
                Cell(f"{done}/{every} 项" if every else "—"),
                Cell(draft.get_state_display(), tone=_TONES[draft.state]),
            ),
        )


@require_GET
def waiting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a long document is read: the small part of the page that asks again by itself."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    if draft.state != Draft.State.READING:
        response = HttpResponse()
        response["HX-Redirect"] = draft_url(draft)
        return response
    return render(request, "policy/reading_part.html", {"draft": draft, **progress(draft)})


def progress(draft: Draft) -> dict[str, object]:
    """What the strip of progress needs."""
    said = ("正在取出文字", "正在读条款和要求", "正在核对以前的处理", "正在保存")
    share = 100 * draft.looked // draft.total if draft.total else 0
    stage = said[min(draft.looked, len(said) - 1)] if draft.total else "排队等候"
    return {"share": share, "stage": stage, "url": f"{draft_url(draft)}waiting"}

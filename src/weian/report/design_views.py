"""The page on which the contents of a commission's own return are chosen: one form, several buttons,
so that nothing typed is lost whichever is pressed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from weian.base import clock
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.org import queries as org
from weian.report import documents, form_shapes, making, publishing, terms
from weian.report.counting import Period
from weian.report.drafting import table_by_form
from weian.report.form_views import asking
from weian.report.models import Form

Said = dict[str, dict[str, Any]]


@require_http_methods(["GET", "POST"])
def design(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a return holds: template, figures, texts; a preview; the publishing."""
    person, at, form = asking(request, pk)
    if request.method != "POST":
        return render(request, "report/form.html", _context(request, person, form, at))
    points, texts = _points(form, request.POST), _texts(request.POST)
    try:
        told = _act(request, person, form, at, points, texts)
        messages.success(request, told)
        return redirect(f"/reports/forms/{pk}/?sample={request.POST.get('sample', '')}")
    except Refusal as refusal:
        wrong = list(refusal.fields.values()) or [refusal.message]
        form = asking(request, pk)[2]
        context = _context(request, person, form, at, points, texts, wrong)
        return render(request, "report/form.html", context, status=refusal.status)


def _act(
    request: HttpRequest, person: org.Person, form: Form, at: datetime, points: Said,
    texts: list[dict[str, Any]],
) -> str:  # fmt: skip
    """Keep what was chosen, then do what the button says; the words that tell of it."""
    form = making.point(person, form=form, points=points, texts=texts, at=at)
    act = request.POST.get("act", "")
    if act == "file":
        return _attach(request, person, form, at)
    if act == "cell":
        sheet, ref = request.POST.get("sheet", ""), request.POST.get("ref", "")
        if not ref.strip():
            raise BadInput("form.cell", fields={"ref": "请写单元格的位置，例如 B7。"})
        form = making.add_cell(person, form=form, sheet=sheet, ref=ref, at=at)
        return f"已添加 {form.places[-1]['where']}，请在列表最后选择填什么。"
    if act == "publish":
        publishing.publish(person, form=form, at=at)
        return "已发布。填报单位的待办里会按期出现这张报表。"
    return "已保存。"


def _attach(request: HttpRequest, person: org.Person, form: Form, at: datetime) -> str:
    file = request.FILES.get("file")
    if file is None:
        raise BadInput("form.file", fields={"file": "请先选择 .docx 或 .xlsx 文件，再点“上传”。"})
    lost = making.attach(person, form=form, name=str(file.name), content=file.read(), at=at)
    if lost:
        return f"已换表样。新表样里没有这些位置，原来的设置已去掉：{'、'.join(lost[:10])}。"
    return "已读出表样里可以填的地方，请逐处选择填什么。"


def _points(form: Form, posted: Mapping[str, str]) -> Said:
    """What was chosen for each place: a figure, "ask" or "ask!" (required), "blank", or nothing."""
    if not form.sha256:
        chosen = [v for n in range(form_shapes.MOST_PICKS) if (v := posted.get(f"pick-{n}", ""))]
        return {f"pick:{key}": {"figure": key} for key in dict.fromkeys(chosen)}
    out: Said = {}
    for number, place in enumerate(form.places):
        chosen_here = posted.get(f"place-{number}", "")
        if chosen_here in ("ask", "ask!"):
            out[place["id"]] = {"ask": place["label"][:40], "required": chosen_here == "ask!"}
        elif chosen_here == "blank":
            out[place["id"]] = {"blank": True}
        elif chosen_here:
            out[place["id"]] = {"figure": chosen_here}
    return out


def _texts(posted: Mapping[str, str]) -> list[dict[str, Any]]:
    rows = range(making.MOST_TEXTS + form_shapes.BLANK_TEXTS)
    return [
        {"title": title, "long": posted.get(f"text-{n}-sort") == "long",
         "required": posted.get(f"text-{n}-must") == "1"}
        for n in rows if (title := posted.get(f"text-{n}", "").strip())
    ]  # fmt: skip


def _context(
    request: HttpRequest, person: org.Person, form: Form, at: datetime, points: Said | None = None,
    texts: list[dict[str, Any]] | None = None, wrong: list[str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    below = _fillers(form, at)
    unit = _sample(request.POST.get("sample") or request.GET.get("sample", ""), below)
    said = form_shapes.in_order(form) if points is None else points
    table = table_by_form(form, form.title, _period(unit, at), {}) if unit else None
    return {
        "form": form,
        "page": form_shapes.page(form),
        "terms": form_shapes.terms(form, below),
        "places": form_shapes.places(form, said) if form.sha256 else (),
        "picks": () if form.sha256 else form_shapes.picks(said),
        "texts": form_shapes.texts(form.texts if texts is None else texts),
        "groups": form_shapes.choices(),
        "figures": [(g, fs) for g, fs in form_shapes.choices() if g != form_shapes.BY_HAND],
        "sheets": making.sheets_of(form) if form.state == Form.State.DRAFT else [],
        "sheet": request.POST.get("sheet", ""),
        "ref": request.POST.get("ref", ""),
        "wrong": wrong or (),
        "editable": form.state == Form.State.DRAFT,
        "below": below,
        "sample": unit,
        "preview": form_shapes.preview(table) if table else None,
        "may_publish": org.can(person, publishing.PUBLISH_RIGHT, form.unit, at),
    }


def _fillers(form: Form, at: datetime) -> list[org.Unit]:
    """Those who would file it today."""
    said = terms.read(form.terms)
    rows = making.askable(form.unit, at)
    if said.units:
        rows = rows.filter(pk__in=said.units)
    elif said.kinds:
        rows = rows.filter(kind__in=said.kinds)
    return list(rows.order_by("sort_key", "pk"))


def _sample(asked_for: str, below: list[org.Unit]) -> org.Unit | None:
    """The unit whose figures are shown; the first one where none is asked for."""
    found = [unit for unit in below if str(unit.pk) == asked_for]
    return next(iter(found or below), None)


def _period(unit: org.Unit, at: datetime) -> Period:
    day = at.astimezone(clock.TZ).date()
    return Period(unit, date(day.year, 1, 1), date(day.year + 1, 1, 1), at, f"{day.year}年度")


@require_GET
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The template filled with the figures of one unit, as a file."""
    _, at, form = asking(request, pk)
    unit = _sample(request.GET.get("sample", ""), _fillers(form, at))
    if unit is None or not form.sha256:
        raise NotVisible
    table = table_by_form(form, form.title, _period(unit, at), {})
    data = making.fill(form, table.form["values"])
    return documents.attachment(data, f"{form.title}（{unit.name}预览）", form.media)

"""Pages on which a commission makes its own returns from the templates of its superior."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base import clock
from weian.base.errors import NotVisible, Refusal
from weian.base.fields import Field
from weian.org import queries as org
from weian.report import documents, form_shapes, making
from weian.report.counting import Period
from weian.report.drafting import table_by_form
from weian.report.models import Form
from weian.report.views import asked
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.shapes import Crumb, FormShape

_UPLOAD = (
    Field("title", "报表名称", "text", required=True, min=2, max=60),
    Field("help", "填报说明", "text", max=200, help="给下级单位看的一句话，可以不写。"),
    Field("file", "表样文件", "files", required=True, max=1,
          help="上级下发的 .docx 或 .xlsx 空表。系统找出空白单元格和 {{名称}}，下一步指定各处填什么。"),
)  # fmt: skip
PUBLISH = (
    Field("period", "多久报送一次", "choice", required=True,
          choices=tuple((key, title) for key, (title, _) in making.PERIODS.items())),
    Field("since", "从哪天起执行", "date", required=True,
          help="从这天所在的一期开始要求下级各机构报送。"),
)  # fmt: skip


def _form_or_404(person: org.Person, pk: UUID, at: datetime) -> Form:
    rows = Form.objects.visible_to(person, at, right=making.RIGHT)
    found: Form | None = rows.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def _asking(request: HttpRequest, pk: UUID) -> tuple[org.Person, datetime, Form]:
    person, at = cast(org.Person, request.user), clock.now()
    return person, at, _form_or_404(person, pk, at)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The templates of a commission, each with its latest version."""
    person, unit, at = asked(request)
    org.require(person, making.RIGHT, unit, at)
    rows = list(Form.objects.filter(unit=unit).order_by("title", "key", "-version"))
    return render(request, "ui/ledger.html", {"page": form_shapes.ledger(rows, unit)})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Upload a template, or the next version of one (``follows``)."""
    person, unit, at = asked(request)
    org.require(person, making.RIGHT, unit, at)
    before = _before(request, person, at)
    start = {"title": before.title, "help": before.help} if before else {}
    form = form_class(_UPLOAD, {})(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        file = form.uploads("file")[0]
        try:
            made = making.upload(
                person, unit=unit, title=str(form.answers["title"]), at=at, follows=before,
                help=str(form.answers.get("help", "")), name=str(file.name), content=file.read(),
            )  # fmt: skip
            return redirect(f"/reports/forms/{made.pk}/")
        except Refusal as refusal:
            to_form_errors(form, refusal)
    seen = (("unit", str(unit.pk)), *((("follows", str(before.pk)),) if before else ()))
    page = FormShape(
        title=f"上传新的一版：{before.title}" if before else "上传表样", form=form, url="/reports/forms/new/", submit="上传并查找可填的地方",
        cancel_url=f"/reports/forms/?unit={unit.pk}", seen=seen, crumbs=(Crumb("自定义报表", f"/reports/forms/?unit={unit.pk}"),),
    )  # fmt: skip
    return render(request, "ui/form.html", {"page": page}, status=422 if form.errors else 200)


def _before(request: HttpRequest, person: org.Person, at: datetime) -> Form | None:
    named = request.POST.get("follows") or request.GET.get("follows")
    try:
        return _form_or_404(person, UUID(named), at) if named else None
    except ValueError:
        raise NotVisible from None


@require_http_methods(["GET", "POST"])
def design(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The places of a template, what stands at each, a preview, and the publishing."""
    person, at, form = _asking(request, pk)
    if request.method == "POST":
        try:
            making.point(person, form=form, points=_points(form, request.POST), at=at)
            messages.success(request, "已保存各处填什么。")
        except Refusal as refusal:
            messages.error(request, "；".join(refusal.fields.values()) or refusal.message)
        return redirect(f"/reports/forms/{pk}/?sample={request.POST.get('sample', '')}")
    return render(request, "report/form.html", _context(request, person, form, at))


def _points(form: Form, posted: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What was chosen for each place: a figure, "ask" or "ask!" (required), or nothing."""
    out: dict[str, dict[str, Any]] = {}
    for number, place in enumerate(form.places):
        chosen = posted.get(f"place-{number}", "")
        if chosen in ("ask", "ask!"):
            out[place["id"]] = {"ask": place["label"][:40], "required": chosen == "ask!"}
        elif chosen:
            out[place["id"]] = {"figure": chosen}
    return out


def _context(
    request: HttpRequest, person: org.Person, form: Form, at: datetime,
    publishing: AnswerForm | None = None,
) -> dict[str, Any]:  # fmt: skip
    below = list(org.units_below(form.unit, of=("institution",), on=at.date()).order_by("sort_key"))
    unit = _sample(request.GET.get("sample", ""), below)
    start = {"since": at.date().replace(day=1), "period": "quarter"}
    return {
        "form": form,
        "page": form_shapes.page(form),
        "places": form_shapes.places(form),
        "groups": form_shapes.choices(),
        "editable": form.state == Form.State.DRAFT,
        "below": below,
        "sample": unit,
        "preview": form_shapes.preview(table_by_form(form, form.title, _period(unit, at), {})) if unit else None,
        "publishing": FormShape(
            title="发布", form=publishing or form_class(PUBLISH, {})(initial=start),
            url=f"/reports/forms/{form.pk}/publish/", submit="发布并要求下级报送",
        ) if org.can(person, making.PUBLISH_RIGHT, form.unit, at) else None,
    }  # fmt: skip


def _sample(asked_for: str, below: list[org.Unit]) -> org.Unit | None:
    """The institution whose figures are shown; the first one where none is asked for."""
    found = [unit for unit in below if str(unit.pk) == asked_for]
    return next(iter(found or below), None)


def _period(unit: org.Unit, at: datetime) -> Period:
    day = at.astimezone(clock.TZ).date()
    return Period(unit, date(day.year, 1, 1), date(day.year + 1, 1, 1), at, f"{day.year}年度")


@require_GET
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The template filled with the figures of one unit, as a file."""
    _, at, form = _asking(request, pk)
    below = list(org.units_below(form.unit, of=("institution",), on=at.date()).order_by("sort_key"))
    unit = _sample(request.GET.get("sample", ""), below)
    if unit is None:
        raise NotVisible
    table = table_by_form(form, form.title, _period(unit, at), {})
    data = making.fill(form, table.form["values"])
    return documents.attachment(data, f"{form.title}（{unit.name}预览）", form.media)


@require_POST
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the units below for it."""
    person, at, form = _asking(request, pk)
    org.require(person, making.PUBLISH_RIGHT, form.unit, at)
    given = form_class(PUBLISH, {})(request.POST)
    if given.is_valid():
        try:
            since = date.fromisoformat(str(given.answers["since"]))
            making.publish(person, form=form, period=given.answers["period"], since=since, at=at)
            messages.success(request, "已发布。下级各机构的待办里会按期出现这张报表。")
            return redirect(f"/reports/forms/{pk}/")
        except Refusal as refusal:
            to_form_errors(given, refusal)
    context = _context(request, person, form, at, given)
    return render(request, "report/form.html", context, status=422)


@require_POST
def retire(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for it no longer."""
    person, at, form = _asking(request, pk)
    making.retire(person, form=form, at=at)
    messages.success(request, "已停用，今后不再要求报送；已经报送的不受影响。")
    return redirect(f"/reports/forms/{pk}/")

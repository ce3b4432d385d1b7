"""A commission's own returns: the list, who files and when, the way from version to version."""

from datetime import datetime
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
from weian.report import form_shapes, making, publishing, terms
from weian.report.models import Form
from weian.report.views import asked
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.shapes import Crumb, FormShape

_HEADINGS = {"title": "是什么", "to": "谁报、报给谁", "window": "什么时候报"}


def form_or_404(person: org.Person, pk: UUID, at: datetime) -> Form:
    """A version that the person may review returns for. Raises NotVisible."""
    rows = Form.objects.visible_to(person, at, right=making.RIGHT)
    found: Form | None = rows.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def asking(request: HttpRequest, pk: UUID) -> tuple[org.Person, datetime, Form]:
    """Who asks, when, and for which version."""
    person, at = cast(org.Person, request.user), clock.now()
    return person, at, form_or_404(person, pk, at)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The returns of a commission, each with all its versions."""
    person, unit, at = asked(request)
    org.require(person, making.RIGHT, unit, at)
    rows = list(Form.objects.filter(unit=unit).order_by("title", "key", "-version"))
    return render(request, "ui/ledger.html", {"page": form_shapes.ledger(rows, unit)})


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """All figures that a return may name, under their headings."""
    person, unit, at = asked(request)
    org.require(person, making.RIGHT, unit, at)
    return render(request, "ui/ledger.html", {"page": form_shapes.figures_ledger(unit)})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Define a return: its name, who files it, to whom, when."""
    person, unit, at = asked(request)
    org.require(person, making.RIGHT, unit, at)
    return _define(request, person, unit, at, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same of a draft."""
    person, at, form = asking(request, pk)
    if form.state != Form.State.DRAFT:
        messages.info(request, "已发布的版本不能再改，请点“修改为新的一版”。")
        return redirect(f"/reports/forms/{pk}/")
    return _define(request, person, form.unit, at, form)


def _define(
    request: HttpRequest, person: org.Person, unit: org.Unit, at: datetime, form: Form | None
) -> HttpResponse:
    receivers = _receivers(person, unit, at, form)
    typed = _terms_form(request, unit, receivers, at, form)
    if request.method == "POST" and typed.is_valid():
        answers = dict(typed.answers)
        to = next(u for u in receivers if str(u.pk) == answers["to"])
        try:
            kept = making.define(
                person, unit=to, title=str(answers["title"]), terms=terms.read(answers), at=at,
                help=str(answers.get("help") or ""), form=form,
            )  # fmt: skip
            return redirect(f"/reports/forms/{kept.pk}/")
        except Refusal as refusal:
            to_form_errors(typed, refusal)
    back = f"/reports/forms/{form.pk}/" if form else f"/reports/forms/?unit={unit.pk}"
    page = FormShape(
        title=f"{form.title}：报送要求" if form else "定义报表", form=typed,
        url=f"/reports/forms/{form.pk}/edit/" if form else "/reports/forms/new/",
        submit="保存，下一步定内容", cancel_url=back, seen=(("unit", str(unit.pk)),),
        crumbs=(Crumb("自定义报表", f"/reports/forms/?unit={unit.pk}"),), headings=_HEADINGS,
    )  # fmt: skip
    return render(request, "ui/form.html", {"page": page}, status=422 if typed.errors else 200)


def _receivers(
    person: org.Person, unit: org.Unit, at: datetime, form: Form | None
) -> list[org.Unit]:
    """The commissions that the person may collect for; a later version stays where it is."""
    if form is not None and form.version > 1:
        return [form.unit]
    own = [u for u in org.acting_units(person, at) if u.group == "commission"]
    found = [u for u in own if org.can(person, making.RIGHT, u, at)]
    return found if unit in found else [unit, *found]


def _terms_form(
    request: HttpRequest, unit: org.Unit, receivers: list[org.Unit], at: datetime, form: Form | None
) -> AnswerForm:
    below = list(making.askable(unit, at).order_by("sort_key"))
    offered = {"units": lambda: [(str(u.pk), u.name, u.kind_title) for u in below]}
    start: dict[str, Any] = {
        "to": str(unit.pk), "since": at.date().replace(day=1), "window": "quarter.week",
    }  # fmt: skip
    if form is not None:
        kept = terms.read(form.terms).content()
        kept |= {k: str(kept[k]) for k in ("month", "day") if kept[k]}
        start = {"title": form.title, "help": form.help, "to": str(unit.pk), **kept}
    made = form_class(_fields(receivers, {u.kind for u in below}), offered)
    typed: AnswerForm = made(request.POST if request.method == "POST" else None, initial=start)
    return typed


def _fields(receivers: list[org.Unit], there: set[str]) -> tuple[Field, ...]:
    kinds = tuple(pair for pair in terms.KINDS if pair[0] in there) or terms.KINDS
    windows = tuple((key, title) for key, (title, _) in terms.WINDOWS.items())
    return (
        Field("title", "报表名称", "text", required=True, min=2, max=60),
        Field("help", "填报说明", "text", max=200, help="给填报单位看的一句话，可以不写。"),
        Field("to", "报给", "choice", required=True,
              choices=tuple((str(u.pk), u.name) for u in receivers)),
        Field("kinds", "哪些类别的单位报", "choices", choices=kinds,
              help="以后新设的同类单位也要报。同时勾选县（区）卫健部门和机构的，机构报给所在县（区），"
              "由县（区）汇总上报；没有县（区）的直接报上来。"),
        Field("units", "或者指定单位", "units",
              help="选了具体单位，就只由这些单位报，不再看上面的类别。"),
        Field("window", "什么时候报", "choice", required=True, choices=windows),
        Field("month", "几月", "choice", choices=terms.MONTHS,
              help="“每年，某月某日前”和“每年，某个月内”要选。"),
        Field("day", "几日", "choice", choices=terms.DAYS, help="“每年，某月某日前”要选。"),
        Field("by", "截止日期", "date", help="“只报一次”要填。"),
        Field("since", "从哪天起执行", "date", required=True, help="从这天所在的一期开始要求报送。"),
    )  # fmt: skip


@require_POST
def revise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The next version as a draft."""
    person, at, form = asking(request, pk)
    made = publishing.revise(person, form=form, at=at)
    messages.success(request, f"已建立第 {made.version} 版草稿。发布以前，原来的一版照常报送。")
    return redirect(f"/reports/forms/{made.pk}/")


@require_POST
def retire(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for it no longer."""
    person, at, form = asking(request, pk)
    publishing.retire(person, form=form, at=at)
    messages.success(request, "已停用，今后不再要求报送；已经报送的不受影响。")
    return redirect(f"/reports/forms/{pk}/")


@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    person, at, form = asking(request, pk)
    publishing.discard(person, form=form, at=at)
    messages.success(request, f"草稿《{form.title}》已删除。")
    return redirect(f"/reports/forms/?unit={form.unit_id}")

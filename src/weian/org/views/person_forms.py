"""Forms about a person: registering, appointing, correcting, opening an account."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weian.base import merging
from weian.base.clock import day_of
from weian.base.errors import NotVisible, Refusal
from weian.base.fields import Field
from weian.org import actions, queries
from weian.org.kinds import posts_for
from weian.org.models import Person, Unit
from weian.org.questions import OFFICE_FIELDS, PERSON_FIELDS
from weian.org.views.common import asking, unit_crumbs
from weian.org.views.person import password_page
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.inputs import Provider
from weian.ui.shapes import FormShape

_DEPARTMENT = Field("department", "科室", "department")
_SINCE = Field("since", "从哪一天起", "date", required=True)
_LOGIN = Field(
    "login",
    "登录名",
    "text",
    required=True,
    max=30,
    help="3 到 30 位小写字母、数字、点、横线，以字母开头",
)
_EXTERNAL = Field(
    "external_id",
    "统一认证账号",
    "text",
    max=200,
    help="统一身份认证里代表这个人的编号，一字不差（大小写也算）；清空就不能再从那里登录",
)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register somebody of ``?unit=`` and appoint them at once."""
    person, at = asking(request)
    unit = queries.unit_or_404(person, request.GET.get("unit", ""), at)
    if unit.kind == "department":
        raise NotVisible
    place = _asked_department(request, unit, at)
    queries.require(person, "person.appoint", unit, at, place)
    form = form_class(
        [*PERSON_FIELDS, *_office_fields(person, unit, at)], {"department": _departments(unit, at)}
    )(
        request.POST or None,
        initial={
            "since": str(day_of(at)),
            "employment": "staff",
            "department": request.GET.get("department", ""),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _appoint(person, unit, form, at, None)
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, f"已登记{made.name}。")
            return redirect(f"/people/{made.pk}/")
    shape = FormShape(
        title=f"登记“{unit}”的人员",
        form=form,
        crumbs=unit_crumbs(person, unit, at),
        submit="登记",
        cancel_url=f"/people/?unit={unit.pk}",
        draft=f"person-new-{unit.pk}",
    )
    return render(request, "ui/form.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody posts and roles."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    unit = person.unit
    queries.require(viewer, "person.appoint", unit, at, person.department)
    fields = [*_office_fields(viewer, unit, at), _SINCE]
    form = form_class(fields, {"department": _departments(unit, at)})(
        request.POST or None,
        initial={"since": str(day_of(at)), "department": person.department_id or ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _appoint(viewer, unit, form, at, person)
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, f"已任命{person.name}。")
            return redirect(f"/people/{person.pk}/")
    return render(
        request, "ui/form.html", {"page": _shape(f"任命{person.name}", form, person, "任命")}
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known of a person."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    queries.require(viewer, "person.appoint", person.unit, at, person.department)
    initial: dict[str, object] = {field.key: getattr(person, field.key) for field in PERSON_FIELDS}
    initial["department"] = person.department_id or ""
    form = form_class([*PERSON_FIELDS, _DEPARTMENT], {"department": _departments(person.unit, at)})(
        request.POST or None, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            place = _chosen(person.unit, form, at)
            given = {field.key: form.answers.get(field.key) for field in PERSON_FIELDS}
            was = merging.was_of(request.POST)
            actions.keep_person(viewer, at=at, person=person, department=place, was=was, **given)
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, "已保存。")
            return redirect(f"/people/{person.pk}/")
    shape = _shape(f"更正{person.name}的信息", form, person)
    shape = replace(shape, seen=merging.opened_with(initial))
    return render(request, "ui/form.html", {"page": shape})


@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Open an account; the first password is shown once."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    queries.require(viewer, "person.appoint", person.unit, at, person.department)
    form = form_class([_LOGIN])(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            password = actions.create_login(
                viewer, at=at, person=person, login=form.answers["login"]
            )
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            return password_page(request, person, password)
    return render(
        request, "ui/form.html", {"page": _shape(f"为{person.name}开通账号", form, person, "开通")}
    )


@require_http_methods(["GET", "POST"])
def external(request: HttpRequest, pk: int) -> HttpResponse:
    """Which account of the organisation's own login is theirs."""
    viewer, at = asking(request)
    person = queries.person_or_404(viewer, pk, at)
    queries.require(viewer, "person.appoint", person.unit, at, person.department)
    form = form_class([_EXTERNAL])(
        request.POST or None, initial={"external_id": person.external_id or ""}
    )
    if request.method == "POST" and form.is_valid():
        try:
            given = form.answers.get("external_id") or ""
            actions.declare_external_id(viewer, at=at, person=person, external_id=str(given))
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(
                request, "已登记。" if given else "已取消，统一认证不能再登录这个账号。"
            )
            return redirect(f"/people/{person.pk}/")
    shape = _shape(f"登记{person.name}的统一认证账号", form, person)
    return render(request, "ui/form.html", {"page": shape})


def _shape(title: str, form: AnswerForm, person: Person, submit: str = "保存") -> FormShape:
    return FormShape(title=title, form=form, submit=submit, cancel_url=f"/people/{person.pk}/")


def _appoint(
    actor: Person, unit: Unit, form: AnswerForm, at: datetime, person: Person | None
) -> Person:
    given = dict(form.answers)
    place = _chosen(unit, form, at)
    given.pop("department", None)
    posts, roles = given.pop("posts", []), given.pop("roles", [])
    since = date.fromisoformat(given.pop("since"))
    if person is not None:
        given = {}
    return actions.appoint(
        actor, at=at, unit=unit, department=place, person=person,
        posts=posts, roles=roles, since=since, **given,
    )  # fmt: skip


def _office_fields(actor: Person, unit: Unit, at: datetime) -> list[Field]:
    roles = actions.roles_offered(actor, unit, at)
    posts, role = OFFICE_FIELDS
    posts = replace(posts, choices=posts_for(unit.group))
    offered: Sequence[Field] = (replace(role, choices=roles),) if roles else ()
    return [_DEPARTMENT, posts, *offered]


def _departments(unit: Unit, at: datetime) -> Provider:
    return lambda: [(str(one.pk), one.name, one.pinyin) for one in queries.departments_of(unit, at)]


def _chosen(unit: Unit, form: AnswerForm, at: datetime) -> Unit | None:
    number = form.answers.get("department")
    return queries.departments_of(unit, at).get(pk=number) if number else None


def _asked_department(request: HttpRequest, unit: Unit, at: datetime) -> Unit | None:
    number = request.GET.get("department", "")
    if not number.isdecimal():
        return None
    return queries.departments_of(unit, at).filter(pk=number).first()

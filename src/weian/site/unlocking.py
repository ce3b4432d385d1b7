"""A telephone on shift that lay unused: it still shows, but does nothing before a PIN, a passkey or the
password says that it is in the right hands (``SESSION_IDLE_SECONDS``). The whole login lasts the shift.

Nothing that was typed is lost: the page that asks carries it along.
"""

from collections.abc import Callable
from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import suspend_request
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from weian.base import clock
from weian.base.errors import Forbidden, Refusal
from weian.base.fields import Field
from weian.org import actions, proof
from weian.org.middleware import ACTING
from weian.org.queries import Person
from weian.site.login import device_of, ended, source_of
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.problems import problem
from weian.ui.shapes import Action, ConfirmShape, Crumb, FormShape

Respond = Callable[[HttpRequest], HttpResponse]
FIELD: Final = "shift-pin"
_LOCKED: Final = "locked"
_SAFE: Final = ("GET", "HEAD", "OPTIONS")
#: What proves by itself who it is, or ends the login.
_OPEN: Final = (
    "/logout", "/login", "/csp-report", "/tip/", "/account/unlock", "/account/reauthenticate",
    "/account/password", "/account/second/prove", "/account/second/keys/prove",
)  # fmt: skip
_WRONG: Final = "PIN 不对，请再输一次。连续输错 5 次要重新登录。"
_ENDED: Final = "PIN 连续输错"
_NOT_FOR: Final = "当班 PIN 是给只有职工、保安角色的人用的：其他角色闲置 30 分钟要重新登录。"
_FIELDS: Final = (
    Field("pin", "PIN", "text", required=True, max=6, help="6 位数字，不要用连号、重复的数字，也不要用手机号里的数字。"),
    Field("again", "再输一次", "text", required=True, max=6),
)  # fmt: skip


def on_shift(request: HttpRequest) -> bool:
    """Whether this login lasts a shift: no roles but those, and nobody stood in for."""
    person = request.user
    assert isinstance(person, Person)
    return proof.works_shifts(person, clock.now()) and ACTING not in request.session


def lock(request: HttpRequest, moment: int) -> None:
    """Until a proof that is younger."""
    request.session[_LOCKED] = moment


def locked(request: HttpRequest) -> bool:
    """Whether something must be proved before anything is done."""
    since = request.session.get(_LOCKED, 0)
    if since and proof.given_since(request, since):
        del request.session[_LOCKED]
        return False
    return bool(since)


def way_out(request: HttpRequest) -> Action | None:
    """The link on every page of a locked telephone."""
    if not locked(request):
        return None
    return Action("解锁", f"/account/unlock?{urlencode({'next': request.get_full_path()})}")


class Locked:
    """Holds what a locked telephone sends until its owner has said who it is. Stands last but for what
    answers refusals."""

    def __init__(self, get_response: Respond) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reads = request.method in _SAFE or request.path.startswith(_OPEN)
        if reads or not isinstance(request.user, Person) or not locked(request):
            return self._get_response(request)
        if request.path.startswith("/api/"):
            why = "这台设备闲置较久，请先在网页 /account/unlock 确认是您本人，再用接口办理。"
            return problem(Forbidden("auth.locked", why))
        if FIELD in request.POST and actions.has_pin(request.user):
            answer = _tried(request, request.POST[FIELD])
            return answer or self._get_response(_without_pin(request))
        return _held(request)


def _tried(request: HttpRequest, pin: str) -> HttpResponse | None:
    """None if the PIN was right; else what to answer."""
    person = request.user
    assert isinstance(person, Person)
    right = actions.try_pin(
        person, pin, source=source_of(request), device=device_of(request), at=clock.now()
    )
    if right:
        del request.session[_LOCKED]
        return None
    if right is None:
        ended(request, _ENDED)
        return redirect(settings.LOGIN_URL)
    return _held(request, error=_WRONG)


def _without_pin(request: HttpRequest) -> HttpRequest:
    given = request.POST.copy()
    del given[FIELD]
    request.POST = given  # type: ignore[assignment]  # Django's own setter
    return request


def _held(request: HttpRequest, error: str = "") -> HttpResponse:
    """The page that asks and keeps what was sent; without a PIN the password or a passkey is asked for."""
    person = request.user
    assert isinstance(person, Person)
    methods = get_adapter().get_reauthentication_methods(person)
    pin = actions.has_pin(person)
    if not pin and not methods:
        ended(request, "闲置超时")
        return redirect(settings.LOGIN_URL)
    if not pin and not request.FILES:
        response: HttpResponse = suspend_request(request, methods[0]["url"])
        return response
    names = ("csrfmiddlewaretoken", FIELD)
    context = {
        "url": request.get_full_path(), "pin": pin, "error": error, "field": FIELD,
        "kept": [(k, v) for k, values in request.POST.lists() for v in values if k not in names],
        "files": sorted(set(request.FILES)), "others": _others(methods, request.path),
    }  # fmt: skip
    return render(request, "account/unlock.html", context, status=403)


def _others(methods: list[dict[str, Any]], after: str) -> list[tuple[str, str]]:
    query = urlencode({"next": after})
    return [(one["description"], f"{one['url']}?{query}") for one in methods]


@never_cache
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Unlock without doing anything else, then go on to ``next``."""
    after = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(after, allowed_hosts=None):
        after = "/"
    if not locked(request):
        return redirect(after)
    person = request.user
    assert isinstance(person, Person)
    methods = get_adapter().get_reauthentication_methods(person)
    if not actions.has_pin(person):
        return redirect(_others(methods, after)[0][1] if methods else settings.LOGIN_URL)
    if request.method == "POST":
        answer = _tried(request, request.POST.get(FIELD, ""))
        if answer is None:
            return redirect(after)
        if answer.status_code != 403:
            return answer
    context = {
        "url": "/account/unlock", "pin": True, "field": FIELD, "kept": [("next", after)],
        "error": _WRONG if request.method == "POST" else "", "others": _others(methods, after),
    }  # fmt: skip
    status = 403 if request.method == "POST" else 200
    return render(request, "account/unlock.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Set or change one's own PIN, after a proof."""
    person = _for_shifts(request)
    proof.demand(request)
    form = _form(request)
    if request.method == "POST":
        typed = {key: str(request.POST.get(key, "")) for key in ("pin", "again")}
        try:
            actions.make_pin(person, at=clock.now(), **typed)
        except Refusal as refusal:
            form.is_valid()
            to_form_errors(form, refusal)
        else:
            messages.success(request, "当班 PIN 已经设好，这台和其他已登录的设备都用它。")
            return redirect("/me/")
    has = actions.has_pin(person)
    page = FormShape(
        title="修改当班 PIN" if has else "设置当班 PIN",
        subtitle="当班时手机一直登录着。闲置半小时后再办理，只要输 PIN，不用整个重新登录。",
        crumbs=(Crumb("我的", "/me/"),), form=form, submit="保存", cancel_url="/me/",
        extra=(Action("停用", "/account/pin/off"),) if has else (),
    )  # fmt: skip
    return render(request, "ui/form.html", {"page": page}, status=422 if form.errors else 200)


def _for_shifts(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)
    if not proof.works_shifts(person, clock.now()):
        raise Forbidden("pin.not_on_shift", _NOT_FOR)
    return person


def _form(request: HttpRequest) -> AnswerForm:
    made = form_class(_FIELDS)(request.POST if request.method == "POST" else None)
    for field in made.fields.values():
        attrs = {**field.widget.attrs, "autocomplete": "off", "inputmode": "numeric"}
        field.widget = forms.PasswordInput(attrs)
    return made


@require_http_methods(["GET", "POST"])
def off(request: HttpRequest) -> HttpResponse:
    """Do without a PIN, after asking."""
    person = _for_shifts(request)
    if request.method == "POST":
        actions.drop_pin(person, at=clock.now())
        messages.success(request, "当班 PIN 已经停用，闲置后办理要输密码。")
        return redirect("/me/")
    shape = ConfirmShape(
        title="停用当班 PIN", text="停用以后，闲置半小时再办理要输密码或用通行密钥。", submit="停用",
        cancel_url="/me/",
    )  # fmt: skip
    return render(request, "ui/confirm.html", {"page": shape})

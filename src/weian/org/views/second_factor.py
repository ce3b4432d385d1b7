"""One's second factor: set up, given up, new recovery codes; and the page that asks for a code."""

from typing import Any

from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from weian.base.errors import Forbidden
from weian.org import actions, proof
from weian.org.views.common import asking
from weian.ui.shapes import Action, ConfirmShape, Crumb, Section, SubjectShape

_HOME = "/account/second/"
_WHAT = (
    "登录时除了密码，再输一次手机验证器上的 6 位数字。密码被人看到或猜到时，别人仍然进不来。"
    "手机上装一个验证器即可，不联网也能用。"
)
_DEMANDED = "您的角色能授予权限或查看举报，按规定必须开通。"
_SET_UP = "已开通。手机丢失时用备用码登录；备用码也没有的，请本单位管理员重置。"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What there is, and what can be done about it."""
    person, at = asking(request)
    has, must = proof.has_second_factor(person), proof.must_have_second_factor(person, at)
    off = (Action("停用", f"{_HOME}app/off"),) if has and not must else ()
    actions_ = (
        (Action("更换备用码", f"{_HOME}codes/new", primary=True), *off)
        if has
        else (Action("开通", f"{_HOME}app", primary=True),)
    )
    text = _SET_UP if has else _WHAT
    shape = SubjectShape(
        title="二次验证",
        crumbs=(Crumb("我的", "/me/"),),
        state="已开通" if has else "未开通",
        tone="ok" if has else "muted",
        actions=actions_,
        sections=(Section("验证器", text=f"{text}{_DEMANDED if must else ''}"),),
    )
    return render(request, "org/page.html", {"page": shape})


class _Activate(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    template_name = "org/second_app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, at = asking(self.request)
        more = {"demanded": proof.must_have_second_factor(person, at)}
        return {**super().get_context_data(**kwargs), **more}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        response: HttpResponse = super().form_valid(form)
        actions.add_second_factor(person, at=at)
        return response


class _Deactivate(DeactivateTOTPView):  # type: ignore[misc]  # the same
    template_name = "ui/confirm.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person, at = asking(request)
        if proof.must_have_second_factor(person, at):
            why = "您的角色必须使用二次验证，不能停用。换了手机的，请本单位管理员重置。"
            raise Forbidden("account.second_factor", why)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shape = ConfirmShape(
            title="停用二次验证",
            text="停用后登录只要密码，备用码同时作废。",
            submit="停用",
            danger=True,
            cancel_url=_HOME,
        )
        return {**super().get_context_data(**kwargs), "page": shape}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        actions.remove_second_factor(person, at=at)
        response: HttpResponse = super().form_valid(form)
        return response


class _NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]  # the same
    template_name = "ui/confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        left = super().get_context_data(**kwargs)
        shape = ConfirmShape(
            title="更换备用码",
            text=f"现在还有 {left['unused_code_count']} 个没有用过。更换后原来的全部作废，新的只显示一次。",
            submit="更换",
            cancel_url=_HOME,
        )
        return {**left, "page": shape}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        actions.new_recovery_codes(person, at=at)
        response: HttpResponse = super().form_valid(form)
        return response


activate = never_cache(_Activate.as_view())
deactivate = _Deactivate.as_view()
new_codes = _NewCodes.as_view()
codes = never_cache(ViewRecoveryCodesView.as_view(template_name="org/second_codes.html"))
ask = never_cache(AuthenticateView.as_view(template_name="org/second_ask.html"))


class _Prove(ReauthenticateView):  # type: ignore[misc]  # the same
    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        actions.proved(person, at=at, how="验证码")
        response: HttpResponse = super().form_valid(form)
        return response


prove = never_cache(_Prove.as_view(template_name="org/second_prove.html"))

"""One's second factor: set up, given up, new recovery codes; and the page that asks for a code."""

from datetime import datetime
from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from weian.base.errors import Forbidden
from weian.org import actions, passkeys, proof
from weian.org.queries import Person
from weian.org.views.common import asking
from weian.ui.humane import ago
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    ConfirmShape,
    Crumb,
    Empty,
    Ledger,
    Row,
    Section,
    SubjectShape,
)

HOME = "/account/second/"
LAST = (
    "您的角色必须使用二次验证，这是最后一种，不能停用。换了手机或密钥的，先登记新的，再停用旧的。"
)
_WHAT = (
    "登录时除了密码，再输一次手机验证器上的 6 位数字，或者用通行密钥（这台设备的指纹、人脸、锁屏密码，"
    "或者安全密钥）确认。密码被人看到或猜到时，别人仍然进不来。两样都不联网也能用。"
)
_DEMANDED = "您的角色能授予权限或查看举报，按规定必须开通。"
_SET_UP = "已开通。手机或密钥不在身边时用备用码登录；备用码也没有的，请本单位管理员重置。"
_NO_KEYS = Empty(
    "还没有通行密钥", "通行密钥比验证码省事，假网站也骗不走。可以登记几把，各起一个名字。"
)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What there is, and what can be done about it."""
    person, at = asking(request)
    has, must = proof.has_second_factor(person), proof.must_have_second_factor(person, at)
    text = f"{_SET_UP if has else _WHAT}{_DEMANDED if must else ''}"
    shape = SubjectShape(
        title="二次验证",
        crumbs=(Crumb("我的", "/me/"),),
        state="已开通" if has else "未开通",
        tone="ok" if has else "muted",
        actions=_offered(person, must),
        sections=(Section("手机验证器、备用码", text=text),),
        records=_keys(person, at),
    )
    return render(request, "org/page.html", {"page": shape})


def _offered(person: Person, must: bool) -> tuple[Action, ...]:
    app, keys = proof.has_app(person), bool(proof.passkeys_of(person))
    codes = (Action("更换备用码", f"{HOME}codes/new"),) if app or keys else ()
    if not app:
        return (Action("开通手机验证器", f"{HOME}app", primary=not keys), *codes)
    off = (Action("停用手机验证器", f"{HOME}app/off"),) if keys or not must else ()
    return (*codes, *off)


def _keys(person: Person, at: datetime) -> Ledger:
    """The passkeys; when each was made and last used tells which are not needed any more."""
    rows = [
        Row(
            str(key.pk),
            (
                Cell(str(key)),
                Cell(ago(key.created_at, at)),
                Cell(ago(key.last_used_at, at) if key.last_used_at else "还没有用过"),
                Cell("删除", href=f"{HOME}keys/{key.pk}/off"),
            ),
        )
        for key in proof.passkeys_of(person)
    ]
    return Ledger(
        title="通行密钥",
        key="passkeys",
        columns=(Column("name", "名称"), Column("since", "登记"), Column("used", "最近使用"), Column("end", "")),
        rows=rows,
        count=str(len(rows)) if rows else None,
        create=(Action("登记通行密钥", f"{HOME}keys/new"),),
        empty=_NO_KEYS,
    )  # fmt: skip


class _Activate(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    template_name = "org/second_app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, at = asking(self.request)
        more = {
            "demanded": proof.must_have_second_factor(person, at),
            "keys_work": not passkeys.why_not(self.request),
        }
        return {**super().get_context_data(**kwargs), **more}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        response: HttpResponse = super().form_valid(form)
        actions.add_second_factor(person, at=at, way="验证器")
        return response


class _Deactivate(DeactivateTOTPView):  # type: ignore[misc]  # the same
    template_name = "ui/confirm.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person, at = asking(request)
        if proof.must_have_second_factor(person, at) and not proof.passkeys_of(person):
            raise Forbidden("account.second_factor", LAST)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shape = ConfirmShape(
            title="停用手机验证器",
            text="停用后手机验证器的验证码不再有效。没有登记通行密钥的，登录只要密码，备用码同时作废。",
            submit="停用",
            danger=True,
            cancel_url=HOME,
        )
        return {**super().get_context_data(**kwargs), "page": shape}

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        actions.remove_second_factor(person, at=at, way="验证器")
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
            cancel_url=HOME,
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


class _Ask(AuthenticateView):  # type: ignore[misc]  # the same
    template_name = "org/second_ask.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A code or a key; or back, as whoever took the wrong account must find out again."""
        if "cancel" in request.POST:
            clear_login(request)
            return redirect(settings.LOGIN_URL)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        person = self.stage.login.user
        keys = bool(proof.passkeys_of(person)) and not passkeys.why_not(self.request)
        options = passkeys.told(found["js_data"]["request_options"]) if keys else ""
        return {**found, "has_keys": keys, "has_app": proof.has_app(person), "options": options}


ask = never_cache(_Ask.as_view())


class _Prove(ReauthenticateView):  # type: ignore[misc]  # the same
    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        person, at = asking(self.request)
        actions.proved(person, at=at, how="验证码")
        response: HttpResponse = super().form_valid(form)
        return response


prove = never_cache(_Prove.as_view(template_name="org/second_prove.html"))

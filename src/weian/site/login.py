"""What logging in means here: accounts are appointed, never applied for; failures are counted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from axes.helpers import get_client_ip_address
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from weian.base import bounds, clock
from weian.org import actions, proof
from weian.org.bounds import bounds_of
from weian.org.queries import Person
from weian.org.user_agent import words_for

_WAYS = {
    "password": "密码", "totp": "验证码", "recovery_codes": "备用码", "webauthn": "通行密钥",
    proof.OTHER: "统一认证",
}  # fmt: skip
_INSTEAD = {
    "reauthenticate": "改用密码", "mfa_reauthenticate": "改用验证码",
    "mfa_reauthenticate:webauthn": "改用通行密钥",
}  # fmt: skip
_WRONG = "登录名或密码不对，请核对大小写后再试。连续输错会锁定 15 分钟；忘记密码的，请本单位安全管理员重置。"
_NEEDLESS = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closes self-registration."""

    error_messages = {**DefaultAccountAdapter.error_messages, "username_password_mismatch": _WRONG}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A wrong password is counted and noted together, or not answered at all."""
        with (
            bounds.everything("a password is checked before anybody is known"),
            transaction.atomic(),
        ):
            return super().authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note it; the same for a name that nobody has."""
        locked = bool(getattr(request, "axes_locked_out", False))
        actions.login_refused(
            typed_name(request, credentials), at=clock.now(), source=source_of(request),
            device=device_of(request), why="已锁定" if locked else "登录名或密码不对", locked=locked,
        )  # fmt: skip

    def login(self, request: HttpRequest, user: Any) -> None:
        """Nobody is logged in of whom the log does not say so. From here on the request is theirs."""
        bounds.become(bounds_of(user, clock.now()))
        with transaction.atomic():
            actions.logged_in(
                user, at=clock.now(), source=source_of(request), device=device_of(request),
                way=way_of(request, user),
            )  # fmt: skip
            super().login(request, user)
            actions.forgive(user)

    def logout(self, request: HttpRequest) -> None:
        """By one's own wish."""
        ended(request, "本人退出")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Unless a password or a code was given within the time that ``PROOF_SECONDS`` allows; also
        where nothing else asks, a second factor is not changed on somebody's open screen."""
        return not proof.recent(context.request, clock.now())

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Password, code, passkey: what the person has, in our words."""
        found = super().get_reauthentication_methods(user)
        return [{**one, "description": _INSTEAD[one["id"]]} for one in found]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Says nothing of logging in and out, nor of second factors: the page that opens does."""
        template = message_template or ""
        if template not in _NEEDLESS and not template.startswith("mfa/"):
            super().add_message(request, level, message_template, *args, **kwargs)


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """A door of the login library that this house does not have."""
    raise Http404


def ended(request: HttpRequest, why: str) -> None:
    """The login of whoever asks ends, once the log says why."""
    with transaction.atomic():
        if isinstance(request.user, Person):
            actions.logged_out(request.user, at=clock.now(), why=why)
        logout(request)


def way_of(request: HttpRequest, user: Person) -> str:
    """What somebody who logs in has shown, in words."""
    shown = [one.get("type") or one["method"] for one in get_authentication_records(request, user)]
    return "、".join(dict.fromkeys(_WAYS[one] for one in shown if one in _WAYS)) or "密码"


def source_of(request: HttpRequest) -> str:
    """The network address that asks."""
    return str(get_client_ip_address(request) or "")


def device_of(request: HttpRequest) -> str:
    """The browser, in words."""
    return words_for(request.headers.get("User-Agent", ""))


def typed_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The account a login attempt was for: one spelling per account, so that each is counted once."""
    name = (credentials or {}).get("username") or (request.POST.get("login") if request else "")
    return str(name or "").strip().casefold()[:150]


def locked_out(
    request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    """The same answer whether the account exists or not."""
    return render(request, "account/locked.html", status=429)

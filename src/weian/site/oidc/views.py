"""To the provider and back. Whatever goes wrong ends on the login page, where the password still works."""

import logging
from secrets import compare_digest, token_urlsafe
from typing import Any, Final

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from weian.base import bounds, clock
from weian.org import actions, proof, queries
from weian.org.queries import Person
from weian.site.login import device_of, source_of
from weian.site.oidc import provider, tokens

_KEY: Final = "oidc"  # in the session, while somebody is away at the provider
_SECONDS: Final = 600
_log = logging.getLogger("weian.oidc")
_AWAY: Final = "{}暂时连不上，请先用本系统的登录名和密码登录；一直连不上的，请告诉信息管理员。"
_BROKEN: Final = (
    "{}的登录没有完成：等得太久、重复提交，或者返回的内容对不上。请再试一次，或者用密码登录。"
)
_UNKNOWN: Final = (
    "{}认出了您，但您的账号还没有登记到本系统。请本单位安全管理员在您的人员页登记统一认证账号；"
    "已有本系统账号的，可以先用密码登录。"
)


@never_cache
@login_not_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider; what comes back must fit what is kept in the session now."""
    _demand(request)
    if request.user.is_authenticated:
        return redirect("/")
    kept = {name: token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    try:
        address = provider.address_for(provider.discover(), back=_back(request), **kept)
    except provider.Unreachable as error:
        return _failed(request, _AWAY, f"连不上：{error}", noted=False)
    after = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(after, {request.get_host()})
    at = int(clock.now().timestamp())
    request.session[_KEY] = {**kept, "at": at, "next": after if safe else ""}
    return redirect(address)


@never_cache
@login_not_required
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Somebody comes back with a code, which is good once and for this browser only."""
    _demand(request)
    kept: dict[str, Any] = request.session.pop(_KEY, {})
    fault = _fault(request, kept)
    if fault:
        return _failed(request, _BROKEN, fault)
    try:
        found = provider.discover()
        code = request.GET.get("code", "")
        token = provider.redeem(found, code=code, verifier=kept["verifier"], back=_back(request))
        claims = tokens.claims_of(token, provider.keys_of(found), kept["nonce"])
    except provider.Unreachable as error:
        return _failed(request, _AWAY, f"连不上：{error}")
    except tokens.NotValid as error:
        return _failed(request, _BROKEN, f"令牌不合格：{error}")
    person = _person_of(claims)
    if person is None:
        return _failed(request, _UNKNOWN, "没有登记对应的账号")
    record_authentication(request, person, method=proof.OTHER)
    response: HttpResponse = perform_login(request, Login(user=person, redirect_url=kept["next"]))
    return response


def _demand(request: HttpRequest) -> None:
    if not provider.is_on():
        raise Http404


def _fault(request: HttpRequest, kept: dict[str, Any]) -> str:
    """Why what came back is not even looked at; "" if it is."""
    if not kept or clock.now().timestamp() - kept["at"] > _SECONDS:
        return "超时或重复"
    if not compare_digest(request.GET.get("state", "").encode(), kept["state"].encode()):
        return "state 不符"
    if request.GET.get("iss", settings.OIDC_ISSUER) != settings.OIDC_ISSUER:  # RFC 9207
        return "来自别的认证服务"
    return "" if request.GET.get("code") else "对方没有放行"


@bounds.everything("whose an account of the provider is, is asked before anybody is known")
def _person_of(claims: dict[str, Any]) -> Person | None:
    said = claims.get(settings.OIDC_CLAIM)
    person = queries.person_by_external_id(said) if isinstance(said, str) else None
    works = person is not None and person.login and person.works_on(clock.today())
    return person if works else None


def _failed(request: HttpRequest, words: str, why: str, *, noted: bool = True) -> HttpResponse:
    """Back to the login page, with words for whoever stands there and a line for whoever runs it."""
    _log.warning("OIDC login refused: %s", why)
    if noted:
        with transaction.atomic():
            actions.login_refused(
                "", at=clock.now(), source=source_of(request), device=device_of(request),
                why=f"统一认证：{why}",
            )  # fmt: skip
    messages.error(request, words.format(settings.OIDC_TITLE))
    return redirect(settings.LOGIN_URL)


def _back(request: HttpRequest) -> str:
    """Where the provider sends people back to, as the browser sees this server."""
    address = request.build_absolute_uri(reverse("oidc_callback"))
    return address.replace("http://", "https://", 1) if settings.SESSION_COOKIE_SECURE else address

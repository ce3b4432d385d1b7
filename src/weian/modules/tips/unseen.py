"""Pages under /tip/ do not know who asks: what tells is taken off before anything else sees it.

No cookie is read or set, no address, program or referrer reaches a view, a log or an error. What is
left of the source is what limits need (kept as a keyed hash, see ``memory``) and what warnings need.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

PREFIX: Final = "/tip/"
MOST_BYTES: Final = 26 * 1024 * 1024
_KEPT: Final = frozenset(
    {"REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_HOST",
     "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL"}
)  # fmt: skip
_APPS: Final = (
    ("wxwork", "企业微信"), ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Feishu", "飞书"),
    ("Lark", "飞书"),
)  # fmt: skip
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; worker-src 'self'; "
    "style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_WENT_WRONG: Final = {
    403: "这个请求是从别的网站发来的，没有收下。请直接打开本页再试。",
    404: "没有这一页，或者这里现在不收举报。请核对网址，或改用电话、来访。",
    405: "没有这一页。请从头打开。",
    413: "照片太大，没有收下。请少选几张，或者不传照片。",
}


@dataclass(frozen=True)
class Visitor:
    """All that is left of who asks: for limits, and for warnings. Lives as long as the request."""

    source: str
    app: str
    inside: bool


class MemoryOnly(MemoryFileUploadHandler):
    """Uploads stay in memory: no temporary file."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Whatever the size: the whole request was measured before."""
        self.activated = True


class Unseen:
    """The outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self._get_response(request)
        wrong = _refused(request.META)
        request.tip_visitor = _visitor(request.META)  # type: ignore[attr-defined]  # ours
        for name in [n for n in request.META if n not in _KEPT and not n.startswith("wsgi.")]:
            del request.META[name]
        request.META["QUERY_STRING"] = ""
        request.META["REMOTE_ADDR"] = ""
        request.upload_handlers = [MemoryOnly(request)]
        response = HttpResponse(status=wrong) if wrong else self._get_response(request)
        return _bare(response)


def _refused(meta: dict[str, Any]) -> int:
    """Forms of other sites carry no cookie here that could be misused; they are refused all the same."""
    if meta.get("HTTP_SEC_FETCH_SITE") == "cross-site" and meta["REQUEST_METHOD"] == "POST":
        return 403
    length = str(meta.get("CONTENT_LENGTH") or "0")
    return 413 if not length.isdigit() or int(length) > MOST_BYTES else 0


def _bare(response: HttpResponse) -> HttpResponse:
    """No cookie, nothing about the asker, and our own words for whatever went wrong."""
    if response.status_code >= 400 and not getattr(response, "from_tips", False):
        words = _WENT_WRONG.get(response.status_code, "出了点问题，没有收下。请过一会儿再试。")
        page = render_to_string("modules/tips/message.html", {"text": words})
        response = HttpResponse(page, status=response.status_code)
    response.cookies.clear()
    for name in ("Vary", "Set-Cookie", "Location" if response.status_code < 300 else ""):
        if name in response:
            del response[name]
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _visitor(meta: dict[str, Any]) -> Visitor:
    address, agent = _address(meta), str(meta.get("HTTP_USER_AGENT", ""))
    app = next((name for mark, name in _APPS if mark in agent), "")
    with suppress(ValueError):
        found = ip_address(address)
        inside = found.is_private and not found.is_loopback
        if isinstance(found, IPv6Address):
            address = f"{int(found) >> 64:x}"  # a household has the whole of a /64
        return Visitor(address, app, inside)
    return Visitor(address, app, inside=False)


def _address(meta: dict[str, Any]) -> str:
    """The last address that no proxy of ours added."""
    trusted = set(settings.TRUSTED_PROXIES)
    nearest = str(meta.get("REMOTE_ADDR", ""))
    if nearest not in trusted:
        return nearest
    told = [part.strip() for part in str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    return next((part for part in reversed(told) if part and part not in trusted), nearest)

"""How fast one person may ask: the interface and what is taken away as a file."""

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weian.base import buckets, clock
from weian.base.buckets import Limit
from weian.base.errors import Refusal
from weian.ui.problems import TITLES, problem
from weian.ui.shapes import Action, MessageShape

_PROGRAMS: Final = "/api/"
_DOCS: Final = "/api/docs"
_EXPORT: Final = re.compile(r"/export(\.[a-z]+)?$")
API: Final = Limit(60, 3)  # twenty in a second
EXPORTS: Final = Limit(5, 600)


class TooFast(Refusal):
    """The same request may succeed later."""

    status = 429


class Rates:
    """Answers 429 with the seconds to wait, if ``RATES`` is on. Stands after AuthenticationMiddleware.

    A token is counted by itself, whoever owns it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wait = _wait(request) if settings.RATES else 0
        return _refused(request, wait) if wait else self._get_response(request)


def _wait(request: HttpRequest) -> int:
    limit = _limit_of(request)
    who = _who(request) if limit else ""
    if limit is None or not who:
        return 0
    sort = "export" if limit is EXPORTS else "api"
    return buckets.take(f"{sort} {who}", limit, clock.now())


def _limit_of(request: HttpRequest) -> Limit | None:
    if request.path.startswith(_PROGRAMS) and not request.path.startswith(_DOCS):
        return API
    return EXPORTS if _EXPORT.search(request.path) else None


def _who(request: HttpRequest) -> str:
    """Whoever is logged in, else the token's fingerprint, else nobody: they get nothing anyway."""
    token = request.headers.get("Authorization", "")
    if token:
        return f"token {buckets.fingerprint(token)}"
    return str(request.user.pk) if request.user.is_authenticated else ""


def _refused(request: HttpRequest, wait: int) -> HttpResponse:
    words = f"短时间内请求太多，为了不影响其他人，请 {wait} 秒后再试。"
    refusal = TooFast("too_fast", words)
    if request.path.startswith(_PROGRAMS):
        response: HttpResponse = problem(refusal)
    else:
        page = MessageShape(
            title=TITLES[429],
            code="429",
            text=words,
            actions=(Action("回到待办", "/", primary=True),),
        )
        response = render(request, "ui/message.html", {"page": page}, status=429)
    response["Retry-After"] = str(wait)
    return response

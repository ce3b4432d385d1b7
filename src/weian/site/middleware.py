"""What every response says to the browser, and how long a login lasts."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from weian.base import clock
from weian.site import csp, unlocking
from weian.site.login import ended

Respond = Callable[[HttpRequest], HttpResponse]

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
        "require-trusted-types-for 'script'",  # what may become markup: ui/static/ui/trusted.js
        "trusted-types default",
        f"report-uri {csp.PATH}",
    )
)
_FEATURES = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"
_BEGAN, _SEEN = "began", "seen"
_SEEN_STEP = 300  # seconds: a session is written at most this often for having been used


def _idle_seconds(request: HttpRequest) -> int:
    """How long a login may lie unused: longer for those on shift."""
    shift = unlocking.on_shift(request)
    idle: int = settings.SESSION_SHIFT_SECONDS if shift else settings.SESSION_IDLE_SECONDS
    return idle


class ContentSecurityPolicy:
    """Nothing inline, nothing from elsewhere, no frames."""

    def __init__(self, get_response: Respond) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Permissions-Policy", _FEATURES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SessionLimits:
    """Ends a login after a time without use, and after a time in any case (等保 8.1.4.1)."""

    def __init__(self, get_response: Respond) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._check(request)
        return self._get_response(request)

    @staticmethod
    def _check(request: HttpRequest) -> None:
        now = int(clock.now().timestamp())
        session = request.session
        began, seen = session.get(_BEGAN, now), session.get(_SEEN, now)
        too_old = now - began >= settings.SESSION_COOKIE_AGE
        if too_old or now - seen >= _idle_seconds(request):
            ended(request, "登录时间过长" if too_old else "闲置超时")
            return
        if now - seen >= settings.SESSION_IDLE_SECONDS:
            unlocking.lock(request, now)
        if _BEGAN not in session or now - seen >= _SEEN_STEP:
            session[_BEGAN], session[_SEEN] = began, now

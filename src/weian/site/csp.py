"""What browsers say they kept from running: a short line in the server's log, a few a minute at most."""

import json
import logging
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from weian.base import buckets, clock
from weian.base.buckets import Limit

PATH: Final = "/csp-report"
_LIMIT: Final = Limit(30, 60)  # of all browsers together
_LONGEST, _SHOWN = 8 * 1024, 120
_log = logging.getLogger("weian.csp")


@csrf_exempt
@login_not_required
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Takes a report of any browser, logged in or not; keeps neither who sent it nor what an address
    asked for. Always the same empty answer."""
    length = request.headers.get("Content-Length", "")
    short = length.isdecimal() and int(length) <= _LONGEST
    if short and not buckets.take("csp reports", _LIMIT, clock.now()):
        told = _told(request.body)
        if told is not None:
            _log.warning("CSP kept back %s: %s on %s", *told)
    return HttpResponse(status=204)


def _told(body: bytes) -> tuple[str, str, str] | None:
    """The directive, what was kept back and the page; None for anything but a report."""
    try:
        found: Any = json.loads(body)
        said = found["csp-report"]
        directive = str(said.get("effective-directive") or said["violated-directive"])
        return _line(directive), _place(said.get("blocked-uri")), _place(said.get("document-uri"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _place(address: object) -> str:
    """An address without what was asked there; a bare word such as "inline" as it is."""
    parts = urlsplit(str(address or ""))
    return _line(f"{parts.scheme}://{parts.netloc}{parts.path}" if parts.netloc else parts.path)


def _line(text: str) -> str:
    """One short line, whatever was sent."""
    return "".join(c if c.isprintable() else " " for c in text)[:_SHOWN]

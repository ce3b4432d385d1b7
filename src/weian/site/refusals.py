"""Refusals that no view has caught: a clear page for people, a problem document for programs."""

import sys
from collections.abc import Callable

import psycopg
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import server_error

from weian.base.errors import Busy, DatabaseDown, DiskFull, Refusal, Unavailable
from weian.ui.problems import TITLES, problem
from weian.ui.shapes import Action, MessageShape

__all__ = ["TITLES", "Refusals", "failed", "missing_ground", "problem", "unavailable"]

# Who waits for a lock does nothing wrong: nothing was done, and the same works when the other is through.
_HELD_UP = psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected
_AGAIN = "10"  # seconds after which asking again makes sense


class Refusals:
    """Turns a Refusal into its status and words. Everything else stays an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Unavailable):
            return unavailable(request, exception)
        if not isinstance(exception, Refusal):
            return None
        if request.path.startswith("/api/"):
            return problem(exception)
        page = MessageShape(
            title=TITLES.get(exception.status, "没有办成"),
            code=str(exception.status),
            text=exception.message,
            actions=(Action("回到待办", "/", primary=True),),
        )
        return render(request, "ui/message.html", {"page": page}, status=exception.status)


def failed(request: HttpRequest) -> HttpResponse:
    """What Django calls for any other error, also one of the middleware (handler500)."""
    refusal = missing_ground(sys.exc_info()[1])
    return unavailable(request, refusal) if refusal else server_error(request)


def missing_ground(error: BaseException | None) -> Unavailable | None:
    """The refusal that says so when the database is away, its disk full, or held up by other work."""
    if isinstance(error, Unavailable):
        return error
    if not isinstance(error, (OperationalError, InterfaceError)):
        return None
    cause = error.__cause__
    if isinstance(cause, psycopg.errors.DiskFull):
        return DiskFull()
    if isinstance(cause, _HELD_UP):
        return Busy()
    # A query that was stopped for its own length is a fault of ours, not of the ground.
    return None if isinstance(cause, psycopg.errors.QueryCanceled) else DatabaseDown()


def unavailable(request: HttpRequest, refusal: Unavailable) -> HttpResponse:
    """A page that asks the database nothing, or a problem document; both say when to come back."""
    if request.path.startswith("/api/"):
        response: HttpResponse = problem(refusal)
    else:
        response = HttpResponse(render_to_string("503.html", {"text": refusal.message}), status=503)
    response["Retry-After"] = _AGAIN
    return response

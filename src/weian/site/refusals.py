"""Refusals that no view has caught: a clear page for people, a problem document for programs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from weian.base.errors import Refusal
from weian.ui.problems import TITLES, problem
from weian.ui.shapes import Action, MessageShape

__all__ = ["TITLES", "Refusals", "problem"]


class Refusals:
    """Turns a Refusal into its status and words. Everything else stays an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
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

"""Whatever is taken away as a file is noted: the event comes before the file, or the file does not."""

from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from weian.base import clock, events, verbs
from weian.org.queries import Person

verbs.name_verbs({"export.take": "导出"})
_LONGEST: Final = 300


class Exports:
    """Appends an event for every answer that is a file made of data (lists, reports, letters); files
    that people had attached are not exports. Stands inside everything that may refuse.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if _is_export(response):
            person = getattr(request, "auth", None) or request.user
            if isinstance(person, Person):
                _note(person, request, response)
        return response


def _is_export(response: HttpResponse) -> bool:
    taken = response.headers.get("Content-Disposition", "").startswith("attachment")
    return taken and response.status_code == 200 and not response.streaming


def _note(person: Person, request: HttpRequest, response: HttpResponse) -> None:
    with transaction.atomic():
        events.append(
            verb="export.take", object_kind="export", object_id="", actor=person, unit=person.unit,
            department_id=person.department_id, at=clock.now(),
            given={
                "address": unquote(request.get_full_path())[:_LONGEST],
                "bytes": len(response.content),
            },
        )  # fmt: skip

"""What all endpoints share: who asks, what a description must say, which unit is meant."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from weian.base import clock
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.site.api.shapes import Problem

READS = (401, 403, 404, 422)
WRITES = (400, 401, 403, 404, 409, 413, 422)


def says(
    name: str, summary: str, answer: Any, *, status: int = 200, description: str = "", writes: bool = False,
    also: tuple[int, ...] = (),
) -> dict[str, Any]:  # fmt: skip
    """How an endpoint describes itself; every status it can answer with is among them."""
    return {
        "operation_id": name,
        "summary": summary,
        "description": description or summary,  # else ninja would publish the docstring
        "response": {
            status: answer,
            **dict.fromkeys((*(WRITES if writes else READS), *also), Problem),
        },
    }


def asking(request: HttpRequest) -> tuple[Person, datetime]:
    """Who asks, and when."""
    person = request.auth  # type: ignore[attr-defined]  # set by ninja from api.auth
    assert isinstance(person, Person)
    return person, clock.now()


def place(
    person: Person, unit: int, department: int | None, at: datetime
) -> tuple[Unit, Unit | None]:
    """The unit, and the department of it, that a request names; NotVisible for any that is not seen."""
    found = org.unit_or_404(person, unit, at)
    if department is None:
        return found, None
    return found, org.department_or_404(person, found, department, at)


def narrowed_to(person: Person, unit: int | None, at: datetime) -> Unit | None:
    """The unit or department to which a list is narrowed."""
    return org.unit_or_404(person, unit, at) if unit is not None else None

"""The page that says why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.core.duty import Duty
from weian.duty import queries
from weian.duty.views.common import Asked, asked_of
from weian.duty.why import Looking, why_page, windows_of


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty of a unit or department; the key is in the query, the unit's visibility decides."""
    look, siblings = looking(request, asked_of(request), pk)
    context = {"page": why_page(look), "windows": windows_of(look, siblings)}
    return render(request, "duty/why.html", context)


def looking(request: HttpRequest, asked: Asked, pk: int) -> tuple[Looking, list[Duty]]:
    """The duty asked for; NotVisible if there is none or its unit is not seen."""
    owner = queries.owner_or_404(asked.person, pk, asked.now)
    key, bearer, window = (request.GET.get(name, "") for name in ("duty", "for", "window"))
    duty, siblings = queries.duty_or_404(owner, key, bearer, window, asked.at, past=asked.past)
    look = Looking(asked.person, owner, duty, asked.at, asked.now, asked.on, asked.past)
    return look, siblings

"""The page that says why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.duty import queries
from weian.duty.views.common import Asked, asked_of
from weian.duty.why import Looking, why_page, windows_of
from weian.org.queries import Unit


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty of a unit or department; the key is in the query, the unit's visibility decides."""
    asked = asked_of(request)
    owner, one = one_or_404(request, asked, pk)
    look = Looking(asked.person, owner, one.duty, one.world, asked.at, asked.now, asked.on)
    context = {"page": why_page(look), "windows": windows_of(look, one.siblings)}
    return render(request, "duty/why.html", context)


def one_or_404(request: HttpRequest, asked: Asked, pk: int) -> tuple[Unit, queries.One]:
    """The duty asked for; NotVisible if there is none or its unit is not seen."""
    owner = queries.owner_or_404(asked.person, pk, asked.now)
    key, bearer, window = (request.GET.get(name, "") for name in ("duty", "for", "window"))
    return owner, queries.duty_or_404(owner, key, bearer, window, asked.at, past=asked.past)

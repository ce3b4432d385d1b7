"""The page that says why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.duty import queries, todo
from weian.duty.rows import row_of
from weian.duty.views.common import Asked, asked_of
from weian.duty.wall import wall
from weian.duty.why import Looking, why_page, windows_of
from weian.org import queries as org
from weian.org.queries import Unit


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty of a unit or department; the key is in the query, the unit's visibility decides."""
    asked = asked_of(request)
    owner, one = one_or_404(request, asked, pk)
    look = Looking(
        asked.person, owner, one.duty, one.world, asked.at, asked.now, asked.on, asked.caveat
    )
    context = {"page": why_page(look), "windows": windows_of(look, one.siblings)}
    return render(request, "duty/why.html", context)


def one_or_404(request: HttpRequest, asked: Asked, pk: int) -> tuple[Unit, queries.One]:
    """The duty asked for; NotVisible if there is none, or if it is neither the person's own nor of
    a unit whose duties they may see."""
    person = asked.person
    key, bearer, window = (request.GET.get(name, "") for name in ("duty", "for", "window"))
    owner = org.unit_or_404(person, pk, asked.now)
    one = queries.duty_or_404(owner, key, bearer, window, asked.at, past=asked.past)
    row = row_of(one.duty, owner, wall(asked.at))
    if not todo.is_assigned(row, person, todo.offices_of(person, asked.now)):
        queries.owner_or_404(person, pk, asked.now)
    return owner, one

"""The consolidation of a collection: on the screen, as a file, and the wait for a large one."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from weian.base import clock, store
from weian.base.errors import NotVisible
from weian.org import queries as org
from weian.report import (
    consolidation_actions,
    consolidation_shapes,
    consolidations,
    documents,
    queries,
    shapes,
    shapes_of_lists,
)
from weian.report.consolidations import title_of
from weian.report.models import Consolidation
from weian.report.table import Table
from weian.report.views import asked
from weian.ui.shapes import Crumb

State = Consolidation.State
_NOTHING = "还没有接收任何单位的报送，没有可以汇总的内容。"


def found_or_404(
    request: HttpRequest, kind: str, period: str
) -> tuple[org.Person, org.Unit, datetime, queries.Collection]:
    """Who asks, for which commission, when, and what it collects. Raises NotVisible, Forbidden."""
    person, unit, at = asked(request)
    org.require(person, "report.review", unit, at)
    return (
        person, unit, at,
        queries.collection(unit, queries.kind_or_404(kind), period, person, at),
    )  # fmt: skip


def _place(found: queries.Collection) -> str:
    return f"/reports/collect/{found.kind.key}/{found.due.period}/"


def _asked_for(
    person: org.Person, unit: org.Unit, at: datetime, found: queries.Collection
) -> tuple[Consolidation | None, bool]:
    """Of a large collection what the worker has made, and whether it is of what is accepted now."""
    basis = consolidations.basis_of(found, title_of(unit, found))
    row = consolidations.latest(person, unit, found, basis, at)
    return row, row is not None and row.basis == basis


@require_GET
def together(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """The consolidation on the screen; every figure opens the units that it comes from."""
    person, unit, at, found = found_or_404(request, kind, period)
    place = _place(found)
    if not found.of("accepted"):
        messages.info(request, _NOTHING)
        return redirect(f"{place}?unit={unit.pk}")
    if consolidations.is_large(found):
        return _large(request, person, unit, at, found)
    table = queries.consolidated(found, title_of(unit, found))
    page = shapes.together_ledger(table, found, unit.pk, place) if table else None
    return render(request, "ui/ledger.html", {"page": page})


def _large(
    request: HttpRequest,
    person: org.Person,
    unit: org.Unit,
    at: datetime,
    found: queries.Collection,
) -> HttpResponse:
    """What the worker has made; the wait for it; the button that has it made."""
    row, current = _asked_for(person, unit, at, found)
    if row is None:
        page = consolidation_shapes.offer(found, unit.pk, _place(found))
        return render(request, "report/consolidation.html", {"page": page, "unit": unit})
    if row.state != State.DONE:
        return redirect(f"{_place(found)}together/{row.pk}/?unit={unit.pk}")
    return render(
        request, "ui/ledger.html",
        {"page": consolidation_shapes.done_ledger(row, found, unit.pk, _place(found), current=current)},
    )  # fmt: skip


@require_POST
def begin(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """Have it put together. Clicked twice it is put together once."""
    person, unit, at, found = found_or_404(request, kind, period)
    if not found.of("accepted"):
        messages.info(request, _NOTHING)
        return redirect(f"{_place(found)}?unit={unit.pk}")
    if not consolidations.is_large(found):
        return redirect(f"{_place(found)}together/?unit={unit.pk}")
    row = consolidation_actions.begin(
        person, unit=unit, found=found, title=title_of(unit, found), at=at
    )
    return redirect(f"{_place(found)}together/{row.pk}/?unit={unit.pk}")


@require_GET
def wait(request: HttpRequest, kind: str, period: str, pk: UUID) -> HttpResponse:
    """How far it has come; asks again by itself, and leads to the consolidation when it is done."""
    person, unit, at = asked(request)
    org.require(person, "report.review", unit, at)
    row = consolidations.consolidation_or_404(person, unit, kind, period, pk, at)
    place = f"/reports/collect/{kind}/{period}/"
    if row.state == State.DONE:
        return redirect(f"{place}together/?unit={unit.pk}")
    page = consolidation_shapes.waiting(row, unit.pk, place, at)
    return render(request, "report/consolidation.html", {"page": page, "unit": unit})


@require_GET
def collected(request: HttpRequest, kind: str, period: str, form: str) -> HttpResponse:
    """The consolidation as a file."""
    person, unit, at, found = found_or_404(request, kind, period)
    title = title_of(unit, found)
    if not found.of("accepted"):
        messages.info(request, _NOTHING)
        return redirect(f"{_place(found)}?unit={unit.pk}")
    if consolidations.is_large(found):
        row, _ = _asked_for(person, unit, at, found)
        if row is None or row.state != State.DONE:
            return redirect(f"{_place(found)}together/?unit={unit.pk}")
        kept = store.path_of(getattr(row, form)).read_bytes()
        return documents.attachment(kept, title, form)
    table = queries.consolidated(found, title)
    if table is None:
        raise NotVisible
    day = at.astimezone(clock.TZ).date()
    data = documents.WRITERS[form](table, unit=unit.name, day=day, signer="")
    return documents.attachment(data, title, form)


@require_GET
def behind_total(request: HttpRequest, kind: str, period: str, place: str) -> HttpResponse:
    """The units behind one figure of the consolidation, with what each adds."""
    person, unit, at, found = found_or_404(request, kind, period)
    crumb = Crumb(f"{found.due.title}（汇总）", f"{_place(found)}together/?unit={unit.pk}")
    table = _shown(person, unit, at, found)
    page = shapes_of_lists.behind_page(table, place, person, at, crumb)
    return render(request, "ui/ledger.html", {"page": page})


def _shown(
    person: org.Person, unit: org.Unit, at: datetime, found: queries.Collection
) -> Table | None:
    if not consolidations.is_large(found):
        return queries.consolidated(found, title_of(unit, found))
    row, _ = _asked_for(person, unit, at, found)
    return consolidations.table_of(row) if row is not None and row.state == State.DONE else None

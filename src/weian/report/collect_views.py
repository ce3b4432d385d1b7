"""Pages of what a commission collects: who has sent, what they say together, who is reminded."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base.errors import Conflict, NotVisible, Refusal
from weian.base.fields import Field
from weian.notify import actions as notices
from weian.org import queries as org
from weian.report import actions, queries, shapes
from weian.report.together_views import found_or_404
from weian.ui.forms import form_class, to_form_errors
from weian.ui.shapes import Crumb, FormShape

_REASON = Field(
    "reason", "缺报原因", "text", required=True, min=2, max=200,
    help="写明为什么不再等，例如：单位已停业，已电话核实。上报的汇总里会注明缺报。",
)  # fmt: skip


@require_GET
def collect(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """What came of one report and period, unit by unit."""
    _, unit, at, found = found_or_404(request, kind, period)
    moment = queries.wall(at)
    page = shapes.collection_ledger(found, unit.pk, moment)
    opened = moment >= found.due.opens
    missing = {str(x.unit.pk) for x in found.of("missing") if not x.noted} if opened else set()
    past = moment >= found.due.due
    base = f"/reports/collect/{kind}/{period}/"
    context = {
        "page": page,
        "unit": unit,
        "urge_url": f"{base}urge",
        "lines": [
            {
                "id": row.id, "href": row.href, "urged": row.id in missing,
                "note": f"{base}missing/{row.id}/?unit={unit.pk}" if past and row.id in missing else "",
                "cells": list(zip(page.columns, row.cells, strict=True)),
            }
            for row in page.rows
        ],
    }  # fmt: skip
    return render(request, "report/collection.html", context)


@require_http_methods(["GET", "POST"])
def missing(request: HttpRequest, kind: str, period: str, number: int) -> HttpResponse:
    """Say why the commission goes on without a unit."""
    person, unit, at, found = found_or_404(request, kind, period)
    line = next((x for x in found.of("missing") if x.unit.pk == number), None)
    if line is None:
        raise NotVisible
    place = f"/reports/collect/{kind}/{period}/?unit={unit.pk}"
    form = form_class((_REASON,), {})(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_missing(
                person, unit=unit, due=found.due, missing=line.unit, at=at,
                reason=str(form.answers["reason"]),
            )  # fmt: skip
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, f"已登记“{line.unit}”缺报。")
            return redirect(place)
    page = FormShape(
        title=f"登记缺报：{line.unit}", subtitle=found.due.title, form=form,
        url=f"/reports/collect/{kind}/{period}/missing/{number}/?unit={unit.pk}", submit="登记缺报",
        cancel_url=place, crumbs=(Crumb(found.due.title, place),),
    )  # fmt: skip
    return render(request, "ui/form.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
def urge(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """Remind every unit that has not sent it, or the one named; each at most once an hour."""
    person, unit, at, found = found_or_404(request, kind, period)
    org.require(person, "notify.urge", unit, at)
    if queries.wall(at) < found.due.opens:
        raise Conflict("report.not_open", f"{found.due.title}还没有到报送时间，不必催办。")
    told, kept = _urged(person, found, kind, period, request.POST.get("only", ""), at)
    if told:
        messages.success(request, f"已向 {told} 个单位发出催办。")
    if kept:
        messages.warning(
            request, "没有发出：" + "；".join(kept[:5]) + ("等" if len(kept) > 5 else "")
        )
    return redirect(f"/reports/collect/{kind}/{period}/?unit={unit.pk}")


def _urged(
    person: org.Person, found: queries.Collection, kind: str, period: str, only: str, at: datetime
) -> tuple[int, list[str]]:
    told, kept = 0, []
    for line in found.of("missing"):
        if line.noted or (only and str(line.unit.pk) != only):
            continue
        try:
            notices.urge(
                person, unit=line.unit, item=f"return:{kind}:{period}:{line.unit.pk}",
                title=f"请报送{found.due.title}", at=at,
                url=f"/reports/{kind}/{period}/?unit={line.unit.pk}",
            )  # fmt: skip
            told += 1
        except Refusal as refusal:
            kept.append(f"{line.unit}：{refusal.message}")
    return told, kept

"""Pages of reports: the unit's own, one report, and what a commission collects."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base import clock
from weian.base.errors import BadInput, Conflict, NotVisible, Refusal
from weian.notify import actions as notices
from weian.org import queries as org
from weian.report import actions, documents, queries, shapes
from weian.report.pages import prepare_page, return_page, step_form
from weian.report.table import from_content
from weian.ui.forms import to_form_errors
from weian.ui.shapes import Chip

PERIODS_SHOWN = 8  # collections listed per kind of report: two years of quarters


def asked(request: HttpRequest) -> tuple[org.Person, org.Unit, datetime]:
    """Who asks, for which unit (``unit`` of the address, else their own), and when."""
    person, at = cast(org.Person, request.user), clock.now()
    named = request.POST.get("unit") or request.GET.get("unit")
    unit = org.unit_or_404(person, named, at) if named else org.unit_by_id(person.unit_id)
    return person, unit, at


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What the unit reports; for a commission, what it collects, and its own beside it."""
    person, unit, at = asked(request)
    if unit.group == "commission" and not request.GET.get("own"):
        return _collections(request, person, unit, at)
    org.require(person, "report.submit", unit, at)
    if not queries.of_the_house(person, unit, at):
        return redirect("/reports/")
    known, moment = queries.returns_of(unit, person, at), queries.wall(at)
    rows = [
        shapes.own_row(due, known.get((due.kind.key, due.period)), unit.pk, moment)
        for due in sorted(
            queries.dues_of(unit, at),
            key=lambda d: shapes.in_order(d, _sent(known.get((d.kind.key, d.period))), moment),
        )
    ]
    views = _sides(unit, at, own=True) if unit.group == "commission" else ()
    return render(request, "ui/ledger.html", {"page": shapes.own_ledger(rows, views)})


def _collections(
    request: HttpRequest, person: org.Person, unit: org.Unit, at: datetime
) -> HttpResponse:
    org.require(person, "report.review", unit, at)
    moment = queries.wall(at)
    found = sorted(
        queries.collections(unit, person, at, PERIODS_SHOWN),
        key=lambda c: shapes.in_order(c.due, not c.missing, moment),
    )
    rows = [shapes.collection_row(c, moment) for c in found]
    page = shapes.collections_ledger(rows, _sides(unit, at, own=False))
    return render(request, "ui/ledger.html", {"page": page})


def _sides(unit: org.Unit, at: datetime, *, own: bool) -> tuple[Chip, ...]:
    """What comes up and what goes up, for a commission that reports as well."""
    if not own and not queries.dues_of(unit, at):
        return ()
    place = f"/reports/?unit={unit.pk}"
    return Chip("下级报送", place, active=not own), Chip("本级上报", f"{place}&own=1", active=own)


def _sent(case: queries.Case | None) -> bool:
    return case is not None and case.state in ("submitted", "accepted")


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """The report of a period before it is begun: what it would say, and the button to begin.

    Whoever looks from above is led to what came of it.
    """
    person, unit, at = asked(request)
    if request.method == "GET" and not queries.of_the_house(person, unit, at):
        return redirect(f"/reports/collect/{kind}/{period}/")
    org.require(person, "report.submit", unit, at)
    due = queries.due_or_404(unit, kind, period, at)
    found = queries.returns_of(unit, person, at).get((kind, due.period))
    if found is not None:
        return redirect(f"/reports/{found.pk}/")
    context = prepare_page(unit, due, at, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            case = actions.prepare(
                person, unit=unit, due=due, at=at,
                headline=request.POST.get("headline", ""), text=request.POST.get("text", ""),
            )  # fmt: skip
            return redirect(f"/reports/{case.pk}/")
        except Refusal as refusal:
            if "form" not in context:
                raise
            to_form_errors(context["form"].form, refusal)
            return render(request, "report/return.html", context, status=refusal.status)
    return render(request, "report/return.html", context)


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: where it stands, what it says, what may be done next."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    return render(request, "report/return.html", return_page(case, person, at))


_DONE = {
    "revise": "已保存修改。", "sign": "已签字，内容已冻结。", "unsign": "已撤回签字。", "submit": "已报送。", "return": "已退回。",
    "accept": "已接收。",
}  # fmt: skip
_ASKING = ("return", "revise")  # verbs with a form, which keeps its text when it is refused


@require_POST
def step(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Rewrite, sign, take back, submit, return or accept."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    if verb not in _DONE:
        raise NotVisible
    try:
        _take(request, person, case, verb, at)
    except BadInput as refusal:
        if verb not in _ASKING:
            messages.error(request, refusal.message)
            return redirect(f"/reports/{pk}/")
        form = step_form(verb, request.POST)
        if form.is_valid():  # else it says the same by itself
            to_form_errors(form, refusal)
        context = return_page(case, person, at, {verb: form})
        return render(request, "report/return.html", context, status=refusal.status)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _DONE[verb])
    return redirect(f"/reports/{pk}/")


def _take(
    request: HttpRequest, person: org.Person, case: queries.Case, verb: str, at: datetime
) -> None:
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None
    if verb == "sign":
        text = request.POST.get("text", "")
        actions.sign(person, case=case, version=version, at=at, text=text)
    elif verb == "revise":
        text = request.POST.get("text", "")
        actions.revise(person, case=case, text=text, version=version, at=at)
    elif verb == "submit":
        actions.submit(person, case=case, version=version, at=at)
    elif verb == "unsign":
        actions.take_back(person, case=case, version=version, at=at)
    else:
        given = {k: v for k in ("reason", "opinion") if (v := request.POST.get(k, ""))}
        actions.review(person, case=case, verb=verb, given=given, version=version, at=at)


@require_GET
def download(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The frozen report as a file; before signing there is none."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    frozen = queries.seen_by(person, case, at).frozen
    if frozen is None:
        messages.info(request, "签字以后才能导出。")
        return redirect(f"/reports/{pk}/")
    unit, table = frozen.content["unit"], from_content(frozen.content)
    write = documents.to_xlsx if form == "xlsx" else documents.to_docx
    data = write(table, unit=unit, day=frozen.day, signer=frozen.signer)
    return documents.attachment(data, f"{unit}{table.title}", form)


@require_GET
def collect(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """What came of one report and period, unit by unit."""
    person, unit, at = asked(request)
    org.require(person, "report.review", unit, at)
    found = queries.collection(unit, queries.kind_or_404(kind), period, person, at)
    moment = queries.wall(at)
    page = shapes.collection_ledger(found, unit.pk, moment)
    opened = moment >= found.due.opens
    missing = {str(line.unit.pk) for line in found.of("missing")} if opened else set()
    context = {
        "page": page,
        "unit": unit,
        "urge_url": f"/reports/collect/{kind}/{period}/urge",
        "lines": [
            {
                "id": row.id, "href": row.href, "urged": row.id in missing,
                "cells": list(zip(page.columns, row.cells, strict=True)),
            }
            for row in page.rows
        ],
    }  # fmt: skip
    return render(request, "report/collection.html", context)


@require_GET
def collected(request: HttpRequest, kind: str, period: str, form: str) -> HttpResponse:
    """The consolidation as a file."""
    person, unit, at = asked(request)
    org.require(person, "report.review", unit, at)
    found = queries.collection(unit, queries.kind_or_404(kind), period, person, at)
    table = queries.consolidated(found, f"{unit.name}{found.due.title}（汇总）")
    if table is None:
        messages.info(request, "还没有单位报送，没有可以汇总的内容。")
        return redirect(f"/reports/collect/{kind}/{period}/?unit={unit.pk}")
    write = documents.to_xlsx if form == "xlsx" else documents.to_docx
    data = write(table, unit=unit.name, day=at.astimezone(clock.TZ).date(), signer="")
    return documents.attachment(data, table.title, form)


@require_POST
def urge(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """Remind every unit that has not sent it, or the one named; each at most once an hour."""
    person, unit, at = asked(request)
    org.require(person, "report.review", unit, at)
    org.require(person, "notify.urge", unit, at)
    found = queries.collection(unit, queries.kind_or_404(kind), period, person, at)
    if queries.wall(at) < found.due.opens:
        raise Conflict("report.not_open", f"{found.due.title}还没有到报送时间，不必催办。")
    only = request.POST.get("only", "")
    told, kept = 0, []
    for line in found.of("missing"):
        if only and str(line.unit.pk) != only:
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
    if told:
        messages.success(request, f"已向 {told} 个单位发出催办。")
    if kept:
        messages.warning(
            request, "没有发出：" + "；".join(kept[:5]) + ("等" if len(kept) > 5 else "")
        )
    return redirect(f"/reports/collect/{kind}/{period}/?unit={unit.pk}")

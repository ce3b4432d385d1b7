"""Pages of reports: the unit's own, one report, and what a commission collects."""

from datetime import datetime
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base import clock
from weian.base.errors import Refusal
from weian.case.queries import Case
from weian.notify import actions as notices
from weian.org import queries as org
from weian.report import actions, documents, queries, shapes
from weian.report.pages import prepare_page, return_page
from weian.report.table import from_content
from weian.ui.forms import to_form_errors

PERIODS_SHOWN = 8  # collections listed per kind of report: two years of quarters


def asked(request: HttpRequest) -> tuple[org.Person, org.Unit, datetime]:
    """Who asks, for which unit (``unit`` of the address, else their own), and when."""
    person, at = cast(org.Person, request.user), clock.now()
    named = request.POST.get("unit") or request.GET.get("unit")
    unit = org.unit_or_404(person, named, at) if named else org.unit_by_id(person.unit_id)
    return person, unit, at


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What the unit reports; for a commission, what it collects."""
    person, unit, at = asked(request)
    if unit.group == "commission":
        org.require(person, "report.review", unit, at)
        rows = [
            shapes.collection_row(c, queries.wall(at))
            for c in sorted(
                queries.collections(unit, person, at, PERIODS_SHOWN),
                key=lambda c: shapes.in_order(c.due, not c.of("missing"), queries.wall(at)),
            )
        ]
        return render(request, "ui/ledger.html", {"page": shapes.collections_ledger(rows)})
    org.require(person, "report.submit", unit, at)
    known, moment = queries.returns_of(unit, person, at), queries.wall(at)
    rows = [
        shapes.own_row(due, known.get((due.kind.key, due.period)), unit.pk, moment)
        for due in sorted(
            queries.dues_of(unit, at),
            key=lambda d: shapes.in_order(d, _sent(known.get((d.kind.key, d.period))), moment),
        )
    ]
    return render(request, "ui/ledger.html", {"page": shapes.own_ledger(rows)})


def _sent(case: Case | None) -> bool:
    return case is not None and case.state in ("submitted", "accepted")


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """The report of a period before it is begun: what it would say, and the button to begin."""
    person, unit, at = asked(request)
    org.require(person, "report.submit", unit, at)
    due = queries.due_or_404(unit, kind, period, at)
    found = queries.returns_of(unit, person, at).get((kind, period))
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


@require_POST
def step(request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
    """Sign, take back, submit, return or accept."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    version = int(request.POST.get("version") or 0) or None
    try:
        if verb == "sign":
            actions.sign(
                person, case=case, version=version, at=at, text=request.POST.get("text", "")
            )
        elif verb == "submit":
            actions.submit(person, case=case, version=version, at=at)
        elif verb in ("return", "accept"):
            given = {k: v for k in ("reason", "opinion") if (v := request.POST.get(k, ""))}
            actions.review(person, case=case, verb=verb, given=given, version=version, at=at)
        else:
            actions.take_back(person, case=case, version=version, at=at)
        messages.success(request, {"sign": "已签字，内容已冻结。", "submit": "已报送。", "return": "已退回。",
                                   "accept": "已接收。"}.get(verb, "已撤回签字。"))  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect(f"/reports/{pk}/")


@require_GET
def download(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """The frozen report as a file; before signing there is none."""
    person, at = cast(org.Person, request.user), clock.now()
    case = queries.return_or_404(person, pk, at)
    frozen = queries.frozen_of(case)
    if frozen is None:
        return redirect(f"/reports/{pk}/")
    table = from_content(frozen.content)
    write = documents.to_xlsx if form == "xlsx" else documents.to_docx
    data = write(table, unit=case.unit.name, day=frozen.day, signer=frozen.signer)
    return documents.attachment(data, f"{case.unit}{table.title}", form)


@require_GET
def collect(request: HttpRequest, kind: str, period: str) -> HttpResponse:
    """What came of one report and period, unit by unit."""
    person, unit, at = asked(request)
    org.require(person, "report.review", unit, at)
    found = queries.collection(unit, queries.kind_or_404(kind), period, person, at)
    page = shapes.collection_ledger(found, unit.pk, queries.wall(at))
    opened = queries.wall(at) >= found.due.opens
    context = {
        "page": page,
        "unit": unit,
        "urge_url": f"/reports/collect/{kind}/{period}/urge",
        "open_units": {str(line.unit.pk) for line in found.of("missing")} if opened else set(),
    }
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
    org.require(person, "notify.urge", unit, at)
    found = queries.collection(unit, queries.kind_or_404(kind), period, person, at)
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

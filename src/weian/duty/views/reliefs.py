"""Asking for a waiver or an extension, and deciding on it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from weian.base import paging
from weian.base.errors import Refusal
from weian.duty import addresses, relief_actions, reliefs
from weian.duty.forms import ASK, DECIDE
from weian.duty.kinds import APPROVED, DECISIONS
from weian.duty.views.common import Asked, asked_of, with_query
from weian.duty.views.why import one_or_404
from weian.duty.words import window_words
from weian.record.queries import Record
from weian.ui import humane
from weian.ui.forms import to_form_errors
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Crumb,
    Empty,
    Fact,
    FormShape,
    Ledger,
    RecordShape,
    Row,
)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a request about one duty."""
    asked = asked_of(request)
    owner, one = one_or_404(request, asked, pk)
    relief_actions.may_ask(asked.person, owner, asked.now)
    duty = one.duty
    key, bearer, window = duty.obligation.key, duty.bearer.key, duty.window.key
    back = addresses.why_url(pk, key, bearer, window)
    form = ASK(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.answers
        until = date.fromisoformat(given["until"]) if given.get("until") else None
        try:
            relief_actions.ask(
                asked.person, sort=given["sort"], owner=owner, obligation=key, bearer=bearer,
                window=window, reason=given["reason"], until=until, at=asked.now,
            )  # fmt: skip
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, "申请已提交，批准以前期限不变。")
            return redirect(back)
    page = FormShape(
        title="申请延期或豁免",
        subtitle=f"{duty.obligation.title} · {window_words(window)}",
        crumbs=(Crumb(duty.obligation.title, back),),
        form=form,
        submit="提交申请",
        cancel_url=back,
        hint="申请由上级卫健部门审批；批准以前什么都不变。",
        draft=f"relief-{asked.person.pk}-{duty.key}",
    )
    return render(request, "ui/form.html", {"page": page}, status=422 if form.errors else 200)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Requests that the person may see, the latest first."""
    asked = asked_of(request)
    rows = reliefs.requests(asked.person, asked.now)
    found = paging.page(rows, ("-recorded_at", "-id"), request.GET.get("cursor", ""))
    decided = {
        str(r.data.get("request")): r for r in reliefs.decisions([r.unit_id for r in found.rows])
    }
    page = Ledger(
        title="延期与豁免",
        key="reliefs",
        columns=(Column("what", "申请"), Column("unit", "单位"), Column("at", "申请时间", kind="date"),
                 Column("reason", "理由"), Column("state", "审批", kind="status")),
        rows=[_row(row, decided.get(str(row.pk))) for row in found.rows],
        next_url=with_query(request, cursor=found.next_cursor) if found.next_cursor else "",
        prev_url=with_query(request, cursor=found.prev_cursor) if found.prev_cursor else "",
        empty=Empty("没有申请", "从责任事项的页面可以申请延期或豁免。"),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _row(row: Record, decision: Record | None) -> Row:
    agreed = decision is not None and decision.data.get("decision") == APPROVED
    state = "待审批" if decision is None else "同意" if agreed else "不同意"
    return Row(
        id=str(row.pk),
        href=f"/duties/reliefs/{row.pk}",
        cells=(
            Cell(row.title),
            Cell(str(row.unit)),
            Cell(humane.day(row.recorded_at)),
            Cell(str(row.data.get("reason", ""))[:60]),
            Cell(state, tone="soon" if decision is None else "ok" if agreed else "overdue"),
        ),
    )


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request; whoever may decide does so here."""
    asked = asked_of(request)
    found = reliefs.request_or_404(asked.person, pk, asked.now)
    decision = reliefs.decision_on(found)
    if decision is None and reliefs.may_decide(asked.person, found, asked.now):
        return _decide(request, asked, found)
    if request.method == "POST":  # refuses with the reason
        relief_actions.decide(asked.person, request=found, approve=True, note="", at=asked.now)
    page = RecordShape(
        title=found.title,
        crumbs=(Crumb("延期与豁免", "/duties/reliefs/"),),
        facts=_facts(found, decision),
    )
    return render(request, "ui/record.html", {"page": page})


def _decide(request: HttpRequest, asked: Asked, found: Record) -> HttpResponse:
    form = DECIDE(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.answers
        try:
            relief_actions.decide(
                asked.person, request=found, approve=given["decision"] == APPROVED,
                note=str(given.get("note") or ""), at=asked.now,
            )  # fmt: skip
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, f"已审批：{dict(DECISIONS)[given['decision']]}。")
            return redirect(f"/duties/reliefs/{found.pk}")
    facts = _facts(found, None)
    page = FormShape(
        title=found.title,
        subtitle="；".join(f"{fact.label}：{fact.value}" for fact in facts if not fact.href),
        crumbs=(Crumb("延期与豁免", "/duties/reliefs/"),),
        actions=(Action("查看责任事项", _why(found)),),
        form=form,
        submit="提交审批",
        cancel_url="/duties/reliefs/",
    )
    return render(request, "ui/form.html", {"page": page}, status=422 if form.errors else 200)


def _why(found: Record) -> str:
    owner = found.department_id or found.unit_id
    data = found.data
    return addresses.why_url(
        owner, data["obligation"], data.get("bearer", ""), data.get("window", "")
    )


def _facts(found: Record, decision: Record | None) -> tuple[Fact, ...]:
    facts = [
        Fact("事项", str(found.data.get("what", "")), _why(found)),
        Fact("单位", str(found.department or found.unit)),
        Fact("申请人", found.who if found.by else ""),
        Fact("申请时间", humane.exact(found.recorded_at)),
        Fact("理由", str(found.data.get("reason", "")), lines=True),
    ]
    if until := found.data.get("until"):
        facts.insert(1, Fact("延至", humane.day(date.fromisoformat(str(until)))))
    if decision is not None:
        words = dict(DECISIONS)[str(decision.data["decision"])]
        who = decision.who if decision.by else ""
        facts.append(Fact("审批", f"{who}：{words}", hint=humane.exact(decision.recorded_at)))
        if note := decision.data.get("note"):
            facts.append(Fact("审批说明", str(note), lines=True))
    return tuple(facts)

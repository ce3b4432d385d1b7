"""What a draft would bring, then the two acts: one submits, another approves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.clock import day_of
from weian.base.errors import Refusal
from weian.core.obligation import Obligation
from weian.org import queries as org
from weian.policy.compiling import compile_pack
from weian.policy.drafting import actions, assembling
from weian.policy.drafting import queries as drafts
from weian.policy.drafting.header import HEADER
from weian.policy.drafting.showing import Burden, at_once, burdens
from weian.policy.explaining import last_day
from weian.policy.loading import parse_content
from weian.policy.models import Draft, DraftItem
from weian.policy.views.common import CRUMBS, asking
from weian.policy.views.drafts import HOME, draft_url
from weian.policy.views.review import figures
from weian.ui.forms import form_class, to_form_errors
from weian.ui.shapes import Action, Cell, Column, Crumb, Empty, Figure, FormShape, Ledger, Page, Row

_OFFERED: Final = 300
_SHOWN: Final = 12
State = Draft.State
Decision = DraftItem.Decision
_BURDEN: Final = (
    Column("kind", "单位类别"),
    Column("count", "辖内", kind="number"),
    Column("duties", "要求", width="wide"),
    Column("records", "每年登记", kind="number"),
    Column("asked", "每年必填栏", kind="number"),
)


@require_http_methods(["GET", "POST"])
def header(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the pack says of the document itself."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    form, status = form_class(HEADER)(request.POST or None, initial=draft.header), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = {f.key: form.answers.get(f.key) or "" for f in HEADER}
            try:
                actions.describe(
                    person, draft=draft, header=given, version=_version(request), at=at
                )
            except Refusal as refusal:
                to_form_errors(form, refusal)
                status = refusal.status
            else:
                messages.success(request, "文件信息已保存。")
                return redirect(draft_url(draft))
    page = FormShape(
        title="文件信息", subtitle=draft.name, form=form, cancel_url=draft_url(draft), crumbs=_crumbs(draft),
        seen=(("version", str(draft.version)),), hint="从文件里读出，请核对。联系人和电话不写入制度包。",
    )  # fmt: skip
    return render(request, "ui/form.html", {"page": page}, status=status)


def _version(request: HttpRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else -1


def _crumbs(draft: Draft) -> tuple[Crumb, ...]:
    return (*CRUMBS, Crumb("把文件变成制度包", HOME), Crumb(str(draft), draft_url(draft)))


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Burden and impact; the buttons are those of the act that is due."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    status = 200
    if request.method == "POST":
        try:
            return _act(request, person, draft, at)
        except Refusal as refusal:
            said = "；".join(refusal.fields.values()) or refusal.message
            messages.error(request, said)
            status = refusal.status
            draft = drafts.draft_or_404(person, pk, at)
    items = list(draft.items.all())
    laws = _laws(draft, items, at)
    units = list(_samples(draft, at))
    sample = _sample(request, units, draft)
    left = sum(not i.none and not i.decision for i in items)
    context: dict[str, Any] = {
        "page": _page(draft), "draft": draft, "figures": _figures(draft, items, laws), "left": left,
        "table": _burden(draft, burdens(laws), at), "units": units, "sample": sample,
        "impact": _impact(sample, laws, at), "may_approve": _may_approve(person, draft, at),
        "submit": draft.state == State.REVIEW, "approve": draft.state == State.SUBMITTED,
        "adopt": _adopting(person, draft, at),
    }  # fmt: skip
    return render(request, "policy/approval.html", context, status=status)


def _adopting(person: org.Person, draft: Draft, at: datetime) -> Action | None:
    """The way on, once there is an edition."""
    if not draft.edition_id:
        return None
    if org.can(person, "pack.adopt", draft.unit, at):
        return Action("采用", f"/packs/{draft.edition_id}/adopt", primary=True)
    return Action("查看制度包", f"/packs/{draft.edition_id}/")


def _may_approve(person: org.Person, draft: Draft, at: datetime) -> bool:
    another = not person.hands & {draft.author_id, draft.submitted_by_id}
    return another and org.can(person, "pack.adopt", draft.unit, at)


def _act(request: HttpRequest, person: org.Person, draft: Draft, at: datetime) -> HttpResponse:
    deed, version = request.POST.get("deed", ""), _version(request)
    if deed == "submit":
        actions.submit(person, draft=draft, version=version, at=at)
        messages.success(request, "已提请审定，请另一位有权限的同事审定。")
        return redirect(f"{draft_url(draft)}approval")
    if deed == "return":
        note = request.POST.get("note", "")
        actions.send_back(person, draft=draft, version=version, note=note, at=at)
        messages.success(request, "已退回审读。")
        return redirect(draft_url(draft))
    edition = actions.approve(person, draft=draft, version=version, at=at)
    messages.success(request, "已审定，制度包可以采用了。采用以前还会再列一次影响。")
    return redirect(f"/packs/{edition.pk}/adopt")


def _page(draft: Draft) -> Page:
    return Page(
        title="负担与审定", subtitle=f"{draft}，{draft.get_state_display()}", crumbs=_crumbs(draft)
    )


def _laws(draft: Draft, items: Sequence[DraftItem], at: datetime) -> list[Obligation]:
    """Of what was submitted, else of what is accepted so far, as if adopted today."""
    content = draft.content
    if content is None or draft.state == State.REVIEW:
        accepted = [i for i in items if i.decision in (Decision.ACCEPT, Decision.MERGED)]
        content = assembling.content_of(draft.header, draft.sha256, accepted)
    pack = parse_content(json.loads(json.dumps(content)))
    return list(compile_pack(pack, since=day_of(at)))


def _figures(
    draft: Draft, items: Sequence[DraftItem], laws: Sequence[Obligation]
) -> tuple[Figure, ...]:
    if items:
        return figures(items)
    clauses = draft.content["clauses"] if draft.content else ()
    judged = sum(len(c.get("judged", ())) for c in clauses)
    return (Figure("条款", str(len(clauses))), Figure("责任事项", str(len(laws))), Figure("人工评判", str(judged)))  # fmt: skip


def _burden(draft: Draft, found: Sequence[Burden], at: datetime) -> Ledger:
    counts = {draft.unit.kind: 1}
    for kind in org.units_below(draft.unit, on=day_of(at)).values_list("kind", flat=True):
        counts[kind] = counts.get(kind, 0) + 1
    rows = [
        Row(b.load.kind, (
            Cell(b.title), Cell(f"{counts[b.load.kind]} 家"), Cell(b.load.words()),
            Cell(f"约 {round(b.records)} 次"), Cell(f"约 {round(b.asked)} 栏"),
        ))
        for b in found
        if b.load.kind in counts
    ]  # fmt: skip
    return Ledger(
        title="每家每年要做多少", key="burden", columns=_BURDEN, rows=tuple(rows),
        empty=Empty("还没有采纳任何要求", "采纳以后，这里按单位类别估算每年的责任事项和要填的栏数。"),
    )  # fmt: skip


def _samples(draft: Draft, at: datetime) -> QuerySet[org.Unit]:
    rows = org.units_below(draft.unit, of=("institution", "employer", "agency"), on=day_of(at))
    return rows.order_by("sort_key", "pk")[:_OFFERED]


def _sample(request: HttpRequest, units: Sequence[org.Unit], draft: Draft) -> org.Unit:
    wanted = request.GET.get("unit", "")
    return next((u for u in units if str(u.pk) == wanted), units[0] if units else draft.unit)


def _impact(unit: org.Unit, laws: Sequence[Obligation], at: datetime) -> dict[str, Any]:
    duties = at_once(unit, laws, at)
    lines = [
        (d.obligation.title, f"{last_day(d.due)} 前", d.obligation.clause.place)
        for d in duties[:_SHOWN]
    ]
    return {"lines": lines, "more": max(0, len(duties) - _SHOWN)}

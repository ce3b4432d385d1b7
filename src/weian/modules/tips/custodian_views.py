"""The custodian's pages: the list, one tip, its original for a reason, what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base.errors import Forbidden, Refusal
from weian.modules.tips import actions, asking, key_actions, openings, queries, unlocking
from weian.modules.tips import sheet as sheets
from weian.modules.tips.models import SealedTip
from weian.modules.tips.queries import KEEP, OVERSEE
from weian.org import queries as org
from weian.org.queries import Person
from weian.subject.envelope import options, web
from weian.ui.forms import AnswerForm, to_form_errors
from weian.ui.shapes import Action, Cell, Column, Empty, Ledger, Notice, Row

MOST: Final = 500
_COLUMNS: Final = (
    Column("handle", "代号"), Column("day", "收到", kind="date"), Column("state", "状态", kind="status"),
    Column("letters", "来信", kind="number"), Column("waits", "答复"), Column("office", "接收单位"),
)  # fmt: skip


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The tips that one keeps."""
    person, at = web.asking(request)
    _custodian(person, at)
    rows = list(queries.tips_of(person, at)[:MOST])
    page = Ledger(
        title="匿名举报",
        subtitle="内容加密存放。看原文要写原因、输口令，每看一次记一条日志，领导看得到。",
        key="sealed-tips",
        columns=_COLUMNS,
        rows=[_row(tip) for tip in rows],
        actions=_actions(request, person, at),
        notices=_notices(person, at),
        empty=Empty("还没有收到匿名举报", "把举报页的网址和二维码张贴出去，收到的会出现在这里。"),
    )
    return render(request, "ui/ledger.html", {"page": page})


def _custodian(person: Person, at: datetime) -> None:
    if not options.anywhere(person, KEEP, at):
        raise Forbidden("tip.not_custodian", "匿名举报只由举报保管人办理。")


def _row(tip: Any) -> Row:
    waits = (tip.last_in or 0) > (tip.last_out or 0)
    return Row(
        str(tip.pk),
        (
            Cell(tip.handle), Cell(f"{tip.day}"), Cell(tip.state_title), Cell(str(tip.letters_in)),
            Cell("待答复" if waits else "已答复", tone="soon" if waits else "muted"), Cell(str(tip.office)),
        ),
        href=f"/tips/{tip.pk}/",
    )  # fmt: skip


def _actions(request: HttpRequest, person: Person, at: datetime) -> tuple[Action, ...]:
    out = [Action("我的密钥", "/tips/keys/")]
    if unlocking.held(request, at):
        out.append(Action("锁上", "/tips/lock", method="post"))
    if options.anywhere(person, OVERSEE, at):
        out.append(Action("监督", "/tips/oversight/"))
    offices = queries.offices_of(person, KEEP, at)
    return (
        *out,
        *(Action("打开举报页", f"/tip/{pk}/") for pk in offices[:1] if queries.readers(pk, at)),
    )


def _notices(person: Person, at: datetime) -> tuple[Notice, ...]:
    keys = queries.keys_of(person)
    if any(key.state == "使用中" for key in keys):
        return ()
    if any(key.state == "待启用" for key in keys):
        return (
            Notice(
                "请分管领导在“举报监督”页核对指纹后启用。启用以前举报页不会用它。", "密钥等待启用"
            ),
        )
    make = Action("生成密钥", "/tips/keys/", primary=True)
    return (Notice("生成密钥并由领导启用后，举报页才开放。", "您还没有密钥", "warning", (make,)),)


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is known of a tip without opening it, and what can be done."""
    person, at = web.asking(request)
    return _sheet(request, queries.tip_or_404(person, pk, at), person, at)


def _sheet(
    request: HttpRequest, tip: SealedTip, person: Person, at: datetime, *, opened: Any = None,
    rejected: dict[str, AnswerForm] | None = None,
) -> HttpResponse:  # fmt: skip
    sitting = opened is not None or bool(unlocking.held(request, at))
    page = sheets.shape(
        request, tip, person, at, sitting=sitting, opened=opened, rejected=rejected or {}
    )
    response = render(request, "modules/tips/sealed.html", page, status=422 if rejected else 200)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["POST"])
def read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The original, for a reason that is logged; the passphrase once a sitting."""
    person, at = web.asking(request)
    tip = queries.tip_or_404(person, pk, at)
    privates = fresh = unlocking.held(request, at)
    form = asking.form(request, sheets.view_fields(sitting=bool(privates)), "view", bound=True)
    try:
        if not privates:
            fresh = key_actions.opened(person, asking.raw(request, "view", "passphrase"))
        reason = asking.raw(request, "view", "reason")
        opened = actions.view(person, tip=tip, reason=reason, privates=fresh, at=at)
    except Refusal as refusal:
        form.is_valid()
        to_form_errors(form, refusal)
        return _sheet(request, tip, person, at, rejected={"view": form})
    response = _sheet(request, tip, person, at, opened=opened)
    if not privates:
        unlocking.keep(request, response, fresh, at)
    return response


def _acted(
    request: HttpRequest, pk: UUID, name: str, done: str,
    act: Callable[[Person, SealedTip, dict[str, Any], datetime], object],
) -> HttpResponse:  # fmt: skip
    """Do one thing about a tip with the answers of one form of its page."""
    person, at = web.asking(request)
    tip = queries.tip_or_404(person, pk, at)
    form = sheets.form_of(request, name, tip, person, at, bound=True)
    if form.is_valid():
        try:
            act(person, tip, form.answers, at)
        except Refusal as refusal:
            to_form_errors(form, refusal)
    if form.errors:
        return _sheet(request, tip, person, at, rejected={name: form})
    messages.success(request, done)
    return redirect(f"/tips/{pk}/")


@require_POST
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the second custodian to agree."""

    def act(person: Person, tip: SealedTip, given: dict[str, Any], at: datetime) -> None:
        openings.ask(person, tip=tip, reason=given["reason"], at=at)

    return _acted(request, pk, "ask", "已经申请。另一位保管人答复后会通知您。", act)


@require_POST
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the second custodian says to it."""

    def act(person: Person, tip: SealedTip, given: dict[str, Any], at: datetime) -> None:
        opening, agree = str(request.POST.get("opening", "")), given["answer"] == "agree"
        note = given.get("note") or ""
        openings.answer(person, tip=tip, opening=opening, agree=agree, note=note, at=at)

    return _acted(request, pk, "answer", "已经答复申请人。", act)


@require_POST
def reply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write to the sender."""

    def act(person: Person, tip: SealedTip, given: dict[str, Any], at: datetime) -> None:
        actions.reply(person, tip=tip, text=given["text"], at=at)

    return _acted(request, pk, "reply", "答复已经封好，举报人凭查询码看得到。", act)


@require_POST
def release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand on the summary."""

    def act(person: Person, tip: SealedTip, given: dict[str, Any], at: datetime) -> None:
        unit = org.unit_or_404(person, given.pop("unit"), at)
        actions.release(person, tip=tip, unit=unit, data=given, at=at)

    return _acted(request, pk, "release", "摘要已经转办，开始核实。", act)


@require_POST
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer without handing on."""

    def act(person: Person, tip: SealedTip, given: dict[str, Any], at: datetime) -> None:
        actions.close(person, tip=tip, text=given["text"], reason=given["reason"], at=at)

    return _acted(request, pk, "close", "已经答复办结，没有转办。", act)


@require_POST
def pay(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Check the code of whoever comes for the reward."""

    def act(person: Person, tip: SealedTip, given: dict[str, Any], at: datetime) -> None:
        actions.pay(person, tip=tip, code=given["code"], at=at)

    return _acted(request, pk, "pay", "查询码相符，已经记下奖励兑付。", act)

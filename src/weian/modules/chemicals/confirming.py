"""The second of two people confirms a movement under a login of their own; from then on it counts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.errors import NotVisible, Refusal
from weian.modules.chemicals import second
from weian.modules.chemicals.running import plain
from weian.org import queries as org
from weian.org.queries import Person
from weian.record import actions as records
from weian.record.queries import Record
from weian.subject.envelope import showing, web
from weian.ui.shapes import ConfirmShape, Crumb

_BOOKS = "/chemicals/ledger/"


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One movement that waits for the person; any other is not there."""
    person, at = web.asking(request)
    movement = _mine_or_404(person, pk)
    back = f"{_BOOKS}?unit={movement.unit_id}"
    if request.method == "POST":
        try:
            confirmed(person, movement, at)
        except NotVisible:
            raise
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"已复核，{movement.subject}的这笔出入库计入总账。")
        return redirect(back)
    shape = ConfirmShape(
        title="复核出入库",
        text=told(movement),
        crumbs=(Crumb("出入库总账", back),),
        consequences=_two(movement),
        submit="数量属实，确认",
        cancel_url=back,
    )
    return render(request, "ui/confirm.html", {"page": shape})


def confirmed(person: Person, movement: Record, at: datetime) -> Record:
    """Leave the person's confirmation. Raises what ``record.actions.submit`` raises."""
    return records.submit(
        person, kind=second.CONFIRMATION, unit=movement.unit, department=movement.department,
        happened_at=at, subject=movement.subject_id, at=at,
        data={"movement": str(movement.pk), "person": person.pk, "agreed": True},
    )  # fmt: skip


def told(movement: Record) -> str:
    """What moved, in one line."""
    thing = movement.subject
    way = "入库" if movement.data.get("direction") == "in" else "出库"
    amount = (
        f"{plain(movement.amount)} {thing.data.get('measure') or ''}"
        if movement.amount and thing
        else ""
    )
    purpose = movement.data.get("purpose")
    tail = f"（{purpose}）" if purpose else ""
    return f"{showing.moment(movement.happened_at)} {thing} {way} {amount}{tail}"


def _two(movement: Record) -> tuple[str, ...]:
    keys = (("handler", "经手人"), ("checker", "复核人"))
    names = org.people_by_ids([int(movement.data.get(k) or 0) for k, _ in keys])
    people = tuple(
        f"{title}：{names.get(int(movement.data.get(k) or 0), '—')}" for k, title in keys
    )
    entered = f"登记人：{movement.by}" if movement.by else "登记人：系统"
    return (*people, entered, "确认后计入总账结存。数量不对的不要确认，请登记人更正这笔登记。")


def _mine_or_404(person: Person, pk: UUID) -> Record:
    rows = Record.objects.filter(pk=pk, kind=second.MOVEMENT, superseded_by=None)
    movement = rows.select_related("unit", "department", "subject", "by", "behalf").first()
    if movement is None:
        raise NotVisible
    done = Record.objects.filter(
        subject=movement.subject_id, kind=second.CONFIRMATION, superseded_by=None
    )
    if person.pk not in second.waits_for(movement, second.confirmed_by(done)):
        raise NotVisible
    return movement

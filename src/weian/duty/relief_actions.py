"""Asking for a waiver or an extension, and deciding on it: two records by two people."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, Forbidden
from weian.core.cadence import FOREVER
from weian.core.duty import Duty
from weian.core.verdict import MET, MET_LATE, NOT_APPLICABLE, WAIVED
from weian.duty import queries, reliefs
from weian.duty.kinds import APPROVALS, APPROVED, EXTENSION, REFUSED, REQUESTS, TITLES
from weian.duty.wall import end_of
from weian.duty.words import window_words
from weian.org import queries as org
from weian.record import actions as records
from weian.record.kinds import KINDS as RECORDS
from weian.record.queries import Record

_CLOSED = (MET, MET_LATE, NOT_APPLICABLE, WAIVED)


def may_ask(actor: org.Person, owner: org.Unit, at: datetime) -> None:
    """Nothing, or Forbidden for whoever may not ask for a unit or department."""
    unit, department = _place(owner)
    org.require(actor, RECORDS[REQUESTS[EXTENSION]].submit_right, unit, at, department)


@transaction.atomic
def ask(
    actor: org.Person,
    *,
    sort: str,
    owner: org.Unit,
    obligation: str,
    bearer: str,
    window: str,
    reason: str,
    at: datetime,
    until: date | None = None,
) -> Record:
    """Ask to be excused from one duty (``waiver``) or for more time (``extension``, the last day).

    Changes nothing by itself. Raises NotVisible (duty), Forbidden, BadInput (nothing to excuse,
    a day that is not later, no reason), Conflict (asked already and not decided).
    """
    unit, department = _place(owner)
    org.lock(unit)
    duty = queries.duty_or_404(owner, obligation, bearer, window, at).duty
    _check(duty, sort, until)
    kind = REQUESTS[sort]
    for row in reliefs.about(owner, obligation, bearer, window):
        if row.kind == kind and reliefs.decision_on(row) is None:
            raise Conflict(
                "duty.asked_already", "这一事项已经提交过申请，正在等待审批，不必重复提交。"
            )
    what = f"{duty.obligation.title}（{window_words(window)}）"
    data = {
        "what": what,
        "obligation": obligation,
        "bearer": bearer,
        "window": window,
        "reason": reason,
    }
    if sort == EXTENSION and until is not None:
        data["until"] = until.isoformat()
    return records.submit(
        actor, kind=kind, unit=unit, department=department, happened_at=at, at=at,
        data={k: v for k, v in data.items() if v},
    )  # fmt: skip


def _check(duty: Duty, sort: str, until: date | None) -> None:
    if duty.status in _CLOSED:
        raise BadInput("duty.nothing_to_excuse", "这一事项已经完成、不适用或已豁免，不需要申请。")
    if sort != EXTENSION:
        return
    if duty.due >= FOREVER or until is None:
        raise BadInput("duty.until_missing", fields={"until": "请填写延到哪一天。"})
    if end_of(until) <= duty.due:
        raise BadInput("duty.until_not_later", fields={"until": "延期后的日期要晚于现在的期限。"})


def _place(owner: org.Unit) -> tuple[org.Unit, org.Unit | None]:
    if owner.kind == "department" and owner.parent is not None:
        return owner.parent, owner
    return owner, None


@transaction.atomic
def decide(actor: org.Person, *, request: Record, approve: bool, note: str, at: datetime) -> Record:
    """Approve or refuse a request: from then on the waiver or the new deadline holds, or not.

    Raises Forbidden (no right on a unit above, or the person who asked), Conflict (decided already),
    BadInput (a refusal without words).
    """
    org.lock(request.unit)
    sort = next(sort for sort, kind in REQUESTS.items() if kind == request.kind)
    if {request.by_id, request.behalf_id} & actor.hands:
        raise Forbidden("duty.own_request", "申请人不能审批自己的申请，请由另一位有权限的人办理。")
    if not reliefs.may_decide(actor, request, at):
        raise Forbidden("duty.no_right", "这一申请由上级卫健部门审批，您没有审批的权限。")
    if (found := reliefs.decision_on(request)) is not None:
        who = found.who
        raise Conflict("duty.decided_already", f"{who}已于 {day_of(found.recorded_at)} 作出审批。")
    if not approve and not note.strip():
        raise BadInput("duty.note_missing", fields={"note": "不同意时请说明理由。"})
    asked = ("what", "obligation", "bearer", "window", "until")
    data = {key: request.data[key] for key in asked if request.data.get(key)}
    data |= {"request": str(request.pk), "decision": APPROVED if approve else REFUSED}
    if note.strip():
        data["note"] = note.strip()
    return records.submit(
        actor, kind=APPROVALS[sort], unit=request.unit, department=request.department,
        happened_at=at, at=at, data=data,
    )  # fmt: skip


def title_of(request: Record) -> str:
    """豁免 or 延期."""
    return next(TITLES[sort] for sort, kind in REQUESTS.items() if kind == request.kind)

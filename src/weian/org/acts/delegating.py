"""Letting somebody stand in (委托代办): for a time, with some of one's roles, ended at any moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from weian.base import events
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.org import queries
from weian.org.models import Delegation, Grant, Person
from weian.org.rights import NOT_LENT_ROLES
from weian.org.scope import scope_of

#: A stand-in for longer is an appointment.
MOST_DAYS: Final = 90


def lendable(person: Person, at: datetime) -> list[Grant]:
    """The roles that a person may lend; none while standing in for somebody."""
    if person.acting is not None:
        return []
    return [g for g in queries.grants_of(person, at) if g.role not in NOT_LENT_ROLES]


@transaction.atomic
def delegate(
    giver: Person,
    *,
    at: datetime,
    taker: Person,
    grants: Iterable[int],
    since: date,
    until: date,
    reason: str,
) -> Delegation:
    """Lend some of one's own roles (numbers of grants) to somebody of the same unit.

    ``until`` is exclusive. Raises Forbidden (while standing in for somebody), BadInput (each field by
    its key), Conflict (the same two already have one for these days).
    """
    if giver.acting is not None:
        raise Forbidden(
            "delegation.passed_on", "您正在代别人办理，受委托的权限不能再委托。请先结束代办。"
        )
    lent, held = sorted(set(grants)), {g.pk for g in lendable(giver, at)}
    wrong = {**_wrong_taker(giver, taker, at), **_wrong_days(since, until, day_of(at))}
    if not lent or not held.issuperset(lent):
        wrong["roles"] = "请从自己现有的角色里选，至少选一个。"
    if not reason.strip() or len(reason.strip()) > 200:
        wrong["reason"] = "请写明为什么委托，例如“外出开会”（不超过 200 字）。"
    if wrong:
        raise BadInput("delegation.invalid", fields=wrong)
    _check_twice(giver, taker, since, until)
    row = Delegation.objects.create(
        giver=giver, taker=taker, grants=lent, reason=reason.strip(), since=since, until=until,
        given_at=at, **scope_of(giver.unit, giver.department),
    )  # fmt: skip
    _log("delegation.give", giver, row, at, lent)
    return row


@transaction.atomic
def end_delegation(actor: Person | None, *, at: datetime, delegation: Delegation) -> Delegation:
    """End one at once: its giver, its taker, or whoever appoints people of the unit. Twice is once.

    Raises NotVisible, Forbidden.
    """
    row = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if actor is not None and actor.pk not in (row.giver_id, row.taker_id):
        queries.require(actor, "person.appoint", row.unit, at, row.department)
    if row.ended_at is None and row.until > day_of(at):
        row.ended_at, row.ended_by = at, actor
        row.save(update_fields=["ended_at", "ended_by"])
        _log("delegation.end", actor, row, at, row.grants)
    return row


def begin_acting(taker: Person, *, at: datetime, number: int) -> Delegation:
    """Stand in from now on; the event names both. Raises NotVisible if there is nothing in force."""
    with transaction.atomic():
        row = queries.delegation_to(taker, number, at)
        if row is None:
            raise NotVisible()
        taker.stand_in(row)
        _log("delegation.act", taker, row, at, row.grants)
    return row


def _wrong_taker(giver: Person, taker: Person, at: datetime) -> dict[str, str]:
    if taker.pk == giver.pk:
        return {"taker": "不能委托给自己，请选择本单位的另一个人。"}
    serves = taker.is_active and taker.works_on(day_of(at))
    if taker.unit_id != giver.unit_id or not serves or not taker.login:
        return {"taker": "只能委托给本单位在岗、有账号的人，请重新选择。"}
    return {}


def _wrong_days(since: date, until: date, today: date) -> dict[str, str]:
    if since < today:
        return {"since": "委托从今天或以后开始，以前的事不能补办委托。"}
    if until <= since:
        return {"last": "最后一天不能早于开始那天，请核对。"}
    if until - since > timedelta(days=MOST_DAYS):
        return {"last": f"一次最多委托 {MOST_DAYS} 天；更长的请由管理员任命。"}
    return {}


def _check_twice(giver: Person, taker: Person, since: date, until: date) -> None:
    same = Delegation.objects.filter(giver=giver, taker=taker, ended_at=None)
    if same.filter(since__lt=until, until__gt=since).exists():
        raise Conflict(
            "delegation.twice",
            f"这几天已经委托给{taker.name}了。要改角色或日期，请先结束原来的委托。",
        )


def _log(verb: str, actor: Person | None, row: Delegation, at: datetime, lent: list[int]) -> None:
    told = {
        "giver": row.giver_id, "taker": row.taker_id, "reason": row.reason,
        "since": row.since.isoformat(), "last": (row.until - timedelta(days=1)).isoformat(),
    }  # fmt: skip
    events.append(
        verb=verb, object_kind="delegation", object_id=row.pk, actor=actor, unit=row.unit, at=at,
        given={"given": told, "grants": lent}, department_id=row.department_id,
    )  # fmt: skip

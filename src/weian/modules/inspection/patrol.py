"""Scanning a checkpoint: the scan is a record, and the scan that closes a round leaves the patrol."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.modules.inspection import rounds
from weian.modules.inspection.rounds import NO_ROUTE, Route, Shift
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record import actions as records
from weian.record import queries as record_queries
from weian.record.queries import Record
from weian.subject import queries as subjects
from weian.subject.queries import Subject

RIGHT = "record.submit:patrol"


class Scanned(NamedTuple):
    """``patrol`` is the record of the round if this scan closed one."""

    scan: Record
    patrol: Record | None


def checkpoint_or_404(person: Person, pk: UUID, at: datetime) -> Subject:
    """A checkpoint of a place where the person may patrol; whoever stands before the code of another
    house sees nothing."""
    point = subjects.by_ids([pk]).get(pk)
    if point is None or point.kind != "checkpoint" or not point.stands_on(day_of(at)):
        raise NotVisible()
    unit = org.unit_by_id(point.unit_id)
    if _department(person, unit, at) is False:
        raise NotVisible()
    return point


def _department(person: Person, unit: Unit, at: datetime) -> Unit | bool | None:
    """The department for which the person patrols the unit (None: the whole of it), else False."""
    if org.can(person, RIGHT, unit, at):
        return None
    own = person.department if person.unit_id == unit.pk else None
    return own if own is not None and org.can(person, RIGHT, unit, at, own) else False


def routes(unit: Unit, shift: Shift, at: datetime) -> list[Route]:
    """The routes of a unit with what a shift has reached so far."""
    points = [(str(s.pk), s.name, s.data) for s in subjects.of_unit(unit, "checkpoint", day_of(at))]
    scans = record_queries.moments(unit, "checkpoint_scan", shift.begins, shift.ends)
    return rounds.routes_of(points, ((str(pk), moment) for pk, moment in scans), shift)


@transaction.atomic
def scan(
    actor: Person, *, point: Subject, data: Mapping[str, object], scanned_at: datetime,
    at: datetime, idempotency_key: str | None = None,
) -> Scanned:  # fmt: skip
    """Leave the scan of the moment at which the code was opened, so that the same request sent twice
    is the same scan; raises what ``record.actions.submit`` raises."""
    unit = org.lock(org.unit_by_id(point.unit_id))  # of two who close a round one leaves the patrol
    department = _department(actor, unit, at)
    if isinstance(department, bool):
        raise NotVisible()
    shift = rounds.shift_of(scanned_at)
    mine = str(point.data.get("route") or NO_ROUTE)
    route = next(r for r in routes(unit, shift, at) if r.name == mine)
    made = records.submit(
        actor, kind="checkpoint_scan", unit=unit, department=department, happened_at=scanned_at,
        data={"led_by": actor.pk, **data}, subject=point.pk, at=at,
        idempotency_key=idempotency_key,
    )  # fmt: skip
    again = made.recorded_at != at  # the answer to a request that came twice
    closes = not again and rounds.completes(route, str(point.pk))
    return Scanned(made, _patrol(actor, unit, department, route, at) if closes else None)


def _patrol(
    actor: Person, unit: Unit, department: Unit | None, route: Route, at: datetime
) -> Record:
    title = route.name if route.name != NO_ROUTE else "全部巡查点"
    told = f"扫码巡完 {len(route.points)} 个点，本班第 {route.rounds + 1} 轮。"
    data = {"kind_of": "fire", "route": title, "led_by": actor.pk, "result": told}
    return records.submit(
        actor, kind="patrol", unit=unit, department=department, happened_at=at, data=data, at=at
    )

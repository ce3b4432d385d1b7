"""What one act writes together: a report, and the calls of a morning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from weian.base import events, verbs
from weian.base.models import Event
from weian.case import actions as cases
from weian.case.queries import Case
from weian.core.ladder import Rung
from weian.modules.hazard import escalation
from weian.notify import actions as notify
from weian.org.queries import Person, Unit

ESCALATED: Final = "hazard.escalate"
verbs.name_verbs({ESCALATED: "逾期督促"})


def address(case: Case) -> str:
    """The page of a hazard."""
    return f"/cases/{case.pk}/"


@dataclass(frozen=True)
class Fixed:
    """What was done about it on the spot, and the pictures of afterwards (uploads, by id)."""

    result: str
    photos: Sequence[str]


@transaction.atomic
def report(
    actor: Person,
    *,
    unit: Unit,
    data: Mapping[str, object],
    at: datetime,
    department: Unit | None = None,
    fixed: Fixed | None = None,
    idempotency_key: str | None = None,
) -> Case:
    """Report a hazard; with ``fixed`` it also goes straight to acceptance as put right on the spot.

    Raises what ``case.actions.open_case`` and ``act`` raise; nothing is left behind then.
    """
    case = cases.open_case(
        actor,
        kind="hazard",
        unit=unit,
        department=department,
        data=data,
        at=at,
        idempotency_key=idempotency_key,
    )
    if fixed is None or case.version > 1:
        return case
    return cases.act(
        actor,
        case=case,
        verb="fix_on_spot",
        given={
            "grade": "ordinary",
            "result": fixed.result,
            "photos": fixed.photos,
            "spot": True,
        },
        at=at,
        version=case.version,
    )


def escalate(at: datetime) -> int:
    """Call the people whom overdue hazards have newly reached; returns how many were told.

    Each rung of a hazard's deadline calls once: the event of the call says so. Run every morning.
    """
    known, told = escalation.ladders(), 0
    for case in escalation.overdue(at, known):
        for call in escalation.calls(case, escalation.ladder_of(case.unit, known), at):
            told += _call(case, call.rung, at)
    return told


@transaction.atomic
def _call(case: Case, rung: Rung, at: datetime) -> int:
    given = {"due_on": str(case.due_on), "post": rung.post, "level": rung.level}
    before = Event.objects.filter(object_kind="hazard", object_id=str(case.pk), verb=ESCALATED)
    if any(given.items() <= event.given.items() for event in before):
        return 0
    people = escalation.called(case, rung, at)
    told = notify.tell(
        people,
        kind="case",
        title=f"隐患逾期：{case.title}（{case.number}）",
        body=f"整改时限 {case.due_on}。请{rung.act}。",
        url=address(case),
        item=f"case:{case.pk}",
        at=at,
    )
    events.append(
        verb=ESCALATED,
        object_kind="hazard",
        object_id=case.pk,
        actor=None,
        unit=case.unit,
        at=at,
        given={**given, "told": [person.pk for person in people]},
        department_id=case.department_id,
    )
    return told

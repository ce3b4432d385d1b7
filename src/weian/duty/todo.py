"""What waits for a person: duties by post and name, questions about facts, steps of cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q

from weian.case import queries as cases
from weian.case.kinds import KINDS as CASES
from weian.case.kinds import CaseKind
from weian.core.flow import Step
from weian.core.verdict import GRACE, OPEN, OVERDUE, UNDETERMINED, UPCOMING
from weian.duty.models import Standing
from weian.duty.rows import Row
from weian.org import queries as org

ACTIONABLE = (OVERDUE, GRACE, OPEN, UPCOMING)
AHEAD = timedelta(days=31)  # how far ahead what has not begun is listed
MOST = 300
#: Posts whose work is that all of their unit's duties are done.
KEEPERS = frozenset({"safety_manager", "clerk"})
_HANDLES = "case.act:handle"
_OF_THE_UNIT = frozenset({"case.act:manage", "case.act:decide", "report.sign", "report.submit"})
_FROM_ABOVE = frozenset({"report.review"})  # nobody takes what their own unit sends up
_AUTHORITY = "authority_if_major"
_COMMISSIONS = frozenset({"province_id", "city_id", "county_id"})


def offices_of(person: org.Person, at: datetime) -> list[org.Appointment]:
    """The posts a person holds; whoever stands in for somebody does what that one's posts ask."""
    return org.posts_of(person.stands_for, at)


def keeps(offices: Iterable[org.Appointment]) -> list[int]:
    """The units all of whose duties are the person's business."""
    return sorted({office.unit_id for office in offices if office.post in KEEPERS})


def assigned(person: org.Person, offices: Sequence[org.Appointment]) -> Q:
    """Duties that are the person's own to do, by name or by post.

    What is asked of one by name nobody else does. Of duties about a department's things the head of that department has those of the department.
    """
    found = Q(person_id=person.pk) if person.acting is None else Q(pk__in=())
    for office in offices:
        owners = [office.unit_id] + ([office.department_id] if office.department_id else [])
        mine = Q(owner_id__in=owners, post=office.post, person_id=None)
        if office.department_id:
            mine &= Q(department=None) | Q(department=office.department_id)
        found |= mine
    return found


def is_assigned(
    row: Row | Standing, person: org.Person, offices: Sequence[org.Appointment]
) -> bool:
    """The same of one computed row."""
    if row.person_id is not None:
        return row.person_id == person.pk and person.acting is None
    return any(
        row.owner_id in (office.unit_id, office.department_id)
        and row.post == office.post
        and (not office.department_id or row.department_id in (None, office.department_id))
        for office in offices
    )


def duties_for(
    person: org.Person, offices: Sequence[org.Appointment], at: datetime, *, whole: bool
) -> list[Standing]:
    """What is open and soon to open, the earliest due first; ``whole``: of the units kept."""
    mine = assigned(person, offices)
    if whole:
        mine |= Q(unit_id__in=keeps(offices))
    rows = Standing.objects.filter(mine, status__in=ACTIONABLE)
    rows = rows.exclude(status=UPCOMING, opens__gt=at + AHEAD)
    return list(rows.order_by("due", "id")[:MOST])


def unanswered(units: Sequence[int], at: datetime) -> list[Standing]:
    """Duties of units that rest on something nobody has declared."""
    rows = Standing.objects.filter(unit_id__in=units, status=UNDETERMINED)
    return list(rows.order_by("obligation", "id")[:MOST])


def cases_waiting(person: org.Person, at: datetime) -> list[tuple[cases.Case, Step]]:
    """Open cases whose next step the person may take, with that step, the earliest due first."""
    steps: dict[tuple[str, str], Step] = {}
    waiting = Q()
    for kind in CASES.values():
        for state in kind.flow.states:
            step = next_step(kind, state)
            inside = _inside(person, at, kind, step) if step else Q()
            if step is not None and inside:
                steps[kind.key, state] = step
                waiting |= Q(kind=kind.key, state=state) & inside
    if not waiting:
        return []
    rows = cases.visible(person, at).filter(waiting, closed_on=None)
    rows = rows.defer("search", "words").select_related("unit")
    found = rows.order_by(F("due_on").asc(nulls_last=True), "id")[:MOST]
    return [(case, steps[case.kind, case.state]) for case in found]


def next_step(kind: CaseKind, state: str) -> Step | None:
    """The step that leads on from a state in the usual life of a case, or back into it."""
    order = [*kind.line, *(s for s in kind.flow.states if s not in kind.line)]
    usual = kind.line or tuple(order)
    for step in kind.flow.open_steps(state):
        forward = state not in usual or order.index(step.target or state) > order.index(state)
        if forward and step.target in usual and not step.danger:
            return step
    return None


def _inside(person: org.Person, at: datetime, kind: CaseKind, step: Step) -> Q:
    if step.right == _HANDLES:
        return Q(assignee_id__in=person.hands)
    return _reached(person, at, kind, step)


def _reached(person: org.Person, at: datetime, kind: CaseKind, step: Step) -> Q:
    """The places where the step is the person's to take: the unit itself directs and decides,
    the authority above it only what the flow leaves to the authority."""
    major = [grade for grade, level in kind.levels.items() if level == "red"]
    left_above = _AUTHORITY in step.guards
    inside = Q()
    for column, numbers in org.reach_of(org.grants_of(person, at), step.right).items():
        place = Q(**{f"{column}__in": numbers})
        if column not in _COMMISSIONS or step.right not in _OF_THE_UNIT:
            place &= ~Q(unit_id__in=numbers) if step.right in _FROM_ABOVE else Q()
            inside |= place & ~Q(grade__in=major) if left_above else place
        else:
            inside |= Q(unit_id__in=numbers)
            inside |= place & Q(grade__in=major) if left_above else Q()
    return inside

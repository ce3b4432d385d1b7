"""What else of hazards waits for a person: the overdue ones whose ladder has reached them, and the
steps beside the usual way (a plan or more time to approve, the authority to be told)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from weian.base.clock import TZ, day_of
from weian.case import queries as cases
from weian.case.queries import Case
from weian.core.ladder import Rung, climb
from weian.duty.sources import Waiting
from weian.modules.hazard.asides import asides
from weian.modules.hazard.escalation import ladder_of, ladders
from weian.modules.hazard.kinds import HAZARD
from weian.org import queries as org
from weian.ui import humane
from weian.ui.shapes import Action, TodoItem

MOST = 100
_POSTS = frozenset({"department_head", "safety_manager", "head", "clerk"})


def waiting(person: org.Person, at: datetime) -> Iterator[Waiting]:
    """Overdue hazards first, then the steps beside the usual way."""
    yield from _called(person, at)
    for aside in asides(person, at):
        yield _step(aside.case, aside.verb, person, at)


def _called(person: org.Person, at: datetime) -> Iterator[Waiting]:
    """A line for each overdue hazard whose ladder has reached a post that the person holds."""
    offices = [o for o in org.posts_of(person, at) if o.post in _POSTS]
    if not offices:
        return
    known = ladders()
    for case in _overdue(person, at):
        assert case.due_on is not None  # the query asks for it
        due = datetime.combine(case.due_on + timedelta(days=1), time(), TZ)
        for call in climb(ladder_of(case.unit, known), due, None, at):
            if any(_reached(call.rung, office, case) for office in offices):
                yield _line(case, case.due_on, call.rung, at)
                break


def _overdue(person: org.Person, at: datetime) -> Iterable[Case]:
    rows = cases.visible(person, at).filter(
        kind="hazard", closed_on=None, due_on__lt=day_of(at)
    ).exclude(assignee=person)  # fmt: skip
    return rows.select_related("unit", "department").order_by("due_on", "id")[:MOST]


def _reached(rung: Rung, office: org.Appointment, case: Case) -> bool:
    if office.post != rung.post:
        return False
    if rung.level == "department":
        return case.department_id is not None and office.department_id == case.department_id
    return office.unit_id == (case.county_id if rung.level == "county" else case.unit_id)


def _line(case: Case, due_on: date, rung: Rung, at: datetime) -> Waiting:
    href = f"/cases/{case.kind}/{case.pk}"  # as duties write it, so that one deed is one line
    item = TodoItem(
        what=f"隐患逾期未改：{case.title}",
        due=humane.due(due_on, day_of(at)),
        due_exact=humane.day(due_on),
        button=Action("去督促", href, primary=True),
        status="逾期",
        tone="overdue",
        unit=str(case.unit),
        href=href,
        detail=f"{case.number} · {rung.act}",
    )
    return Waiting(item, due_on, HAZARD.area)


def _step(case: Case, verb: str, person: org.Person, at: datetime) -> Waiting:
    """The button leads to the step's own form, so that it stays a line beside the usual next step."""
    day, today = case.due_on, day_of(at)
    late = day is not None and day < today
    item = TodoItem(
        what=f"隐患：{case.title}",
        due=humane.due(day, today) if day else "",
        due_exact=humane.day(day) if day else "",
        button=Action(HAZARD.title_of(verb), f"/cases/{case.pk}/{verb}", primary=True),
        status="逾期" if late else "",
        tone="overdue" if late else "",
        unit=str(case.unit) if case.unit_id != person.unit_id else "",
        href=f"/cases/{case.kind}/{case.pk}",
        detail=f"{case.number} · {HAZARD.flow.states[case.state]}",
    )
    return Waiting(item, day, HAZARD.area)

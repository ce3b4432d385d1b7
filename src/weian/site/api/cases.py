"""Cases: list, one with what may be done next, open, take a step."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from weian.base.errors import NotVisible
from weian.base.paging import page
from weian.case import actions, offers, queries
from weian.case.kinds import CaseKind
from weian.case.kinds import kind as kind_of
from weian.case.queries import Case, CaseStep, Filters
from weian.org import proof
from weian.org.queries import Person
from weian.site.api.common import asking, narrowed_to, place, says
from weian.site.api.shapes import (
    Answers,
    Cursor,
    Day,
    Given,
    Number,
    Once,
    Paged,
    Ref,
    Said,
    Size,
    person_ref,
    unit_ref,
)

router = Router()
_REPORTS = "return"  # reports travel as cases, with verbs of their own: see reports


class CaseOut(Schema):
    """A case as it stands."""

    id: UUID
    kind: str
    number: str
    title: str
    state: str
    state_title: str
    is_open: bool
    grade: str
    category: str
    place: str
    source: str
    opened_on: date
    due_on: date | None
    closed_on: date | None
    moved_at: Said
    unit: Ref | None
    department: Ref | None
    reporter: Ref | None
    assignee: Ref | None
    version: int
    round: int
    previous: UUID | None
    data: dict[str, Any]


class Cases(Paged):
    """A page of cases."""

    rows: list[CaseOut]


class StepOut(Schema):
    """A step that was taken."""

    verb: str
    title: str
    from_state: str
    to_state: str
    by: Ref | None
    behalf: Ref | None = Field(description="委托代办时被代的人，没有即为空")
    at: Said
    given: dict[str, Any]


class OfferOut(Schema):
    """A step that starts from here."""

    verb: str
    title: str
    why_not: str = Field(description="不能办的原因，空表示可以办")


class CaseFull(CaseOut):
    """A case with its story and what comes next."""

    steps: list[StepOut]
    offers: list[OfferOut]
    waits_for: str = Field(description="在等谁")


class CaseAsked(Schema):
    """What the list is narrowed to."""

    kind: str = Field(description="事项类别")
    unit: Number | None = Field(None, description="单位或科室，含下级")
    state: str = Field("", max_length=40, description="流程状态，或 open、closed、overdue")
    grade: str = Field("", max_length=40)
    category: str = Field("", max_length=200)
    source: str = Field("", max_length=200)
    opened_from: Day | None = None
    opened_to: Day | None = None
    q: str = Field("", max_length=100)
    sort: Annotated[str, Field(pattern="^-?(opened|due)$")] = "-opened"
    cursor: Cursor = ""
    size: Size = 50


class CaseGiven(Given):
    """A new case."""

    kind: str
    unit: Number
    department: Number | None = None
    opened_on: Day | None = Field(None, description="发现日期，默认今天")
    data: Answers


class StepGiven(Given):
    """A step to take."""

    verb: str
    version: int = Field(ge=1, description="您看到的版本；期间有人办理过会返回 409")
    data: Answers


def case_kind(key: str) -> CaseKind:
    """A kind whose cases are dealt with here. Raises NotVisible."""
    declared = kind_of(key)
    if declared.key == _REPORTS:
        raise NotVisible("case.use_reports", "报送请使用 /api/reports。")
    return declared


def fields_of(row: Case) -> dict[str, Any]:
    """A row as its answer."""
    return {
        "id": row.pk, "kind": row.kind, "number": row.number, "title": row.title,
        "state": row.state, "state_title": kind_of(row.kind).flow.states[row.state],
        "is_open": row.is_open, "grade": row.grade, "category": row.category, "place": row.place,
        "source": row.source, "opened_on": row.opened_on, "due_on": row.due_on,
        "closed_on": row.closed_on, "moved_at": row.moved_at, "unit": unit_ref(row.unit),
        "department": unit_ref(row.department), "reporter": person_ref(row.reporter),
        "assignee": person_ref(row.assignee), "version": row.version, "round": row.round,
        "previous": row.previous_id, "data": row.data,
    }  # fmt: skip


def step_out(declared: CaseKind, step: CaseStep) -> StepOut:
    """A step as its answer."""
    return StepOut(
        verb=step.verb, title=declared.title_of(step.verb), from_state=step.from_state,
        to_state=step.to_state, by=person_ref(step.by), behalf=person_ref(step.behalf), at=step.at, given=step.given,
    )  # fmt: skip


@router.get("", **says("listCases", "按类别列出事项", Cases))
def index(request: HttpRequest, asked: Query[CaseAsked]) -> Cases:
    """The cases of a kind that one may see."""
    person, at = asking(request)
    declared = case_kind(asked.kind)
    if asked.state not in ("", "open", "closed", "overdue", *declared.flow.states):
        raise NotVisible("case.unknown_state", f"{declared.title}没有“{asked.state}”这个状态。")
    filters = Filters(
        declared.key, narrowed_to(person, asked.unit, at), asked.state, asked.grade,
        asked.category, asked.source, asked.opened_from, asked.opened_to, text=asked.q,
    )  # fmt: skip
    rows = queries.ledger(person, at, declared, filters).select_related("reporter")
    if "due" in asked.sort:
        rows = rows.filter(due_on__isnull=False)
    found = page(rows, queries.SORTS[asked.sort], asked.cursor, asked.size)
    for case in found.rows:
        _look(request, person, case, at)
    return Cases(
        rows=[CaseOut(**fields_of(c)) for c in found.rows],
        next=found.next_cursor,
        prev=found.prev_cursor,
    )


@router.get("/{uuid:pk}", **says("getCase", "查看一个事项：经过、下一步、在等谁", CaseFull))
def show(request: HttpRequest, pk: UUID) -> CaseFull:
    """One case with its steps and what may be done next."""
    person, at = asking(request)
    case = _case(request, person, pk, at)
    declared, steps = kind_of(case.kind), queries.timeline(case)
    offered = offers.offers(case, declared, steps, person, at)
    return CaseFull(
        **fields_of(case),
        steps=[step_out(declared, s) for s in steps],
        offers=[OfferOut(verb=o.step.verb, title=o.step.title, why_not=o.why_not) for o in offered],
        waits_for=offers.waits_for(case, declared, steps, at)[0],
    )


@router.post("", **says("openCase", "上报一个事项", CaseOut, status=201, writes=True))
def open_case(request: HttpRequest, given: CaseGiven, once: Once = None) -> Status[CaseOut]:
    """The same verb as the form's."""
    person, at = asking(request)
    declared = case_kind(given.kind)
    if declared.opening_verb in declared.internal:
        raise NotVisible("kind.internal", f"“{declared.title}”由系统生成，不用上报。")
    unit, department = place(person, given.unit, given.department, at)
    case = actions.open_case(
        person, kind=declared.key, unit=unit, department=department, opened_on=given.opened_on,
        data=given.data, at=at, idempotency_key=once,
    )  # fmt: skip
    return Status(201, CaseOut(**fields_of(case)))


@router.post(
    "/{uuid:pk}/steps",
    **says("actOnCase", "办理事项的一步", CaseOut, writes=True,
           description="verb 和要填的 data 见 /api/kinds/case/{key}；有人先办理时返回 409，并说明情况。"),
)  # fmt: skip
def act(request: HttpRequest, pk: UUID, given: StepGiven, once: Once = None) -> CaseOut:
    """Take a step of the flow."""
    person, at = asking(request)
    case = _case(request, person, pk, at)
    if given.verb in kind_of(case.kind).internal:
        raise NotVisible("case.unknown_step", "没有这一步操作。")
    done = actions.act(
        person, case=case, verb=given.verb, given=given.data, at=at, version=given.version,
        idempotency_key=once,
    )  # fmt: skip
    return CaseOut(**fields_of(done))


def _case(request: HttpRequest, person: Person, pk: UUID, at: datetime) -> Case:
    case = queries.case_or_404(person, pk, at)
    case_kind(case.kind)
    _look(request, person, case, at)
    return case


def _look(request: HttpRequest, person: Person, case: Case, at: datetime) -> None:
    """A secret case is shown after a proof, and noted."""
    if case.known_to is not None:
        proof.demand_of_program(request)
        actions.looked(person, case=case, at=at)

"""Records: list, one, leave, correct."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from weian.base.errors import NotVisible
from weian.base.paging import page
from weian.case import queries as cases
from weian.org import proof
from weian.org import queries as org
from weian.org.queries import Person
from weian.record import actions, queries
from weian.record.kinds import RecordKind
from weian.record.kinds import kind as kind_of
from weian.record.queries import Filters, Record
from weian.site.api.common import asking, narrowed_to, place, says
from weian.site.api.shapes import (
    Answers,
    Cursor,
    Day,
    Given,
    Moment,
    Number,
    Once,
    Paged,
    Ref,
    Said,
    Size,
    person_ref,
    unit_ref,
)
from weian.subject.envelope import private

router = Router()


class RecordOut(Schema):
    """A record as it stands in the books."""

    id: UUID
    kind: str
    title: str
    number: str
    unit: Ref | None
    department: Ref | None
    happened_at: Said
    recorded_at: Said
    late_entry: bool = Field(description="补录：登记日晚于发生日")
    by: Ref | None
    behalf: Ref | None = Field(description="委托代办时被代的人，没有即为空")
    subject: UUID | None
    case: UUID | None
    about: date | None
    valid_until: date | None = Field(description="最后一个有效日")
    people: list[int]
    data: dict[str, Any]
    supersedes: UUID | None = Field(description="更正了哪一条")
    superseded_by: UUID | None = Field(description="被哪一条更正；有值即不再算数")


class Records(Paged):
    """A page of records."""

    rows: list[RecordOut]


class RecordAsked(Schema):
    """What the list is narrowed to."""

    kind: str = Field(description="记录类别")
    unit: Number | None = Field(None, description="单位或科室，含下级")
    happened_from: Day | None = None
    happened_to: Day | None = None
    subject: UUID | None = None
    q: str = Field("", max_length=100)
    sort: Annotated[str, Field(pattern="^-?happened$")] = "-happened"
    cursor: Cursor = ""
    size: Size = 50


class RecordGiven(Given):
    """A new record."""

    kind: str
    unit: Number
    department: Number | None = None
    happened_at: Moment
    data: Answers
    subject: UUID | None = None
    case: UUID | None = None
    about: Day | None = Field(None, description="所属时段里的任意一天")


class CorrectionGiven(Given):
    """What should have stood there."""

    department: Number | None = None
    happened_at: Moment
    data: Answers
    subject: UUID | None = None
    about: Day | None = None


def shown(row: Record) -> RecordOut:
    """A row as its answer."""
    return RecordOut(
        id=row.pk, kind=row.kind, title=row.title, number=row.number, unit=unit_ref(row.unit),
        department=unit_ref(row.department), happened_at=row.happened_at,
        recorded_at=row.recorded_at, late_entry=row.late_entry, by=person_ref(row.by),
        behalf=person_ref(row.behalf),
        subject=row.subject_id, case=row.case_id, about=row.about, valid_until=row.valid_until,
        people=row.people, data=row.data, supersedes=row.supersedes_id,
        superseded_by=row.superseded_by_id,
    )  # fmt: skip


@router.get(
    "", **says("listRecords", "按类别列出记录", Records, description="被更正的记录不列出。")
)
def index(request: HttpRequest, asked: Query[RecordAsked]) -> Records:
    """The records of a kind that one may see and that count."""
    person, at = asking(request)
    _look(request, person, kind_of(asked.kind), at)
    filters = Filters(
        kind_of(asked.kind).key, narrowed_to(person, asked.unit, at), asked.happened_from,
        asked.happened_to, asked.subject, text=asked.q,
    )  # fmt: skip
    rows = queries.ledger(person, at, filters)
    found = page(rows, queries.SORTS[asked.sort], asked.cursor, asked.size)
    return Records(
        rows=[shown(r) for r in found.rows], next=found.next_cursor, prev=found.prev_cursor
    )


@router.get("/{uuid:pk}", **says("getRecord", "查看一条记录", RecordOut))
def show(request: HttpRequest, pk: UUID) -> RecordOut:
    """One record, corrected ones included."""
    person, at = asking(request)
    row = queries.record_or_404(person, pk, at)
    _look(request, person, kind_of(row.kind), at, row)
    return shown(row)


def _look(
    request: HttpRequest, person: Person, declared: RecordKind, at: datetime,
    row: Record | None = None,
) -> None:  # fmt: skip
    """What not everybody may see is shown after a proof, and noted."""
    if declared.read_right != "read":
        proof.demand_of_program(request)
        private.looked(
            person, declared, at, unit=row.unit if row else None, key=row.pk if row else ""
        )


@router.post("", **says("submitRecord", "登记一条记录", RecordOut, status=201, writes=True))
def submit(request: HttpRequest, given: RecordGiven, once: Once = None) -> Status[RecordOut]:
    """The same verb as the form's."""
    person, at = asking(request)
    declared = _open_kind(given.kind)
    unit, department = place(person, given.unit, given.department, at)
    row = actions.submit(
        person, kind=declared.key, unit=unit, department=department,
        happened_at=given.happened_at, data=given.data, subject=given.subject,
        case=_case(person, given.case, at), about=given.about, at=at, idempotency_key=once,
    )  # fmt: skip
    return Status(201, shown(row))


@router.post(
    "/{uuid:pk}/correct",
    **says("correctRecord", "更正一条记录", RecordOut, status=201, writes=True,
           description="原记录保留，以新的一条为准。新的一条要完整填写。"),
)  # fmt: skip
def correct(
    request: HttpRequest, pk: UUID, given: CorrectionGiven, once: Once = None
) -> Status[RecordOut]:
    """A record that supersedes this one."""
    person, at = asking(request)
    old = queries.record_or_404(person, pk, at)
    _open_kind(old.kind)
    wanted = given.department  # its unit may be seen by nothing else than this record
    department = org.department_or_404(person, old.unit, wanted, at) if wanted else None
    row = actions.submit(
        person, kind=old.kind, unit=old.unit, department=department,
        happened_at=given.happened_at, data=given.data, subject=given.subject, case=old.case_id,
        about=given.about, supersedes=old, at=at, idempotency_key=once,
    )  # fmt: skip
    return Status(201, shown(row))


def _open_kind(key: str) -> RecordKind:
    declared = kind_of(key)
    if declared.internal:
        raise NotVisible(
            "kind.internal",
            f"“{declared.title}”由系统生成，或者在办理它的页面上确认，不在这里登记。",
        )
    return declared


def _case(person: Person, pk: UUID | None, at: datetime) -> UUID | None:
    found: UUID | None = cases.case_or_404(person, pk, at).pk if pk is not None else None
    return found

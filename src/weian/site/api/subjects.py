"""Subjects: list, one, keep, retire."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from weian.base.paging import page
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
    choice,
    person_ref,
    unit_ref,
)
from weian.subject import actions, queries
from weian.subject.envelope import once as repeated
from weian.subject.envelope import private
from weian.subject.kinds import SubjectKind
from weian.subject.kinds import kind as kind_of
from weian.subject.queries import Filters, Subject

router = Router()


class SubjectOut(Schema):
    """A thing as it stands."""

    id: UUID
    kind: str
    name: str
    code: str
    level: str
    since: date
    until: date | None = Field(description="停用日，不含当天")
    unit: Ref | None
    department: Ref | None
    data: dict[str, Any]
    version: int
    keeper: Ref | None
    kept_at: Said


class Subjects(Paged):
    """A page of things."""

    rows: list[SubjectOut]


class SubjectAsked(Schema):
    """What the list is narrowed to."""

    kind: str = Field(description="对象类别")
    unit: Number | None = Field(None, description="单位或科室，含下级")
    state: Annotated[str, *choice(("", "retired", "all"))] = ""
    level: Annotated[str, *choice(("", "red", "orange", "yellow", "blue"))] = ""
    q: str = Field("", max_length=100)
    sort: Annotated[str, Field(pattern="^-?(name|since)$")] = "name"
    cursor: Cursor = ""
    size: Size = 50


class SubjectGiven(Given):
    """A new thing."""

    kind: str
    unit: Number
    department: Number | None = None
    since: Day | None = Field(None, description="启用日期，默认今天")
    data: Answers


class SubjectChange(Given):
    """What changes; answers not given stay as they are."""

    department: Number | None = Field(None, description="不给则不变，给 null 则不再属于科室")
    version: int = Field(ge=1, description="您看到的版本；期间有人改过会返回 409")
    data: Answers


class RetireGiven(Given):
    """From when it stands no longer."""

    on: Day | None = Field(None, description="停用日期，默认今天")
    reason: str = Field("", max_length=500)
    version: int | None = Field(None, ge=1)


def shown(row: Subject) -> SubjectOut:
    """A row as its answer."""
    return SubjectOut(
        id=row.pk, kind=row.kind, name=row.name, code=row.code, level=row.level, since=row.since,
        until=row.until, unit=unit_ref(row.unit), department=unit_ref(row.department),
        data=row.data, version=row.version, keeper=person_ref(row.keeper), kept_at=row.kept_at,
    )  # fmt: skip


@router.get(
    "", **says("listSubjects", "按类别列出对象", Subjects, description="默认只列出在用的。")
)
def index(request: HttpRequest, asked: Query[SubjectAsked]) -> Subjects:
    """The things of a kind that one may see."""
    person, at = asking(request)
    _look(request, person, kind_of(asked.kind), at)
    where = narrowed_to(person, asked.unit, at)
    filters = Filters(kind_of(asked.kind).key, where, asked.state, asked.level, asked.q)
    rows = queries.ledger(person, at, filters).select_related("keeper")
    found = page(rows, queries.SORTS[asked.sort], asked.cursor, asked.size)
    return Subjects(
        rows=[shown(r) for r in found.rows], next=found.next_cursor, prev=found.prev_cursor
    )


@router.get("/{uuid:pk}", **says("getSubject", "查看一个对象", SubjectOut))
def show(request: HttpRequest, pk: UUID) -> SubjectOut:
    """One thing."""
    person, at = asking(request)
    row = queries.subject_or_404(person, pk, at)
    _look(request, person, kind_of(row.kind), at, row)
    return shown(row)


def _look(
    request: HttpRequest, person: Person, declared: SubjectKind, at: datetime,
    row: Subject | None = None,
) -> None:  # fmt: skip
    """What not everybody may see is shown after a proof, and noted."""
    if declared.read_right != "read":
        proof.demand_of_program(request)
        private.looked(
            person, declared, at, unit=row.unit if row else None, key=row.pk if row else ""
        )


@router.post("", **says("keepSubject", "登记一个对象", SubjectOut, status=201, writes=True))
def keep(request: HttpRequest, given: SubjectGiven, once: Once = None) -> Status[SubjectOut]:
    """The same verb as the form's."""
    person, at = asking(request)
    unit, department = place(person, given.unit, given.department, at)
    row = actions.keep(
        person, kind=kind_of(given.kind).key, unit=unit, department=department,
        since=given.since, data=given.data, at=at, idempotency_key=once,
    )  # fmt: skip
    return Status(201, shown(row))


@router.patch(
    "/{uuid:pk}",
    **says("changeSubject", "修改一个对象", SubjectOut, writes=True,
           description="只改给出的字段；某个字段给 null 表示清空。"),
)  # fmt: skip
def change(request: HttpRequest, pk: UUID, given: SubjectChange, once: Once = None) -> SubjectOut:
    """The same verb, on a thing that stands."""
    person, at = asking(request)
    old = queries.subject_or_404(person, pk, at)
    department = old.department
    if "department" in given.model_fields_set:
        _, department = place(person, old.unit_id, given.department, at)
    row = actions.keep(
        person, kind=old.kind, unit=old.unit, department=department, subject=old,
        version=given.version, data=given.data, at=at, idempotency_key=once,
    )  # fmt: skip
    return shown(row)


@router.post(
    "/{uuid:pk}/retire",
    **says(
        "retireSubject", "停用一个对象", SubjectOut, writes=True, description="停用后仍在册可查。"
    ),
)
def retire(request: HttpRequest, pk: UUID, given: RetireGiven, once: Once = None) -> SubjectOut:
    """It stands no longer, and stays in the books."""
    person, at = asking(request)
    old = queries.subject_or_404(person, pk, at)
    print_ = repeated.digest("api.retire", {"subject": pk, **given.model_dump()}, None)
    with transaction.atomic():
        if repeated.claim(person, once, print_, old.pk, at):
            return shown(old)
        done = actions.retire(
            person, subject=old, on=given.on, reason=given.reason, version=given.version, at=at
        )
    return shown(done)

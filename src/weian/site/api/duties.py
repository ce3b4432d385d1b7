"""Duties: what is owed, where it stands, and why. Computed, never written here."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from weian.base.areas import AREAS
from weian.base.errors import BadInput, NotVisible
from weian.base.paging import page
from weian.core.duty import STATUSES, Duty
from weian.duty import queries
from weian.duty.items import Items, Listed
from weian.duty.law import rules
from weian.duty.queries import Filters
from weian.duty.rows import Row, row_of
from weian.duty.wall import aware, wall
from weian.duty.words import STATUS_WORDS, window_words
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.policy.explaining import explain, next_step
from weian.policy.vocabulary import titles
from weian.site.api.common import asking, says
from weian.site.api.shapes import (
    Cursor,
    Day,
    Number,
    Paged,
    Ref,
    Said,
    Size,
    choice,
    moment_or_none,
)

router = Router()


class DutyOut(Schema):
    """One duty: an obligation, a unit, a bearer, a window."""

    key: str
    obligation: str
    title: str
    area: str
    unit: Ref | None = Field(description="单位或科室")
    bearer: str = Field(description="对象、人员或事项；空表示单位本身")
    bearer_name: str
    window: str
    window_title: str
    status: str
    status_title: str
    opens: Said | None
    due: Said | None = Field(description="期限，不含；空表示没有期限")
    value: float
    target: float
    document: str
    place: str = Field(description="在文件中的位置")
    reason: str


class Duties(Paged):
    """A page of duties."""

    rows: list[DutyOut]


class EvidenceOut(Schema):
    """A record, or a step of a case, that counts."""

    id: str
    kind: str
    happened_at: Said


class DutyWhy(DutyOut):
    """A duty with its reasons."""

    clause: str
    clause_summary: str
    met_at: Said | None
    next_change: Said | None
    evidence: list[EvidenceOut]
    why: list[str] = Field(description="要求、依据、状态、进度、证据、下一步")
    next_step: str


class DutyAsked(Schema):
    """What the list is narrowed to."""

    unit: Number | None = Field(None, description="单位（含科室）或科室")
    area: Annotated[str, *choice(("", *AREAS))] = ""
    status: Annotated[str, *choice(("", *STATUSES))] = ""
    on: Day | None = Field(
        None, description="看哪一天，需要 unit，已了结的也列出；不给则为现在，只列未了结的"
    )
    cursor: Cursor = ""
    size: Size = 50


class WhyAsked(Schema):
    """Which duty."""

    key: str = Field(max_length=500, description="列表里的 key")
    on: Day | None = None


@router.get("", **says("listDuties", "列出责任事项", Duties, description="按期限排序。"))
def index(request: HttpRequest, asked: Query[DutyAsked]) -> Duties:
    """From the table of open duties; of another day computed for one unit."""
    person, at = asking(request)
    if asked.on is not None:
        return _on_a_day(person, asked, at)
    if asked.unit is not None:
        owner = queries.owner_or_404(person, asked.unit, at)
        filters = Filters(area=asked.area, status=asked.status)
        column = "owner_id" if owner.kind == "department" else "unit_id"
        rows = queries.duties_visible(person, at, filters).filter(**{column: owner.pk})
    else:
        rows = queries.duties_visible(person, at, Filters(area=asked.area, status=asked.status))
    found = page(rows, ("due", "id"), asked.cursor, asked.size)
    items = Items.over(found.rows, at)
    shown = [DutyOut(**_fields(row, items)) for row in found.rows]
    return Duties(rows=shown, next=found.next_cursor, prev=found.prev_cursor)


@router.get("/why", **says("explainDuty", "一项责任为什么是现在这样", DutyWhy))
def why(request: HttpRequest, asked: Query[WhyAsked]) -> DutyWhy:
    """Clause, evidence, value against target, what to do."""
    person, now = asking(request)
    obligation, number, bearer, window = _parts(asked.key)
    owner = queries.owner_or_404(person, number, now)
    at, past = queries.moment_of(asked.on, now)
    duty = queries.duty_or_404(owner, obligation, bearer, window, at, past=past).duty
    row = row_of(duty, owner, wall(at))
    law, known = duty.obligation, titles()
    return DutyWhy(
        **_fields(row, Items.over([row], at)), clause=law.clause.id,
        clause_summary=law.clause.summary, met_at=row.met_at, next_change=row.next_change,
        evidence=[
            EvidenceOut(id=r.id, kind=r.kind, happened_at=aware(r.happened)) for r in duty.records
        ],
        why=explain(duty, known, rules()), next_step=next_step(duty, known),
    )  # fmt: skip


def key_of(row: Listed) -> str:
    """Names a duty in an address, as ``core.duty.Duty.key``."""
    return f"{row.obligation}|{row.owner_id}|{row.bearer}|{row.window}"


def _parts(key: str) -> tuple[str, str, str, str]:
    parts = key.split("|")
    if len(parts) != 4:
        raise NotVisible("duty.unknown", "没有找到这项责任事项，请使用列表里的 key。")
    return parts[0], parts[1], parts[2], parts[3]


def _fields(row: Listed, items: Items) -> dict[str, Any]:
    law, owner = items.law(row), items.owners.get(row.owner_id)
    return {
        "key": key_of(row), "obligation": row.obligation, "title": items.title(row),
        "area": law.area if law else "",
        "unit": Ref(id=owner.pk, name=owner.name) if owner else None, "bearer": row.bearer,
        "bearer_name": row.bearer_name, "window": row.window,
        "window_title": window_words(row.window), "status": row.status,
        "status_title": STATUS_WORDS[row.status], "opens": moment_or_none(row.opens),
        "due": moment_or_none(row.due), "value": row.value, "target": row.target,
        "document": law.clause.document if law else "", "place": law.clause.place if law else "",
        "reason": row.reason,
    }  # fmt: skip


def _on_a_day(person: Person, asked: DutyAsked, now: datetime) -> Duties:
    if asked.unit is None:
        raise BadInput("duty.on_needs_unit", fields={"unit": "看某一天的责任事项要指定单位。"})
    owner = queries.owner_or_404(person, asked.unit, now)
    at, past = queries.moment_of(asked.on, now)
    areas = {asked.area} if asked.area else None
    rows = sorted(
        (
            row_of(duty, one, wall(at))
            for one in _owners(owner, now)
            for duty in queries.duties_of(one, at, past=past, areas=areas)
            if _wanted(duty, asked.status)
        ),
        key=_order,
    )
    start = sum(_order(row) <= asked.cursor for row in rows) if asked.cursor else 0
    cut = rows[start : start + asked.size]
    more = start + asked.size < len(rows)
    items = Items.over(cut, at)
    shown = [DutyOut(**_fields(row, items)) for row in cut]
    return Duties(rows=shown, next=_order(cut[-1]) if more and cut else "", prev="")


def _owners(owner: Unit, now: datetime) -> Iterator[Unit]:
    yield owner
    if owner.kind != "department":
        yield from org.departments_of(owner, now)


def _wanted(duty: Duty, status: str) -> bool:
    return duty.status == status if status else True


def _order(row: Row) -> str:
    """The place in the list, which is its cursor as well."""
    return f"{wall(row.due).isoformat()}~{key_of(row)}"

"""Units and people: who is where. Names only; telephone numbers stay on the pages."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from weian.base.clock import day_of
from weian.base.paging import page
from weian.base.search import matching
from weian.org import queries
from weian.org.kinds import EMPLOYMENT, GROUPS, POSTS, UNIT_KINDS, kinds_in
from weian.org.queries import Person, Unit
from weian.org.querysets import in_force
from weian.site.api.common import asking, narrowed_to, says
from weian.site.api.shapes import Cursor, Number, Paged, Ref, Size, choice, unit_ref

router = Router()
people_router = Router()
_BY_NAME = ("sort_key", "id")


class UnitOut(Schema):
    """A unit or department."""

    id: int
    kind: str
    kind_title: str
    group: str
    name: str
    short_name: str
    code: str = Field(description="统一社会信用代码")
    parent: int | None
    since: date
    until: date | None = Field(description="撤销日，不含当天")


class Units(Paged):
    """A page of units."""

    rows: list[UnitOut]


class FactOut(Schema):
    """What a unit says of itself."""

    key: str
    title: str
    value: Any
    since: date


class HolderOut(Schema):
    """Who holds a post."""

    post: str
    title: str
    person: Ref


class UnitFull(UnitOut):
    """A unit with its departments, facts and posts."""

    departments: list[Ref]
    facts: list[FactOut]
    posts: list[HolderOut]


class PersonOut(Schema):
    """Somebody, by name."""

    id: int
    name: str
    unit: Ref | None
    department: Ref | None
    employment: str
    employment_title: str
    since: date
    until: date | None = Field(description="离岗日，不含当天")


class People(Paged):
    """A page of people."""

    rows: list[PersonOut]


class UnitAsked(Schema):
    """What the list is narrowed to."""

    kind: Annotated[str, *choice(("", *UNIT_KINDS))] = ""
    group: Annotated[str, *choice(("", *GROUPS))] = ""
    below: Number | None = Field(None, description="只列出这个单位的下级")
    q: str = Field("", max_length=100)
    cursor: Cursor = ""
    size: Size = 50


class PersonAsked(Schema):
    """What the list is narrowed to."""

    unit: Number | None = Field(None, description="单位或科室")
    q: str = Field("", max_length=100)
    cursor: Cursor = ""
    size: Size = 50


def _fields(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.pk, "kind": unit.kind, "kind_title": unit.kind_title, "group": unit.group,
        "name": unit.name, "short_name": unit.short_name, "code": unit.code,
        "parent": unit.parent_id, "since": unit.since, "until": unit.until,
    }  # fmt: skip


@router.get("", **says("listUnits", "列出单位和科室", Units, description="只列出仍存在的。"))
def index(request: HttpRequest, asked: Query[UnitAsked]) -> Units:
    """The units that one may see."""
    person, at = asking(request)
    rows = queries.units_visible(person, at).filter(in_force(day_of(at)))
    if asked.q.strip():
        recheck = ("name", "short_name", "code", "pinyin")
        rows = matching(rows, asked.q, recheck=recheck)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.group:
        rows = rows.filter(kind__in=kinds_in([asked.group]))
    if above := narrowed_to(person, asked.below, at):
        rows = rows.filter(pk__in=queries.units_below(above).values("pk"))
    found = page(rows, _BY_NAME, asked.cursor, asked.size)
    units = [UnitOut(**_fields(u)) for u in found.rows]
    return Units(rows=units, next=found.next_cursor, prev=found.prev_cursor)


@router.get("/{int:pk}", **says("getUnit", "查看一个单位：科室、申报的情况、任职", UnitFull))
def show(request: HttpRequest, pk: int) -> UnitFull:
    """One unit."""
    person, at = asking(request)
    unit = queries.unit_or_404(person, pk, at)
    facts = queries.facts_of(unit, at)
    return UnitFull(
        **_fields(unit),
        departments=[Ref(id=d.pk, name=d.name) for d in queries.departments_of(unit, at)],
        facts=[
            FactOut(key=key, title=f.kind.title, value=f.value, since=f.since)
            for key, f in sorted(facts.items())
        ],
        posts=[
            HolderOut(post=post, title=title, person=Ref(id=p.pk, name=p.name))
            for post, title in POSTS.items()
            for p in queries.holders(unit, post, at)
        ],
    )


@people_router.get(
    "", **says("listPeople", "列出在岗人员", People, description="只有姓名和单位，没有联系方式。")
)
def people(request: HttpRequest, asked: Query[PersonAsked]) -> People:
    """The people whom one may see and who are in service."""
    person, at = asking(request)
    rows = queries.people_visible(person, at).filter(in_force(day_of(at)), is_active=True)
    if where := narrowed_to(person, asked.unit, at):
        rows = rows.filter(**{"department" if where.kind == "department" else "unit": where})
    if asked.q.strip():
        rows = matching(rows, asked.q, recheck=("name", "pinyin"))
    rows = rows.select_related("unit", "department")
    found = page(rows, _BY_NAME, asked.cursor, asked.size)
    shown = [_person(p) for p in found.rows]
    return People(rows=shown, next=found.next_cursor, prev=found.prev_cursor)


def _person(person: Person) -> PersonOut:
    return PersonOut(
        id=person.pk, name=person.name, unit=unit_ref(person.unit),
        department=unit_ref(person.department), employment=person.employment,
        employment_title=EMPLOYMENT.get(person.employment, ""), since=person.since,
        until=person.until,
    )  # fmt: skip

"""The page of one unit: what it is, what it declared, who holds its posts, what stands below it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base import fields
from weian.base.clock import TZ, day_of
from weian.org import queries
from weian.org.facts import facts_asked
from weian.org.kinds import POSTS
from weian.org.models import Appointment, Fact, Grant, Person, Unit
from weian.org.querysets import in_force
from weian.org.views.common import asking, traces, unit_crumbs, until_words
from weian.ui.humane import ago
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Empty,
    Ledger,
    Notice,
    Row,
    Section,
    SubjectShape,
    Tab,
    TimelineEntry,
)
from weian.ui.shapes import Fact as Line

_SHOWN = 30  # units below that the page lists before it points to the ledger


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit."""
    person, at = asking(request)
    unit = queries.unit_or_404(person, pk, at)
    declared = queries.facts_of(unit, at)
    asked = facts_asked(unit.group)
    missing = sum(kind.key not in declared for kind in asked)
    shape = SubjectShape(
        title=unit.name,
        subtitle=unit.kind_title + (f" · {unit.township}" if unit.township else ""),
        code=unit.code,
        crumbs=unit_crumbs(person, unit, at),
        state=_state(unit, day_of(at)),
        tone="muted",
        tabs=tabs(unit, "unit"),
        actions=(*_actions(person, unit, at), *traces(person, at, f"unit={unit.pk}")),
        notices=_notices(person, unit, missing, at),
        sections=tuple(_sections(person, unit, declared, at)),
        records=_below(unit, at),
        history=_history(unit, at),
    )
    return render(request, "org/page.html", {"page": shape})


@require_GET
def offices(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds which post and which role here, past ones after those in force."""
    person, at = asking(request)
    unit = queries.unit_or_404(person, pk, at)
    day = day_of(at)
    visible = {other.pk for other in queries.people_visible(person, at).filter(unit=unit)}
    posts = unit.appointments.select_related("person", "department").order_by("-since", "-pk")
    grants = unit.grants.select_related("person").order_by("-since", "-pk")
    rows = [(row.person, row.post, row.department, row) for row in posts]
    lines = [
        *(_office(other, "岗位", POSTS[post], row, day, place) for other, post, place, row in rows),
        *(_office(row.person, "系统角色", row.role_title, row, day) for row in grants),
    ]
    listed = [line for line in lines if int(line.id.split("-")[0]) in visible]
    listed.sort(key=lambda line: line.tone == "muted")
    shape = Ledger(
        title=unit.name,
        crumbs=unit_crumbs(person, unit, at),
        tabs=tabs(unit, "offices"),
        key="offices",
        columns=(Column("name", "姓名"), Column("kind", "种类"), Column("office", "岗位或角色"),
                 Column("department", "科室"), Column("when", "起止", kind="date")),
        rows=listed,
        count=str(len(listed)),
        empty=Empty("还没有登记岗位", "在人员页面任命后显示在这里。"),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": shape})


def tabs(unit: Unit, active: str) -> tuple[Tab, ...]:
    """The pages of one unit."""
    own = "department" if unit.kind == "department" else "unit"
    return (
        Tab("概况", f"/units/{unit.pk}/", active == "unit"),
        Tab("责任事项", f"/units/{unit.pk}/duties/", active == "duties"),
        Tab("人员", f"/people/?{own}={unit.pk}", active == "people"),
        Tab("岗位与授权", f"/units/{unit.pk}/offices", active == "offices"),
    )


def _state(unit: Unit, day: date) -> str:
    if unit.until and unit.until <= day:
        return f"已于 {unit.until} 终止"
    return "" if unit.is_login else "办事对象，不登录"


def _actions(person: Person, unit: Unit, at: datetime) -> tuple[Action, ...]:
    out = []
    if queries.can(person, "fact.declare", unit, at) and facts_asked(unit.group):
        out.append(Action("申报情况", f"/units/{unit.pk}/facts", primary=True))
    if queries.can(person, "person.appoint", unit, at) and unit.kind != "department":
        out.append(Action("登记人员", f"/people/new?unit={unit.pk}"))
    if queries.can(person, "unit.keep", unit, at):
        out.append(Action("修改", f"/units/{unit.pk}/edit"))
        out.append(Action("新建下属单位或科室", f"/units/new?parent={unit.pk}"))
    return tuple(out)


def _notices(person: Person, unit: Unit, missing: int, at: datetime) -> tuple[Notice, ...]:
    if not missing:
        return ()
    may = queries.can(person, "fact.declare", unit, at)
    action = (Action("现在申报", f"/units/{unit.pk}/facts"),) if may else ()
    text = "没有申报的情况，系统判断不了相应责任是否适用，一律按“待核实”列出，不会当作没有。"
    return (Notice(text, f"还有 {missing} 项情况待核实", "warning", action),)


def _sections(
    person: Person, unit: Unit, declared: dict[str, Fact], at: datetime
) -> Sequence[Section]:
    above = queries.units_visible(person, at).filter(pk=unit.parent_id or 0).exists()
    basics = (
        Line("简称", unit.short_name),
        Line("上级单位", str(unit.parent or ""), href=f"/units/{unit.parent_id}/" if above else ""),
        Line("地址", unit.address),
        Line("成立或纳入", str(unit.since)),
    )
    out = [Section("基本情况", tuple(line for line in basics if line.value))]
    asked = facts_asked(unit.group)
    if asked:
        lines = tuple(fact_line(kind.field, declared.get(kind.key)) for kind in asked)
        out.append(Section("申报的情况", lines))
    held = _posts(unit, at)
    if held:
        out.append(Section("主要岗位", held))
    return out


def fact_line(field: fields.Field, row: Fact | None) -> Line:
    """One declared fact with who said so and since when, or 待核实."""
    if row is None:
        return Line(field.title, "待核实", tone="unknown")
    who = row.declared_by.name if row.declared_by else "系统"
    said = row.declared_at.astimezone(TZ)
    hint = f"{row.since} 起 · {who}于 {said:%Y-%m-%d} 申报"
    return Line(field.title, fields.present(field, row.value), hint=hint)


def _posts(unit: Unit, at: datetime) -> tuple[Line, ...]:
    named = ("leader", "deputy_leader", "head", "party_head", "deputy", "safety_manager",
             "department_head", "head_nurse", "clerk")  # fmt: skip
    held = unit.appointments.on(day_of(at)).filter(post__in=named).select_related("person")
    place = Appointment.objects.filter(department=unit).on(day_of(at)).select_related("person")
    people: dict[str, list[str]] = {}
    for row in place if unit.kind == "department" else held.filter(department=None):
        people.setdefault(row.post, []).append(row.person.name)
    return tuple(Line(POSTS[post], "、".join(people[post])) for post in named if post in people)


def _below(unit: Unit, at: datetime) -> Ledger | None:
    rows = Unit.objects.filter(in_force(day_of(at)), parent=unit).order_by("kind", "sort_key", "pk")
    count = rows.count()
    if not count:
        return None
    more = f"/units/?below={unit.pk}&view=all" if count > _SHOWN else ""
    return Ledger(
        title="下属单位与科室",
        key="below",
        columns=(Column("name", "名称", width="wide"), Column("kind", "类别"), Column("since", "成立或纳入", kind="date")),
        rows=[
            Row(str(one.pk), (Cell(one.name), Cell(one.kind_title), Cell(str(one.since))), f"/units/{one.pk}/")
            for one in rows[:_SHOWN]
        ],
        count=str(count),
        next_url=more,
    )  # fmt: skip


def _history(unit: Unit, at: datetime) -> tuple[TimelineEntry, ...]:
    shown = []
    for row in queries.fact_history(unit)[:20]:
        field = row.kind.field
        value = fields.present(field, row.value) or "收回申报，待核实"
        shown.append(
            TimelineEntry(
                at=ago(row.declared_at, at),
                who=row.declared_by.name if row.declared_by else "系统",
                what=f"{field.title}：{value}",
                note=f"自 {row.since} 起",
                exact=f"{row.declared_at.astimezone(TZ):%Y-%m-%d %H:%M}",
            )
        )
    return tuple(shown)


def _office(
    person: Person,
    kind: str,
    title: str,
    row: Appointment | Grant,
    day: date,
    department: Unit | None = None,
) -> Row:
    ended = row.until is not None and row.until <= day
    return Row(
        f"{person.pk}-{kind}-{row.pk}",
        (Cell(person.name), Cell(kind), Cell(title), Cell(str(department or "")),
         Cell(until_words(row.since, row.until, day))),
        href=f"/people/{person.pk}/",
        tone="muted" if ended else "",
    )  # fmt: skip

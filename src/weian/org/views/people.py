"""The ledger of people."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.paging import page as page_of
from weian.base.search import matching
from weian.org import proof, queries, rolls
from weian.org.kinds import EMPLOYMENT, POSTS
from weian.org.models import Appointment, Person, Unit
from weian.org.querysets import in_force
from weian.org.views.common import asking, cursor_url, export_url, spreadsheet, unit_crumbs
from weian.org.views.unit import tabs
from weian.ui.shapes import Action, Cell, Column, Empty, Filter, Ledger, Option, Row

SORTS = {
    "name": ("sort_key", "id"),
    "-name": ("-sort_key", "-id"),
    "since": ("since", "id"),
    "-since": ("-since", "-id"),
}
COLUMNS = (
    Column("name", "姓名", sortable=True),
    Column("unit", "单位"),
    Column("department", "科室"),
    Column("posts", "岗位"),
    Column("employment", "用工性质"),
    Column("since", "到岗", kind="date", sortable=True),
    Column("login", "登录名", hidden=True, phone=False),
)
_STATES = (Option("left", "已离开"), Option("all", "全部"))


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """People that the person may see, fifty at a time."""
    person, at = asking(request)
    day = day_of(at)
    place = _place(request, person)
    rows = _filtered(request, person, place)
    sort = request.GET.get("sort", "name")
    keys = SORTS.get(sort, SORTS["name"])
    found = page_of(rows.select_related("unit", "department"), keys, request.GET.get("cursor", ""))
    posts = _posts(found.rows, day)
    may = place is not None and queries.can(person, "person.appoint", place, at)
    reach = queries.reach_of(queries.grants_of(person, at), "person.appoint")
    shape = Ledger(
        title=place.name if place else "人员",
        crumbs=unit_crumbs(person, place, at) if place else (),
        tabs=tabs(place, "people") if place else (),
        key="people",
        columns=COLUMNS,
        rows=[_row(other, posts.get(other.pk, ""), day) for other in found.rows],
        count=str(rows.count()),
        sort=sort if sort in SORTS else "name",
        search=request.GET.get("q", ""),
        search_hint="搜索姓名、拼音首字母、登录名",
        filters=_filters(request),
        next_url=cursor_url(request, found.next_cursor),
        prev_url=cursor_url(request, found.prev_cursor),
        import_url="/imports/org/person/" if reach else "",
        export_url=export_url(request, "/people/export"),
        create=(*_accounts(place, at), _create(place)) if place and may else (),
        empty=Empty("没有符合条件的人员", "换一个姓名或条件试试，或清除筛选。"),
    )
    return render(request, "ui/ledger.html", {"page": shape})


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same list as an Excel file."""
    proof.demand(request)
    person, at = asking(request)
    rows = _filtered(request, person, _place(request, person))
    listed = list(rows.select_related("unit", "department").order_by(*SORTS["name"]))
    posts = _posts(listed, day_of(at))
    columns = ("姓名", "单位", "科室", "岗位", "用工性质", "电话", "到岗", "离开", "登录名")
    lines = (
        (other.name, other.unit.name, other.department.name if other.department else "",
         posts.get(other.pk, ""), EMPLOYMENT[other.employment], other.phone, other.since,
         other.until, other.login)
        for other in listed
    )  # fmt: skip
    return spreadsheet(request, "人员台账", columns, lines)


def _accounts(place: Unit, at: datetime) -> tuple[Action, ...]:
    """The way to accounts for all who have none."""
    if place.kind == "department" or not place.is_login:
        return ()
    if not rolls.without_account(place, at).exists():
        return ()
    return (Action("批量开通账号", f"/units/{place.pk}/accounts"),)


def _create(place: Unit) -> Action:
    if place.kind == "department":
        url = f"/people/new?unit={place.parent_id}&department={place.pk}"
    else:
        url = f"/people/new?unit={place.pk}"
    return Action("登记人员", url, primary=True)


def _place(request: HttpRequest, person: Person) -> Unit | None:
    _, at = asking(request)
    number = request.GET.get("unit") or request.GET.get("department")
    return queries.unit_or_404(person, number, at) if number else None


def _filtered(request: HttpRequest, person: Person, place: Unit | None) -> QuerySet[Person]:
    _, at = asking(request)
    day, asked = day_of(at), request.GET
    rows = queries.people_visible(person, at)
    if place is not None:
        column = "department" if place.kind == "department" else "unit"
        rows = rows.filter(**{column: place})
    if asked.get("q"):
        rows = matching(rows, asked["q"], recheck=("name", "pinyin", "login"))
    if asked.get("post") in POSTS:
        held = Appointment.objects.on(day).filter(person=OuterRef("pk"), post=asked["post"])
        rows = rows.filter(Exists(held))
    if asked.get("employment") in EMPLOYMENT:
        rows = rows.filter(employment=asked["employment"])
    if asked.get("state") == "left":
        return rows.filter(until__lte=day)
    return rows if asked.get("state") == "all" else rows.filter(in_force(day))


def _posts(people: Any, day: date) -> dict[int, str]:
    """The posts of the people of one page, in one query."""
    rows = Appointment.objects.on(day).filter(person__in=[person.pk for person in people])
    out: dict[int, list[str]] = {}
    for number, post in rows.order_by("pk").values_list("person_id", "post"):
        out.setdefault(number, []).append(POSTS[post])
    return {number: "、".join(dict.fromkeys(titles)) for number, titles in out.items()}


def _row(person: Person, posts: str, day: date) -> Row:
    gone = not person.works_on(day)
    return Row(
        str(person.pk),
        (
            Cell(person.name, sub="已离开" if gone else ""),
            Cell(str(person.unit)),
            Cell(str(person.department or "")),
            Cell(posts),
            Cell(EMPLOYMENT[person.employment]),
            Cell(str(person.since)),
            Cell(person.login or ""),
        ),
        href=f"/people/{person.pk}/",
        tone="muted" if gone else "",
    )


def _filters(request: HttpRequest) -> tuple[Filter, ...]:
    asked = request.GET
    posts = tuple(Option(key, title) for key, title in POSTS.items())
    employment = tuple(Option(key, title) for key, title in EMPLOYMENT.items())
    return (
        Filter("post", "岗位", posts, asked.get("post", "")),
        Filter("employment", "用工性质", employment, asked.get("employment", "")),
        Filter("state", "在岗", _STATES, asked.get("state", "")),
    )

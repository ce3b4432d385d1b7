"""What the pages of risk points read, and who may see it.

What a unit puts up on its notice board is known to everybody who works there, so a worker reads the
points of the whole house; everything else goes by the grants.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, Q

from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.modules.risk import lists, marks
from weian.modules.risk.lists import Counts
from weian.org import queries as org
from weian.org.kinds import POSTS
from weian.org.queries import Person, Unit
from weian.record import queries as records
from weian.record.queries import Record
from weian.subject import queries as subjects
from weian.subject.envelope import filtering, options
from weian.subject.queries import Subject

POINT: Final = "risk_point"
PLAN: Final = "floor_plan"
#: Held by whoever works in a unit, on a department of it or on the whole.
HOUSE: Final = "record.submit:own"
KEEP: Final = "subject.keep"
LEAVE: Final = "record.submit"
SIGN: Final = "report.sign"


def sees(person: Person, unit: Unit, at: datetime) -> bool:
    """Whether the risk points of a unit are shown to somebody."""
    return org.can(person, "read", unit, at) or org.can(person, HOUSE, unit, at)


def house_or_404(person: Person, asked: str | None, at: datetime) -> Unit:
    """The unit asked for (default: one's own) if its risk points are shown to the person."""
    unit = org.unit_or_404(person, asked, at) if asked else person.unit
    if unit.kind == "department" and unit.parent is not None:
        unit = unit.parent
    if not sees(person, unit, at):
        raise NotVisible()
    return unit


def points_of(unit: Unit, at: datetime) -> list[Subject]:
    """The standing points of a unit, red first; for whoever ``sees`` it."""
    rows = subjects.of_unit(unit, POINT, day_of(at)).select_related("department")
    return lists.sorted_points(rows)


def point_or_404(person: Person, pk: UUID, at: datetime) -> Subject:
    """A risk point that is shown to the person, also one that stands no longer."""
    return _shown(person, pk, POINT, at)


def plan_or_404(person: Person, pk: UUID, at: datetime) -> Subject:
    """A floor plan that is shown to the person."""
    return _shown(person, pk, PLAN, at)


def _shown(person: Person, pk: UUID, kind: str, at: datetime) -> Subject:
    found = subjects.by_ids([pk]).get(pk)
    if found is None or found.kind != kind:
        raise NotVisible()
    if not sees(person, found.unit, at):
        own = person.department if person.unit_id == found.unit_id else None
        if own is None or not org.can(person, "read", found.unit, at, own):
            raise NotVisible()
    return found


def plans_of(unit: Unit, at: datetime) -> list[Subject]:
    """The floor plans of a unit, by name."""
    return list(subjects.of_unit(unit, PLAN, day_of(at)))


def may_keep(person: Person, unit: Unit, at: datetime, department: Unit | None = None) -> bool:
    """Whether somebody may change a point of this place."""
    return org.can(person, KEEP, unit, at, department)


def names_of(points: Iterable[Subject]) -> dict[int, Person]:
    """The people whom points name."""
    asked = {
        int(str(value))
        for p in points
        for key in ("leader", "manager", "keeper")
        if (value := p.data.get(key))
    }
    return org.people_by_ids(asked) if asked else {}


@dataclass(frozen=True)
class Institution:
    """One line of an authority's overview: a unit, or a county for whoever looks from above it."""

    pk: int
    name: str
    counts: Counts
    signed: datetime | None


def overview(person: Person, place: Unit, at: datetime) -> list[Institution]:
    """Counts by institution and colour below a commission, those without a point included."""
    above = place.level_column in ("city_id", "province_id")
    column = "county_id" if above else "unit_id"
    rows = subjects.visible(person, at).filter(subjects.standing(day_of(at)), kind=POINT)
    counted = filtering.at_place(rows, place).order_by().values(column).annotate(
        **{level or "none": Count("pk", filter=Q(level=level)) for level in lists.COLOURS}
    )  # fmt: skip
    found = {r[column]: Counts(*(r[c or "none"] for c in lists.COLOURS)) for r in counted}
    signed = _signed(person, place, column, at)
    of = ("commission_county",) if above else ("institution", "employer", "agency")
    units = org.units_below(place, of=of, on=day_of(at)) & org.units_visible(person, at)
    named = units.order_by("sort_key", "pk").values_list("pk", "name")
    return [Institution(pk, name, found.get(pk, Counts()), signed.get(pk)) for pk, name in named]


def _signed(person: Person, place: Unit, column: str, at: datetime) -> dict[int, datetime]:
    rows = records.current(person, at).filter(kind="risk_list_signoff", data__scope="unit")
    found = filtering.at_place(rows, place).order_by().values_list(column)
    return dict(found.annotate(Max("happened_at")))


def last_signoff(unit: Unit, scope: Mapping[str, object]) -> Record | None:
    """The latest list of this scope that was signed, and that counts."""
    asked = {k: v for k, v in scope.items() if v}
    rows = Record.objects.filter(unit=unit, kind="risk_list_signoff", superseded_by=None)
    rows = rows.filter(data__contains=asked).select_related("by", "behalf")
    return rows.order_by("-happened_at", "-id").first()


def assessments_of(point: Subject) -> list[Record]:
    """What was said of a point, the latest first."""
    rows = Record.objects.filter(unit=point.unit_id, kind="risk_assessment", superseded_by=None)
    rows = rows.filter(data__contains={"risk_point": str(point.pk)}).select_related("by", "behalf")
    return list(rows.defer("words", "search").order_by("-happened_at", "-id")[:30])


def titles_of(unit: Unit, day: date) -> dict[int, set[str]]:
    """Person → the titles of the posts held in a unit on a day."""
    out: dict[int, set[str]] = {}
    for person, _, _, post, since, until in org.appointment_rows([unit.pk]):
        if since <= day and (until is None or day < until):
            out.setdefault(person, set()).add(POSTS.get(post, post))
    return out


def own_points(person: Person, at: datetime) -> list[Subject]:
    """The points of the person's own department and posts."""
    held = {POSTS.get(a.post, a.post) for a in org.posts_of(person, at)}
    found = points_of(person.unit, at)
    return [p for p in found if lists.concerns(p, person.department_id, held)]


def confirmed(unit: Unit, person: Person | None = None) -> dict[int, dict[str, datetime]]:
    """Person → mark → when it was confirmed, of all in a unit or of one."""
    rows = Record.objects.filter(unit=unit, kind="risk_confirmation", superseded_by=None)
    if person is not None:
        rows = rows.filter(people__contains=[person.pk])
    out: dict[int, dict[str, datetime]] = {}
    for people, seen, when in rows.order_by("happened_at").values_list(
        "people", "data__seen", "happened_at"
    ):
        for pk in people:
            known = out.setdefault(pk, {})
            known.update({f"{one.point}-{one.content}": when for one in marks.read_all(seen)})
    return out


def last_confirmation(person: Person) -> Record:
    """The latest that somebody left; raises Record.DoesNotExist."""
    rows = Record.objects.filter(unit=person.unit_id, kind="risk_confirmation", by=person)
    return rows.filter(superseded_by=None).latest("happened_at", "id")


@dataclass(frozen=True)
class Knowing:
    """One worker: how many points are theirs, and the names of those not yet confirmed."""

    person: Person
    own: int
    left: tuple[str, ...]


def knowing(person: Person, unit: Unit, at: datetime) -> list[Knowing]:
    """Who of a unit has confirmed what, by department and name, for whoever may see the people."""
    points, done = points_of(unit, at), confirmed(unit)
    titles, marked = titles_of(unit, day_of(at)), {p.pk: marks.mark(p) for p in points}
    people = org.people_of(unit, at) & org.people_visible(person, at)
    out = []
    for who in people.select_related("department").order_by("department__sort_key", "sort_key"):
        held, known = titles.get(who.pk, set()), done.get(who.pk, {})
        own = [p for p in points if lists.concerns(p, who.department_id, held)]
        left = tuple(p.name for p in own if marked[p.pk] not in known)
        out.append(Knowing(who, len(own), left))
    return out


def whole_or_own(person: Person, right: str, unit: Unit, at: datetime) -> bool:
    """Whether somebody holds a right on a unit or on their own department of it."""
    return options.may(person, right, unit, at)

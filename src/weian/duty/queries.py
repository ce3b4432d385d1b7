"""Questions about duties. Lists for a face begin with ``duties_visible`` or ``units_on_board``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.core.duty import Duty, derive
from weian.core.verdict import NOT_APPLICABLE
from weian.core.world import World
from weian.duty import law
from weian.duty.addresses import why_url
from weian.duty.models import Progress, Standing, StandingCount
from weian.duty.rows import Row, row_of, rows_of
from weian.duty.summaries import summaries_of
from weian.duty.wall import aware, end_of, first_of, last_of, wall
from weian.duty.world import world_of, worlds_of
from weian.org import queries as org

__all__ = [
    "Filters", "Row", "Standing", "computing", "duties_of", "duties_visible",
    "duty_or_404", "every_row", "moment_of", "owed_between", "owner_or_404", "rows_at", "standing_between", "whose", "why_url",
]  # fmt: skip

#: A worker that has said nothing for so long has died; its work is taken up by the nightly one.
SILENCE = timedelta(hours=1)


@dataclass(frozen=True)
class Filters:
    """What a list of open duties is narrowed to. ``first`` and ``last`` are days on which they
    fall due, both included; ``unit`` means the unit with its departments."""

    unit: int | None = None
    area: str = ""
    status: str = ""
    obligation: str = ""
    first: date | None = None
    last: date | None = None


def duties_visible(
    person: org.Person, at: datetime, filters: Filters = Filters(), *, right: str = "read"
) -> QuerySet[Standing]:
    """The open duties that a person may see: every window that is not settled, the current and
    the next one. What is settled is counted, and computed when asked for (:func:`duties_of`)."""
    rows: QuerySet[Standing] = Standing.objects.visible_to(person, at, right=right)
    if filters.unit is not None:
        rows = rows.filter(unit_id=filters.unit)
    for name in ("area", "status", "obligation"):
        if wanted := getattr(filters, name):
            rows = rows.filter(**{name: wanted})
    if filters.first is not None or filters.last is not None:
        rows = standing_between(rows, filters.first, filters.last)
    return rows


def standing_between(
    rows: QuerySet[Standing], first: date | None, last: date | None
) -> QuerySet[Standing]:
    """Those whose last day lies in a span of days."""
    if first is not None:
        rows = rows.filter(due__gt=first_of(first))
    return rows.filter(due__lte=aware(end_of(last))) if last is not None else rows


def owed_between(place: org.Unit, first: date, end: date) -> dict[int, dict[str, int]]:
    """How many duties of each unit at or below a place fall due from ``first`` until before ``end``,
    by unit and status, as the tables hold them; without regard to who asks."""
    below = {place.level_column: place.pk}
    settled = StandingCount.objects.filter(**below, month__gte=first, month__lt=end)
    open_ones = Standing.objects.filter(**below, due__gt=first_of(first), due__lte=first_of(end))
    out: dict[int, dict[str, int]] = {}
    for rows, n in ((settled, Sum("n")), (open_ones, Count("pk"))):
        for unit, status, count in rows.order_by().values_list("unit_id", "status").annotate(n=n):
            told = out.setdefault(unit, {})
            told[status] = told.get(status, 0) + count
    return out


def whose(rows: QuerySet[Standing], assigned: Q, kept: Sequence[int]) -> QuerySet[Standing]:
    """Of some rows those assigned, and all of the units kept."""
    return rows.filter(assigned | Q(unit_id__in=kept))


@dataclass(frozen=True)
class Found:
    """Duties with the world that they were computed from."""

    duties: tuple[Duty, ...]
    world: World | None = None


def duties_of(
    owner: org.Unit,
    at: datetime,
    *,
    past: bool = False,
    keys: Collection[str] | None = None,
    areas: Collection[str] | None = None,
) -> tuple[Duty, ...]:
    """Every duty of a unit or department as known at a moment, settled ones included."""
    return found_of(owner, at, past=past, keys=keys, areas=areas).duties


def found_of(
    owner: org.Unit,
    at: datetime,
    *,
    past: bool = False,
    keys: Collection[str] | None = None,
    areas: Collection[str] | None = None,
) -> Found:
    """The same, with their world."""
    laws = [
        o
        for o in law.laws_of([owner], at)[owner.pk]
        if (keys is None or o.key in keys) and (areas is None or o.area in areas)
    ]
    if not laws:
        return Found(())
    world = world_of(owner, laws, at, past=past)
    duties = derive(world, laws, wall(at), law.rules())
    return Found(tuple(d for d in duties if d.reason != "ended"), world)


def rows_at(units: Sequence[org.Unit], at: datetime, *, past: bool = False) -> dict[int, list[Row]]:
    """The rows that the table held at another moment, computed from the world as known then."""
    summaries = summaries_of(units, law.laws_of(units, at), at, past=past)
    return {unit.pk: rows_of(summaries[unit.pk], unit, wall(at)) for unit in units}


def every_row(
    units: Sequence[org.Unit], at: datetime, keys: Collection[str], *, past: bool = False
) -> list[Row]:
    """Every duty of some obligations at these units, the settled ones included, computed at once."""
    laws = law.laws_of(units, at)
    wanted = {pk: [o for o in found if o.key in keys] for pk, found in laws.items()}
    bound = [unit for unit in units if wanted[unit.pk]]
    if not bound:
        return []
    worlds, rules, moment = worlds_of(bound, wanted, at, past=past), law.rules(), wall(at)
    return [
        row_of(duty, unit, moment)
        for unit in bound
        for duty in derive(worlds[unit.pk], wanted[unit.pk], moment, rules)
        if duty.reason != "ended" and duty.status != NOT_APPLICABLE
    ]


def owner_or_404(person: org.Person, pk: object, at: datetime) -> org.Unit:
    """A unit or department whose duties the person may see, else NotVisible."""
    unit = org.unit_or_404(person, pk, at)
    place = unit.parent if unit.kind == "department" and unit.parent else unit
    department = unit if place is not unit else None
    if org.can(person, "read", place, at, department):
        return unit
    raise NotVisible()


@dataclass(frozen=True)
class One:
    """One duty, those of the same obligation and bearer in order, and their world."""

    duty: Duty
    siblings: tuple[Duty, ...]
    world: World


def duty_or_404(
    owner: org.Unit, key: str, bearer: str, window: str, at: datetime, *, past: bool = False
) -> One:
    """One duty by its key; NotVisible if there is none."""
    found = found_of(owner, at, past=past, keys={key})
    siblings = tuple(d for d in found.duties if d.bearer.key == bearer)
    for duty in siblings:
        if duty.window.key == window and found.world is not None:
            return One(duty, siblings, found.world)
    raise NotVisible("duty.unknown", "没有找到这项责任事项：要求可能已经调整，或者对象已经不在。")


def computing(person: org.Person, at: datetime) -> Progress | None:
    """The work under way that concerns units a person sees; one that fell silent is left out."""
    touching = Q(unit_id=None)
    for grant in org.grants_of(person, at):
        above = [int(number) for number in grant.unit.path.split("/") if number]
        touching |= Q(unit_id__in=above) | Q(**{grant.unit.level_column: grant.unit_id})
    recent = Progress.objects.filter(touching, ended_at=None, seen_at__gte=at - SILENCE)
    return recent.order_by("started_at").first()


def moment_of(on: date | None, at: datetime) -> tuple[datetime, bool]:
    """The moment looked at: ``at`` itself, or the end of another day; and whether it is past."""
    if on is None or on == day_of(at):
        return at, False
    return last_of(on), on < day_of(at)

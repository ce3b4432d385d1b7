"""Counts of duties by unit and area, from one aggregated query or, for another day, computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet, Sum

from weian.base.areas import AREAS
from weian.base.clock import day_of
from weian.base.errors import Forbidden
from weian.core.score import Tally
from weian.core.verdict import (
    MET,
    MET_LATE,
    NOT_APPLICABLE,
    OVERDUE,
    UNDETERMINED,
    UPCOMING,
    WAIVED,
)
from weian.duty import law
from weian.duty.catching_up import catch_up
from weian.duty.models import StandingCount, StandingSum
from weian.duty.rows import rows_of
from weian.duty.summaries import summaries_of
from weian.duty.wall import wall
from weian.org import queries as org
from weian.org.kinds import GROUPS, kinds_in

RIGHT = "board.read"
PERIODS = {"month": "本月", "quarter": "本季度", "year": "本年", "all": "全部"}
#: What a board leaves out: what has not begun, does not bind or is excused.
QUIET = (UPCOMING, NOT_APPLICABLE, WAIVED)
_KEPT_SECONDS = 600


@dataclass
class Counts:
    """Numbers by status for each unit and area (thousands, of which a page shows some), and their sums."""

    by_place: dict[tuple[int, str], dict[str, int]] = field(default_factory=dict)
    by_unit: dict[int, Tally] = field(default_factory=dict)
    by_area: dict[str, Tally] = field(default_factory=dict)
    total: Tally = field(default_factory=Tally)

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, ...]]) -> Counts:
        """From (unit, area, status, number); twenty thousand of them for a county."""
        places: dict[tuple[int, str], dict[str, int]] = {}
        for unit, area, status, n in rows:
            found = places.get((unit, area))
            if found is None:
                places[unit, area] = {status: n}
            else:
                found[status] = found.get(status, 0) + n
        out = cls(places)
        for (unit, area), found in places.items():
            by_unit = out.by_unit.get(unit)
            if by_unit is None:
                by_unit = out.by_unit[unit] = Tally()
            by_area = out.by_area.get(area)
            if by_area is None:
                by_area = out.by_area[area] = Tally()
            for tally in (by_unit.by_status, by_area.by_status):
                for status, n in found.items():
                    tally[status] = tally.get(status, 0) + n
        for whole in out.by_area.values():
            for status, n in whole.by_status.items():
                out.total.add(status, n)
        return out


def first_day(period: str, day: date) -> date | None:
    """The first day of the period that a board is about; None for all."""
    if period == "month":
        return day.replace(day=1)
    if period == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return None if period == "all" else date(day.year, 1, 1)


def counts(person: org.Person, at: datetime, period: str) -> Counts:
    """What came due in a period up to now, and everything that is open or stands.

    One statement over sums, within the units on which the person may read boards;
    what the worker has left behind is put right first.
    """
    catch_up(person, at, RIGHT)
    return Counts.of(_read(_summed(person, at, period, "unit_id", "area", "status")))


def sums(person: org.Person, at: datetime, period: str) -> Counts:
    """The same without its places: a county has ten thousand of them, of which a page shows a few."""
    units = by_unit(person, at, period)
    areas = _tallies(_read(_summed(person, at, period, "area", "status")))
    return Counts({}, units, areas, whole(areas))


def places(
    person: org.Person, at: datetime, period: str, units: Sequence[org.Unit]
) -> dict[tuple[int, str], dict[str, int]]:
    """The places of some units, as :attr:`Counts.by_place`; after :func:`sums`."""
    rows = _summed(person, at, period, "unit_id", "area", "status", units=[u.pk for u in units])
    return Counts.of(_read(rows)).by_place


def by_unit(person: org.Person, at: datetime, period: str = "") -> dict[int, Tally]:
    """The same by unit alone; without a period what stands open now."""
    catch_up(person, at, RIGHT)
    return _tallies(_read(_summed(person, at, period, "unit_id", "status")))


def open_by_area(person: org.Person, at: datetime) -> dict[str, Tally]:
    """What stands open now: the rows that a list of open duties has, summed by area."""
    catch_up(person, at, RIGHT)
    return _tallies(_read(_summed(person, at, "", "area", "status")))


def whole(found: Mapping[Any, Tally]) -> Tally:
    """The sum of some tallies."""
    out = Tally()
    for tally in found.values():
        for status, n in tally.by_status.items():
            out.add(status, n)
    return out


def _tallies(rows: Iterable[tuple[Any, ...]]) -> dict[Any, Tally]:
    out: dict[Any, Tally] = {}
    for place, status, n in rows:
        out.setdefault(place, Tally()).add(status, n)
    return out


def _summed(
    person: org.Person, at: datetime, period: str, *place: str, units: Sequence[int] | None = None
) -> QuerySet[Any, Any]:
    """Sums by some columns: of what stands open, and with a period of what ended in it as well; of
    all units, or of some.

    Whole years are added up already; for a month or a quarter its months are.
    """
    only = {} if units is None else {"unit_id__in": units}
    rows: QuerySet[StandingSum] = StandingSum.objects.visible_to(person, at, right=RIGHT)
    kept = rows.filter(**only).exclude(status__in=QUIET)
    first = first_day(period, day_of(at)) if period else None
    if period == "year" and first is not None:
        kept = kept.filter(Q(year=0) | Q(year__gte=first.year))
    elif period != "all":
        kept = kept.filter(year=0)
    found = kept.order_by().values_list(*place).annotate(number=Sum("n"))
    if period in ("", "year", "all"):
        return found
    ended = settled(person, at).filter(month__gte=first, **only).exclude(status__in=QUIET)
    return found.union(ended.order_by().values_list(*place).annotate(number=Sum("n")), all=True)


def settled(person: org.Person, at: datetime) -> QuerySet[StandingCount]:
    """What has ended, by month, within the units on which the person may read boards."""
    rows: QuerySet[StandingCount] = StandingCount.objects.visible_to(person, at, right=RIGHT)
    return rows


def _read(rows: QuerySet[Any, Any]) -> Sequence[tuple[Any, ...]]:
    """The rows as the database gives them, without the ORM looking at each of twenty thousand."""
    try:
        sql, given = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def found(
    person: org.Person, now: datetime, at: datetime, period: str, *, dated: bool, whole: bool = True
) -> tuple[list[org.Unit], Counts]:
    """The units on the boards of a person and what they owe; ``dated``: as of another day than now;
    not ``whole``: now without its places.

    Raises Forbidden for whoever has no board.
    """
    units = units_on_board(person, now)
    if not units:
        raise Forbidden("duty.no_board", "看板由单位负责人、安全管理员和卫健部门查看。")
    if dated:
        return units, counts_on(person, units, at, period)
    return units, counts(person, at, period) if whole else sums(person, at, period)


def counts_on(person: org.Person, units: Sequence[org.Unit], at: datetime, period: str) -> Counts:
    """The same for another day, computed from what was known then; kept for ten minutes."""
    first = first_day(period, day_of(at))
    rows = []
    for unit in units:
        key = f"duty.board:{unit.pk}:{at:%Y%m%d}:{first}"
        found = cache.get(key)
        if found is None:
            found = _computed(unit, at, first)
            cache.set(key, found, _KEPT_SECONDS)
        rows += [(unit.pk, area, status, n) for (area, status), n in found.items()]
    return Counts.of(rows)


def _computed(unit: org.Unit, at: datetime, first: date | None) -> dict[tuple[str, str], int]:
    owners = [unit, *org.departments_of(unit, at)]
    laws = law.laws_of(owners, at)
    summaries = summaries_of(owners, laws, at, past=True)
    out: dict[tuple[str, str], int] = {}
    for owner in owners:
        areas = {o.key: o.area for o in laws[owner.pk]}
        found = [(row.area, row.status, 1) for row in rows_of(summaries[owner.pk], owner, wall(at))]
        found += [
            (areas[key], status, n)
            for (key, month, status), n in summaries[owner.pk].counts.items()
            if first is None or month >= first
        ]
        for area, status, n in found:
            if status not in QUIET:
                out[area, status] = out.get((area, status), 0) + n
    return out


def units_on_board(person: org.Person, at: datetime) -> list[org.Unit]:
    """The units whose duties a person may compare: commissions and institutions, in order."""
    groups = [group for group in GROUPS if group not in ("department", "authority")]
    rows = org.units_visible(person, at).filter(kind__in=kinds_in(groups))
    reach = org.reach_of(org.grants_of(person, at), RIGHT)
    inside = Q()
    for column, numbers in reach.items():
        inside |= Q(pk__in=numbers) if column == "unit_id" else Q(**{f"{column}__in": numbers})
    return list(rows.filter(inside).order_by("sort_key", "pk")) if inside else []


def areas_of(found: Counts) -> Mapping[str, str]:
    """The areas in which anything is owed, in their order."""
    return {key: title for key, title in AREAS.items() if key in found.by_area}


def done(tally: Tally) -> int:
    """What was met, in time or late."""
    return tally.of(MET, MET_LATE)


def in_order(units: Iterable[org.Unit], found: Mapping[int, Tally]) -> list[tuple[org.Unit, Tally]]:
    """Units with their sums: most overdue first, then most undetermined, then by name."""
    pairs = [(unit, found.get(unit.pk, Tally())) for unit in units]
    return sorted(pairs, key=lambda p: (-p[1].of(OVERDUE), -p[1].of(UNDETERMINED)))


def named(units: Sequence[org.Unit], text: str) -> Sequence[org.Unit]:
    """Those whose name or pinyin initials hold a text; all of them for none."""
    wanted = text.casefold()
    return (
        [u for u in units if wanted in u.name or wanted in u.pinyin.casefold()] if text else units
    )

"""Scores of many units from the tables of duties, in one query: met, late, owed, weighed, vetoed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from weian.base.clock import day_of
from weian.core.cadence import FOREVER
from weian.core.obligation import Obligation
from weian.core.score import Tally
from weian.core.verdict import MET, MET_LATE, OVERDUE, UNDETERMINED
from weian.duty import law
from weian.duty.models import Standing, StandingCount
from weian.duty.queries import duties_visible
from weian.duty.wall import aware, first_of, wall
from weian.org import queries as org

_COUNTED = (MET, MET_LATE, OVERDUE, UNDETERMINED)
_DECIDED = (MET, MET_LATE, OVERDUE)  # before its day: done ahead, or broken for good
PartOf = Callable[[Obligation], int]
_QUERY = """
WITH law (obligation, weight, veto, part) AS (
    SELECT * FROM unnest(%s::text[], %s::float8[], %s::bool[], %s::int[])
), counted AS (
    SELECT unit_id, obligation, status, n FROM ({counts}) c
    UNION ALL
    SELECT unit_id, obligation, status, 1 FROM ({standing}) s
), tallied AS (
    SELECT unit_id, obligation,
           sum(n) FILTER (WHERE status = 'met') AS met,
           sum(n) FILTER (WHERE status = 'met_late') AS late,
           sum(n) FILTER (WHERE status = 'overdue') AS overdue,
           sum(n) AS n
    FROM counted GROUP BY unit_id, obligation
)
SELECT unit_id, part,
       sum(weight * (coalesce(met, 0) + coalesce(late, 0) / 2.0) / n),
       sum(weight),
       sum(n), sum(coalesce(met, 0)), sum(coalesce(late, 0)), sum(coalesce(overdue, 0)),
       array_agg(obligation) FILTER (WHERE veto AND overdue > 0)
FROM tallied JOIN law USING (obligation)
GROUP BY unit_id, part
"""


@dataclass
class UnitScore:
    """What the duties of a unit came to in a year. ``parts``: weight earned and at stake by part;
    ``vetoed``: what fails the whole, in words."""

    unit: int
    parts: dict[int, tuple[float, float]] = field(default_factory=dict)
    counted: int = 0
    met: int = 0
    late: int = 0
    overdue: int = 0
    vetoed: tuple[str, ...] = ()

    def add(self, part: int, row: Sequence[Any]) -> None:
        """One line of the query: earned, at stake, counted, met, late, overdue, vetoed."""
        earned, full, counted, met, late, overdue, vetoed = row
        self.parts[part] = earned, full
        self.counted += int(counted)
        self.met += int(met)
        self.late += int(late)
        self.overdue += int(overdue)
        self.vetoed += tuple(vetoed)


def unit_tallies(
    person: org.Person, unit: org.Unit, year: int, at: datetime
) -> list[tuple[Obligation, Tally]]:
    """How the duties of a unit and its departments in a year stand, by obligation, as the tables hold
    them."""
    found: dict[str, Tally] = {}
    for rows in _year_of(person, year, at):
        counted = rows.filter(unit=unit).order_by().values_list("obligation", "status")
        for key, status, n in counted.annotate(
            n=Sum("n") if rows.model is StandingCount else Count("pk")
        ):
            found.setdefault(key, Tally()).add(status, n)
    owners = [unit, *org.departments_of(unit, at)]
    laws = {o.key: o for laws in law.laws_of(owners, at).values() for o in laws}
    return [(laws[key], counts) for key, counts in found.items() if key in laws]


def _year_of(
    person: org.Person, year: int, at: datetime
) -> tuple[QuerySet[StandingCount], QuerySet[Standing]]:
    """What was settled, and what is not, of the duties that came due in a year until now. Duties that
    stand for ever count in the present year as they are."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), day_of(at))
    counts = StandingCount.objects.visible_to(person, at).filter(
        month__gte=first, month__lte=last, status__in=_COUNTED
    )
    within = Q(due__gt=first_of(first), due__lte=aware(wall(at)))
    within |= Q(
        due__gt=first_of(first), due__lte=first_of(date(year + 1, 1, 1)), status__in=_DECIDED
    )
    if year == day_of(at).year:
        within |= Q(due__gte=aware(FOREVER))
    else:
        within &= Q(due__lte=first_of(date(year + 1, 1, 1)))
    standing = duties_visible(person, at).filter(within, status__in=_COUNTED)
    return counts, standing


def unit_scores(
    person: org.Person, units: Sequence[org.Unit], year: int, at: datetime, part_of: PartOf
) -> dict[int, UnitScore]:
    """The duties of a year that came due until now, of units that the person may see, as the tables
    hold them; units of which nothing came due are left out. ``part_of`` says to which part (e.g. an
    indicator of a sheet) an obligation counts."""
    laws = _laws(units, at)
    if not laws:
        return {}
    numbers = [unit.pk for unit in units]
    counts, standing = (rows.filter(unit__in=numbers) for rows in _year_of(person, year, at))
    try:
        parts = _sql(counts, "n"), _sql(standing)
    except EmptyResultSet:
        return {}
    query = _QUERY.format(counts=parts[0][0], standing=parts[1][0])
    given: list[Any] = [
        [o.key for o in laws], [float(o.weight) for o in laws], [o.veto for o in laws],
        [part_of(o) for o in laws],
    ]  # fmt: skip
    out: dict[int, UnitScore] = {}
    with connection.cursor() as cursor:
        cursor.execute(query, [*given, *parts[0][1], *parts[1][1]])
        titles = {o.key: o.title for o in laws}
        for unit, part, *row, vetoed in cursor.fetchall():
            told = [titles[key] for key in vetoed or ()]
            out.setdefault(unit, UnitScore(unit)).add(part, [*row, told])
    return out


def _sql(rows: QuerySet[Any], *more: str) -> tuple[str, tuple[Any, ...]]:
    sql, given = (
        rows.order_by().values("unit_id", "obligation", "status", *more).query.sql_with_params()
    )
    return sql, tuple(given)


def _laws(units: Sequence[org.Unit], at: datetime) -> list[Obligation]:
    """Every obligation that binds one of the units or its departments, once; law is kept per set of
    adoptions and kinds, so that three hundred clinics are one look-up, and one department of each will do."""
    departments = {found.parent_id: found for found in org.departments_below(units, at)}
    book = law.laws_of([*units, *departments.values()], at)
    found = {o.key: o for laws in {id(v): v for v in book.values()}.values() for o in laws}
    return list(found.values())

"""What the matrices of many units come to, in one query: a line for each unit, however many there are.

The sums are those of ``roster.Matrix.counts``; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from datetime import datetime
from typing import Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from weian.base.clock import day_of
from weian.modules.responsibility.roster import Counts
from weian.org import queries as org
from weian.org.kinds import kinds_in
from weian.org.queries import Person, Unit

_KINDS: Final = ("institution", "employer", "agency", "commission")

#: Letters and signatures are gathered by person instead of joined: a planner that knows nothing of
#: the sizes would compare each with each. OFFSET 0 keeps it from reading all units for each unit.
_SQL: Final = """
WITH place AS MATERIALIZED ({places}),
held AS MATERIALIZED (
  SELECT DISTINCT a.unit_id, a.person_id, a.post
  FROM org_appointment a JOIN org_person p ON p.id = a.person_id
  WHERE a.unit_id IN (SELECT id FROM place)
    AND a.since <= %(day)s AND (a.until IS NULL OR a.until > %(day)s)
    AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s) AND p.is_active
),
holding AS MATERIALIZED (
  SELECT * FROM held
  UNION ALL
  SELECT p.unit_id, p.id, ''
  FROM org_person p LEFT JOIN held ON held.person_id = p.id AND held.unit_id = p.unit_id
  WHERE held.person_id IS NULL AND p.unit_id IN (SELECT id FROM place)
    AND p.since <= %(day)s AND (p.until IS NULL OR p.until > %(day)s) AND p.is_active
),
paper AS MATERIALIZED (
  SELECT s.unit_id, (s.data->>'person')::bigint AS person_id, coalesce(s.data->>'post', '') AS post,
         bool_or(r.id IS NOT NULL) AS signed
  FROM subject_subject s LEFT JOIN record_record r
    ON r.subject_id = s.id AND r.kind = 'duty_acknowledgement' AND r.superseded_by_id IS NULL
   AND r.data @> '{{"accepted": true}}' AND r.recorded_at >= s.kept_at
   AND (s.data->>'person')::bigint = ANY (r.people)
  WHERE s.kind = 'post_duty' AND s.unit_id IN (SELECT id FROM place)
    AND s.since <= %(day)s AND (s.until IS NULL OR s.until > %(day)s)
  GROUP BY s.id
),
covered AS MATERIALIZED (
  SELECT h.unit_id, h.person_id, h.post, count(p.post) > 0 AS listed, bool_and(p.signed) AS signed
  FROM holding h LEFT JOIN paper p
    ON p.unit_id = h.unit_id AND p.person_id = h.person_id AND p.post IN ('', h.post)
  GROUP BY 1, 2, 3
),
letter AS MATERIALIZED (
  SELECT l.unit_id, named.person_id, l.data->>'level' AS level, trim(coalesce(l.data->>'code', '')) AS code,
         CASE WHEN l.supersedes_id IS NULL THEN l.recorded_at ELSE l.happened_at END AS valid_from
  FROM place CROSS JOIN LATERAL (
    SELECT * FROM record_record r
    WHERE r.unit_id = place.id AND r.kind = 'responsibility_letter' AND r.superseded_by_id IS NULL
      AND r.data @> jsonb_build_object('year', %(year)s::int)
    OFFSET 0
  ) l CROSS JOIN LATERAL unnest(l.people) AS named (person_id)
),
sign AS MATERIALIZED (
  SELECT c.unit_id, named.person_id, c.data->>'level' AS level, trim(coalesce(c.data->>'code', '')) AS code,
         c.recorded_at
  FROM place CROSS JOIN LATERAL (
    SELECT * FROM record_record r
    WHERE r.unit_id = place.id AND r.kind = 'letter_countersign' AND r.superseded_by_id IS NULL
      AND r.data @> jsonb_build_object('year', %(year)s::int, 'accepted', true)
    OFFSET 0
  ) c CROSS JOIN LATERAL unnest(c.people) AS named (person_id)
),
deal AS MATERIALIZED (
  SELECT unit_id, person_id, level,
         array_agg(code) FILTER (WHERE asks) AS codes, array_agg(at) FILTER (WHERE asks) AS froms,
         array_agg(code) FILTER (WHERE NOT asks) AS given, array_agg(at) FILTER (WHERE NOT asks) AS ats
  FROM (
    SELECT unit_id, person_id, level, code, valid_from AS at, true AS asks FROM letter
    UNION ALL
    SELECT unit_id, person_id, level, code, recorded_at, false FROM sign
  ) one GROUP BY 1, 2, 3
),
counted AS MATERIALIZED (
  SELECT unit_id, person_id, 1 AS posts, listed::int AS listed, (listed AND signed)::int AS signed,
         NULL::boolean AS agreed
  FROM covered
  UNION ALL
  SELECT unit_id, person_id, 0, 0, 0, (
    SELECT bool_and(EXISTS (
      SELECT 1 FROM unnest(d.given, d.ats) AS s (code, at)
      WHERE s.code IN ('', x.code) AND s.at >= x.valid_from
    )) FROM unnest(d.codes, d.froms) AS x (code, valid_from)
  ) FROM deal d WHERE d.codes IS NOT NULL
),
person AS MATERIALIZED (
  SELECT unit_id, sum(posts) AS posts, sum(listed) AS listed, sum(signed) AS signed,
         bool_and(agreed) AS agreed
  FROM counted GROUP BY unit_id, person_id HAVING sum(posts) > 0
),
summed AS MATERIALIZED (
  SELECT unit_id, sum(posts)::int AS posts, sum(listed)::int AS listed, sum(signed)::int AS signed,
         count(*) AS people, count(agreed) AS lettered, count(*) FILTER (WHERE agreed) AS agreed
  FROM person GROUP BY unit_id
)
SELECT place.id, coalesce(nullif(place.short_name, ''), place.name), coalesce(t.posts, 0),
       coalesce(t.listed, 0), coalesce(t.signed, 0), coalesce(t.people, 0), coalesce(t.lettered, 0),
       coalesce(t.agreed, 0)
FROM place LEFT JOIN summed t ON t.unit_id = place.id
ORDER BY place.sort_key, place.id
"""


class Line(NamedTuple):
    """A unit and what its matrix comes to."""

    unit: int
    name: str
    counts: Counts


def overview(person: Person, at: datetime, top: Unit | None = None) -> list[Line]:
    """A line for each unit that the person may see, by name; ``top`` narrows to it and those below."""
    day = day_of(at)
    places = _places(person, at, top).values("id", "name", "short_name", "sort_key")
    try:
        inner, given = places.query.sql_with_params()
    except EmptyResultSet:  # somebody who may see no unit at all
        return []
    # The compiled query numbers nothing: its marks become named ones beside ours.
    named = {f"p{i}": value for i, value in enumerate(given)}
    inner = inner.replace("%s", "{}").format(*(f"%({key})s" for key in named))
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(places=inner), {**named, "day": day, "year": day.year})
        rows = cursor.fetchall()
    return [Line(pk, name, Counts(*counts)) for pk, name, *counts in rows]


def _places(person: Person, at: datetime, top: Unit | None) -> QuerySet[Unit]:
    day = day_of(at)
    rows = org.units_visible(person, at).filter(kind__in=kinds_in(_KINDS), since__lte=day)
    rows = rows.filter(Q(until=None) | Q(until__gt=day)).order_by()
    return rows if top is None else rows.filter(Q(**{top.level_column: top.pk}) | Q(pk=top.pk))


def total(lines: Iterable[Line]) -> Counts:
    """All of them together."""
    columns = zip(*(astuple(line.counts) for line in lines), strict=True)
    return Counts(*map(sum, columns))

"""Pages of the hazard ledger against the same query in plain SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings

from weian.base import bounds
from weian.base.search import query
from weian.site.bench.asking import Browser
from weian.site.bench.hazards import COMMON, RARE
from weian.site.bench.table import Line, beside_sql
from weian.site.bench.timing import in_turns
from weian.site.bench.town import Town
from weian.site.database import connection_arguments

_PAGE = """
    SELECT c.id, c.number, c.title, c.state, c.grade, c.category, c.place, c.due_on, c.closed_on,
           c.opened_on, c.is_open, c.data, u.name, u.short_name, d.name, d.short_name, p.name
    FROM case_case c JOIN org_unit u ON u.id = c.unit_id LEFT JOIN org_unit d ON d.id = c.department_id
    LEFT JOIN org_person p ON p.id = c.assignee_id
    WHERE c.kind = 'hazard' AND {where} ORDER BY c.opened_on DESC, c.id DESC LIMIT 51
"""
#: With few cases in the table many units have none that is closed: a page of nothing measures nothing.
_FULLEST = """
    SELECT institution_id FROM case_case
    WHERE kind = 'hazard' AND county_id = %(county)s AND institution_id IS NOT NULL
    GROUP BY 1 HAVING count(closed_on) BETWEEN 1 AND count(*) - 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""
_FOUND = "c.search @@ %(query)s::tsquery AND c.words LIKE %(like)s"


@dataclass(frozen=True)
class Ask:
    """One page: who asks, under which address, and the condition in SQL."""

    what: str
    browser: Browser
    path: str
    where: str
    given: Mapping[str, Any]


def measure(town: Town, scale: str, times: int) -> Iterator[Line]:
    """Each page and its query in turns, on connections of the same role; the query without bounds."""
    arguments = connection_arguments(settings.DATABASES["default"])
    with psycopg.connect(**arguments, autocommit=True) as connection:
        connection.execute("SELECT set_config(%s, %s, false)", (bounds.SETTING, bounds.EVERYTHING))
        found = connection.execute(_FULLEST, {"county": town.county.pk}).fetchone()
        assert found is not None, "no unit of the county has both open and closed cases"
        for ask in _asks(town, found[0]):
            text = _PAGE.format(where=ask.where).encode()

            def plain(text: bytes = text, ask: Ask = ask) -> object:
                found = connection.execute(text, ask.given, prepare=False).fetchall()
                assert found, "a query that finds nothing is no measure of a page that shows fifty"
                return found

            def page(ask: Ask = ask) -> object:
                return ask.browser.get(ask.path)

            yield beside_sql(f"ledger page {ask.what}", scale, *in_turns(page, plain, times))


def _asks(town: Town, unit: int) -> Iterator[Ask]:
    county, city = Browser(town.county_clerk), Browser(town.city_clerk)
    yield Ask(
        "of a unit, closed", county, f"/cases/hazard/?unit={unit}&state=closed",
        "c.institution_id = %(unit)s AND c.closed_on IS NOT NULL", {"unit": unit},
    )  # fmt: skip
    yield Ask(
        "of a unit, open", county, f"/cases/hazard/?unit={unit}&state=open",
        "c.institution_id = %(unit)s AND c.closed_on IS NULL", {"unit": unit},
    )  # fmt: skip
    yield Ask(
        "of a county", city, f"/cases/hazard/?unit={town.county.pk}",
        "c.county_id = %(county)s", {"county": town.county.pk},
    )  # fmt: skip
    for word, sort in ((COMMON, "common"), (RARE, "rare")):
        given = {"query": query(word), "like": f"%{word}%"}
        path = f"/cases/hazard/?q={quote(word)}"
        yield Ask(
            f"of a county, {sort} word", county, path, f"c.county_id = %(county)s AND {_FOUND}",
            {**given, "county": town.county.pk},
        )  # fmt: skip
        yield Ask(
            f"of the city, {sort} word", city, path, f"c.city_id = %(city)s AND {_FOUND}",
            {**given, "city": town.city.pk},
        )  # fmt: skip

"""What row-level security costs: the same queries with and without it, at 300,000 rows.

python -m weian.site.bench.securing [--explain]     exit 1 if one takes more than twice as long
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from weian.base.bounds import Bounds
from weian.site.bench.house import opened
from weian.site.bench.timing import in_turns
from weian.site.database import DATABASE_NAME, WEB_ROLE
from weian.site.postgres import Cluster
from weian.site.roles import Connection

ROWS, COUNTIES, HOUSES, TIMES, MOST = 300_000, 10, 12, 41, 2.0
_FILL = (
    """
    INSERT INTO org_unit (id, kind, name, short_name, code, path, township, address, is_login, since,
        pinyin, sort_key, search, county_id, institution_id, parent_id)
    SELECT n, CASE WHEN n <= {c} THEN 'commission_county' ELSE 'hospital' END, 'u' || n, '', '', '', '', '',
        true, '2020-01-01', '', '', to_tsvector('simple', ''), CASE WHEN n <= {c} THEN n
        ELSE (n - 1) % {c} + 1 END, CASE WHEN n > {c} THEN n END, CASE WHEN n > {c} THEN (n - 1) % {c} + 1 END
    FROM generate_series(1, {c} + {c} * {h}) n
    """,
    """
    INSERT INTO record_record (id, kind, title, number, happened_at, recorded_at, people, data, words,
        search, unit_id, county_id, institution_id)
    SELECT gen_random_uuid(), 'patrol', 'r' || n, '', t, t, '{{}}', '{{}}', '',
        to_tsvector('simple', 'r' || n || CASE WHEN n % 5000 = 0 THEN ' rare' ELSE '' END),
        u.id, u.county_id, u.id
    FROM generate_series(1, {rows}) n
    JOIN org_unit u ON u.id = {c} + 1 + n % ({c} * {h})
    CROSS JOIN LATERAL (SELECT timestamptz '2025-01-01' + n * interval '1 minute') s(t)
    """,
    """
    INSERT INTO duty_standingsum (owner_id, area, status, year, n, unit_id, county_id, institution_id)
    SELECT u.id, 'area' || a, 'status' || s, 0, 3, u.id, u.county_id, u.id
    FROM org_unit u, generate_series(1, 15) a, generate_series(1, 5) s WHERE u.institution_id IS NOT NULL
    """,
    "VACUUM (ANALYZE) record_record",
    "VACUUM (ANALYZE) duty_standingsum",
    "VACUUM (ANALYZE) org_unit",
)
_NEWEST = "SELECT id, title, happened_at FROM record_record WHERE {} AND kind = 'patrol' AND superseded_by_id IS NULL ORDER BY happened_at DESC, id DESC LIMIT 50"
_COUNT = (
    "SELECT count(*) FROM record_record WHERE {} AND kind = 'patrol' AND superseded_by_id IS NULL"
)
_SEARCH = "SELECT id, title FROM record_record WHERE {} AND search @@ to_tsquery('simple', 'rare') ORDER BY happened_at DESC LIMIT 50"
_BOARD = "SELECT area, status, sum(n) FROM duty_standingsum WHERE {} GROUP BY area, status"


@dataclass(frozen=True)
class Asked:
    """A query of a list, whose filter is by one column of the scope, as ``visible_to`` makes it."""

    title: str
    query: str
    column: str
    own: bool = False

    def sql(self) -> str:
        """With the number of the first county, or of its first house."""
        number = 1 if self.column == "county_id" else COUNTIES + 1
        if self.own:
            return self.query.format(f"(unit_id = {number} OR by_id = 1)")
        return self.query.format(f"{self.column} = {number}")

    def bounds(self) -> Bounds:
        """Those of somebody of that place."""
        if self.column == "county_id":
            return Bounds(county=(1,), person=(1,))
        own = (1,) if self.own else ()
        return Bounds(institution=(COUNTIES + 1,), above=(1,), person=(1,), own=own)


_BOTH = ("county_id", "institution_id")
ASKED = (
    *(
        Asked(f"{title}, {'county' if column == 'county_id' else 'house'}", query, column)
        for title, query in (
            ("newest 50", _NEWEST),
            ("count", _COUNT),
            ("search", _SEARCH),
            ("board sums", _BOARD),
        )
        for column in _BOTH
    ),
    Asked("newest 50, staff", _NEWEST, "institution_id", own=True),
)


def measure(cluster: Cluster, *, explain: bool) -> Iterator[tuple[str, float, float]]:
    """Title, milliseconds without and with row-level security, asked in turns."""
    with cluster.connect(DATABASE_NAME) as plain:
        plain.cursor_factory = psycopg.ClientCursor  # as the product asks: planned every time
        for statement in _FILL:
            plain.execute(statement.format(c=COUNTIES, h=HOUSES, rows=ROWS).encode())
        with psycopg.connect(
            host=str(cluster.socket), dbname=DATABASE_NAME, user=WEB_ROLE, autocommit=True,
            cursor_factory=psycopg.ClientCursor,
        ) as bounded:  # fmt: skip
            for asked in ASKED:
                yield (asked.title, *_pair(asked, plain, bounded))
                if explain:
                    _explain(asked, bounded)


def _pair(asked: Asked, plain: Connection, bounded: Connection) -> tuple[float, float]:
    query, told = asked.sql().encode(), asked.bounds().said + asked.sql().encode()
    result = bounded.execute(told)
    result.nextset()
    wanted, seen = plain.execute(query).fetchall(), result.fetchall()
    if sorted(map(str, wanted)) != sorted(map(str, seen)):
        raise SystemExit(f"{asked.title}: not the same rows with and without row-level security")
    return in_turns(lambda: plain.execute(query), lambda: bounded.execute(told), TIMES)


def _explain(asked: Asked, bounded: Connection) -> None:
    result = bounded.execute(
        asked.bounds().said + b"EXPLAIN (ANALYZE, COSTS off) " + asked.sql().encode()
    )
    result.nextset()
    sys.stdout.writelines(f"    {row[0]}\n" for row in result.fetchall())


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m weian.site.bench.securing", description=__doc__
    )
    parser.add_argument("--explain", action="store_true", help="the plan of each query as well")
    explain: bool = parser.parse_args().explain
    sys.stdout.write(
        f"{ROWS} records, {COUNTIES} counties, {HOUSES} houses each; ms, median of {TIMES}\n"
    )
    worst = 0.0
    with opened() as cluster:
        for title, free, held in measure(cluster, explain=explain):
            worst = max(worst, held / free)
            sys.stdout.write(f"  {title:<22}{free:9.2f}{held:9.2f}   × {held / free:.2f}\n")
    sys.stdout.write(f"row security: at most {worst:.2f} times the plain query (target {MOST:g})\n")
    return 0 if worst <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())

"""Writing the tables: compare what is with what should be, write the difference.

In SQL written once: this follows every act, and the ORM took longer to write the statements than
PostgreSQL to answer them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db import connection

from weian.base import bulk
from weian.duty.models import Derived, Standing, StandingCount, StandingSum
from weian.duty.rows import COUNT_KEY, ROW_KEY, SCOPE, Row
from weian.duty.rows import Count as CountRow
from weian.duty.wall import aware, first_of

#: Columns of Row that hold moments: all in Chinese time, see weian.duty.wall.
MOMENTS = frozenset({"opens", "due", "next_change", "met_at"})
_LOCK = 7_001  # of the advisory locks of this product: duties of one unit
_HOLD = "SELECT pg_advisory_xact_lock(%s, %s)"
_HOLD_LIGHTLY = f"{_HOLD}, set_config('synchronous_commit', 'off', true)"
Values = tuple[Any, ...]


def lock(owners: Iterable[int]) -> None:
    """Hold the duties of these units until the transaction ends; two refreshes come in turn.

    A transaction of its own does not wait for the disk: what it writes can be computed again. One
    that an act began does.
    """
    own = not connection.savepoint_ids
    with connection.cursor() as cursor:
        for owner in sorted(owners):
            cursor.execute(_HOLD_LIGHTLY if own else _HOLD, [_LOCK, owner % 2**31])


@dataclass(frozen=True, slots=True)
class Part:
    """What is replaced: of the units in ``scopes``, of the obligations ``keys`` (None: all),
    what falls due after ``since`` begins (the first day of a month; None: ever). Of the rows only
    those of ``bearer``, if one is named."""

    scopes: Mapping[int, Values]
    keys: frozenset[str] | None = None
    since: date | None = None
    bearer: str = ""

    @property
    def owners(self) -> list[int]:
        """The numbers of the units."""
        return list(self.scopes)


class _Table:
    """A table: its columns after those of the scope, which of them name a row, its statements."""

    def __init__(self, model: type[Derived], names: Sequence[str], key: Sequence[str]) -> None:
        self.name = model._meta.db_table
        self.place = itemgetter(*(names.index(name) for name in key))
        self.moments = [number for number, name in enumerate(names) if name in MOMENTS]
        shown = ", ".join(map(_column, names))
        self.reading = f"SELECT id, {', '.join(SCOPE)}, {shown} FROM {self.name} WHERE "
        self.columns = (*SCOPE, *names)

    def written(self, row: Values) -> Values:
        """A row with its moments as the database takes them, no longer as :func:`_column` reads them."""
        if not self.moments:
            return row
        values = list(row)
        for number in self.moments:
            if values[number] is not None:
                values[number] = aware(values[number])
        return tuple(values)


def _column(name: str) -> str:
    """How a column is read to compare it: moments as wall time, ten times faster than aware ones."""
    return f"\"{name}\" AT TIME ZONE 'Asia/Shanghai'" if name in MOMENTS else f'"{name}"'


_ROWS = _Table(Standing, Row._fields, ROW_KEY)
_COUNTS = _Table(StandingCount, CountRow._fields, COUNT_KEY)


def replace_rows(part: Part, rows: Sequence[Row]) -> int:
    """Make these the open duties of a part, moments as wall time; returns how many rows were written
    or taken away."""
    more = "due > %(since)s" if part.since is not None else ""
    written = _replace(_ROWS, part, rows, [more, "bearer = %(bearer)s" if part.bearer else ""])
    if written:
        _add_up(part, _OPEN)
    return written


def replace_counts(part: Part, rows: Sequence[CountRow]) -> int:
    """The same for the settled ones."""
    written = _replace(
        _COUNTS, part, rows, ["month >= %(month)s" if part.since is not None else ""]
    )
    if written:
        _add_up(part, _SETTLED)
    return written


def holds(part: Part, rows: Sequence[Row]) -> bool:
    """Whether these are the open duties of a part as the table has them."""
    more = ["bearer = %(bearer)s" if part.bearer else ""]
    end = len(SCOPE) + 1
    with connection.cursor() as cursor:
        found = cursor.execute(*_asked(_ROWS, part, more)).fetchall()
    kept = {_ROWS.place(values[end:]): values[end:] for values in found}
    return kept == {_ROWS.place(row): row for row in rows}


def move_counts(part: Part, differences: Sequence[CountRow]) -> bool:
    """Add to the settled ones, or take away where ``n`` is negative; False, with nothing done, where
    more would be taken away than there is."""
    places = {_COUNTS.place(row): row for row in differences}
    end, stale, rows = len(SCOPE) + 1, [], []
    with connection.cursor() as cursor:
        for values in cursor.execute(*_asked(_COUNTS, part, [])).fetchall():
            row = CountRow._make(values[end:])
            moved = places.pop(_COUNTS.place(row), None)
            if moved is not None:
                stale.append(values[0])
                rows.append(row._replace(n=row.n + moved.n))
        rows += places.values()
        if any(row.n < 0 for row in rows):
            return False
        if stale:
            cursor.execute(f"DELETE FROM {_COUNTS.name} WHERE id = ANY(%s)", [stale])
    values = [(*part.scopes[row.owner_id], *row) for row in rows if row.n]
    bulk.copy_in(_COUNTS.name, _COUNTS.columns, values)
    if rows:
        _add_up(part, _SETTLED)
    return True


def _replace(table: _Table, part: Part, rows: Sequence[Values], more: Sequence[str]) -> int:
    wanted = {table.place(row): row for row in rows}
    stale = []
    end = len(SCOPE) + 1
    with connection.cursor() as cursor:
        for values in cursor.execute(*_asked(table, part, more)).fetchall():
            scope, row = values[1:end], values[end:]
            place = table.place(row)
            here = wanted.get(place)
            if here is not None and here == row and part.scopes[row[0]] == scope:
                del wanted[place]
            else:
                stale.append(values[0])
        if stale:
            cursor.execute(f"DELETE FROM {table.name} WHERE id = ANY(%s)", [stale])
    values = [(*part.scopes[row[0]], *table.written(row)) for row in wanted.values()]
    bulk.copy_in(table.name, table.columns, values)
    return len(stale) + len(wanted)


def _asked(table: _Table, part: Part, more: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The statement that reads a part of a table, and what it is given."""
    keys = "" if part.keys is None else "obligation = ANY(%(keys)s)"
    conditions = ["owner_id = ANY(%(owners)s)", keys, *more]
    given = {
        "owners": part.owners,
        "keys": None if part.keys is None else list(part.keys),
        "since": None if part.since is None else first_of(part.since),
        "month": part.since,
        "bearer": part.bearer,
    }
    return table.reading + " AND ".join(filter(None, conditions)), given


_SUMMED = (*SCOPE, "department_id", "n")


def _sums(kept: str, source: str) -> str:
    """The statement that makes those sums that ``kept`` names what ``source`` says they are."""
    table = StandingSum._meta.db_table
    scopes = ", ".join(SCOPE)
    new, old = (", ".join(f"{row}.{name}" for name in _SUMMED) for row in ("EXCLUDED", "s"))
    return f"""
    WITH owner AS (
        SELECT * FROM unnest(%(owners)s::bigint[], %(departments)s::bigint[], {
        ", ".join(f"%({name})s::bigint[]" for name in SCOPE)
    }) AS o(owner_id, department_id, {scopes})
    ), summed AS (
        {source} WHERE owner_id = ANY(%(owners)s) GROUP BY owner_id, area, status, year
    ), gone AS (
        DELETE FROM {table} s WHERE s.owner_id = ANY(%(owners)s) AND {kept} AND NOT EXISTS (
            SELECT FROM summed t
            WHERE (t.owner_id, t.area, t.status, t.year) = (s.owner_id, s.area, s.status, s.year))
    )
    INSERT INTO {table} AS s (owner_id, area, status, year, {", ".join(_SUMMED)})
    SELECT owner_id, area, status, year, {
        ", ".join(_SUMMED)
    } FROM summed JOIN owner USING (owner_id)
    ON CONFLICT (owner_id, area, status, year) DO UPDATE
    SET {", ".join(f"{name} = EXCLUDED.{name}" for name in _SUMMED)}
    WHERE ({old}) IS DISTINCT FROM ({new})
    """


_OPEN = _sums(
    "s.year = 0", "SELECT owner_id, area, status, 0 AS year, count(*) AS n FROM duty_standing"
)
_SETTLED = _sums(
    "s.year > 0",
    "SELECT owner_id, area, status, extract(year FROM month)::smallint AS year, sum(n) AS n"
    " FROM duty_standingcount",
)


def _add_up(part: Part, statement: str) -> None:
    """The sums of one sort as they now are; of all obligations, whichever were replaced."""
    owners = part.owners
    scopes = [part.scopes[owner] for owner in owners]
    given: dict[str, Any] = {name: [s[n] for s in scopes] for n, name in enumerate(SCOPE)}
    given["owners"] = owners
    given["departments"] = [
        None if scope[0] == owner else owner for owner, scope in part.scopes.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)

"""Writing the tables: compare what is with what should be, write the difference."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Count, DateTimeField, F, Func, Q, QuerySet

from weian.duty.models import Derived, Standing, StandingCount, StandingSum
from weian.duty.rows import COUNT_KEY, ROW_KEY, SCOPE, SUM_KEY, Row, Sum
from weian.duty.rows import Count as CountRow
from weian.duty.wall import first_of

#: Columns of Row that hold moments: all in Chinese time, see weian.duty.wall.
MOMENTS = frozenset({"opens", "due", "next_change", "met_at"})
_WALL = "%(expressions)s AT TIME ZONE 'Asia/Shanghai'"
_LOCK = 7_001  # of the advisory locks of this product: duties of one unit
Values = tuple[Any, ...]


def lock(owners: Iterable[int]) -> None:
    """Hold the duties of these units until the transaction ends; two refreshes come in turn."""
    with connection.cursor() as cursor:
        for owner in sorted(owners):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, owner % 2**31])


@dataclass(frozen=True, slots=True)
class Part:
    """What is replaced: of the units in ``scopes``, of the obligations ``keys`` (None: all),
    what falls due after ``since`` begins (the first day of a month; None: ever). Of the rows only
    those of ``bearer``, if one is named."""

    scopes: Mapping[int, Values]
    keys: frozenset[str] | None = None
    since: date | None = None
    bearer: str = ""


def replace_rows(part: Part, rows: Sequence[Row]) -> int:
    """Make these the open duties of a part; returns how many rows were written or taken away."""
    found = Standing.objects.filter(_of(part))
    if part.since is not None:
        found = found.filter(due__gt=first_of(part.since))
    if part.bearer:
        found = found.filter(bearer=part.bearer)
    written = _replace(found, Row._fields, ROW_KEY, part, rows)
    if written:
        _add_up(part)
    return written


def _add_up(part: Part) -> None:
    """The sums of the rows as they now are; of all obligations, whichever were replaced."""
    owned = Q(owner_id__in=list(part.scopes))
    found = Standing.objects.filter(owned).values_list("owner_id", "area", "status")
    departments = {owner: scope[0] != owner for owner, scope in part.scopes.items()}
    sums = [
        Sum(owner, owner if departments[owner] else None, area, status, n)
        for owner, area, status, n in found.order_by().annotate(n=Count("*"))
    ]
    _replace(StandingSum.objects.filter(owned), Sum._fields, SUM_KEY, part, sums)


def replace_counts(part: Part, rows: Sequence[CountRow]) -> int:
    """The same for the settled ones."""
    found = StandingCount.objects.filter(_of(part))
    if part.since is not None:
        found = found.filter(month__gte=part.since)
    return _replace(found, CountRow._fields, COUNT_KEY, part, rows)


def _of(part: Part) -> Q:
    owned = Q(owner_id__in=list(part.scopes))
    return owned if part.keys is None else owned & Q(obligation__in=list(part.keys))


def _replace(
    found: QuerySet[Any], names: Sequence[str], key: Sequence[str], part: Part,
    rows: Sequence[Values],
) -> int:  # fmt: skip
    place = itemgetter(*(names.index(name) for name in key))
    wanted = {place(row): row for row in rows}
    plain = _plainly(names)
    stale = []
    end = len(SCOPE) + 1
    for values in found.values_list("pk", *SCOPE, *map(_column, names)):
        pk, scope, row = values[0], values[1:end], values[end:]
        here = wanted.get(place(row))
        if here is not None and plain(here) == row and part.scopes[row[0]] == scope:
            del wanted[place(row)]
        else:
            stale.append(pk)
    if stale:
        found.model.objects.filter(pk__in=stale).delete()
    _copy(found.model, names, part, list(wanted.values()))
    return len(stale) + len(wanted)


def _column(name: str) -> str | Func:
    """How a column is read to compare it: moments as wall time, ten times faster than aware ones."""
    if name not in MOMENTS:
        return name
    return Func(F(name), template=_WALL, output_field=DateTimeField())


def _plainly(names: Sequence[str]) -> Callable[[Values], Values]:
    """Gives a row with its moments as :func:`_column` reads them."""
    at = [number for number, name in enumerate(names) if name in MOMENTS]

    def plain(row: Values) -> Values:
        values = list(row)
        for number in at:
            if values[number] is not None:
                values[number] = values[number].replace(tzinfo=None)
        return tuple(values)

    return plain if at else tuple


def _copy(model: type[Derived], names: Sequence[str], part: Part, rows: Sequence[Values]) -> None:
    if not rows:
        return
    columns = ", ".join(connection.ops.quote_name(name) for name in (*SCOPE, *names))
    sql = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row((*part.scopes[row[0]], *row))

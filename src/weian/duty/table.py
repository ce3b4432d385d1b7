"""Writing the tables: compare what is with what should be, write the difference."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from django.db import connection

from weian.duty.models import Derived, Standing, StandingCount
from weian.duty.rows import COUNT_KEY, ROW_KEY, SCOPE, Count, Row

_LOCK = 7_001  # of the advisory locks of this product: duties of one unit
Scopes = Mapping[int, tuple[Any, ...]]
Values = tuple[Any, ...]


def lock(owners: Iterable[int]) -> None:
    """Hold the duties of these units until the transaction ends; two refreshes come in turn."""
    with connection.cursor() as cursor:
        for owner in sorted(owners):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, owner % 2**31])


def replace_rows(scopes: Scopes, rows: Sequence[Row], keys: Iterable[str] | None = None) -> int:
    """Make the open duties of the units in ``scopes`` (of the obligations ``keys``) these ones.

    Returns how many rows were written or taken away.
    """
    return _replace(Standing, Row._fields, ROW_KEY, scopes, rows, keys)


def replace_counts(scopes: Scopes, rows: Sequence[Count], keys: Iterable[str] | None = None) -> int:
    """The same for the settled ones."""
    return _replace(StandingCount, Count._fields, COUNT_KEY, scopes, rows, keys)


def _replace(
    model: type[Derived], names: Sequence[str], key: Sequence[str], scopes: Scopes,
    rows: Sequence[Values], keys: Iterable[str] | None,
) -> int:  # fmt: skip
    place = itemgetter(*(names.index(name) for name in key))
    wanted = {place(row): row for row in rows}
    stale = []
    for pk, scope, row in _standing(model, names, scopes, keys):
        if wanted.get(place(row)) == row and scopes[row[0]] == scope:
            del wanted[place(row)]
        else:
            stale.append(pk)
    if stale:
        model.objects.filter(pk__in=stale).delete()
    _copy(model, names, scopes, list(wanted.values()))
    return len(stale) + len(wanted)


def _standing(
    model: type[Derived], names: Sequence[str], scopes: Scopes, keys: Iterable[str] | None
) -> Iterator[tuple[int, Values, Values]]:
    found = model.objects.filter(owner_id__in=list(scopes))
    if keys is not None:
        found = found.filter(obligation__in=list(keys))
    end = len(SCOPE) + 1
    for values in found.values_list("pk", *SCOPE, *names):
        yield values[0], values[1:end], values[end:]


def _copy(
    model: type[Derived], names: Sequence[str], scopes: Scopes, rows: Sequence[Values]
) -> None:
    if not rows:
        return
    columns = ", ".join(connection.ops.quote_name(name) for name in (*SCOPE, *names))
    sql = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row((*scopes[row[0]], *row))

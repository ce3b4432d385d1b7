"""Writing many rows at once: COPY in, one UPDATE over arrays; the ORM's own forms cost five times more."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, IntegerField, Model

_FEW = 20  # up to here one ordinary statement is as good
_SOME = 100  # up to here a table to copy into costs more than it saves


def insert(rows: Sequence[Model]) -> None:
    """Insert new rows of one model whose keys are known. Raises as ``bulk_create``."""
    if not rows:
        return
    model = type(rows[0])
    if len(rows) <= _FEW:
        model._default_manager.bulk_create(rows)
        return
    fields = model._meta.concrete_fields
    real = _real()
    values = ([f.get_db_prep_save(f.pre_save(row, True), real) for f in fields] for row in rows)
    copy_in(model._meta.db_table, [str(f.column) for f in fields], values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values in the order of ``columns``, inside a transaction.

    By way of a table of the transaction's own: PostgreSQL refuses COPY into a table with row-level
    security, because only INSERT checks each row.
    """
    given = list(rows)
    quote = connection.ops.quote_name
    into, names = quote(table), ", ".join(map(quote, columns))
    if len(given) <= _SOME:
        _insert_some(f"{into} ({names})", given)
        return
    waiting = quote(f"waiting_{table}")
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {waiting} ON COMMIT DROP AS SELECT {names} FROM {into} WITH NO DATA"
        )
        with cursor.copy(f"COPY {waiting} ({names}) FROM STDIN") as copy:
            for row in given:
                copy.write_row(row)
        cursor.execute(
            f"INSERT INTO {into} ({names}) SELECT {names} FROM {waiting}; DROP TABLE {waiting}"
        )


def _insert_some(into: str, rows: Sequence[Sequence[Any]]) -> None:
    if not rows:
        return
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    sql = f"INSERT INTO {into} VALUES {', '.join([one] * len(rows))}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for row in rows for value in row])


def update(rows: Sequence[Model], columns: Sequence[str]) -> None:
    """Write these fields of rows that exist, all of one model; an array among them is one of numbers.

    Raises as ``bulk_update``.
    """
    if not rows:
        return
    if len(rows) == 1:
        rows[0].save(update_fields=columns)
        return
    meta, quote = rows[0]._meta, connection.ops.quote_name
    key: Field[Any, Any] = meta.pk
    fields = [key, *(f for f in meta.concrete_fields if f.name in columns)]
    if len(fields) != len(columns) + 1 or not all(map(_can_stand_in_an_array, fields)):
        raise ValueError(f"{meta.label}: cannot write {', '.join(columns)}")
    names = [_column(f) for f in fields]
    given = [f"v.{n}{_cast(f)}" for n, f in zip(names, fields, strict=True)]
    told = ", ".join(f"{n} = {value}" for n, value in zip(names[1:], given[1:], strict=True))
    sql = (
        f"UPDATE {quote(meta.db_table)} AS t SET {told} "
        f"FROM unnest({', '.join(f'%s::{_type(f)}[]' for f in fields)}) "
        f"AS v({', '.join(names)}) WHERE t.{names[0]} = v.{names[0]}"
    )
    real = _real()
    values = [[_sent(f, getattr(row, f.attname), real) for row in rows] for f in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


# Arrays of arrays must be of one length, rows are not: an array goes as the text that PostgreSQL reads.


def _can_stand_in_an_array(field: "Field[Any, Any]") -> bool:
    return not isinstance(field, ArrayField) or isinstance(field.base_field, IntegerField)


def _type(field: "Field[Any, Any]") -> str:
    return "text" if isinstance(field, ArrayField) else str(field.rel_db_type(connection))


def _cast(field: "Field[Any, Any]") -> str:
    return f"::{field.db_type(connection)}" if isinstance(field, ArrayField) else ""


def _sent(field: "Field[Any, Any]", value: Any, real: BaseDatabaseWrapper) -> Any:
    if isinstance(field, ArrayField) and value is not None:
        return "{" + ",".join(str(int(n)) for n in value) + "}"
    return field.get_db_prep_save(value, real)


def _column(field: "Field[Any, Any]") -> str:
    return connection.ops.quote_name(str(field.column))


def _real() -> BaseDatabaseWrapper:
    """The connection itself: asking its stand-in for each value costs as much as the value."""
    return connections[DEFAULT_DB_ALIAS]

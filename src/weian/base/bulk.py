"""Writing many rows at once: COPY in, one UPDATE over arrays; the ORM's own forms cost five times more."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

_FEW = 20  # up to here one ordinary statement is as good


def insert(rows: Sequence[Model]) -> None:
    """Insert new rows of one model whose keys are known. Raises as ``bulk_create``."""
    if not rows:
        return
    model = type(rows[0])
    if len(rows) <= _FEW:
        model._default_manager.bulk_create(rows)
        return
    fields = model._meta.concrete_fields
    names = ", ".join(map(_column, fields))
    sql = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({names}) FROM STDIN"
    real = _real()
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row([f.get_db_prep_save(f.pre_save(row, True), real) for f in fields])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update(rows: Sequence[Model], columns: Sequence[str]) -> None:
    """Write these fields of rows that exist, all of one model; ``columns`` holds no array.

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
    if len(fields) != len(columns) + 1 or any(isinstance(f, ArrayField) for f in fields):
        raise ValueError(f"{meta.label}: cannot write {', '.join(columns)}")
    names = [_column(f) for f in fields]
    sql = (
        f"UPDATE {quote(meta.db_table)} AS t SET {', '.join(f'{n} = v.{n}' for n in names[1:])} "
        f"FROM unnest({', '.join(f'%s::{f.rel_db_type(connection)}[]' for f in fields)}) "
        f"AS v({', '.join(names)}) WHERE t.{names[0]} = v.{names[0]}"
    )
    real = _real()
    values = [[f.get_db_prep_save(getattr(row, f.attname), real) for row in rows] for f in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _column(field: "Field[Any, Any]") -> str:
    return connection.ops.quote_name(str(field.column))


def _real() -> BaseDatabaseWrapper:
    """The connection itself: asking its stand-in for each value costs as much as the value."""
    return connections[DEFAULT_DB_ALIAS]

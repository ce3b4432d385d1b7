"""What every request asks first, and every refresh of duties, in SQL written once: the ORM takes
longer to write these few statements than PostgreSQL to answer them. Rows become ordinary models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


@cache
def _columns(model: type[models.Model]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of a model's fields and of their columns, in one order."""
    fields = model._meta.concrete_fields
    return tuple(f.attname for f in fields), tuple(str(f.column) for f in fields)


@cache
def _listed(model: type[models.Model], alias: str) -> str:
    return ", ".join(f'{alias}."{column}"' for column in _columns(model)[1])


def _made(model: type[M], values: Sequence[Any]) -> M:
    return model.from_db("default", _columns(model)[0], values)


def one(model: type[M], pk: int) -> M | None:
    """One row by its number."""
    sql = f'SELECT {_listed(model, "p")} FROM "{model._meta.db_table}" p WHERE p.id = %s'
    with connection.cursor() as cursor:
        row = cursor.execute(sql, [pk]).fetchone()
    return None if row is None else _made(model, row)


def many(model: type[M], numbers: Sequence[int]) -> dict[int, M]:
    """Some rows by their numbers."""
    sql = f'SELECT {_listed(model, "p")} FROM "{model._meta.db_table}" p WHERE p.id = ANY(%s)'
    with connection.cursor() as cursor:
        rows = cursor.execute(sql, [list(numbers)]).fetchall()
    return {found.pk: found for found in (_made(model, row) for row in rows)}


def values(
    model: type[models.Model], columns: Sequence[str], units: Iterable[int], order: str
) -> list[tuple[Any, ...]]:
    """Some columns of the rows of units, in an order given in SQL; JSON as text."""
    sql = f"""
        SELECT {", ".join(columns)} FROM "{model._meta.db_table}"
        WHERE unit_id = ANY(%s) ORDER BY {order}
    """
    with connection.cursor() as cursor:
        found: list[tuple[Any, ...]] = cursor.execute(sql, [list(units)]).fetchall()
    return found


def bodies(unit: type[M], place: int, level: str) -> list[M]:
    """The units but departments below a place, which ``level`` names the column of; without itself."""
    column = "parent_id" if level in ("unit_id", "department_id") else level
    sql = f"""
        SELECT {_listed(unit, "u")} FROM "{unit._meta.db_table}" u
        WHERE u.{column} = %s AND u.id <> %s AND u.kind <> 'department'
    """
    with connection.cursor() as cursor:
        rows = cursor.execute(sql, [place, place]).fetchall()
    return [_made(unit, row) for row in rows]


def holding(
    person: type[M], appointment: type[models.Model], column: str, place: int, post: str, day: date
) -> list[M]:
    """The people who hold a post at a place on a day, as often as they do, who came first at first."""
    sql = f"""
        SELECT {_listed(person, "p")}
        FROM "{appointment._meta.db_table}" a JOIN "{person._meta.db_table}" p ON p.id = a.person_id
        WHERE a.{column} = %s AND a.post = %s AND a.since <= %s AND (a.until IS NULL OR a.until > %s)
        ORDER BY a.since, a.id
    """
    with connection.cursor() as cursor:
        rows = cursor.execute(sql, [place, post, day, day]).fetchall()
    return [_made(person, row) for row in rows]


def grants_on(
    grant: type[M], unit: type[models.Model], person: models.Model, day: date
) -> tuple[M, ...]:
    """The grants of a person in force on a day, in order, each with its unit."""
    sql = f"""
        SELECT {_listed(grant, "g")}, {_listed(unit, "u")}
        FROM "{grant._meta.db_table}" g JOIN "{unit._meta.db_table}" u ON u.id = g.unit_id
        WHERE g.person_id = %s AND g.since <= %s AND (g.until IS NULL OR g.until > %s)
        ORDER BY g.id
    """
    with connection.cursor() as cursor:
        rows = cursor.execute(sql, [person.pk, day, day]).fetchall()
    width = len(_columns(grant)[0])
    out = []
    for row in rows:
        made = _made(grant, row[:width])
        made.unit = _made(unit, row[width:])  # type: ignore[attr-defined]
        made.person = person  # type: ignore[attr-defined]
        out.append(made)
    return tuple(out)

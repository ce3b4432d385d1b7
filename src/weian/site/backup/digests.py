"""What a database holds, in few numbers that a restored one must have, too."""

import hashlib
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from weian.base import store

Connection = psycopg.Connection[tuple[Any, ...]]
_SPACE = 1 << 256
_TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    ORDER BY 1, 2
"""
#: How values are written as text must not depend on whose settings are in force.
_SPELLING = (
    "SET LOCAL timezone = 'UTC'", "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL intervalstyle = 'postgres'", "SET LOCAL extra_float_digits = 1",
    "SET LOCAL bytea_output = 'hex'", "SET LOCAL statement_timeout = 0",
    "SET LOCAL row_security = off",
)  # fmt: skip


class Table(NamedTuple):
    """How many rows, and the sum of their SHA-256 modulo 2^256: the same in whatever order."""

    rows: int
    digest: str


def begin(connection: Connection) -> None:
    """Begin to read: everything asked in this transaction is of one moment."""
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    for statement in _SPELLING:
        connection.execute(statement)


def tables(connection: Connection) -> list[sql.Identifier]:
    """Every table, by schema and name."""
    return [sql.Identifier(*row) for row in connection.execute(_TABLES).fetchall()]


def digest(connection: Connection, table: sql.Identifier) -> Table:
    """Read a table from end to end; the server sends each row as one piece."""
    rows = total = 0
    with connection.cursor().copy(
        sql.SQL("COPY (SELECT * FROM {}) TO STDOUT").format(table)
    ) as out:
        for row in out:
            rows += 1
            total += int.from_bytes(hashlib.sha256(row).digest(), "big")
    return Table(rows, f"{total % _SPACE:064x}")


def of_database(connection: Connection) -> dict[str, Table]:
    """Every table by its name as text."""
    return {t.as_string(connection): digest(connection, t) for t in tables(connection)}


def chain_head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last event."""
    row = connection.execute("SELECT seq, hash FROM base_chainhead WHERE id = 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def named_files(connection: Connection) -> set[str]:
    """The content that rows name."""
    return {row[0] for row in connection.execute(store.all_named().encode())}

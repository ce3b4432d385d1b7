"""What filling by the million needs of PostgreSQL, as its superuser."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import sql

from weian.site.roles import Connection

_INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i WHERE i.indrelid = %s::regclass
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


@contextmanager
def without_indexes(connection: Connection, table: str) -> Iterator[None]:
    """Take the indexes of a table away, and make them again afterwards: several times faster."""
    found = connection.execute(_INDEXES, [table]).fetchall()
    for name, _ in found:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(str(name))))
    # A bulk load of the bench, which nobody would miss: constraints of keys are not looked up.
    connection.execute("SET session_replication_role = replica")
    yield
    connection.execute("SET session_replication_role = origin")
    connection.execute("SET maintenance_work_mem = '512MB'")
    for _, definition in found:
        connection.execute(str(definition).encode())
    connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(table)))

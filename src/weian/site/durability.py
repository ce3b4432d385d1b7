"""Refuses a database that could lose what it has acknowledged."""

from collections.abc import Mapping
from typing import Any

import psycopg

from weian.site.database import connection_arguments

_OLDEST = 150000
_MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


def faults(settings: Mapping[str, Any]) -> list[str]:
    """Why this database must not be used; empty when it may."""
    with psycopg.connect(**connection_arguments(settings)) as connection:
        found = []
        if connection.info.server_version < _OLDEST:
            found.append("PostgreSQL is older than 15")
        for name in _MUST_BE_ON:
            row = connection.execute("select current_setting(%s)", [name]).fetchone()
            if row is None or row[0] == "off":
                found.append(f"{name} is off: acknowledged work could be lost")
        return found


def refuse_unsafe(settings: Mapping[str, Any]) -> None:
    """End the program, saying why, rather than take work that may be lost."""
    found = faults(settings)
    if found:
        raise SystemExit("The database is not safe to use: " + "; ".join(found))

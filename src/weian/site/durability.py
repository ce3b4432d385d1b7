"""Refuses a database that could lose what it has acknowledged."""

from collections.abc import Mapping
from threading import Event
from typing import Any

import psycopg
import structlog

from weian.site.database import connection_arguments

log = structlog.get_logger(__name__)
SERVICE_PATIENCE = 300  # seconds a running service waits for its database
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


def refuse_unsafe(settings: Mapping[str, Any], *, patience: int = 10) -> None:
    """End the program, saying why, rather than take work that may be lost.

    A database that does not answer is waited for, so many seconds: it may be starting again.
    """
    found = _patiently(settings, patience)
    if found:
        raise SystemExit("The database is not safe to use: " + "; ".join(found))


def _patiently(settings: Mapping[str, Any], patience: int) -> list[str]:
    pause = Event()
    for left in range(patience, -1, -1):
        try:
            return faults(settings)
        except psycopg.OperationalError as error:
            if not left:
                raise SystemExit(f"The database does not answer: {error}") from None
            log.warning("waiting for the database", error=str(error))
            pause.wait(1)
    raise AssertionError("the last turn returns or raises")

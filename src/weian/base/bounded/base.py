"""Says the bounds (:mod:`weian.base.bounds`) to the database with the first statement of every
transaction, in the same message, so that it costs no round trip.

``set_config(…, true)`` lasts until the transaction ends: a connection that goes back to the pool
keeps nothing. Outside of ``atomic`` every statement is a transaction of its own; sent in one message
with the settings it is one with them. Stands on three steps of psycopg's cursor, whose version is
pinned; tests/base/test_bounded.py says when one of them has moved.
"""

from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql import base
from psycopg import ClientCursor
from psycopg.pq import TransactionStatus

from weian.base import bounds

if TYPE_CHECKING:
    from psycopg.abc import PQGen, Query
    from psycopg.pq.abc import PGresult

    _Cursor = ClientCursor[Any]
else:
    _Cursor = base.Cursor

_IDLE = TransactionStatus.IDLE
_ROWS = (b"SELECT", b"INSERT", b"UPDATE", b"DELETE", b"WITH", b"EXPLAIN", b"(")
# What connections ask by themselves, before anybody works with them.
_HARMLESS = (b"SELECT oid, typarray FROM pg_type",)
_UNKNOWN = bounds.Bounds()  # said something, nobody knows what is left of it


class Unbounded(RuntimeError):
    """Work that did not say its bounds: a job or a thread that forgot to."""


class Cursor(_Cursor):
    """A cursor that says the bounds before the first statement, and when they have changed."""

    _told = False  # whether the message under way begins with the bounds

    def _start_query(self, query: "Query | None" = None) -> "PQGen[None]":
        if self._pgconn.transaction_status == _IDLE:
            self._remember(None)
        yield from super()._start_query(query)

    def _execute_send(self, query: Any, **how: Any) -> None:
        self._told = False
        text = query.query.lstrip()
        if text[:9].upper() == b"ROLLBACK ":  # to a savepoint, and with it what was said since
            self._remember(_UNKNOWN)
        elif text[:7].upper().startswith(_ROWS):
            said = self._to_say(text)
            query.query, self._told = said + query.query, bool(said)
        super()._execute_send(query, **how)

    def _to_say(self, text: bytes) -> bytes:
        wanted = bounds.current()
        if wanted is None:
            if text == b"SELECT 1" or text.startswith(_HARMLESS):
                return b""
            raise Unbounded("say whose rows this work may see: weian.base.bounds")
        if self._pgconn.transaction_status == _IDLE:
            return wanted.said
        known: bounds.Bounds | None = getattr(self._conn, "_bounds", None)
        if known is wanted:
            return b""
        self._remember(wanted)
        # All settings, unless the transaction has none yet: what is left out would stay as it was.
        return wanted.said if known is None else wanted.said_again

    def _remember(self, said: bounds.Bounds | None) -> None:
        """What the transaction of this connection was told last."""
        self._conn._bounds = said  # type: ignore[attr-defined]  # a mark of ours on the connection

    def _set_results(self, results: "list[PGresult]") -> None:
        super()._set_results(results[1:] if self._told else results)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django has it, with these cursors."""

    def get_connection_params(self) -> dict[str, Any]:
        """The same with our cursor."""
        given: dict[str, Any] = super().get_connection_params()
        return {**given, "cursor_factory": Cursor}

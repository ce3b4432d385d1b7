"""The hash chain of events: what is hashed, and checking it from end to end."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from django.db import connection

COLUMNS = (
    "seq", "id", "at", "actor_id", "verb", "object_kind", "object_id", "unit_id", "department_id",
    "province_id", "city_id", "county_id", "institution_id", "given_text", "behalf_id", "prev",
)  # fmt: skip
_TEXTS = frozenset({"verb", "object_kind", "object_id", "given_text"})
_BATCH = 20_000
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Fault(NamedTuple):
    """The first event that does not fit, and why in Chinese."""

    seq: int
    reason: str


class Source(Protocol):
    """A connection to the database: Django's, or one of psycopg."""

    def cursor(self) -> Any: ...


def link(values: Sequence[Any]) -> str:
    """The hash of one event from its COLUMNS in order, ``at`` being aware."""
    seq, *told, prev = values
    return _hashed(seq, middle(told), prev)


def _hashed(seq: int, told: str, prev: str) -> str:
    return hashlib.sha256(f"[{seq},{told},{_encode(prev)}]".encode()).hexdigest()


def middle(told: Sequence[Any]) -> str:
    """What is hashed between the number and the previous hash: the COLUMNS between them, as JSON."""
    id_, at, *rest = told
    if rest[-1] is None:  # as before there were stand-ins: old links keep their hashes
        del rest[-1]
    since = at - _EPOCH
    micros = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    return _encode([str(id_), micros, *rest])[1:-1]


def verify(from_seq: int = 0, on: Source = connection) -> Fault | None:
    """Walk the chain after ``from_seq`` (0: from its beginning) up to its head.

    Finds changed, missing, inserted and exchanged events, and a tail that was cut off.
    """
    seq, prev = from_seq, _hash_of(on, from_seq)
    if prev is None:
        return Fault(from_seq, "找不到这一条，无法从这里开始核对")
    for number, told, before, stored in _rows(on, from_seq):
        if number != seq + 1:
            return Fault(seq + 1, "这一条缺失")
        if before != prev:
            return Fault(number, "与上一条的衔接断开（上一条被改过或换过）")
        if _hashed(number, told, before) != stored:
            return Fault(number, "内容与记下的指纹不符，被改过")
        seq, prev = number, stored
    return _check_head(on, seq, prev)


def last_seq(on: Source = connection) -> int:
    """The number of the last event; 0 before the first."""
    with on.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(seq), 0) FROM base_event")
        return int(cursor.fetchone()[0])


def _check_head(on: Source, seq: int, prev: str) -> Fault | None:
    with on.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM base_chainhead WHERE id = 1")
        head = cursor.fetchone() or (0, "")
    if head[0] > seq:
        return Fault(seq + 1, f"末尾缺失：链头记到第 {head[0]} 条，日志只到第 {seq} 条")
    if head != (seq, prev):
        return Fault(seq, f"与链头不符：链头记到第 {head[0]} 条")
    return None


def _hash_of(on: Source, seq: int) -> str | None:
    if seq <= 0:
        return ""
    with on.cursor() as cursor:
        cursor.execute("SELECT hash FROM base_event WHERE seq = %s", [seq])
        row = cursor.fetchone()
    return row[0] if row else None


def _told_by(cursor: Any) -> str:
    """``middle`` as the database writes it, which spares taking every column over and apart."""
    cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = 'base_event'::regclass")
    known = {row[0] for row in cursor.fetchall()}
    parts = ["to_json(id::text)::text", "(extract(epoch FROM at) * 1000000)::bigint::text"]
    for name in COLUMNS[3:-2]:
        plain = f"to_json({name})::text" if name in _TEXTS else f"{name}::text"
        parts.append(f"coalesce({plain}, 'null')")
    behalf = (
        "coalesce(',' || behalf_id, '')" if "behalf_id" in known else "''"
    )  # not in old backups
    return " || ',' || ".join(parts) + f" || {behalf}"


def _rows(on: Source, after: int) -> Iterator[tuple[int, str, str, str]]:
    """Batches by key: no long transaction, no memory that grows with the log."""
    with on.cursor() as cursor:
        select = f"SELECT seq, {_told_by(cursor)}, prev, hash FROM base_event"
        while True:
            cursor.execute(f"{select} WHERE seq > %s ORDER BY seq LIMIT %s", [after, _BATCH])
            rows = cursor.fetchall()
            yield from rows
            if len(rows) < _BATCH:
                return
            after = rows[-1][0]

"""The event log: every verb appends one event in its own transaction, as its last step.

Last, because appending takes the lock of the chain, and whoever holds it makes all others wait.
Followers (refreshing duties, sending notices) are functions of a committed event; ``site`` names
them once at start.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from weian.base import bounds, bulk, chain, ids
from weian.base.chain import Fault, verify
from weian.base.models import ChainHead, Event

__all__ = ["FOLLOWERS", "Act", "Fault", "append", "append_batch", "follow", "verify"]

_NAMES = (*chain.COLUMNS, "hash")
# The hash as in ``chain.link``. Each step reads the one before, whose row is the newest, being locked.
_APPEND = f"""
    WITH head AS (SELECT seq, hash FROM base_chainhead WHERE id = 1 FOR UPDATE),
    next AS (
        SELECT seq + 1 AS seq, hash AS prev, encode(sha256(convert_to(
            '[' || (seq + 1)::text || ',' || %s || ',"' || hash || '"]', 'UTF8')), 'hex') AS hash
        FROM head),
    moved AS (UPDATE base_chainhead c SET seq = next.seq, hash = next.hash FROM next WHERE c.id = 1)
    INSERT INTO base_event ({", ".join(_NAMES)})
    SELECT next.seq, {", ".join(["%s"] * (len(_NAMES) - 3))}, next.prev, next.hash FROM next
    RETURNING seq, prev, hash
"""
#: One spelling for equal content: sorted keys, no blanks, Chinese as it is.
canonical = DjangoJSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode

Follower = Callable[[Event], None]
FOLLOWERS: list[Follower] = []


class Place(Protocol):
    """A unit, as far as an event needs it: org.Unit fits."""

    id: int
    province_id: int | None
    city_id: int | None
    county_id: int | None
    institution_id: int | None


class Actor(Protocol):
    """A person, as far as an event needs one: org.Person fits, with ``acting_for_id`` where somebody
    stands in for another."""

    id: int


@dataclass(frozen=True)
class Act:
    """What one event will say; ``at`` aware, ``given`` ready for JSON, ``actor`` None: the system."""

    verb: str
    object_kind: str
    object_id: object
    actor: Actor | None
    unit: Place | None
    at: datetime
    given: dict[str, Any] = field(default_factory=dict)
    department_id: int | None = None


def follow(function: Follower) -> Follower:
    """Name a follower; twice is once."""
    if function not in FOLLOWERS:
        FOLLOWERS.append(function)
    return function


def append(
    *,
    verb: str,
    object_kind: str,
    object_id: object,
    actor: Actor | None,
    unit: Place | None,
    at: datetime,
    given: dict[str, Any] | None = None,
    department_id: int | None = None,
) -> Event:
    """Append one event to the chain inside the caller's transaction.

    Followers are called after commit, each on its own: one that fails is logged and hinders
    neither the act nor the others.
    """
    act = Act(verb, object_kind, object_id, actor, unit, at, given or {}, department_id)
    event = _appended(act)
    for function in FOLLOWERS:
        transaction.on_commit(partial(_followed, function, event), robust=True)
    return event


def _appended(act: Act) -> Event:
    """Locks the chain, reads its head, moves it and writes the event in one statement: whoever holds
    the lock makes all others wait, and each message to the database takes as long as the work."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event belongs to the transaction of its act")
    columns = _columns(act)
    given = [chain.middle(columns), *columns]
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, given)
        made = cursor.fetchone()
        if made is None:  # the first event of all
            _lock()
            cursor.execute(_APPEND, given)
            made = cursor.fetchone()
    seq, prev, hash_ = made
    event = Event(**dict(zip(_NAMES, (seq, *columns, prev, hash_), strict=True)))
    event._state.adding, event._state.db = False, connection.alias
    return event


def last() -> tuple[int, datetime] | None:
    """The number and the moment of the last event of the log."""
    with bounds.everything("the last number, not the event"), connection.cursor() as cursor:
        # Asked with every act: the ORM would take five times as long.
        cursor.execute("SELECT seq, at FROM base_event ORDER BY seq DESC LIMIT 1")
        found: tuple[int, datetime] | None = cursor.fetchone()
    return found


def _followed(function: Follower, event: Event) -> None:
    """What follows reaches beyond whoever acted: duties of the bodies above, people to be told."""
    with bounds.everything("what follows an act"):
        function(event)


def append_batch(acts: Iterable[Act]) -> int:
    """Append many events under one lock, and say how many.

    Followers are not called: the caller refreshes once at the end.
    """
    rows = _linked(list(acts))
    if rows:
        bulk.copy_in("base_event", _NAMES, rows)
    return len(rows)


def _linked(acts: Sequence[Act]) -> list[list[Any]]:
    """The rows of these acts in the order of _NAMES, the chain's head moved behind them."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event belongs to the transaction of its act")
    if not acts:
        return []
    prepared = [_columns(act) for act in acts]  # before the lock
    head = _lock()
    out = []
    for columns in prepared:
        head.seq += 1
        values = [head.seq, *columns, head.hash]
        head.hash = chain.link(values)
        out.append([*values, head.hash])
    head.save(update_fields=["seq", "hash"])
    return out


def _lock() -> ChainHead:
    head = ChainHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        ChainHead.objects.bulk_create([ChainHead()], ignore_conflicts=True)
        head = ChainHead.objects.select_for_update().get(pk=1)
    return head


def _columns(act: Act) -> tuple[Any, ...]:
    """The columns between the number and the previous hash."""
    unit = act.unit
    above: tuple[int | None, ...] = (None,) * 4
    if unit is not None:
        above = unit.province_id, unit.city_id, unit.county_id, unit.institution_id
    return (
        ids.uuid7(),
        act.at.astimezone(UTC),
        act.actor.id if act.actor else None,
        act.verb,
        act.object_kind,
        str(act.object_id),
        unit.id if unit else None,
        act.department_id,
        *above,
        canonical(act.given),
        getattr(act.actor, "acting_for_id", None),
    )

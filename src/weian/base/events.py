"""The event log: every verb appends one event in its own transaction, as its last step.

Last, because appending takes the lock of the chain, and whoever holds it makes all others wait.
Followers (refreshing duties, sending notices) are functions of a committed event; ``site`` names
them once at start.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from weian.base import chain, ids
from weian.base.chain import Fault, verify
from weian.base.models import ChainHead, Event

__all__ = ["FOLLOWERS", "Act", "Fault", "append", "append_batch", "follow", "verify"]

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
    """A person, as far as an event needs one: org.Person fits."""

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
    event = _write([act])[0]
    for function in FOLLOWERS:
        transaction.on_commit(partial(function, event), robust=True)
    return event


def append_batch(acts: Iterable[Act]) -> list[Event]:
    """Append many events under one lock; followers are not called, the caller refreshes at the end."""
    return _write(list(acts))


def _write(acts: Sequence[Act]) -> list[Event]:
    if not acts:
        return []
    if not connection.in_atomic_block:
        raise RuntimeError("an event belongs to the transaction of its act")
    prepared = [_columns(act) for act in acts]  # before the lock
    head = _lock()
    out = []
    for columns in prepared:
        head.seq += 1
        columns.update(seq=head.seq, prev=head.hash)
        head.hash = columns["hash"] = chain.link([columns[name] for name in chain.COLUMNS])
        out.append(Event(**columns))
    _insert(out)
    head.save(update_fields=["seq", "hash"])
    return out


def _lock() -> ChainHead:
    head = ChainHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        ChainHead.objects.bulk_create([ChainHead()], ignore_conflicts=True)
        head = ChainHead.objects.select_for_update().get(pk=1)
    return head


def _columns(act: Act) -> dict[str, Any]:
    unit = act.unit
    return {
        "id": ids.uuid7(),
        "at": act.at.astimezone(UTC),
        "actor_id": act.actor.id if act.actor else None,
        "verb": act.verb,
        "object_kind": act.object_kind,
        "object_id": str(act.object_id),
        "unit_id": unit.id if unit else None,
        "department_id": act.department_id,
        "province_id": unit.province_id if unit else None,
        "city_id": unit.city_id if unit else None,
        "county_id": unit.county_id if unit else None,
        "institution_id": unit.institution_id if unit else None,
        "given_text": canonical(act.given),
    }


def canonical(given: dict[str, Any]) -> str:
    """One spelling for equal content: sorted keys, no blanks, Chinese as it is."""
    return json.dumps(
        given, ensure_ascii=False, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder
    )


def _insert(rows: list[Event]) -> None:
    if len(rows) < 100:
        Event.objects.bulk_create(rows)
        return
    names = (*chain.COLUMNS, "hash")
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY base_event ({', '.join(names)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([getattr(row, name) for name in names])

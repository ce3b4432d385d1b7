"""Kinds that are not for everybody who may read a unit: seen by right, or because it is about oneself.

A kind whose ``read_right`` is not "read" is left out of every list of those who lack that right on
the place of the row. Whom a row is about sees it in the ledger of its kind and by its address.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from weian.base import events
from weian.base.clock import day_of
from weian.base.verbs import name_verbs
from weian.org import queries as org
from weian.org.queries import Person, Unit

LOOKED = "private.view"
name_verbs({LOOKED: "查看限制查看的资料"})
R = TypeVar("R", bound=Model)


class Read(Protocol):
    """A kind as far as this goes."""

    @property
    def read_right(self) -> str: ...


class Named(Read, Protocol):
    """The same with its key."""

    @property
    def key(self) -> str: ...


def rights(kinds: Mapping[str, Read]) -> dict[str, str]:
    """The private kinds and the right that each takes."""
    return {key: k.read_right for key, k in kinds.items() if k.read_right != "read"}


def without(
    rows: QuerySet[R], kinds: Mapping[str, Read], person: Person, at: datetime
) -> QuerySet[R]:
    """The rows less those of private kinds that the person has no right to."""
    private = rights(kinds)
    if not private:
        return rows
    return rows.filter(~Q(kind__in=sorted(private)) | by_right(kinds, person, at))


def by_right(kinds: Mapping[str, Read], person: Person, at: datetime) -> Q:
    """The rows of private kinds that the person has a right to, whatever else they may read; an empty
    Q for none."""
    private, found = rights(kinds), Q()
    for right in sorted(set(private.values())):
        if reached := reach(person, right, at):
            keys = sorted(k for k, r in private.items() if r == right)
            found |= Q(kind__in=keys) & reached
    return found


def looked(
    person: Person, declared: Named, at: datetime, *, unit: Unit | None = None, key: object = ""
) -> None:
    """Note that somebody looks at a row of a private kind, or at a list of them (no ``unit``, no
    ``key``); nothing for the other kinds. The answer comes after it."""
    if declared.read_right == "read":
        return
    with transaction.atomic():
        events.append(
            verb=LOOKED, object_kind=declared.key, object_id=key, actor=person,
            unit=unit or person.unit, at=at,
        )  # fmt: skip


def reach(person: Person, right: str, at: datetime) -> Q:
    """The places on which the person holds a right; an empty Q for none."""
    found = Q()
    for column, units in org.reach_of(person.grants_on(day_of(at)), right).items():
        found |= Q(**{f"{column}__in": units})
    return found

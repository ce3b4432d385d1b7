"""Reads stored files again, a share every night: a disk that forgets is found before the file is needed."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from weian.base import store
from weian.base.clock import day_of

NIGHTS = 48  # every file once in so many nights: a little over 2 % a night


class Scrub(NamedTuple):
    """How many files rows name, how many of them were read, and which were wrong."""

    named: int
    read: int
    missing: list[str]
    spoilt: list[str]


def share_of(at: datetime) -> int:
    """Whose turn it is tonight."""
    return day_of(at).toordinal() % NIGHTS


def scrub(share: int | None = None) -> Scrub:
    """Read the files of one share, or all of them, and compare each with its hash."""
    named = sorted(_named())
    due = [sha for sha in named if share is None or int(sha[:8], 16) % NIGHTS == share]
    missing, spoilt = [], []
    for sha256 in due:
        path = store.path_of(sha256)
        if not path.exists():
            missing.append(sha256)
        elif store.hash_of(path) != sha256:
            spoilt.append(sha256)
    return Scrub(len(named), len(due), missing, spoilt)


def orphans() -> Iterator[str]:
    """Stored content that no row names; what is older than a day goes with the next sweep."""
    named = set(_named())
    for path in store.stored_before(float("inf")):
        if path.name not in named:
            yield path.name


def _named() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(store.all_named())
        return [row[0] for row in cursor.fetchall()]

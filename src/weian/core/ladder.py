"""Escalation: the longer something stays overdue, the higher the person who must act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Rung:
    """``after`` the due moment the holder of ``post`` at ``level`` must do ``act``.

    ``level`` is ``department``, ``institution`` or ``county``; ``act`` is a Chinese phrase.
    """

    after: timedelta
    level: str
    post: str
    act: str


@dataclass(frozen=True, slots=True)
class Call:
    """A rung that has been reached: since when, and for whom."""

    rung: Rung
    since: datetime


def climb(
    ladder: Iterable[Rung], due: datetime, settled: datetime | None, at: datetime
) -> list[Call]:
    """The rungs reached at ``at``, lowest first; none once the thing is settled."""
    if settled is not None and settled <= at:
        return []
    reached = [Call(rung, due + rung.after) for rung in ladder if due + rung.after <= at]
    return sorted(reached, key=lambda call: call.since)


def next_rung(ladder: Iterable[Rung], due: datetime, at: datetime) -> datetime | None:
    """The next moment at which time alone calls a further person."""
    later = [due + rung.after for rung in ladder if due + rung.after > at]
    return min(later, default=None)

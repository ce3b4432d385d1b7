"""What the pages of this part share."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.http import HttpRequest

from weian.base import clock
from weian.base.clock import day_of
from weian.duty import queries
from weian.org import queries as org
from weian.ui import humane


@dataclass(frozen=True)
class Asked:
    """Who asks, when, and the day looked at: ``at`` is the moment of that day, ``now`` the real
    one; ``past`` for an earlier day, ``dated`` for any other than today."""

    person: org.Person
    now: datetime
    at: datetime
    past: bool
    dated: bool

    @property
    def on(self) -> str:
        """The day for addresses; "" for today."""
        return day_of(self.at).isoformat() if self.dated else ""

    @property
    def caveat(self) -> str:
        """What a page of another day says of itself; "" for today's."""
        return (
            f"任职、申报和记录按 {humane.day(self.at, self.now)}的情况，对象的登记内容按现在的。"
            if self.dated
            else ""
        )


def asked_of(request: HttpRequest) -> Asked:
    """From a request; a day that cannot be read is today."""
    now = clock.now()
    at, past = queries.moment_of(day_given(request.GET.get("on", "")), now)
    return Asked(cast(org.Person, request.user), now, at, past, at != now)


def day_given(text: str) -> date | None:
    """A day out of an address, or None; centuries away is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def with_query(request: HttpRequest, path: str = "", **changes: str) -> str:
    """This page's address with some parameters replaced; "" removes one."""
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value:
            query[key] = value
    return f"{path}?{query.urlencode()}" if query else path or "?"

"""Which returns have not come: what the commission collects, and from whom it is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from weian.base.errors import NotVisible
from weian.modules.boards.asking import Asked
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.report import queries
from weian.report.queries import Line, Tally

_PERIODS = 2  # the one that waits and the one before
_RIGHT = "report.review"


def office_of(person: Person, at: datetime) -> Unit | None:
    """The commission for which the person takes returns."""
    mine = (u for u in org.acting_units(person, at) if u.group == "commission")
    return next((u for u in mine if org.can(person, _RIGHT, u, at)), None)


def collected(person: Person, at: datetime) -> Sequence[Tally]:
    """What is awaited now or was due lately, the earliest deadline first."""
    office = office_of(person, at)
    if office is None:
        return ()
    moment = queries.wall(at)
    found = queries.collections(office, person, at, _PERIODS)
    return sorted((t for t in found if t.due.opens <= moment), key=lambda t: t.due.due)


def overdue(found: Sequence[Tally], at: datetime) -> list[Tally]:
    """Those whose time has passed and that some still owe."""
    return [t for t in found if t.missing and t.due.due <= queries.wall(at)]


def asked(found: Tally) -> Asked:
    """The units that a report is missing from."""
    return Asked("missing", item=f"{found.kind.key}/{found.due.period}")


def missing(person: Person, at: datetime, item: str) -> tuple[str, list[Line]]:
    """Title of a collection and the units that have not reported. Raises NotVisible."""
    office = office_of(person, at)
    key, _, period = item.partition("/")
    if office is None:
        raise NotVisible()
    found = queries.collection(office, queries.kind_or_404(key), period, person, at)
    return found.due.title, [line for line in found.lines if line.state == "missing"]

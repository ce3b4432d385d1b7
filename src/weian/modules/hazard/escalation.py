"""Who must act on a hazard that stays overdue: the ladder, and whom each rung calls.

The ladder is a setting ("hazard.ladder": days after the deadline for each rung in order, null
leaves a rung out) of the installation or of a commission or unit, the nearest one counting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Final

from weian.base.clock import TZ, day_of
from weian.base.models import Setting
from weian.case.queries import Case
from weian.core.ladder import Call, Rung, climb
from weian.modules.hazard.ladder import LADDER
from weian.org import queries as org

SETTING: Final = "hazard.ladder"
#: A run that was missed is made up for this long, so that nobody is called for what is old.
LOOK_BACK: Final = timedelta(days=3)


def ladder_from(value: object) -> tuple[Rung, ...]:
    """The ladder that a setting describes; anything unreadable gives the default."""
    if not isinstance(value, list) or len(value) != len(LADDER):
        return LADDER
    rungs = []
    for rung, days in zip(LADDER, value, strict=True):
        if isinstance(days, bool) or not (days is None or (isinstance(days, int) and days >= 0)):
            return LADDER
        if days is not None:
            rungs.append(Rung(timedelta(days=days), rung.level, rung.post, rung.act))
    return tuple(rungs)


def ladders() -> dict[int | None, tuple[Rung, ...]]:
    """Every ladder that somebody has set, by unit; None is the whole installation."""
    rows = Setting.objects.filter(key=SETTING).values_list("unit_id", "value")
    return {unit: ladder_from(value) for unit, value in rows}


def ladder_of(unit: org.Unit, known: Mapping[int | None, tuple[Rung, ...]]) -> tuple[Rung, ...]:
    """The nearest ladder at or above a unit."""
    line: list[int | None] = [int(part) for part in reversed(unit.path.split("/")) if part]
    return next((known[pk] for pk in [*line, None] if pk in known), LADDER)


def overdue(at: datetime, known: Mapping[int | None, tuple[Rung, ...]]) -> list[Case]:
    """Open hazards past their deadline for which the time of some rung may just have come."""
    longest = max(
        (r.after for ladder in (LADDER, *known.values()) for r in ladder), default=LOOK_BACK
    )
    rows = Case.objects.filter(
        kind="hazard",
        closed_on=None,
        due_on__lt=day_of(at),
        due_on__gte=day_of(at - longest - LOOK_BACK) - timedelta(days=1),
    )
    return list(rows.select_related("unit", "department").order_by("due_on", "id"))


def calls(case: Case, ladder: Iterable[Rung], at: datetime) -> list[Call]:
    """The rungs reached within the last days, lowest first."""
    if case.due_on is None or case.closed_on is not None:
        return []
    due = datetime.combine(case.due_on + timedelta(days=1), time(), TZ)
    return [call for call in climb(ladder, due, None, at) if call.since > at - LOOK_BACK]


def called(case: Case, rung: Rung, at: datetime) -> list[org.Person]:
    """Who holds the post that a rung names, at its level. Where nobody does, the unit's safety
    manager and head are called instead, so that a vacant post does not swallow the call."""
    place = _place(case, rung.level)
    found = org.holders(place, rung.post, at) if place is not None else []
    if found or rung.level == "county":
        return found
    posts = ("safety_manager", "head")
    people = {p.pk: p for post in posts for p in org.holders(case.unit, post, at)}
    return list(people.values())


def _place(case: Case, level: str) -> org.Unit | None:
    if level == "department":
        return case.department
    if level == "county":
        return org.unit_by_id(case.county_id) if case.county_id is not None else None
    return case.unit

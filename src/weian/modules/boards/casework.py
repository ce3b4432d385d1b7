"""Hazards and incidents on the boards: named sets, counted and listed by the same conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from weian.base.clock import day_of
from weian.case.queries import Case, CaseStep
from weian.modules.boards.asking import Asked, months_before
from weian.modules.boards.standing import RIGHT, at_place
from weian.org.queries import Person

NEW_DAYS: Final = 7
_OPEN: Final = Q(closed_on=None)
_REAL: Final = ~Q(state="voided")


def _new(at: datetime) -> Q:
    return Q(opened_on__gt=day_of(at) - timedelta(days=NEW_DAYS)) & _REAL


def _always(condition: Q) -> Callable[[datetime], Q]:
    return lambda _: condition


#: Set → kind, title and condition. Of a period: what was found in it, and what was closed in it.
SETS: Final[Mapping[str, tuple[str, str, Callable[[datetime], Q]]]] = {
    "hazards.open": ("hazard", "未销号的隐患", _always(_OPEN)),
    "hazards.overdue": ("hazard", "逾期未销号的隐患", lambda at: _OPEN & Q(due_on__lt=day_of(at))),
    "hazards.major": ("hazard", "未销号的重大隐患", _always(_OPEN & Q(grade="major"))),
    "hazards.major.new": ("hazard", "近七天新增的重大隐患", lambda at: _new(at) & Q(grade="major")),
    "hazards.new": ("hazard", "近七天新增的隐患", _new),
    "hazards.found": ("hazard", "期间发现的隐患", _always(_REAL)),
    "hazards.found.closed": ("hazard", "期间发现、已经销号的隐患", _always(Q(state="closed"))),
    "hazards.found.major": ("hazard", "期间发现的重大隐患", _always(_REAL & Q(grade="major"))),
    "hazards.found.major.closed": (
        "hazard", "期间发现、已经销号的重大隐患", _always(Q(state="closed", grade="major")),
    ),
    "hazards.closed": ("hazard", "期间销号的隐患", _always(Q(state="closed"))),
    "hazards.listed": ("hazard", "挂牌督办的隐患", _always(_OPEN)),
    "incidents.new": ("incident", "近七天的事故和未遂", _new),
    "incidents.open": ("incident", "未结案的事故和未遂", _always(_OPEN)),
    "incidents.found": ("incident", "期间的事故和未遂", _always(_REAL)),
}  # fmt: skip
_BY_END: Final = frozenset({"hazards.closed"})


def rows(person: Person, at: datetime, asked: Asked) -> QuerySet[Case]:
    """The cases of a set."""
    kind, _, condition = SETS[asked.what]
    found: QuerySet[Case] = Case.objects.visible_to(person, at, right=RIGHT).filter(
        condition(at), kind=kind
    )
    found = at_place(found, asked)
    if asked.unit is not None:
        found = found.filter(unit_id=asked.unit)
    if asked.days is not None:
        column = "closed_on" if asked.what in _BY_END else "opened_on"
        found = found.filter(**{f"{column}__range": asked.days})
    return found.filter(listed()) if asked.what == "hazards.listed" else found


def listed() -> Exists:
    """Whether a case stands under listed supervision: listed, and not released since."""
    steps = CaseStep.objects.filter(case=OuterRef("pk"))
    later = CaseStep.objects.filter(case=OuterRef("case"), verb="release", seq__gt=OuterRef("seq"))
    return Exists(steps.filter(verb="list").exclude(Exists(later)))


def counted(person: Person, at: datetime, *names: str, period: str = "") -> dict[str, int]:
    """How many rows some sets have."""
    return {name: rows(person, at, Asked(name, period=period)).count() for name in names}


def months(person: Person, at: datetime, name: str, count: int) -> dict[date, int]:
    """How many of a set in each of the last months; a month with nothing has 0."""
    firsts = months_before(day_of(at), count)
    column = "closed_on" if name in _BY_END else "opened_on"
    found = rows(person, at, Asked(name)).filter(
        **{f"{column}__gte": firsts[0], f"{column}__lte": day_of(at)}
    )
    grouped = found.order_by().annotate(began=TruncMonth(column)).values_list("began")
    counts = dict(grouped.annotate(n=Count("*")))
    return {first: counts.get(first, 0) for first in firsts}


def by_unit(person: Person, at: datetime) -> dict[int, dict[str, int]]:
    """Open hazards of each unit: all, overdue, major."""
    found = rows(person, at, Asked("hazards.open")).order_by().values("unit_id")
    grouped: QuerySet[Case, Any] = found.annotate(
        all=Count("*"),
        late=Count("pk", filter=SETS["hazards.overdue"][2](at)),
        major=Count("pk", filter=SETS["hazards.major"][2](at)),
    )
    return {row["unit_id"]: row for row in grouped}

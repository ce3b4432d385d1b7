"""Hazards and incidents on the boards: named sets, counted and listed by the same conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from weian.base.clock import day_of
from weian.case.queries import Case, CaseStep
from weian.modules.boards.asking import Asked
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
    found: QuerySet[Case] = Case.objects.visible_to(person, at, right=RIGHT, kinds=(kind,))
    found = found.filter(condition(at))
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


#: What :class:`Past` tells, by what is read at once: a kind and the day that places a case.
_PAST: Final = (
    ("opened_on", ("hazards.found", "hazards.found.closed", "hazards.found.major",
                   "hazards.found.major.closed")),
    ("closed_on", ("hazards.closed",)),
    ("opened_on", ("incidents.found",)),
)  # fmt: skip


@dataclass(frozen=True)
class Past:
    """How many of each set of a period fell on each day. Read in the order of an index, which takes the
    database half the time of putting them into months itself."""

    days: Mapping[str, Mapping[date, int]]

    def months(self, name: str, firsts: Iterable[date]) -> dict[date, int]:
        """How many of a set in each month; a month with nothing has 0."""
        out = dict.fromkeys(firsts, 0)
        for day, n in self.days[name].items():
            first = day.replace(day=1)
            if first in out:
                out[first] += n
        return out

    def year(self, name: str, year: int) -> int:
        """How many of a set in a year."""
        return sum(n for day, n in self.days[name].items() if day.year == year)


def past(person: Person, at: datetime, since: date) -> Past:
    """What was found and what was closed from a day on."""
    days: dict[str, dict[date, int]] = {}
    for column, names in _PAST:
        found = Case.objects.visible_to(person, at, right=RIGHT, kinds=(SETS[names[0]][0],))
        sums = [Count("pk", filter=SETS[name][2](at)) for name in names]
        grouped = found.filter(**{f"{column}__gte": since}).order_by().values_list(column)
        rows = list(grouped.annotate(**{f"n{i}": one for i, one in enumerate(sums)}))
        for i, name in enumerate(names, 1):
            days[name] = {row[0]: row[i] for row in rows}
    return Past(days)


def by_unit(person: Person, at: datetime) -> dict[int, dict[str, int]]:
    """Open hazards of each unit: all, overdue, major."""
    found = rows(person, at, Asked("hazards.open")).order_by().values("unit_id")
    grouped: QuerySet[Case, Any] = found.annotate(**_open_sums(at))
    return {row["unit_id"]: row for row in grouped}


def open_now(person: Person, at: datetime) -> dict[str, int]:
    """Open hazards of all units: all, overdue, major."""
    found: dict[str, int] = rows(person, at, Asked("hazards.open")).aggregate(**_open_sums(at))
    return found


def _open_sums(at: datetime) -> dict[str, Count]:
    """Of open rows; that they are open is not asked again, as the index of open ones does not hold it."""
    return {
        "all": Count("*"),
        "late": Count("pk", filter=Q(due_on__lt=day_of(at))),
        "major": Count("pk", filter=Q(grade="major")),
    }


def summed(found: Mapping[int, Mapping[str, int]]) -> dict[str, int]:
    """The same of all units, from what :func:`by_unit` gave."""
    return {key: sum(row[key] for row in found.values()) for key in ("all", "late", "major")}

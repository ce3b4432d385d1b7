"""Who of a unit has not had which required training or test this year.

What is required is what the packs in force require of each person; it is taken from the duties, so
that it cannot differ from what boards count. Where they require nothing, one training a year counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from weian.base.clock import TZ, day_of
from weian.core.cadence import midnight
from weian.core.duty import Duty
from weian.core.population import population_of
from weian.core.verdict import NOT_APPLICABLE, UNDETERMINED, UPCOMING, WAIVED
from weian.core.world import World
from weian.duty import queries as duties
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.policy import queries as policy
from weian.record.queries import Record

_KINDS = frozenset({"training", "test_result"})
_QUIET = frozenset({UPCOMING, NOT_APPLICABLE, UNDETERMINED, WAIVED})
_PERSONAL = frozenset({"person", "post"})
ANY = "本年至少参加一次培训"


@dataclass
class Requirement:
    """What is asked of some people by a clause: ``owed`` of whom, ``missing`` by whom."""

    title: str
    place: str = ""
    owed: set[int] = field(default_factory=set)
    missing: set[int] = field(default_factory=set)


@dataclass
class Line:
    """A person with the year's training and what is still missing."""

    person: Person
    times: int
    hours: float
    missing: tuple[str, ...]


def lines(
    viewer: Person, unit: Unit, year: int, at: datetime
) -> tuple[list[Line], list[Requirement]]:
    """Those in service whom the viewer enters training for, by department and name, and what is
    required, each counted over these people."""
    staff = [
        p for p in org.people_of(unit, at).select_related("department") if _may(viewer, p, unit, at)
    ]
    asked = _required(unit, year, at) or [_any(staff, unit, year)]
    here = {p.pk for p in staff}
    for one in asked:
        one.owed &= here
        one.missing &= here
    sums = _sums(unit, year)
    out = [
        Line(p, *sums.get(p.pk, (0, 0.0)), _titles(r for r in asked if p.pk in r.missing))
        for p in staff
    ]
    out.sort(
        key=lambda x: (
            x.person.department.sort_key if x.person.department else "",
            x.person.sort_key,
        )
    )
    return out, [r for r in asked if r.owed]


def _may(viewer: Person, person: Person, unit: Unit, at: datetime) -> bool:
    return org.can(viewer, "record.submit", unit, at, person.department)


def _titles(found: Iterable[Requirement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.title for r in found))


def _required(unit: Unit, year: int, at: datetime) -> list[Requirement]:
    keys = {o.key for o in policy.obligations_for(unit, at) if _KINDS & set(o.owes.kinds)}
    found = duties.found_of(unit, at, keys=keys) if keys else duties.Found(())
    first, last = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    out: dict[str, Requirement] = {}
    for duty in found.duties:
        inside = duty.window.start < last and duty.window.due > first
        if found.world is None or duty.status in _QUIET or not inside:
            continue
        if counted := _people(
            duty, found.world, min(at.astimezone(TZ).replace(tzinfo=None), duty.due)
        ):
            law = duty.obligation
            one = out.setdefault(
                law.key, Requirement(law.title, f"{law.clause.document} {law.clause.place}".strip())
            )
            one.owed |= counted[0]
            one.missing |= counted[1]
    return list(out.values())


def _people(duty: Duty, world: World, moment: datetime) -> tuple[set[int], set[int]] | None:
    """Of whom a duty asks and who has not done it; None for one that is not about each person."""
    law = duty.obligation
    if law.bearing.each in _PERSONAL:
        if not duty.bearer.id.isdigit():
            return None
        person = int(duty.bearer.id)
        return {person}, set() if duty.value >= duty.target else {person}
    population = law.measure.population
    if law.measure.kind != "coverage" or population is None or population.of != "people":
        return None
    members = {int(i) for i in population_of(population, world, moment)[0]}
    done = {i for record in duty.records for i in _ids(record.value(law.measure.field))}
    return members, members - done


def _ids(value: object) -> list[int]:
    entries = value if isinstance(value, list | tuple) else [value]
    return [int(str(e)) for e in entries if str(e).isdigit()]


def _any(staff: Iterable[Person], unit: Unit, year: int) -> Requirement:
    had = _sums(unit, year)
    here = {p.pk for p in staff}
    return Requirement(ANY, "现行制度没有逐人要求，按每年一次统计", here, here - had.keys())


def _sums(unit: Unit, year: int) -> Mapping[int, tuple[int, float]]:
    """Person → times and hours of training in a year."""
    rows = Record.objects.filter(
        unit=unit, kind="training", superseded_by=None,
        happened_at__gte=datetime.combine(date(year, 1, 1), time(), TZ),
        happened_at__lt=datetime.combine(date(year + 1, 1, 1), time(), TZ),
    )  # fmt: skip
    out: dict[int, tuple[int, float]] = {}
    for people, amount in rows.values_list("people", "amount"):
        for pk in people:
            times, hours = out.get(pk, (0, 0.0))
            out[pk] = times + 1, hours + float(amount or 0)
    return out


def years(at: datetime) -> tuple[int, ...]:
    """The years that may be looked at."""
    this = day_of(at).year
    return this, this - 1, this - 2

"""Core's worlds from the database: one unit, or many with each table read once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from weian.base import bounds
from weian.base.clock import day_of
from weian.core import world as core
from weian.core.obligation import Obligation
from weian.duty import history, reading, reliefs
from weian.duty.needs import Evidence, Needs, needs_of
from weian.duty.shaping import case_of, record_of, step_of, subject_of
from weian.duty.wall import start_of, until, wall
from weian.org import queries as org

Unit = org.Unit


@dataclass(slots=True)
class _Parts:
    """What is gathered for one world."""

    facts: list[tuple[str, date, Any]] = field(default_factory=list)
    people: list[core.Person] = field(default_factory=list)
    subjects: list[core.Thing] = field(default_factory=list)
    cases: list[core.Thing] = field(default_factory=list)
    records: list[core.Record] = field(default_factory=list)


def world_of(
    unit: Unit, laws: Iterable[Obligation], known: datetime, *, past: bool = False,
    since: date | None = None,
) -> core.World:  # fmt: skip
    """The world of one unit or department; see :func:`worlds_of`."""
    return worlds_of([unit], {unit.pk: laws}, known, past=past, since=since)[unit.pk]


@bounds.everything("duties follow from the whole world; who sees one is said by visible_to")
def worlds_of(
    units: Sequence[Unit], laws: Mapping[int, Iterable[Obligation]], known: datetime, *,
    past: bool = False, since: date | None = None, case: str = "",
    story: reading.Story | None = None,
) -> dict[int, core.World]:  # fmt: skip
    """Worlds by the number of the unit or department, holding what its ``laws`` ask, as it was
    known at an aware moment. ``past``: cases are told again from their steps, as they stood then.
    ``since`` leaves out records that happened before that day; ``case`` all cases but one, with
    the steps and records of the others, for laws whose duties cases bear; ``story`` what is known of
    that one already, which stood by that moment.
    """
    needs = needs_of({id(law): law for found in laws.values() for law in found}.values())
    parts = {unit.pk: _Parts() for unit in units}
    places = sorted({_place(unit) for unit in units})
    _facts(parts, units, places, known)
    if needs.people:
        _people(parts, places)
    for row in reading.subjects(places, sorted(needs.subjects)):
        _give(parts, row, "subjects", subject_of(row))
    _cases(parts, needs, known, past, _read(places, needs, known, past, case, story))
    approved = _records(parts, places, needs.own, known, since, case)
    worlds = {unit.pk: _world(unit, parts[unit.pk], approved) for unit in units}
    if needs.units:
        for unit in units:
            _look_below(worlds[unit.pk], unit, needs_of(laws[unit.pk]), known, since)
    return worlds


def _place(unit: Unit) -> int:
    """The unit whose rows hold those of a department."""
    return unit.parent_id if unit.kind == "department" and unit.parent_id else unit.pk


def _give(parts: Mapping[int, _Parts], row: Any, name: str, made: Any) -> None:
    """A row belongs to its unit's world, and to that of its department."""
    found = parts.get(row[0])
    if found is not None:
        getattr(found, name).append(made)
    if row[1] is not None and (found := parts.get(row[1])) is not None:
        getattr(found, name).append(made)


def _facts(
    parts: Mapping[int, _Parts], units: Sequence[Unit], places: Sequence[int], known: datetime
) -> None:
    """A department stands under the facts of its unit."""
    asked = {*places, *parts}
    own: dict[int, list[tuple[str, date, Any]]] = defaultdict(list)
    for place, key, since, value, declared_at in org.fact_rows(asked):
        if declared_at <= known:
            own[place].append((key, since, value))
    for unit in units:
        above = own[_place(unit)] if _place(unit) != unit.pk else []
        parts[unit.pk].facts = [*above, *own[unit.pk]]


def _people(parts: Mapping[int, _Parts], places: Sequence[int]) -> None:
    posts: dict[tuple[int, int], list[tuple[str, datetime, datetime]]] = defaultdict(list)
    for person, unit, department, post, since, end in org.appointment_rows(places):
        held = (post, start_of(since), until(end))
        for owner in {unit, department} - {None}:
            posts[person, owner].append(held)  # type: ignore[index]
    for person, unit, department, name, employment, since, end in org.person_rows(places):
        data = {"employment": employment, "department": department}
        for owner in (unit, department):
            found = parts.get(owner) if owner is not None else None
            if found is not None and owner is not None:
                found.people.append(
                    core.Person(
                        str(person), start_of(since), until(end), name,
                        tuple(posts.get((person, owner), ())), data,
                    )
                )  # fmt: skip


def _records(
    parts: Mapping[int, _Parts], places: Sequence[int], needs: Evidence, known: datetime,
    since: date | None, case: str,
) -> dict[reliefs.Place, list[core.Relief]]:  # fmt: skip
    """Gives the records; returns the reliefs, which are read along unless only some records are."""
    apart = since is not None or bool(case)
    kinds = sorted(needs.records if apart else needs.records | reliefs.KINDS)
    others = []
    for row in reading.records(places, kinds, known, since, case):
        if row.kind in needs.records:
            _give(parts, row, "records", record_of(row))
        if row.kind in reliefs.KINDS:
            others.append(row)
    return reliefs.read(places, known) if apart else reliefs.read_from(others)


class _Cases(NamedTuple):
    """Cases as rows, those of their steps that are evidence, and all of them where they are told again."""

    rows: list[reading.CaseRow]
    steps: Iterable[reading.StepRow]
    all_steps: Iterable[reading.StepRow]


def _read(
    places: Sequence[int], needs: Needs, known: datetime, past: bool, case: str,
    story: reading.Story | None,
) -> _Cases:  # fmt: skip
    kinds, verbs = sorted({*needs.cases, *needs.own.steps}), needs.own.steps
    if story is not None:
        rows = [story.row] if story.row.unit in places and story.row.kind in kinds else []
        every = [step for step in story.steps if rows and step.at <= wall(known)]
        return _Cases(rows, [s for s in every if s.verb in verbs.get(s.kind, ())], every)
    rows = list(reading.cases(places, kinds, known, case))
    every = list(reading.all_steps([row.id for row in rows], known)) if past else []
    return _Cases(rows, reading.steps(places, verbs, known, case), every)


def _cases(
    parts: Mapping[int, _Parts], needs: Needs, known: datetime, past: bool, read: _Cases
) -> None:
    """Cases that duties stand for; their steps come with the evidence."""
    rows = read.rows
    told = _told_again(rows, read.all_steps) if past else {}
    facts = {row.id: told[row.id] if past else None for row in rows}
    things = {row.id: case_of(row, facts[row.id]) for row in rows}
    for row in rows:
        thing = things[row.id]
        if past and row.closed_on is not None and row.closed_on > day_of(known):
            thing.until = until(None)
        if row.kind in needs.cases:
            _give(parts, row, "cases", thing)
    for step in read.steps:
        if step.case in things:
            _give(parts, step, "records", step_of(step, things[step.case].data))


def _told_again(
    rows: Sequence[reading.CaseRow], told: Iterable[reading.StepRow]
) -> dict[str, dict[str, Any]]:
    steps: dict[str, list[reading.StepRow]] = defaultdict(list)
    for step in told:
        steps[step.case].append(step)
    return {row.id: history.data_then(row, steps[row.id]) for row in rows}


def _world(
    unit: Unit, parts: _Parts, approved: Mapping[reliefs.Place, list[core.Relief]]
) -> core.World:
    place = _place(unit)
    department = unit.pk if place != unit.pk else None
    return core.World(
        unit=str(unit.pk),
        kinds=org.kinds_of(unit),
        facts=core.Facts(parts.facts),
        since=start_of(unit.since),
        until=until(unit.until),
        people=parts.people,
        subjects=parts.subjects,
        cases=parts.cases,
        records=parts.records,
        reliefs=approved.get((place, department), ()),
    )


def _look_below(
    world: core.World, unit: Unit, needs: Needs, known: datetime, since: date | None
) -> None:
    """The units below with their facts, and the evidence that they left."""
    if not needs.units or unit.kind == "department":
        return
    below = org.bodies_below(unit)
    if not below:
        return
    numbers = [u.pk for u in below]
    facts: dict[int, list[tuple[str, date, Any]]] = defaultdict(list)
    for place, key, held, value, declared_at in org.fact_rows(numbers):
        if declared_at <= known:
            facts[place].append((key, held, value))
    world.below = [
        core.Below(
            str(u.pk), org.kinds_of(u), core.Facts(facts[u.pk]), start_of(u.since),
            until(u.until), str(u),
        )
        for u in below
    ]  # fmt: skip
    world.records_below = _evidence_of(numbers, needs.below, known, since)


def _evidence_of(
    units: Sequence[int], needs: Evidence, known: datetime, since: date | None
) -> list[core.Record]:
    rows = reading.records(units, sorted(needs.records), known, since)
    found = [record_of(row) for row in rows]
    if needs.steps:
        cases = {row.id: case_of(row) for row in reading.cases(units, sorted(needs.steps), known)}
        found += [
            step_of(step, cases[step.case].data)
            for step in reading.steps(units, needs.steps, known)
            if step.case in cases
        ]
    return found

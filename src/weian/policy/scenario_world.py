"""The small world that a scenario file describes."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from weian.core import world as core
from weian.core.cadence import FOREVER, Rules
from weian.core.calendar import Calendar
from weian.core.calendar import Holiday as CoreHoliday
from weian.core.obligation import Obligation
from weian.policy import scenario_schema as shape
from weian.policy.declared import as_declared


def rules_of(rules: shape.Rules) -> Rules:
    """The jurisdiction's readings for the core."""
    worked = dict.fromkeys(rules.worked, True) | dict.fromkeys(rules.off, False)
    holidays = tuple(CoreHoliday(h.name, h.first, h.last) for h in rules.holidays)
    night = (rules.night[0], rules.night[1])
    return Rules(rules.last_week, night, rules.before_includes_day, Calendar(worked, holidays))


def world_of(
    file: shape.ScenarioFile, obligations: Iterable[Obligation], groups: Mapping[str, str]
) -> core.World:
    """The world of the file; ``groups`` gives the group of a unit kind."""
    unit = file.unit
    since = unit.since or core.BEGINNING
    keys = {o.id: o.key for o in obligations}
    return core.World(
        unit=unit.id,
        kinds=_kinds(unit.kind, groups),
        facts=_facts(unit.facts, since),
        since=since,
        until=unit.until or FOREVER,
        people=[_person(p) for p in file.people],
        subjects=[_thing(t) for t in file.subjects],
        cases=[_thing(t) for t in file.cases],
        records=[_record(r, unit.id) for r in file.records],
        below=[_below(b, groups) for b in file.below],
        records_below=[_record(r, "") for r in file.records_below],
        reliefs=[_relief(r, keys) for r in file.reliefs],
    )


def _kinds(kind: str, groups: Mapping[str, str]) -> frozenset[str]:
    return frozenset(k for k in (kind, groups.get(kind)) if k)


def _facts(facts: Iterable[tuple[str, date | None, Any]], since: datetime) -> core.Facts:
    return core.Facts(
        (key, day or since.date(), as_declared(key, value)) for key, day, value in facts
    )


def _person(p: shape.Person) -> core.Person:
    end = p.until or FOREVER
    posts = tuple((h.post, h.since, h.until or end) for h in p.posts)
    return core.Person(p.id, p.since, end, p.name or p.id, posts, _plain(p.data))


def _thing(t: shape.Thing) -> core.Thing:
    return core.Thing(t.id, t.kind, t.since, t.until or FOREVER, t.name or t.id, _plain(t.data))


def _record(r: shape.Record, unit: str) -> core.Record:
    return core.Record(
        id=r.id, kind=r.kind, happened=r.happened, recorded=max(r.recorded or r.happened, r.happened),
        unit=r.unit or unit, by=r.by, subject=r.subject or "", case=r.case or "", about=r.about,
        valid_until=r.valid_until, people=tuple(r.people), data=_plain(r.data),
    )  # fmt: skip


def _below(b: shape.Below, groups: Mapping[str, str]) -> core.Below:
    since = b.since or core.BEGINNING
    facts = _facts(b.facts, since)
    return core.Below(b.id, _kinds(b.kind, groups), facts, since, b.until or FOREVER, b.name)


def _relief(r: shape.Relief, keys: Mapping[str, str]) -> core.Relief:
    key = keys.get(r.obligation, r.obligation)
    return core.Relief(key, r.known or core.BEGINNING, r.bearer, r.window, r.until, r.record)


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Days as ISO text, as the product stores them."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in data.items()}

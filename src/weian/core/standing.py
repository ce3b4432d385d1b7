"""Duties without windows: at every moment there is valid evidence, or evidence not too old."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from weian.core.bearers import Bearer, ids
from weian.core.cadence import FOREVER, Always, Window, add_months
from weian.core.condition import conjunction
from weian.core.obligation import Obligation
from weian.core.population import population_of
from weian.core.settle import needed_of
from weian.core.verdict import (
    GRACE,
    MET,
    NOT_APPLICABLE,
    OVERDUE,
    UNDETERMINED,
    UPCOMING,
    WAIVED,
    Verdict,
)  # fmt: skip
from weian.core.world import Below, Person, Record, Relief, Thing, World


def standing_duty(
    obligation: Obligation, bearer: Bearer, world: World, records: Sequence[Record],
    reliefs: Sequence[Relief], window: Window, at: datetime,
) -> Verdict:  # fmt: skip
    """The verdict at ``at`` and the first later moment at which time alone changes the status."""
    spans = [(r, _expiry(r, obligation.when)) for r in records]
    now = _verdict(obligation, bearer, world, spans, reliefs, window, at)
    for moment in _moments(obligation, bearer, world, spans, reliefs, at):
        later = _verdict(obligation, bearer, world, spans, reliefs, window, moment)
        if later.status != now.status:
            return now._replace(next_change=moment)
    return now


def _expiry(record: Record, when: object) -> datetime:
    """The exclusive end of a record's validity, from its own last day or from its age."""
    if isinstance(when, Always) and when.ages:
        day = add_months(record.happened.date(), when.years * 12 + when.months)
        end = datetime.combine(day, record.happened.time()) + timedelta(days=when.days)
        return min(end, record.valid_until or FOREVER)
    return record.valid_until or FOREVER


def _moments(
    obligation: Obligation,
    bearer: Bearer,
    world: World,
    spans: Sequence[tuple[Record, datetime]],
    reliefs: Sequence[Relief],
    at: datetime,
) -> list[datetime]:
    """Every later moment at which something that was already known takes effect."""
    moments = {bearer.since, bearer.since + obligation.grace, bearer.until}
    for _, expiry in spans:
        if expiry < FOREVER:
            moments |= {expiry, expiry + obligation.grace}
    moments.update(r.until + obligation.grace for r in reliefs if r.until is not None)
    moments.update(world.facts.changes(obligation.who.applies.fields()))
    if obligation.measure.population is not None:
        members: tuple[Person | Thing | Below, ...] = (
            *world.people, *world.subjects, *world.below,
        )  # fmt: skip
        moments.update(m for member in members for m in (member.since, member.until))
        moments.update(m for p in world.people for _, a, b in p.posts for m in (a, b))
        for unit in world.below:
            moments.update(unit.facts.changes(obligation.measure.population.where.fields()))
    return sorted(m for m in moments if at < m < FOREVER)


def _verdict(
    obligation: Obligation, bearer: Bearer, world: World, spans: Sequence[tuple[Record, datetime]],
    reliefs: Sequence[Relief], window: Window, at: datetime,
) -> Verdict:  # fmt: skip
    value, target, lapse, used = _reached(obligation, world, spans, bearer.since, at)
    applies = conjunction((bearer.certain, obligation.who.applies.holds(world.facts.on(at))))
    due = FOREVER
    if at >= bearer.until:
        return Verdict(NOT_APPLICABLE, due, value, target, None, None, used, "ended")
    if applies is False or target == 0:
        reason = "facts" if applies is False else "empty"
        return Verdict(NOT_APPLICABLE, due, value, target, None, None, used, reason)
    if applies is None:
        reason = "facts" if bearer.certain is not None or bearer.id else "post_vacant"
        return Verdict(UNDETERMINED, due, value, target, None, None, used, reason)
    if value >= target:
        return Verdict(MET, lapse, value, target, used[-1].happened if used else None, None, used)
    due, status, reason = _lapsed(obligation, bearer, reliefs, window, lapse, at)
    return Verdict(status, due, value, target, None, None, used, reason)


def _lapsed(
    obligation: Obligation, bearer: Bearer, reliefs: Sequence[Relief], window: Window,
    lapse: datetime, at: datetime,
) -> tuple[datetime, str, str]:  # fmt: skip
    """Nothing valid: since when it is due, and whether that is excused, tolerated or overdue."""
    due = lapse
    for relief in reliefs:
        if relief.covers(obligation.key, bearer.key, window.key, at):
            if relief.until is None:
                return due, WAIVED, f"waived:{relief.record}"
            due = max(due, relief.until)
    if at < bearer.since:
        return due, UPCOMING, ""
    return due, (GRACE if at < due + obligation.grace else OVERDUE), ""


def _reached(
    obligation: Obligation,
    world: World,
    spans: Sequence[tuple[Record, datetime]],
    since: datetime,
    at: datetime,
) -> tuple[float, float, datetime, list[Record]]:
    """Value, target, the moment at which the target is or was lost, and the valid records."""
    measure = obligation.measure
    valid = [(r, e) for r, e in spans if r.happened <= at < e]
    used = [r for r, _ in valid]
    if measure.population is None:
        need = int(measure.target)
        ends = sorted((e for r, e in spans if r.happened <= at), reverse=True)
        lapse = ends[need - 1] if len(ends) >= need else since
        return len(valid), need, max(lapse, since), used
    people, _ = population_of(measure.population, world, at)
    best: dict[str, datetime] = {}
    for record, expiry in spans:
        if record.happened <= at:
            for member in ids(record.value(measure.field)):
                if member in people:
                    best[member] = max(expiry, best.get(member, expiry))
    need = needed_of(len(people), measure.target)
    ends = sorted(best.values(), reverse=True)
    lapse = ends[need - 1] if 0 < need <= len(ends) else since
    return sum(e > at for e in best.values()), need, max(lapse, since), used

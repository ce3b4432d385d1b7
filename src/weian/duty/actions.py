"""Keeping the tables of duties true: after an event, by the clock, and from the ground up.

Nothing here changes what is owed or done: the tables can be thrown away at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from weian.base.models import Event
from weian.duty import law
from weian.duty.models import Progress, Standing, StandingCount, StandingSum
from weian.duty.refreshing import BATCH, Known, Outcome, refresh_batch, refresh_case
from weian.duty.stepping import refresh_step
from weian.duty.touching import Touch, Touches, touch_of
from weian.org import queries as org

Told = Callable[[int, int], None]  # units done, units in all
SUBTREE_JOB = "duty.refresh_subtree"


def refresh(
    unit_ids: Iterable[int],
    at: datetime,
    keys: Collection[str] | None = None,
    told: Told | None = None,
) -> Outcome:
    """Compute the duties of units and departments at a moment and write what changed.

    ``keys`` limits it to some obligations. Each batch of units is a transaction of its own.
    """
    units = _in_order(org.Unit.objects.filter(pk__in=list(unit_ids)))
    total = Outcome()
    for start in range(0, len(units), BATCH):
        total.add(refresh_batch(units[start : start + BATCH], at, keys))
        if told is not None:
            told(total.units, len(units))
    return total


def refresh_for(event: Event) -> None:
    """Follower of events: refresh what a committed act may have altered.

    Its unit and department at once, and those duties of the units above that count it; whatever
    concerns a whole subtree goes to the worker.
    """
    touch = touch_of(event)
    if touch.subtree and event.unit_id is not None:
        refresh_later(org.unit_by_id(event.unit_id), event.at, _what(event))
        return
    if event.unit_id is None or (touch.own is None and touch.above is None):
        return
    unit = org.unit_by_id(event.unit_id)
    below = _owners(event, unit) if touch.own is not None else []
    above = org.ancestors(unit) if touch.above is not None else []
    known = Known(event.seq, law.laws_of([*above, *below], event.at))
    for owner in below:
        _refresh_touched(owner, event, touch.own, touch, known)
    for owner in above:
        _refresh_touched(owner, event, touch.above, replace(touch, borne=None), known)


def _owners(event: Event, unit: org.Unit) -> list[org.Unit]:
    """The event's unit and department; departments stand under the facts of their unit."""
    if event.department_id is not None and event.department_id != unit.pk:
        return [unit, org.unit_by_id(event.department_id)]
    if event.verb.startswith("fact.") and unit.kind != "department":
        return [unit, *org.departments_of(unit, event.at)]
    return [unit]


def _refresh_touched(
    unit: org.Unit, event: Event, touches: Touches | None, touch: Touch, known: Known
) -> None:
    bound, at = known.laws[unit.pk], event.at
    keys = {o.key for o in bound if touches is not None and touches(o)}
    if keys:
        refresh_batch([unit], at, keys, since=touch.since, known=known)
    if touch.borne is not None:
        keys = {o.key for o in bound if touch.borne(o)}
        if keys and not _refresh_borne(unit, event, keys, touch, known):
            refresh_batch([unit], at, keys, known=known)


def _refresh_borne(
    unit: org.Unit, event: Event, keys: Collection[str], touch: Touch, known: Known
) -> bool:
    """Whether it was enough to look at the one case."""
    if touch.new:
        return refresh_case(unit, event.at, keys, touch.case, known)
    return refresh_step(unit, event, keys, known)


def _what(event: Event) -> str:
    act = {"pack.adopt": "新采用的制度包", "pack.withdraw": "停止执行的制度包"}.get(
        event.verb, "变动"
    )
    return f"按{act}重新计算责任事项"


def refresh_later(unit: org.Unit, at: datetime, what: str) -> Progress:
    """Leave the refresh of a unit and all below it to the worker; boards say 计算中 until then."""
    with transaction.atomic():
        progress = Progress.objects.create(
            what=what[:200], unit_id=unit.pk, started_at=at, seen_at=at, **_columns(unit)
        )
        app.configure_task(SUBTREE_JOB).defer(progress=progress.pk)
    return progress


def _columns(unit: org.Unit) -> dict[str, int | None]:
    names = ("province_id", "city_id", "county_id", "institution_id")
    return {name: getattr(unit, name) for name in names}


def refresh_subtree(progress: Progress, at: datetime, told: Told | None = None) -> Outcome:
    """Refresh the unit of a progress row and all below it; everywhere if it names none."""
    rows = org.Unit.objects.all()
    if progress.unit_id is not None:
        top = org.unit_by_id(progress.unit_id)
        rows = org.Unit.objects.filter(pk__in=[top.pk, *(unit.pk for unit in org.units_below(top))])
    units = _in_order(rows)

    def tell(done: int, total: int) -> None:
        Progress.objects.filter(pk=progress.pk).update(done=done, total=total, seen_at=at)
        if told is not None:
            told(done, total)

    outcome = refresh([unit.pk for unit in units], at, told=tell)
    Progress.objects.filter(pk=progress.pk).update(ended_at=at, seen_at=at)
    return outcome


def rebuild(at: datetime, told: Told | None = None) -> Outcome:
    """Compute every duty of every unit and write what differs; rows of units gone are removed."""
    progress = Progress.objects.create(what="重新计算全部责任事项", started_at=at, seen_at=at)
    known = org.Unit.objects.values("pk")
    for model in (Standing, StandingSum, StandingCount):
        model.objects.exclude(owner_id__in=known).delete()
    return refresh_subtree(progress, at, told)


def sweep(at: datetime) -> Outcome:
    """Refresh what time alone has altered: rows whose next change has come."""
    due = Standing.objects.filter(next_change__lte=at).order_by("owner_id")
    keys: dict[int, set[str]] = {}
    for owner, key in due.values_list("owner_id", "obligation").distinct():
        keys.setdefault(owner, set()).add(key)
    total = Outcome()
    for owner, found in keys.items():
        total.add(refresh([owner], at, found))
    return total


def _in_order(units: Iterable[org.Unit]) -> Sequence[org.Unit]:
    """Departments after their unit, so that one batch reads its rows once."""
    return sorted(units, key=lambda unit: unit.path)

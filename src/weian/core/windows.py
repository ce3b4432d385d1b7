"""The windows of one bearer, from the cadence of the obligation."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from weian.core.bearers import Bearer
from weian.core.cadence import (
    FOREVER,
    After,
    Always,
    Before,
    Deadline,
    Every,
    Once,
    Rules,
    Window,
    due_after,
    midnight,
)  # fmt: skip
from weian.core.obligation import Obligation
from weian.core.periods import every_windows
from weian.core.world import BEGINNING, Record, World

STANDING = "standing"


def windows_of(
    obligation: Obligation, bearer: Bearer, world: World, at: datetime, rules: Rules
) -> tuple[Window, ...]:
    """In order of opening: all from the first that falls due in the bearer's time up to the one
    after ``at``. A window that ends after the bearer's standing ends is not asked for, but a case
    may well end because its window was met: see :func:`outlives`."""
    found = _WINDOWS[type(obligation.when)](obligation.when, obligation, bearer, world, at, rules)
    if bearer.until < FOREVER and not isinstance(obligation.when, Always):
        ends_well = _may_end_well(obligation, bearer)
        return tuple(
            w for w in found if w.due <= bearer.until or (ends_well and w.opens < bearer.until)
        )
    return found


def _may_end_well(obligation: Obligation, bearer: Bearer) -> bool:
    """A case that ended by itself, not because the obligation did."""
    if obligation.bearing.each != "case" or isinstance(obligation.when, Every):
        return False
    return obligation.until is None or bearer.until < midnight(obligation.until)


def outlives(window: Window, bearer: Bearer) -> bool:
    """Whether the bearer ended before the window fell due: then only a met one is a duty."""
    return window.due > bearer.until and window.key != STANDING


def _every(
    when: Every, obligation: Obligation, bearer: Bearer, world: World, at: datetime, rules: Rules
) -> tuple[Window, ...]:
    return every_windows(when, bearer.since.date(), max(at, bearer.since).date(), rules)


def _once(
    when: Once, obligation: Obligation, bearer: Bearer, world: World, at: datetime, rules: Rules
) -> tuple[Window, ...]:
    opens = midnight(when.since or obligation.since)
    due = due_after(when.by, rules)
    return (Window("once", opens, opens, due),) if due > bearer.since else ()


def _after(
    when: After, obligation: Obligation, bearer: Bearer, world: World, at: datetime, rules: Rules
) -> tuple[Window, ...]:
    out = []
    for trigger in _triggers(when.happening, obligation, bearer, world):
        if trigger.recorded > at or trigger.happened > at or trigger.happened < bearer.since:
            continue
        opens = midnight(trigger.happened.date())
        out.append(Window(trigger.id, opens, opens, _end_after(when, trigger.happened, rules)))
    return tuple(sorted(out, key=lambda w: (w.opens, w.due, w.key)))


def _triggers(happening: str, obligation: Obligation, bearer: Bearer, world: World) -> list[Record]:
    each, below = obligation.bearing.each, obligation.owes.below
    if each in ("case", "subject"):
        return world.evidence_having(happening, below, each, bearer.id)
    return world.evidence(happening, below)


def _end_after(when: After, moment: datetime, rules: Rules) -> datetime:
    if when.hours:
        return moment + timedelta(hours=when.hours)
    day = moment.date()
    if when.working:
        day = rules.calendar.add_working_days(day, when.days)
    else:
        day += timedelta(days=when.days)
    return midnight(day) + timedelta(days=1)


def _before(
    when: Before, obligation: Obligation, bearer: Bearer, world: World, at: datetime, rules: Rules
) -> tuple[Window, ...]:
    """Only those who take up the post, or join, from the day of force on are asked."""
    if when.happening == "post_change":
        return _changes_of_post(when, obligation, bearer, world)
    happening = bearer.since
    if happening <= midnight(obligation.since) or happening <= world.since:
        return ()
    return (Window("before", BEGINNING, BEGINNING, happening - timedelta(days=when.days)),)


def _changes_of_post(
    when: Before, obligation: Obligation, bearer: Bearer, world: World
) -> tuple[Window, ...]:
    """One window for each day on which the person takes another post; evidence counts from the day
    of the change before."""
    person = next((p for p in world.people if p.id == bearer.id), None)
    posts = person.posts if person is not None else ()
    starts = sorted({max(since, bearer.since) for _, since, _ in posts})
    floor = max(bearer.since, midnight(obligation.since))
    return tuple(
        Window(
            f"post_change {later.date().isoformat()}", earlier, earlier,
            later - timedelta(days=when.days),
        )
        for earlier, later in pairwise(starts)
        if later > floor and later - timedelta(days=when.days) > earlier
    )  # fmt: skip


def _deadline(
    when: Deadline, obligation: Obligation, bearer: Bearer, world: World, at: datetime, rules: Rules
) -> tuple[Window, ...]:
    value = bearer.data.get(when.field)
    if not value:
        return ()
    day = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    due = midnight(day) + timedelta(days=1)
    opens = min(bearer.since, due - timedelta(days=1))
    return (Window(f"deadline {day.isoformat()}", opens, opens, due),)


def _always(
    when: Always, obligation: Obligation, bearer: Bearer, world: World, at: datetime, rules: Rules
) -> tuple[Window, ...]:
    return (Window(STANDING, bearer.since, bearer.since, FOREVER),)


#: Not a single dispatch, whose look-up costs more than most of these.
_WINDOWS: Final[
    dict[type, Callable[[Any, Obligation, Bearer, World, datetime, Rules], tuple[Window, ...]]]
] = {
    Every: _every,
    Once: _once,
    After: _after,
    Before: _before,
    Deadline: _deadline,
    Always: _always,
}

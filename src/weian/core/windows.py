"""The windows of one bearer, from the cadence of the obligation."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from weian.core.bearers import Bearer, dealt_by
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
    return _asked_for(found, obligation, bearer)


def _asked_for(
    found: tuple[Window, ...], obligation: Obligation, bearer: Bearer
) -> tuple[Window, ...]:
    """Those of the windows that lie in the bearer's time."""
    until = bearer.until
    if not found or until >= FOREVER or isinstance(obligation.when, Always):
        return found
    if len(found) == 1 and found[0].due <= until:
        return found
    ends_well = _may_end_well(obligation, bearer)
    return tuple(w for w in found if w.due <= until or (ends_well and w.opens < until))


class WindowsOf:
    """:func:`windows_of` for one bearer after the other: what follows from a happening is worked out
    once for all cases or things, and for all laws that ask alike."""

    __slots__ = ("_at", "_law", "_made", "_rules", "_world")

    def __init__(self, obligation: Obligation, world: World, at: datetime, rules: Rules) -> None:
        self._law, self._world, self._at, self._rules = obligation, world, at, rules
        self._made: dict[str, list[tuple[datetime, Window]]] | None = None
        each, when = obligation.bearing.each, obligation.when
        if isinstance(when, After) and each in ("case", "subject"):
            key = "windows", when, each, obligation.owes.below, at, id(rules)
            kept = world.dealt.get(key)
            if kept is None:  # kept with the rules, whose id must not be used again meanwhile
                kept = world.dealt[key] = rules, _all_after(when, obligation, world, at, rules)
            self._made = kept[1]

    def of(self, bearer: Bearer) -> tuple[Window, ...]:
        if self._made is None:
            return windows_of(self._law, bearer, self._world, self._at, self._rules)
        found = self._made.get(bearer.id, ())
        opened = tuple([window for happened, window in found if happened >= bearer.since])
        return _asked_for(opened, self._law, bearer)


def _all_after(
    when: After, obligation: Obligation, world: World, at: datetime, rules: Rules
) -> dict[str, list[tuple[datetime, Window]]]:
    """By bearer, in order of opening: when each happened, and the window that follows."""
    records = world.evidence(when.happening, obligation.owes.below)
    made: dict[str, list[tuple[datetime, Window]]] = {}
    for holder, found in dealt_by(world, records, obligation.bearing.each).items():
        known = [r for r in found if r.recorded <= at and r.happened <= at]
        made[holder] = [(r.happened, _window_after(when, r, rules)) for r in known]
        if len(known) > 1:
            made[holder].sort(key=lambda pair: _in_order(pair[1]))
    return made


def _window_after(when: After, trigger: Record, rules: Rules) -> Window:
    opens = midnight(trigger.happened.date())
    return Window(trigger.id, opens, opens, _end_after(when, trigger.happened, rules))


def _in_order(window: Window) -> tuple[datetime, datetime, str]:
    return window.opens, window.due, window.key


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
        out.append(_window_after(when, trigger, rules))
    return tuple(sorted(out, key=_in_order))


def _triggers(happening: str, obligation: Obligation, bearer: Bearer, world: World) -> list[Record]:
    each, below = obligation.bearing.each, obligation.owes.below
    if each in ("case", "subject"):
        return world.evidence_having(happening, below, each, bearer.id)
    return world.evidence(happening, below)


def _end_after(when: After, moment: datetime, rules: Rules) -> datetime:
    if when.hours:
        return moment + timedelta(hours=when.hours)
    if when.working:
        return _days_on(rules.calendar.add_working_days(moment.date(), when.days), 1)
    return _days_on(moment.date(), when.days + 1)


@lru_cache(maxsize=4096)
def _days_on(day: date, days: int) -> datetime:
    return midnight(day + timedelta(days=days))


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
    key, first, due = _day_of(value) if isinstance(value, str) else _of_day(value)
    opens = min(bearer.since, first)
    return (Window(key, opens, opens, due),)


@lru_cache(maxsize=4096)
def _day_of(text: str) -> tuple[str, datetime, datetime]:
    """The days by which cases are due are the same few hundred."""
    return _of_day(date.fromisoformat(text[:10]))


def _of_day(value: object) -> tuple[str, datetime, datetime]:
    """The key of a last day, its first moment, and the exclusive end of it."""
    day = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    first = midnight(day)
    return f"deadline {day.isoformat()}", first, first + timedelta(days=1)


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

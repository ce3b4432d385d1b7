"""Duties: computed from law, world and moment. Nothing here is stored as truth."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from weian.core.bearers import Bearer, EvidenceOf, bearers
from weian.core.cadence import FOREVER, Always, Rules, Window
from weian.core.condition import Condition, Truth
from weian.core.obligation import Obligation
from weian.core.population import population_of
from weian.core.running import earlier, running
from weian.core.settle import Settlement, cover, settle
from weian.core.standing import standing_duty
from weian.core.verdict import (
    GRACE,
    MET,
    MET_LATE,
    NOT_APPLICABLE,
    OPEN,
    OVERDUE,
    UNDETERMINED,
    UPCOMING,
    WAIVED,
    Verdict,
)  # fmt: skip
from weian.core.windows import WindowsOf, outlives
from weian.core.world import Facts, Record, Relief, World

STATUSES: Final = (
    UPCOMING, OPEN, GRACE, OVERDUE, MET, MET_LATE, WAIVED, NOT_APPLICABLE, UNDETERMINED,
)  # fmt: skip
_TO_COME: Final = frozenset({UPCOMING, OPEN, GRACE})


@dataclass(slots=True)
class Duty:
    """One obligation, one unit, one bearer, one window, at one moment.

    ``due`` is the exclusive end after any extension; ``value`` stands against ``target``;
    ``next_change`` is the first later moment at which time alone alters the status.
    ``reason`` is a key for words (``facts:…``, ``post_vacant``, ``waived:…``, ``empty``).
    """

    obligation: Obligation
    unit: str
    bearer: Bearer
    window: Window
    status: str
    due: datetime
    value: float
    target: float
    met_at: datetime | None
    next_change: datetime | None
    records: Sequence[Record]
    reason: str = ""

    @property
    def key(self) -> str:
        return f"{self.obligation.key}|{self.unit}|{self.bearer.key}|{self.window.key}"

    def settled(self, at: datetime) -> bool:
        """Whether neither time nor an ordinary record can alter it any more."""
        if self.status in (MET, MET_LATE, WAIVED, NOT_APPLICABLE):
            return self.due <= at
        if self.status not in (OVERDUE, UNDETERMINED) or self.obligation.can_make_up:
            return False
        return self.due < FOREVER and self.due + self.obligation.grace <= at


def derive(
    world: World,
    obligations: Iterable[Obligation],
    at: datetime,
    rules: Rules,
    *,
    since: datetime | None = None,
) -> Iterator[Duty]:
    """Every duty of the world's unit from the day of force to the window after ``at``.

    ``since`` leaves out windows that fell due before it (they still take their records).
    """
    for obligation in obligations:
        if obligation.who.units & world.kinds:
            yield from duties_of(world, obligation, at, rules, since=since)


def duties_of(
    world: World,
    obligation: Obligation,
    at: datetime,
    rules: Rules,
    *,
    since: datetime | None = None,
) -> Iterator[Duty]:
    """The duties of one obligation; see :func:`derive`."""
    evidence = EvidenceOf(obligation, world, at)
    reliefs = [r for r in world.reliefs if r.obligation == obligation.key and r.known <= at]
    if obligation.measure.running:
        reliefs = []  # what must not happen is not put off
    binding = Binding(obligation.who.applies, world.facts)
    every = WindowsOf(obligation, world, at, rules)
    for bearer in bearers(obligation, world):
        windows = every.of(bearer)
        if not windows:
            continue
        records = evidence.of(bearer)
        if isinstance(obligation.when, Always):
            for window in windows:
                verdict = standing_duty(obligation, bearer, world, records, reliefs, window, at)
                yield duty_of(obligation, world, bearer, window, verdict)
            continue
        applies = binding.of(windows, bearer)
        yield from windowed(
            obligation, world, bearer, windows, applies, records, reliefs, at, since
        )


def windowed(
    obligation: Obligation, world: World, bearer: Bearer, windows: Sequence[Window],
    applies: Sequence[Truth], records: Sequence[Record], reliefs: Sequence[Relief], at: datetime,
    since: datetime | None,
) -> Iterator[Duty]:  # fmt: skip
    """The duties of one bearer: ``applies`` says of each window whether the obligation binds in it."""
    dues = [w.due for w in windows]
    if reliefs:
        dues = [_extended(obligation.key, bearer, w, reliefs, at) for w in windows]
    dealt = settle(obligation, windows, dues, records)
    ends, running_on = bearer.until < FOREVER, obligation.measure.running
    for window, due, got, certain in zip(windows, dues, dealt, applies, strict=True):
        if since is not None and due < since:
            continue
        if ends and got.met_at is None and outlives(window, bearer):
            continue
        before = earlier(obligation.measure, window, records) if running_on else 0
        verdict = judge(obligation, world, bearer, window, due, got, certain, at, before)
        if reliefs and verdict.status not in (MET, MET_LATE, NOT_APPLICABLE):
            verdict = _relieved(verdict, obligation.key, bearer, window, reliefs, at)
        yield duty_of(obligation, world, bearer, window, verdict)


def duty_of(
    obligation: Obligation, world: World, bearer: Bearer, window: Window, v: Verdict
) -> Duty:
    """The duty that a verdict makes."""
    return Duty(
        obligation, world.unit, bearer, window, v.status, v.due, v.value, v.target, v.met_at,
        v.next_change, v.records, v.reason,
    )  # fmt: skip


class Binding:
    """Whether an obligation binds in each window: the facts as they stand when it falls due."""

    __slots__ = ("_condition", "_facts", "_last", "_settled")

    def __init__(self, condition: Condition, facts: Facts) -> None:
        fields = condition.fields()
        changes = facts.changes(fields) if fields else []
        self._condition, self._facts = condition, facts
        self._last = changes[-1] if changes else None
        self._settled = condition.holds(facts.on(FOREVER)) if fields else True

    def of(self, windows: Sequence[Window], bearer: Bearer) -> Sequence[Truth]:
        """The answer for each window of a bearer."""
        if self._last is None or self._last < windows[0].due:
            return [both(self._settled, bearer.certain)] * len(windows)
        return [both(self._condition.holds(self._facts_at_due(w)), bearer.certain) for w in windows]

    def _facts_at_due(self, window: Window) -> Mapping[str, object]:
        return self._facts.on(window.due - window.due.resolution)


def both(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def judge(
    obligation: Obligation, world: World, bearer: Bearer, window: Window, due: datetime,
    got: Settlement, certain: Truth, at: datetime, before: int = 0,
) -> Verdict:  # fmt: skip
    """What a window came to: ``certain`` says whether the obligation binds in it, ``before`` how many
    records the period before the window had."""
    measure = obligation.measure
    target, value, met_at, reason = measure.target, got.value, got.met_at, ""
    if certain is False:
        return Verdict(NOT_APPLICABLE, due, 0, target, None, None, got.records, "facts")
    if measure.population is not None:
        people, _ = population_of(measure.population, world, window.due - window.due.resolution)
        value, met_at = cover(got, people, measure.field, target)
        target = float(len(people)) * target
        if not people:
            return Verdict(NOT_APPLICABLE, due, 0, 0, None, None, got.records, "empty")
    if certain is None:
        reason = "post_vacant" if bearer.certain is None and not bearer.id else "facts"
        return Verdict(UNDETERMINED, due, value, target, met_at, None, got.records, reason)
    if measure.running:
        return running(measure, window, due, got, before, at)
    status, change = _by_time(window.opens, due, obligation, met_at, at)
    return Verdict(status, due, value, target, met_at, change, got.records, reason)


def _by_time(
    opens: datetime, due: datetime, obligation: Obligation, met_at: datetime | None, at: datetime
) -> tuple[str, datetime | None]:
    """Status and next change of a window from its moments alone."""
    if met_at is not None:
        return (MET if met_at < due else MET_LATE), None
    if at < opens:
        return UPCOMING, opens
    if at < due:
        return OPEN, due
    if at < due + obligation.grace:
        return GRACE, due + obligation.grace
    return OVERDUE, None


def _extended(
    key: str, bearer: Bearer, window: Window, reliefs: Sequence[Relief], at: datetime
) -> datetime:
    """The latest due moment that an approved extension gives; never earlier than the law's."""
    given = [
        r.until
        for r in reliefs
        if r.until is not None and r.covers(key, bearer.key, window.key, at)
    ]
    return max([window.due, *given])


def _relieved(
    verdict: Verdict,
    key: str,
    bearer: Bearer,
    window: Window,
    reliefs: Sequence[Relief],
    at: datetime,
) -> Verdict:
    for relief in reliefs:
        if relief.until is None and relief.covers(key, bearer.key, window.key, at):
            return verdict._replace(
                status=WAIVED, next_change=None, reason=f"waived:{relief.record}"
            )
    return verdict

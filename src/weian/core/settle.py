"""Which record settles which window. One record settles one window of one obligation.

A record that says which period it is about goes there. Any other settles the window in which it
happened; only what that window no longer needs makes good the earliest one still unmet.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from weian.core.bearers import ids
from weian.core.cadence import After, Window, midnight
from weian.core.obligation import Measure, Obligation
from weian.core.world import Record


@dataclass(slots=True)
class Settlement:
    """What one window got: the value reached, when the target was reached, by which records."""

    value: float = 0
    met_at: datetime | None = None
    records: list[Record] = field(default_factory=list)


def settle(
    obligation: Obligation,
    windows: Sequence[Window],
    dues: Sequence[datetime],
    records: Sequence[Record],
) -> list[Settlement]:
    """Deal ``records`` (in order of happening) to ``windows``; ``dues`` are after extensions."""
    if len(windows) == 1:
        only = windows[0]
        one = _deal_one(obligation, only.opens, only.start, dues[0], records) if records else {}
        return [one.get(0) or Settlement()]
    opens, starts = [w.opens for w in windows], [w.start for w in windows]
    dealt = deal(obligation, opens, starts, dues, records)
    return [dealt.get(i) or Settlement() for i in range(len(windows))]


def deal(
    obligation: Obligation,
    opens: Sequence[datetime],
    starts: Sequence[datetime],
    dues: Sequence[datetime],
    records: Sequence[Record],
) -> dict[int, Settlement]:
    """As :func:`settle`, by the windows' moments alone; windows that got nothing are left out."""
    dealt: dict[int, Settlement] = {}
    if not opens or not records:
        return dealt
    if len(opens) == 1:
        return _deal_one(obligation, opens[0], starts[0], dues[0], records)
    finder = _Finder(obligation, opens, starts, dues, dealt)
    for record in records:
        index = finder.window_for(record)
        if index is not None:
            got = dealt.get(index)
            if got is None:
                got = dealt[index] = Settlement()
            _give(obligation.measure, got, record)
    return dealt


def _deal_one(
    obligation: Obligation, opens: datetime, start: datetime, due: datetime,
    records: Sequence[Record],
) -> dict[int, Settlement]:  # fmt: skip
    """One window, as most cases have, needs no finder: the same rules with nothing to choose from."""
    got, closes = Settlement(), due + obligation.grace
    repairable, covers = obligation.can_make_up, obligation.measure.kind == "coverage"
    overlap = isinstance(obligation.when, After)
    for record in records:
        if record.happened < opens:
            about = None if overlap else record.about
            if about is not None and _ahead(about, (start,), (opens,), (due,), 0):
                _give(obligation.measure, got, record)
            continue
        takes = record.happened < closes
        if record.about is not None and not overlap:
            takes = start <= midnight(record.about) and (takes or repairable)
        elif not takes and repairable:
            takes = covers or got.met_at is None
        if takes:
            _give(obligation.measure, got, record)
    return {0: got} if got.records else {}


def _ahead(
    about: date, starts: Sequence[datetime], opens: Sequence[datetime], dues: Sequence[datetime],
    index: int,
) -> bool:  # fmt: skip
    """Whether what was entered before a window counts for it: it says so (the roster of next week),
    and the window is a whole period, not a last week within which alone things are done."""
    return opens[index] == starts[index] <= midnight(about) < dues[index]


def _give(measure: Measure, got: Settlement, record: Record) -> None:
    got.records.append(record)
    if measure.kind == "count":
        got.value += 1
    elif measure.kind == "sum":
        got.value += _number(record, measure.field)
    else:  # a share, what must not happen: judged over all records of the window
        return
    if got.met_at is None and got.value >= measure.target:
        got.met_at = record.happened


def _number(record: Record, name: str) -> float:
    value = record.value(name)
    return float(value) if value not in (None, "") else 0.0


class _Finder:
    """Finds the window of a record; remembers the earliest window that is still unmet."""

    __slots__ = (
        "_covers",
        "_dealt",
        "_dues",
        "_fleeting",
        "_grace",
        "_low",
        "_opens",
        "_overlap",
        "_running",
        "_starts",
    )

    def __init__(
        self,
        obligation: Obligation,
        opens: Sequence[datetime],
        starts: Sequence[datetime],
        dues: Sequence[datetime],
        dealt: Mapping[int, Settlement],
    ) -> None:
        self._opens = opens
        self._starts = starts
        self._dues = dues
        self._dealt = dealt
        self._grace: timedelta = obligation.grace
        self._fleeting = not obligation.can_make_up
        self._overlap = isinstance(obligation.when, After)
        self._covers = obligation.measure.kind == "coverage"
        self._running = obligation.measure.running
        self._low = 0

    def window_for(self, record: Record) -> int | None:
        if record.about is not None and not self._overlap:
            return self._about_window(record, record.about)
        last = bisect_right(self._opens, record.happened) - 1
        if last < 0:
            return None
        own = self._own(record.happened, last)
        if self._running or (own is not None and not self._met(own)):
            return own
        if self._covers:  # a share has no surplus: late evidence goes to the latest window
            return own if own is not None or self._fleeting else last
        if not self._fleeting:
            earlier = self._earliest_unmet(last)
            if earlier is not None:
                return earlier
        return own

    def _about_window(self, record: Record, about: date) -> int | None:
        index = bisect_right(self._starts, midnight(about)) - 1
        if index < 0:
            return None
        if record.happened < self._opens[index]:
            return index if _ahead(about, self._starts, self._opens, self._dues, index) else None
        late = record.happened >= self._dues[index] + self._grace
        return None if late and self._fleeting else index

    def _own(self, happened: datetime, last: int) -> int | None:
        if not self._overlap:
            return last if happened < self._dues[last] + self._grace else None
        inside = [i for i in range(last + 1) if happened < self._dues[i] + self._grace]
        unmet = [i for i in inside if not self._met(i)]
        first = unmet or inside
        return first[0] if first else None

    def _earliest_unmet(self, last: int) -> int | None:
        while self._low <= last and self._met(self._low):
            self._low += 1
        return self._low if self._low <= last else None

    def _met(self, index: int) -> bool:
        got = self._dealt.get(index)
        return got is not None and got.met_at is not None


def cover(
    got: Settlement, population: frozenset[str], name: str, share: float
) -> tuple[int, datetime | None]:
    """How many of the population the records covered, and when the share was reached."""
    needed = needed_of(len(population), share)
    covered: set[str] = set()
    met_at = None
    for record in got.records:
        covered.update(i for i in ids(record.value(name)) if i in population)
        if met_at is None and len(covered) >= needed:
            met_at = record.happened
    return len(covered), met_at


def needed_of(size: int, share: float) -> int:
    """The smallest whole number of ``size`` that is at least ``share`` of it."""
    exact = size * share
    whole = int(exact + 1e-9)
    return whole if abs(exact - whole) < 1e-9 else whole + 1

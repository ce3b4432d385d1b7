"""A unit's duties as its table needs them: open ones one by one, settled ones as counts.

The long past is mostly periods that nobody will change any more. They are counted from their
moments alone, without making a duty of each; what cannot be counted so is derived and then counted.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from weian.core.bearers import Bearer, EvidenceOf, bearers
from weian.core.cadence import FOREVER, After, Deadline, Every, Rules, Window, midnight
from weian.core.condition import Truth
from weian.core.duty import Binding, Duty, both, duties_of, duty_of, judge, windowed
from weian.core.obligation import Obligation
from weian.core.periods import every_windows
from weian.core.settle import Settlement, deal, settle
from weian.core.verdict import MET, MET_LATE, NOT_APPLICABLE, OVERDUE, UNDETERMINED
from weian.core.windows import WindowsOf
from weian.core.world import Record, World

#: (key of the obligation, first day of the month in which it fell due, status)
Count = tuple[str, date, str]
_NOTHING = Settlement()


@dataclass(slots=True)
class Summary:
    """``rows`` are the duties not settled (see :meth:`Duty.settled`), ``counts`` the others."""

    rows: list[Duty] = field(default_factory=list)
    counts: dict[Count, int] = field(default_factory=dict)

    def put(self, duty: Duty, at: datetime) -> None:
        if duty.reason == "ended":
            return
        if duty.settled(at):
            self.count(duty.obligation.key, month_of(duty.due), duty.status)
        else:
            self.rows.append(duty)

    def count(self, key: str, month: date, status: str, n: int = 1) -> None:
        if n:
            place = key, month, status
            self.counts[place] = self.counts.get(place, 0) + n


def summarise(
    world: World,
    obligations: Iterable[Obligation],
    at: datetime,
    rules: Rules,
    *,
    since: date | None = None,
) -> Summary:
    """The same duties as :func:`weian.core.duty.derive`, parted into open and settled ones.

    Duties of bearers whose standing has ended, and that have no windows, are left out.
    ``since`` keeps only windows that fall due after that day begins; where :func:`reach_back`
    gives a span, the world then needs no records from before ``since`` less that span.
    """
    summary = Summary()
    for obligation in obligations:
        if obligation.who.units & world.kinds:
            _summarise(summary, world, obligation, at, rules, since or date.min)
    return summary


_WELL_BEFORE = timedelta(days=400)  # so that windows across the day are whole
#: No window of a period is longer, none opens longer before its end.
_LONGEST = {
    "day": 2, "night": 3, "week": 8, "half_month": 17, "month": 32, "quarter": 93,
    "half_year": 185, "year": 367,
}  # fmt: skip


def reach_back(obligation: Obligation) -> timedelta | None:
    """How long before the end of a window its records may have happened, and how long before it
    happened the window of a record may have ended; None where one window depends on another.

    Windows are independent when what was missed cannot be made up, or when a share is measured:
    then a record serves its own window or none, and never what another has left over.
    """
    when = obligation.when
    if not isinstance(when, Every) or when.n > 1 or when.period not in _LONGEST:
        return None
    if obligation.can_make_up:
        if obligation.measure.kind != "coverage":
            return None
        if obligation.until is not None or obligation.bearing.each != "unit":
            return None  # late evidence goes to the last window, which may have ended years ago
    return timedelta(days=_LONGEST[when.period]) + obligation.grace


@lru_cache(maxsize=4096)
def month_of(due: datetime) -> date:
    """The first day of the month of the last moment before an exclusive end."""
    last = due - due.resolution
    return date(last.year, last.month, 1)


def _summarise(
    summary: Summary, world: World, obligation: Obligation, at: datetime, rules: Rules, since: date
) -> None:
    countable = _countable(world, obligation, at)
    if countable and isinstance(obligation.when, After | Deadline):
        _summarise_single(summary, world, obligation, at, rules, since)
        return
    if not isinstance(obligation.when, Every) or not countable:
        for duty in duties_of(world, obligation, at, rules):
            if duty.due > midnight(since):
                summary.put(duty, at)
        return
    evidence = EvidenceOf(obligation, world, at)
    for bearer in bearers(obligation, world):
        horizon = max(at, bearer.since).date()
        first = bearer.since.date()
        if obligation.when.n == 1 and since > date.min:  # longer spans count from the first day
            first = max(first, since - _WELL_BEFORE)
        table = _table(obligation.when, first, horizon, rules)
        _Run(summary, obligation, world, bearer, table, evidence.of(bearer), at).add(since)


def _summarise_single(
    summary: Summary, world: World, law: Obligation, at: datetime, rules: Rules, since: date
) -> None:
    """Bearers of one window each, as cases are: what is met and past is counted without a duty."""
    evidence, windows = EvidenceOf(law, world, at), WindowsOf(law, world, at, rules)
    binding, key, first = Binding(law.who.applies, world.facts), law.key, midnight(since)
    for bearer in bearers(law, world):
        found = windows.of(bearer)
        if not found:
            continue
        records, applies = evidence.of(bearer), binding.of(found, bearer)
        due = found[0].due
        if len(found) == 1 and due <= at and applies[0] is True:
            (got,) = settle(law, found, (due,), records)
            if got.met_at is not None:
                if due > first:
                    summary.count(key, month_of(due), MET if got.met_at < due else MET_LATE)
                continue
        for duty in windowed(law, world, bearer, found, applies, records, (), at, None):
            if duty.due > first:
                summary.put(duty, at)


def _countable(world: World, obligation: Obligation, at: datetime) -> bool:
    """Measured by records that there must be, in periods whose due moments nothing moves."""
    return (
        not obligation.measure.running
        and obligation.measure.population is None
        and not any(r.obligation == obligation.key and r.known <= at for r in world.reliefs)
    )


class _Table(NamedTuple):
    """Windows by column; ``months`` are runs: a month and the index of its first window."""

    windows: Sequence[Window]
    opens: list[datetime]
    starts: list[datetime]
    dues: list[datetime]
    month: list[date]
    months: list[tuple[date, int]]


@lru_cache(maxsize=1024)
def _table(when: Every, since: date, horizon: date, rules: Rules) -> _Table:
    windows = every_windows(when, since, horizon, rules)
    month = [month_of(w.due) for w in windows]
    months = [(m, i) for i, m in enumerate(month) if not i or month[i - 1] != m]
    return _Table(
        windows,
        [w.opens for w in windows],
        [w.start for w in windows],
        [w.due for w in windows],
        month,
        months,
    )


class _Run:
    """The windows of one bearer, parted at the moment after which they cannot change."""

    __slots__ = ("at", "bearer", "dealt", "key", "law", "stop", "summary", "table", "world")

    def __init__(
        self, summary: Summary, law: Obligation, world: World, bearer: Bearer,
        table: _Table, records: Sequence[Record], at: datetime,
    ) -> None:  # fmt: skip
        self.summary, self.law, self.world = summary, law, world
        self.key = law.key
        self.bearer, self.table, self.at = bearer, table, at
        opens, starts, dues = table.opens, table.starts, table.dues
        self.stop = len(dues)
        if bearer.until < FOREVER:
            self.stop = bisect_right(dues, bearer.until)
            opens, starts, dues = opens[: self.stop], starts[: self.stop], dues[: self.stop]
        # Held with what they are keyed by, whose ids must not be used again meanwhile.
        measure = law.measure.kind, law.measure.target, law.measure.field
        key = id(table), id(records), self.stop, law.can_make_up, law.grace, measure
        kept = world.dealt.get(key)
        if kept is None:
            found = deal(law, opens, starts, dues, records)
            kept = world.dealt[key] = table, records, found
        self.dealt: Mapping[int, Settlement] = kept[2]

    def add(self, since: date) -> None:
        """Count what is past its grace, make duties of the rest; from a day on."""
        past = bisect_right(self.table.dues, self.at - self.law.grace, hi=self.stop)
        begin = bisect_right(self.table.dues, midnight(since), hi=self.stop)
        for truth, first, last in self._stretches():
            first = max(first, begin)
            self._count(truth, first, min(last, past))
            self._list(truth, range(max(first, past), last))

    def _stretches(self) -> Iterator[tuple[Truth, int, int]]:
        """Runs of windows in which the declared facts give the same answer."""
        condition = self.law.who.applies
        changes = self.world.facts.changes(condition.fields())
        cuts = sorted({0, self.stop, *(bisect_right(self.table.dues, c) for c in changes)})
        for first, last in pairwise(cut for cut in cuts if cut <= self.stop):
            due = self.table.dues[first]
            truth = condition.holds(self.world.facts.on(due - due.resolution))
            yield both(truth, self.bearer.certain), first, last

    def _count(self, truth: Truth, first: int, last: int) -> None:
        unmet = NOT_APPLICABLE if truth is False else OVERDUE if truth else UNDETERMINED
        if unmet != NOT_APPLICABLE and self.law.can_make_up:
            self._list(truth, [i for i in range(first, last) if not (truth and self._met(i))])
            if truth:
                self._count_all_met(first, last)
            return
        taken = self._count_all_met(first, last) if truth else {}
        for month, n in self._by_month(first, last):
            self.summary.count(self.key, month, unmet, n - taken.get(month, 0))

    def _count_all_met(self, first: int, last: int) -> dict[date, int]:
        """Counts the windows that were met, of those from ``first`` to before ``last``; returns how many
        in each month."""
        months, dues = self.table.month, self.table.dues
        found: dict[tuple[date, bool], int] = {}
        for index, got in self.dealt.items():
            if got.met_at is not None and first <= index < last:
                place = months[index], got.met_at < dues[index]
                found[place] = found.get(place, 0) + 1
        taken: dict[date, int] = {}
        for (month, in_time), n in found.items():
            self.summary.count(self.key, month, MET if in_time else MET_LATE, n)
            taken[month] = taken.get(month, 0) + n
        return taken

    def _met(self, index: int) -> bool:
        got = self.dealt.get(index)
        return got is not None and got.met_at is not None

    def _by_month(self, first: int, last: int) -> Iterator[tuple[date, int]]:
        """How many of the windows from ``first`` to before ``last`` each month holds."""
        ends = [start for _, start in self.table.months[1:]] + [self.stop]
        for (month, start), end in zip(self.table.months, ends, strict=True):
            n = min(end, last) - max(start, first)
            if n > 0:
                yield month, n

    def _list(self, truth: Truth, indexes: Iterable[int]) -> None:
        law, world, bearer = self.law, self.world, self.bearer
        for index in indexes:
            window, due = self.table.windows[index], self.table.dues[index]
            got = self.dealt.get(index, _NOTHING)
            verdict = judge(law, world, bearer, window, due, got, truth, self.at)
            self.summary.put(duty_of(law, world, bearer, window, verdict), self.at)

"""What is known of one unit: the only input of duties besides the law and the moment.

Everything is dated twice where it matters: when it happened and when it became known, so that a
report signed in March can be computed again in June to the same figures.
"""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from weian.core.cadence import FOREVER
from weian.core.condition import Condition, Test, Truth
from weian.core.filing import Filed, key_of

BEGINNING = datetime(1900, 1, 1)


@dataclass(slots=True)
class Record:
    """A record or a step of a case. ``valid_until`` is the exclusive end of its validity;
    ``about`` a day of the period that it is about, when its author said so."""

    id: str
    kind: str
    happened: datetime
    recorded: datetime
    unit: str = ""
    by: str = ""
    subject: str = ""
    case: str = ""
    about: date | None = None
    valid_until: datetime | None = None
    people: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """A field by name, the envelope's own names included."""
        if name in ("people", "subject", "unit", "by", "case"):
            return getattr(self, name)
        return self.data.get(name)


@dataclass(slots=True)
class Thing:
    """A subject or a case: stands from ``since`` until before ``until``."""

    id: str
    kind: str
    since: datetime
    until: datetime = FOREVER
    name: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Person:
    """``posts`` are (post, since, until) with exclusive ends; ``data`` has employment and the like."""

    id: str
    since: datetime
    until: datetime = FOREVER
    name: str = ""
    posts: tuple[tuple[str, datetime, datetime], ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)

    def holds(self, post: str, at: datetime) -> bool:
        return any(p == post and a <= at < b for p, a, b in self.posts)


@dataclass(slots=True)
class Relief:
    """An approved waiver (``until`` is None) or extension (a new exclusive due moment).

    Applies to one obligation of the unit; empty ``bearer`` or ``window`` means all of them.
    """

    obligation: str
    known: datetime
    bearer: str = ""
    window: str = ""
    until: datetime | None = None
    record: str = ""

    def covers(self, obligation: str, bearer: str, window: str, at: datetime) -> bool:
        return (
            self.obligation == obligation
            and self.bearer in ("", bearer)
            and self.window in ("", window)
            and self.known <= at
        )


class Facts:
    """Dated facts of a unit: for each key a run of (from day, value)."""

    __slots__ = ("_dated", "_told")

    def __init__(self, dated: Iterable[tuple[str, date, Any]] = ()) -> None:
        runs: dict[str, list[tuple[datetime, Any]]] = {}
        for key, since, value in dated:
            runs.setdefault(key, []).append((datetime(since.year, since.month, since.day), value))
        for run in runs.values():
            run.sort(key=lambda pair: pair[0])
        self._dated = runs
        self._told: dict[datetime, Mapping[str, Any]] = {}

    def on(self, at: datetime) -> Mapping[str, Any]:
        """The values in force at a moment; dozens of laws ask about the same few."""
        found = self._told.get(at)
        if found is None:
            found = {key: self._value(run, at) for key, run in self._dated.items()}
            self._told[at] = found
        return found

    @staticmethod
    def _value(run: Sequence[tuple[datetime, Any]], at: datetime) -> Any:
        value = None
        for since, candidate in run:
            if since > at:
                break
            value = candidate
        return value

    def changes(self, keys: Iterable[str]) -> list[datetime]:
        """The moments on which any of these facts takes another value."""
        return sorted({since for key in keys for since, _ in self._dated.get(key, ())})


@dataclass(slots=True)
class Below:
    """A unit below a commission, as its population and its evidence see it."""

    id: str
    kinds: frozenset[str]
    facts: Facts
    since: datetime = BEGINNING
    until: datetime = FOREVER
    name: str = ""


@dataclass(slots=True)
class World:
    """One unit with everything its duties depend on. ``kinds`` holds its kind and its group."""

    unit: str
    kinds: frozenset[str]
    facts: Facts = field(default_factory=Facts)
    since: datetime = BEGINNING
    until: datetime = FOREVER
    people: Sequence[Person] = ()
    subjects: Sequence[Thing] = ()
    cases: Sequence[Thing] = ()
    records: Sequence[Record] = ()
    below: Sequence[Below] = ()
    records_below: Sequence[Record] = ()
    reliefs: Sequence[Relief] = ()
    _own: dict[str, Filed[Record]] | None = None
    _under: dict[str, Filed[Record]] | None = None
    _known: dict[tuple[str, bool], datetime] = field(default_factory=dict)
    _standing: dict[tuple[Any, ...], list[tuple[Thing, Truth]]] = field(default_factory=dict)
    #: For weian.core.summary: what dealing some records to some windows came to.
    dealt: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def things(self, each: str, kind: str, where: Sequence[Test]) -> list[tuple[Thing, Truth]]:
        """Subjects or cases of a kind that a filter does not leave out, and whether it is certain."""
        asked = each, kind, key_of(where)
        found = self._standing.get(asked)
        if found is None:
            rows = self.subjects if each == "subject" else self.cases
            found = [(t, True) for t in rows if t.kind == kind]
            if where:
                holds = Condition(tuple(where)).holds
                told = [(t, holds(t.data)) for t, _ in found]
                found = [(t, truth) for t, truth in told if truth is not False]
            self._standing[asked] = found
        return found

    def evidence(self, kind: str, below: bool, where: Sequence[Test] = ()) -> list[Record]:
        """Records of a kind in order of happening (ties by id, so that results are stable), those
        that ``where`` accepts."""
        found = self._filed(below).get(kind)
        return found.where(where) if found is not None else []

    def known_evidence(
        self, kind: str, below: bool, where: Sequence[Test], known: datetime
    ) -> list[Record]:
        """As :meth:`evidence`, of what had happened and was known by a moment. Not to be changed."""
        found = self.evidence(kind, below, where)
        if known >= self._latest(kind, below):
            return found
        return [r for r in found if r.recorded <= known and r.happened <= known]

    def _latest(self, kind: str, below: bool) -> datetime:
        """By when all records of a kind had happened and were known."""
        asked = kind, below
        if asked not in self._known:
            found = self._filed(below).get(kind)
            moments = (max(r.recorded, r.happened) for r in found.records) if found else ()
            self._known[asked] = max(moments, default=BEGINNING)
        return self._known[asked]

    def evidence_having(self, kind: str, below: bool, name: str, value: str) -> list[Record]:
        """As :meth:`evidence`, those whose field ``name`` holds this id."""
        found = self._filed(below).get(kind)
        return found.having(name, value) if found is not None else []

    def _filed(self, below: bool) -> dict[str, Filed[Record]]:
        if below:
            if self._under is None:
                self._under = by_kind(self.records_below)
            return self._under
        if self._own is None:
            self._own = by_kind(self.records)
        return self._own

    def learn(self, record: Record) -> None:
        """Take one more record of the unit into account."""
        filed = self._filed(below=False)
        records = [*filed[record.kind].records] if record.kind in filed else []
        insort(records, record, key=_order)
        filed[record.kind] = Filed(records)
        self._known.pop((record.kind, False), None)
        self.dealt.clear()


def by_kind(records: Iterable[Record]) -> dict[str, Filed[Record]]:
    out: dict[str, list[Record]] = {}
    for record in records:
        out.setdefault(record.kind, []).append(record)
    return {kind: Filed(sorted(found, key=_order)) for kind, found in out.items()}


_order = attrgetter("happened", "recorded", "id")

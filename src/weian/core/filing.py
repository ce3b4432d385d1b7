"""Records of one kind filed by what their fields hold, so that a filter need not read them all.

Dozens of obligations ask for the same few kinds of record, each with another filter.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from weian.core.condition import Test


class Valued(Protocol):
    """What a filter looks at."""

    def value(self, name: str) -> Any: ...


R = TypeVar("R", bound=Valued)


class Filed(Generic[R]):
    """``records`` in their order, and what is known about them; they must not change meanwhile."""

    __slots__ = ("_alike", "_kept", "_places", "records")

    def __init__(self, records: list[R]) -> None:
        self.records = records
        self._kept: dict[tuple[Any, ...], list[R]] = {}
        self._places: dict[str, dict[Any, list[int]] | None] = {}
        self._alike: dict[int, list[list[R]]] = {len(records): [records]}

    def where(self, tests: Sequence[Test]) -> list[R]:
        """Those that every test accepts, in order; a missing field does not pass."""
        if not tests:
            return self.records
        asked = key_of(tests)
        found = self._kept.get(asked)
        if found is None:
            found = self._kept[asked] = self._one_of(self._read(tests))
        return found

    def _one_of(self, found: list[R]) -> list[R]:
        """The same list for the same records: a round that looks at everything passes every filter,
        and what follows from a list is then worked out once."""
        alike = self._alike.setdefault(len(found), [])
        for known in alike:
            if known == found:
                return known
        alike.append(found)
        return found

    def _read(self, tests: Sequence[Test]) -> list[R]:
        found, left = self.records, list(tests)
        for test in tests:
            looked_up = self._look_up(test)
            if looked_up is not None:
                found, left = looked_up, [t for t in tests if t is not test]
                break
        for test in left:
            found = [r for r in found if test.accepts(r.value(test.field)) is True]
        return found

    def having(self, name: str, value: str) -> list[R]:
        """Those whose field is this text, or a list with it, in order."""
        places = self._places_of(name)
        if places is None:
            return self.where((Test(name, "in", value),))
        return [self.records[n] for n in places.get(value, ())]

    def _look_up(self, test: Test) -> list[R] | None:
        """The answer to "holds one of these" by the places of the values; None where they have none."""
        if test.op != "in":
            return None
        places = self._places_of(test.field)
        if places is None:
            return None
        many = isinstance(test.value, list | tuple | set | frozenset)
        try:
            lists = [places.get(v, []) for v in (test.value if many else (test.value,))]
        except TypeError:
            return None
        numbers = lists[0] if len(lists) == 1 else sorted(set().union(*lists))
        return [self.records[n] for n in numbers]

    def _places_of(self, name: str) -> dict[Any, list[int]] | None:
        if name not in self._places:
            self._places[name] = _places(self.records, name)
        return self._places[name]


def _places(records: Sequence[Valued], name: str) -> dict[Any, list[int]] | None:
    """For each value of a field where it occurs; None if some value cannot be looked up."""
    out: dict[Any, list[int]] = {}
    try:
        for number, record in enumerate(records):
            actual = record.value(name)
            if actual is None:
                continue
            if type(actual) is str:
                values: Iterable[Any] = (actual,)
            elif isinstance(actual, list | tuple | set | frozenset):
                values = actual if len(actual) == 1 else dict.fromkeys(actual)
            else:
                values = (actual,)
            for value in values:
                found = out.get(value)
                if found is None:
                    out[value] = [number]
                else:
                    found.append(number)
    except TypeError:
        return None
    return out


def key_of(tests: Sequence[Test]) -> tuple[Any, ...]:
    """What two filters that ask the same have in common."""
    return tuple((t.field, t.op, _fixed(t.value)) for t in tests)


def _fixed(value: Any) -> Any:
    """The value of a test as something that can be a key; 1 is not "1"."""
    if isinstance(value, list | tuple | set | frozenset):
        return type(value).__name__, *map(repr, value)
    return type(value).__name__, value

"""Tests on named values, with three answers: true, false, unknown (``None``).

A closed grammar: a test names a field, an operator and a value. There are no expressions.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Truth = bool | None
_MANY = (list, tuple, set, frozenset)


def _has(actual: Any, wanted: Any) -> bool:
    options = wanted if isinstance(wanted, _MANY) else (wanted,)
    if isinstance(actual, _MANY):
        return any(v in options for v in actual)
    return actual in options


def _is_set(actual: Any, wanted: Any) -> bool:
    return (actual not in (None, "", [], ())) is bool(wanted)


OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "is": lambda a, b: bool(a == b),
    "not": lambda a, b: bool(a != b),
    "in": _has,
    "gte": lambda a, b: bool(a >= b),
    "lte": lambda a, b: bool(a <= b),
    "gt": lambda a, b: bool(a > b),
    "lt": lambda a, b: bool(a < b),
    "set": _is_set,
}


@dataclass(frozen=True, slots=True)
class Test:
    """``field op value``; ``in`` holds when any of the field's values is among the wanted ones."""

    __test__ = False  # the name is the domain's; pytest must not collect it

    field: str
    op: str
    value: Any

    def __post_init__(self) -> None:
        if self.op not in OPERATORS:
            raise ValueError(f"unknown operator {self.op!r}; known: {', '.join(OPERATORS)}")

    def holds(self, values: Mapping[str, Any]) -> Truth:
        """Unknown (``None``) when the field is absent, unless the test asks about absence."""
        return self.accepts(values.get(self.field))

    def accepts(self, actual: Any) -> Truth:
        """The answer for the field's own value; unknown when the two cannot be compared."""
        if self.op == "set":
            return _is_set(actual, self.value)
        if actual is None:
            return None
        try:
            return OPERATORS[self.op](actual, self.value)
        except TypeError:
            return None


@dataclass(frozen=True, slots=True)
class Condition:
    """All of ``all_of`` and, if given, at least one of ``any_of``."""

    all_of: tuple[Test, ...] = ()
    any_of: tuple[Test, ...] = ()

    def fields(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(t.field for t in (*self.all_of, *self.any_of)))

    def holds(self, values: Mapping[str, Any]) -> Truth:
        """Kleene logic: false beats unknown in "all", true beats unknown in "any"."""
        every: Truth
        if len(self.all_of) == 1:  # as most have
            every = self.all_of[0].holds(values)
        else:
            every = conjunction(t.holds(values) for t in self.all_of)
        if not self.any_of or every is False:
            return every
        some = disjunction(t.holds(values) for t in self.any_of)
        return conjunction((every, some))

    def unknown_fields(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The undeclared facts because of which the answer is open."""
        return tuple(f for f in self.fields() if values.get(f) is None)


def conjunction(truths: Iterable[Truth]) -> Truth:
    answer: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            answer = None
    return answer


def disjunction(truths: Iterable[Truth]) -> Truth:
    answer: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            answer = None
    return answer


def passes(tests: Iterable[Test], values: Mapping[str, Any]) -> bool:
    """Filter of evidence: a missing field does not pass."""
    return all(t.holds(values) is True for t in tests)

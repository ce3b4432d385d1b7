"""Declared facts as units store them: a level is the text "2", though packs may write 2."""

from collections.abc import Iterable
from typing import Any

from weian.core.condition import Condition, Test
from weian.org.facts import FACTS


def as_declared(key: str, value: Any) -> Any:
    """A value as it would be declared."""
    fact = FACTS.get(key)
    if fact is None or fact.type != "choice" or isinstance(value, bool | type(None)):
        return value
    return tuple(str(v) for v in value) if isinstance(value, tuple) else str(value)


def on_facts(condition: Condition) -> Condition:
    """A condition whose wanted values can be compared with declared ones."""
    return Condition(_tests(condition.all_of), _tests(condition.any_of))


def _tests(tests: Iterable[Test]) -> tuple[Test, ...]:
    return tuple(
        t if t.op == "set" else Test(t.field, t.op, as_declared(t.field, t.value)) for t in tests
    )

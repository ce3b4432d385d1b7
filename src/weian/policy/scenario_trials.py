"""What a scenario tries beside duties: forms filled in, steps of a case taken, the next letter.

For clauses that a kind or a flow keeps by refusing, so that no duty follows from them.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from weian.policy.when import Strict


class Filled(Strict):
    """A form ("violation", or "hazard.report" for what opens a case) with answers; ``refused`` are
    the fields that it must complain of, none when the answers must be taken."""

    form: str
    given: dict[str, Any] = {}
    refused: list[str] = []


class Taken(Strict):
    """A step ("letter.hold") tried on a case that is ``at`` a state and of which ``case`` is known;
    it ``leads`` to a state, or is ``refused`` for a reason: the name of a guard, "missing" for an
    answer that is not given, "wrong_state". ``by`` may be told apart from the case's people."""

    step: str
    at: str
    case: dict[str, Any] = {}
    by: dict[str, Any] = {}
    given: dict[str, Any] = {}
    leads: str | None = None
    refused: str | None = None


class Proposed(Strict):
    """What is known of a hazard that is still open, and the kind of letter that is due; "" for none."""

    hazard: dict[str, Any]
    letter: str = ""


def named(kind: str, key: str, value: object) -> Iterator[str]:
    """The names under which an answer is known: the field, and each choice of it."""
    yield f"{kind}.{key}"
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield f"{kind}.{key}={one}"


def plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Days as ISO text, as forms send them."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in answers.items()}

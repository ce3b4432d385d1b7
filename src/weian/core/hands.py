"""Whose hands an act went through: whoever acted, and for whom they stood in (委托代办).

What nobody may do twice (draw up and approve, put right and accept) they may neither do once for
themselves and once for another.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Given = Mapping[str, Any]


def hands(someone: Given) -> frozenset[int]:
    """The person of an actor (``id``) or of a step (``by``), and whom they acted for (``behalf``)."""
    found = (someone.get("id"), someone.get("by"), someone.get("behalf"))
    return frozenset(pk for pk in found if pk is not None)


def hands_of(steps: Iterable[Given]) -> frozenset[int]:
    """Everybody who had a hand in these steps."""
    return frozenset(pk for step in steps for pk in hands(step))


def opened(actor: Given, case: Given) -> bool:
    """Whether the actor had a hand in opening the case."""
    first = hands_of(case.get("steps", ())[:1])
    return not hands(actor).isdisjoint(first | {case["reporter"]})


def is_named(actor: Given, person: int | None) -> bool:
    """Whether the actor is this person, or stands in for them."""
    return person in hands(actor)

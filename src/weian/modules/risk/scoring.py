"""What a risk scores and which colour that is. Pure; the limits may be those of a unit.

LEC: L × E × C. LS: L × S. MES: M × E × S. The default limits are those in common use in China.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

#: The scores that each method multiplies, by field.
FACTORS: Final[Mapping[str, tuple[str, ...]]] = {
    "lec": ("score_l", "score_e", "score_c"),
    "ls": ("score_l", "score_s"),
    "mes": ("score_m", "score_e", "score_s"),
}


class Limits(NamedTuple):
    """The least score of each colour; below yellow it is blue."""

    red: float
    orange: float
    yellow: float


LIMITS: Final[Mapping[str, Limits]] = {
    "lec": Limits(320, 160, 70),
    "ls": Limits(20, 15, 9),
    "mes": Limits(180, 90, 50),
}


def missing(method: str, answers: Mapping[str, object]) -> tuple[str, ...]:
    """The scores that a method needs and that are not given."""
    return tuple(k for k in FACTORS[method] if answers.get(k) is None)


def score(method: str, answers: Mapping[str, object]) -> float | None:
    """The product of the method's scores; None while one is missing."""
    if missing(method, answers):
        return None
    product = 1.0
    for key in FACTORS[method]:
        product *= float(str(answers[key]))
    return round(product, 4)


def colour(value: float, limits: Limits) -> str:
    """The level of a score: red, orange, yellow or blue."""
    for level, least in zip(("red", "orange", "yellow"), limits, strict=True):
        if value >= least:
            return level
    return "blue"

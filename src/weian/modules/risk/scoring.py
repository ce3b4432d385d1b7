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


#: The usual meaning of each score, as (score, words). A unit's own standard says its own.
SCALES: Final[Mapping[str, Mapping[str, tuple[tuple[float, str], ...]]]] = {
    "lec": {
        "score_l": (
            (10, "完全可以预料"), (6, "相当可能"), (3, "可能，但不经常"), (1, "可能性小，完全意外"),
            (0.5, "很不可能，可以设想"), (0.2, "极不可能"), (0.1, "实际不可能"),
        ),
        "score_e": (
            (10, "连续暴露"), (6, "每天工作时间内暴露"), (3, "每周一次"), (2, "每月一次"),
            (1, "每年几次"), (0.5, "非常罕见"),
        ),
        "score_c": (
            (100, "十人以上死亡"), (40, "三至九人死亡"), (15, "一至二人死亡"), (7, "严重伤残"),
            (3, "重伤"), (1, "轻伤"),
        ),
    },
    "ls": {
        "score_l": (
            (5, "经常发生，没有控制"), (4, "较易发生"), (3, "有时发生"), (2, "很少发生"),
            (1, "几乎不会发生"),
        ),
        "score_s": (
            (5, "死亡或全院停诊"), (4, "重伤或多部门停诊"), (3, "多人轻伤或一个科室停诊"),
            (2, "一人轻伤"), (1, "没有伤害"),
        ),
    },
    "mes": {
        "score_m": ((5, "没有控制措施"), (3, "只有减轻后果的应急措施"), (1, "有有效的预防措施")),
        "score_e": (
            (10, "连续暴露"), (6, "每天工作时间内暴露"), (3, "每周一次"), (2, "每月一次"),
            (1, "每年几次"), (0.5, "更少"),
        ),
        "score_s": (
            (10, "有多人死亡"), (8, "有一人死亡或多人永久失能"), (4, "永久失能"), (2, "需要住院"),
            (1, "轻微"),
        ),
    },
}  # fmt: skip


def words(method: str, answers: Mapping[str, object]) -> str:
    """How a score came about, as “LEC 法：6 × 6 × 15 = 540”; "" while one is missing."""
    value = score(method, answers)
    if value is None:
        return ""
    factors = " × ".join(f"{float(str(answers[key])):g}" for key in FACTORS[method])
    return f"{method.upper()} 法：{factors} = {value:g}"

"""How long things take: medians, and two things in turns so that both meet the same machine."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

_WARM = 3


def once(run: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = perf_counter()
    run()
    return (perf_counter() - began) * 1000


def typical(run: Callable[[], object], times: int) -> float:
    """Median milliseconds of a call, after a few that are not counted."""
    return in_turns(run, lambda: None, times)[0]


def in_turns(
    one: Callable[[], object], other: Callable[[], object], times: int
) -> tuple[float, float]:
    """Median milliseconds of two calls, made alternately."""
    for _ in range(_WARM):
        one()
        other()
    pairs = [(once(one), once(other)) for _ in range(times)]
    return median(p[0] for p in pairs), median(p[1] for p in pairs)

"""How much there is to measure with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """``cases`` are totals reached one after the other; ``worked`` units of the first county have
    two years of records; ``standings`` open duties stand in all."""

    counties: int
    units: int  # of each county
    cases: tuple[int, ...]
    standings: int
    worked: int
    times: int  # each page is asked


FULL = Scale(10, 300, (10_000, 1_000_000), 1_000_000, 300, 21)
SMALL = Scale(10, 30, (10_000,), 30_000, 6, 5)

"""A picture of numbers with the table that it is drawn from: the script reads nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from weian.ui.shapes.common import Tone


class Mark(NamedTuple):
    """One number: ``value`` is drawn, ``text`` is written ("" writes the value), ``href`` opens the
    list behind it. None is not drawn and stands as a dash."""

    value: float | None
    text: str = ""
    href: str = ""

    @property
    def shown(self) -> str:
        """What stands in the table."""
        return self.text or ("—" if self.value is None else f"{self.value:g}")


class Series(NamedTuple):
    """A column. ``tone`` is its colour; one that is not ``drawn`` stands in the table alone."""

    title: str
    tone: Tone = ""
    drawn: bool = True


class Point(NamedTuple):
    """A row: its marks stand in the order of the series."""

    title: str
    marks: Sequence[Mark]
    href: str = ""


@dataclass(frozen=True)
class Chart:
    """``<c-chart :chart="…">``. ``kind``: lines or bars over time, bars that add up, or bars that lie
    (for names). ``head`` names what the points are; ``most`` is the upper end of the axis, for rates."""

    title: str
    head: str
    series: tuple[Series, ...]
    points: Sequence[Point] = ()
    kind: Literal["line", "bar", "stacked", "lying"] = "bar"
    unit: str = ""
    most: int | None = None
    note: str = ""
    empty: str = "还没有数据"

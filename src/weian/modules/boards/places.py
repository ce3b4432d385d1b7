"""Units by place: townships of a county, or the counties of whoever watches over several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from weian.core.score import Tally
from weian.core.verdict import OVERDUE, UNDETERMINED
from weian.duty import board
from weian.modules.boards.asking import Asked, county_place
from weian.org.queries import Person, Unit
from weian.ui.shapes.common import Tone

_NOWHERE = "未填所在地"
_NO_COUNTY = "本级和直属"


@dataclass
class Tile:
    """A place: its units, and what is overdue, unknown and open there. ``usual`` is how much a unit
    of the whole area has overdue on average."""

    place: str
    title: str
    units: list[Unit] = field(default_factory=list)
    overdue: int = 0
    undetermined: int = 0
    hazards: int = 0
    major: int = 0
    usual: float = 0.0

    @property
    def tone(self) -> Tone:
        """Its state: a major hazard or more overdue than the average unit has; some overdue;
        something not known; none of these."""
        if self.major or self.overdue > self.usual * len(self.units):
            return "overdue"
        return "soon" if self.overdue else "unknown" if self.undetermined else "ok"

    @property
    def word(self) -> str:
        """The same in words."""
        if self.major:
            return "有重大隐患"
        words = {"overdue": "逾期高于平均", "soon": "有逾期", "unknown": "有待核实"}
        return words.get(self.tone, "没有逾期")

    @property
    def units_url(self) -> str:
        """The list of its units."""
        return Asked("units", place=self.place).url

    @property
    def numbers(self) -> tuple[tuple[str, int, str], ...]:
        """(word, number, address of its list)."""
        shown = (
            ("逾期事项", self.overdue, "overdue"), ("待核实", self.undetermined, "undetermined"),
            ("未销号隐患", self.hazards, "hazards.open"), ("重大隐患", self.major, "hazards.major"),
        )  # fmt: skip
        return tuple((word, n, Asked(what, place=self.place).url) for word, n, what in shown)


def tiles(
    units: Iterable[Unit], duties: Mapping[int, Tally], hazards: Mapping[int, Mapping[str, int]]
) -> list[Tile]:
    """The places of some units in the order of their names."""
    found: dict[str, Tile] = {}
    listed = list(units)
    wide = len({unit.county_id for unit in listed if unit.county_id}) > 1
    names = {u.pk: str(u) for u in listed if wide and u.kind == "commission_county"}
    for unit in listed:
        place, title = _of(unit, wide, names)
        tile = found.setdefault(place, Tile(place, title))
        tally, cases = duties.get(unit.pk, Tally()), hazards.get(unit.pk, {})
        tile.units.append(unit)
        tile.overdue += tally.of(OVERDUE)
        tile.undetermined += tally.of(UNDETERMINED)
        tile.hazards += cases.get("all", 0)
        tile.major += cases.get("major", 0)
    usual = sum(tile.overdue for tile in found.values()) / max(1, len(listed))
    for tile in found.values():
        tile.usual = usual
    return sorted(found.values(), key=lambda tile: (not tile.place, tile.title))


def _of(unit: Unit, wide: bool, names: Mapping[int, str]) -> tuple[str, str]:
    if wide:
        pk = unit.county_id or 0
        return county_place(pk), names.get(pk, _NO_COUNTY)
    return unit.township, unit.township or _NOWHERE


def units_at(person: Person, at: datetime, asked: Asked) -> list[Unit]:
    """The units of a place on the boards of a person."""
    units = board.units_on_board(person, at)
    if asked.county is not None:
        return [unit for unit in units if (unit.county_id or 0) == asked.county]
    if asked.township is not None:
        return [unit for unit in units if unit.township == asked.township]
    return units

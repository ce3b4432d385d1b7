"""How far the tasks of a campaign have come: numbers by unit, task and status, on any day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.core.cache import cache
from django.db.models import Count, IntegerField, QuerySet, Sum

from weian.core.verdict import (
    GRACE,
    MET,
    MET_LATE,
    NOT_APPLICABLE,
    OPEN,
    OVERDUE,
    UNDETERMINED,
    UPCOMING,
    WAIVED,
)
from weian.duty import board, queries
from weian.duty.queries import Row
from weian.modules.campaign.finding import RIGHT, Campaign
from weian.org import queries as org
from weian.org.queries import Unit

#: What a number is about → its title and the statuses in it.
STATES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "all": ("全部", (MET, MET_LATE, OVERDUE, UNDETERMINED, OPEN, GRACE, UPCOMING)),
    "done": ("已完成", (MET, MET_LATE)),
    "late": ("其中逾期完成", (MET_LATE,)),
    "overdue": ("逾期", (OVERDUE,)),
    "undetermined": ("待核实", (UNDETERMINED,)),
    "waiting": ("进行中", (OPEN, GRACE)),
    "upcoming": ("未开始", (UPCOMING,)),
    "waived": ("已豁免", (WAIVED,)),
}
_KEPT_SECONDS: Final = 600
Line = tuple[int, str, str, int]


@dataclass
class Tally:
    """Numbers by status."""

    by_status: dict[str, int] = field(default_factory=dict)

    def add(self, status: str, n: int) -> None:
        self.by_status[status] = self.by_status.get(status, 0) + n

    def of(self, state: str) -> int:
        """How many are in a state."""
        return sum(self.by_status.get(s, 0) for s in STATES[state][1])

    @property
    def share(self) -> float:
        """Done over all; nothing asked is nothing done."""
        return self.of("done") / self.of("all") if self.of("all") else 0.0


@dataclass
class Progress:
    """The same by task, by unit, and by unit and task."""

    by_task: dict[str, Tally] = field(default_factory=dict)
    by_unit: dict[int, Tally] = field(default_factory=dict)
    by_both: dict[tuple[int, str], Tally] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Progress:
        """From (unit, obligation, status, number)."""
        out = cls()
        for unit, key, status, n in lines:
            out.by_task.setdefault(key, Tally()).add(status, n)
            out.by_unit.setdefault(unit, Tally()).add(status, n)
            out.by_both.setdefault((unit, key), Tally()).add(status, n)
        return out

    def tasks(self, keys: Iterable[str], unit: int | None = None) -> Tally:
        """Some tasks together, of all units or one."""
        out = Tally()
        for key in keys:
            found = self.by_task.get(key) if unit is None else self.by_both.get((unit, key))
            for status, n in found.by_status.items() if found else ():
                out.add(status, n)
        return out


def progress(campaign: Campaign, at: datetime, *, past: bool) -> Progress:
    """Where the tasks stand: now from the tables, on another day computed and kept a while."""
    if at == campaign.at:
        return Progress.of(_standing(campaign))
    units = [u.pk for u in campaign.units]
    place = f"campaign:{campaign.pk}:{at:%Y%m%d}:{hash(tuple(units))}"
    lines = cache.get(place)
    if lines is None:
        keys = campaign.keys(campaign.pack.obligations)
        rows = rows_of(campaign, keys, at, past=past)
        counts: dict[tuple[int, str, str], int] = {}
        homes = _homes(campaign)
        for row in rows:
            key = homes.get(row.owner_id, row.owner_id), row.obligation, row.status
            counts[key] = counts.get(key, 0) + 1
        lines = [(*key, n) for key, n in counts.items()]
        cache.set(place, lines, _KEPT_SECONDS)
    return Progress.of(lines)


def _standing(campaign: Campaign) -> Iterable[Line]:
    person, at = campaign.person, campaign.at
    open_ = queries.duties_visible(person, at, right=RIGHT).exclude(status=NOT_APPLICABLE)
    settled = board.settled(person, at)
    units = {u.pk for u in campaign.units}
    counted = _below(campaign, open_).annotate(n=Count("*", output_field=IntegerField()))
    summed = _below(campaign, settled).annotate(number=Sum("n"))
    yield from (line for rows in (counted, summed) for line in rows if line[0] in units)


def _below(campaign: Campaign, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    found = campaign.below(rows).filter(obligation__startswith=campaign.prefix)
    return found.order_by().values_list("unit_id", "obligation", "status")


def rows_of(
    campaign: Campaign, keys: frozenset[str], at: datetime, *, past: bool,
    units: Sequence[Unit] | None = None,
) -> list[Row]:  # fmt: skip
    """Every duty of some tasks, settled ones included; of some units only where they are named."""
    asked = list(campaign.units if units is None else units)
    wanted = [o for o in campaign.pack.obligations if campaign.prefix + o.id in keys]
    if any("department" in o.who.units for o in wanted):
        asked += org.departments_below(asked, at)
    return queries.every_row(asked, at, keys, past=past)


def _homes(campaign: Campaign) -> dict[int, int]:
    """Of each department the unit; empty while no task binds departments."""
    if not any("department" in o.who.units for o in campaign.pack.obligations):
        return {}
    units = [u.pk for u in campaign.units]
    return dict(
        org.Unit.objects.filter(parent__in=units, kind="department").values_list("pk", "parent_id")
    )

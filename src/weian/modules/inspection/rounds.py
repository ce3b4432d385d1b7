"""Rounds of a patrol: which checkpoints a shift has to reach how often, and what was missed.

A shift is a day or a night; a night belongs to the evening's date. Pure over what is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from weian.base.clock import TZ
from weian.core.cadence import Rules

_NIGHT: Final = Rules().night
NO_ROUTE: Final = "未分路线"


class Shift(NamedTuple):
    """``begins`` ≤ moments < ``ends``, aware."""

    day: date
    night: bool
    begins: datetime
    ends: datetime

    @property
    def title(self) -> str:
        """11月5日夜间."""
        return f"{self.day.month}月{self.day.day}日{'夜间' if self.night else '白天'}"


def shift_of(at: datetime) -> Shift:
    """The shift in which a moment lies."""
    local = at.astimezone(TZ)
    evening, morning = _NIGHT
    if morning <= local.time() < evening:
        return _shift(local.date(), night=False)
    before = local.time() < morning
    return _shift(local.date() - timedelta(days=before), night=True)


def before(shift: Shift) -> Shift:
    """The shift that ended when this one began."""
    return shift_of(shift.begins - timedelta(minutes=1))


def _shift(day: date, *, night: bool) -> Shift:
    evening, morning = _NIGHT
    if night:
        return Shift(day, True, _at(day, evening), _at(day + timedelta(days=1), morning))
    return Shift(day, False, _at(day, morning), _at(day, evening))


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, TZ)


@dataclass(frozen=True)
class Point:
    """A checkpoint: how often each shift has to reach it, and when it was reached."""

    id: str
    name: str
    route: str
    place: str
    asked: int
    scans: tuple[datetime, ...]

    @property
    def missing(self) -> int:
        """Rounds that are still owed."""
        return max(0, self.asked - len(self.scans))


@dataclass(frozen=True)
class Route:
    """The points of one route, in the order of their names."""

    name: str
    points: tuple[Point, ...]

    @property
    def rounds(self) -> int:
        """Whole rounds: every point was reached at least so often."""
        return min((len(p.scans) for p in self.points), default=0)

    @property
    def asked(self) -> int:
        """Rounds owed by the shift."""
        return max((p.asked for p in self.points), default=0)

    @property
    def missed(self) -> tuple[Point, ...]:
        """Points that were reached too rarely."""
        return tuple(p for p in self.points if p.missing)


def routes_of(
    points: Iterable[tuple[str, str, Mapping[str, object]]],
    scans: Iterable[tuple[str, datetime]],
    shift: Shift,
) -> list[Route]:
    """``points`` are (id, name, data) of checkpoints, ``scans`` (id of a checkpoint, moment)."""
    reached: dict[str, list[datetime]] = {}
    for key, moment in scans:
        if shift.begins <= moment < shift.ends:
            reached.setdefault(key, []).append(moment)
    routes: dict[str, list[Point]] = {}
    for key, name, data in points:
        often = data.get("per_night" if shift.night else "per_day")
        route = str(data.get("route") or NO_ROUTE)
        made = Point(
            key, name, route, str(data.get("place") or ""), int(str(often or 0)),
            tuple(sorted(reached.get(key, ()))),
        )  # fmt: skip
        routes.setdefault(route, []).append(made)
    return [Route(name, tuple(found)) for name, found in sorted(routes.items())]


def completes(route: Route, point: str) -> bool:
    """Whether one more scan of a point makes the round whole."""
    rounds = route.rounds
    return bool(route.points) and all(len(p.scans) > rounds for p in route.points if p.id != point) and any(
        p.id == point and len(p.scans) == rounds for p in route.points
    )  # fmt: skip


def gaps(routes: Sequence[Route]) -> list[str]:
    """What a shift missed, in words for its record."""
    return [
        f"{point.name}（应巡 {point.asked} 次，实巡 {len(point.scans)} 次）"
        for route in routes
        for point in route.missed
    ]

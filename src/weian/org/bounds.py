"""The bounds of a person: the houses and areas of all grants, whatever right they carry, and the own
house.

Wider than ``visible_to``, which narrows by right, department and maker: a department's staff choose
from what their house has and read what hangs on its walls. Nothing of another house, nor of another
area, is inside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from weian.base import bounds
from weian.base.bounds import Bounds
from weian.base.clock import day_of
from weian.org.models import Grant, Person, Unit
from weian.org.querysets import reach_of

_LEVELS = {
    "province_id": "province",
    "city_id": "city",
    "county_id": "county",
    "institution_id": "institution",
    "unit_id": "unit",
}
_Place = tuple[str, int, Person | Unit]
_COLUMNS = ("province_id", "city_id", "county_id", "institution_id")


def bounds_of(person: Person, at: datetime) -> Bounds:
    """What the database lets this person's requests see at a moment.

    Own rows only for somebody who has left or whose account is closed. Whoever stands in for somebody
    has the bounds of what was lent. Whoever reads a house or an area sees no more for having made it
    (``visible_to``), so that those bounds are one comparison.
    """
    day = day_of(at)
    own = Bounds(person=tuple(sorted(person.hands)))
    if not (person.is_active and person.works_on(day)):
        return own
    with bounds.within(own):  # a person's own grants are theirs to read
        grants = person.grants_on(day)
    places: list[_Place] = [
        (*_employer(person), person),
        *((*_house(grant.unit), grant.unit) for grant in grants),
    ]
    for level in ("unit", "institution", "county", "city"):
        places = _widened(places, level)
    said = {(level, number) for level, number, _ in places}
    found: dict[str, set[int]] = {}
    for level, number, row in places:
        if not _inside(row, said - {(level, number)}):
            found.setdefault(level, set()).add(number)
    wide = any(column in reach_of(grants, "read") for column in _COLUMNS)
    return Bounds(
        **{level: tuple(sorted(units)) for level, units in found.items()},
        above=_above(person, grants),
        person=own.person,
        own=() if wide else own.person,
        everything="",
    )


def _widened(places: list[_Place], level: str) -> list[_Place]:
    """Where somebody has grants on more units of a level than a policy compares with, the areas
    around them: these bounds are a net, and ``visible_to`` still tells one unit from the next."""
    if len({number for at, number, _ in places if at == level}) <= bounds.LONGEST:
        return places
    return [_around(row) if at == level else (at, number, row) for at, number, row in places]


def _around(row: Person | Unit) -> _Place:
    """The nearest area that a unit, or whoever works there, lies in."""
    for column in ("county_id", "city_id", "province_id"):
        number = getattr(row, column)
        if number is not None and not (isinstance(row, Unit) and number == row.pk):
            return _LEVELS[column], number, row
    raise ValueError(f"no area around {row.pk}")


def _inside(row: Person | Unit, places: Collection[tuple[str, int]]) -> bool:
    """Whether a place lies within another: one comparison in the database is faster than two."""
    return any((_LEVELS[column], getattr(row, column)) in places for column in _COLUMNS)


def _employer(person: Person) -> tuple[str, int]:
    whole = person.institution_id == person.unit_id
    return "institution" if whole else "unit", person.unit_id


def _house(unit: Unit) -> tuple[str, int]:
    """The level and number of a house; a department's is the body that it belongs to."""
    column = unit.level_column
    if column != "department_id":
        return _LEVELS[column], unit.pk
    above = unit.parent_id or unit.pk
    return "institution" if unit.institution_id == above else "unit", above


def _above(person: Person, grants: Iterable[Grant]) -> tuple[int, ...]:
    """The bodies above by level; of very many the last, which are the nearest."""
    rows: Iterable[Person | Unit] = (person, *(grant.unit for grant in grants))
    numbers = {getattr(row, column) for row in rows for column in _COLUMNS} - {None}
    return tuple(sorted(numbers)[-bounds.LONGEST :])

"""What everybody may do and see, from the table of rights and from how places lie to one another.

The relations are spelled out here a second time, so that ``rights.covers`` and ``visible_to`` are
held against something that they did not make.
"""

from tests.isolation.places import (
    SHAPE,
    Place,
    person_word,
    phone_word,
    private_word,
    text_word,
    unit_word,
    unsent_word,
)
from tests.isolation.viewers import Viewer
from tests.isolation.world import World
from weian.org.rights import INSTITUTION_WIDE, holds

_WITHIN = ("own", "department", "subordinate")


def relation(viewer: str, place: str) -> str:
    """How a place lies to a viewer's: "own", "department" (of the own unit), "subordinate",
    "other department", "ancestor", "other unit", "other county"."""
    if viewer == place:
        return "own"
    if viewer[0] != place[0]:
        return "other county"
    above, below = _line(viewer[1:]), _line(place[1:])
    if viewer[1:] in below:
        return (
            "department" if place[1:].startswith("dep") and viewer[1:] == "hosp" else "subordinate"
        )
    if place[1:] in above:
        return "ancestor"
    same = viewer[1:].startswith("dep") and place[1:].startswith("dep")
    return "other department" if same else "other unit"


def _line(key: str) -> list[str]:
    parent = SHAPE[key][2]
    return [*_line(parent), parent] if parent else []


def may(viewer: Viewer, right: str, place: Place) -> bool:
    """Whether a viewer holds a right where a thing stands."""
    here = bool(viewer.place.department)
    if not viewer.role or not holds(viewer.role, right, on_department=here):
        return False
    found = relation(viewer.place.key, place.key)
    if found in _WITHIN:
        return True
    wide = here and right in INSTITUTION_WIDE
    return wide and (
        found == "other department" or (found == "ancestor" and place.key[1:] == "hosp")
    )


def anywhere(viewer: Viewer, right: str) -> bool:
    """Whether a viewer holds a right at all."""
    return bool(viewer.role) and holds(
        viewer.role, right, on_department=bool(viewer.place.department)
    )


def reads(viewer: Viewer, place: Place) -> bool:
    """Whether the rows of a place are seen."""
    return may(viewer, "read", place)


def sees_unit(viewer: Viewer, place: Place) -> bool:
    """The units of the grants, and where one works oneself, for whoever may read anything."""
    if reads(viewer, place):
        return True
    some = any(anywhere(viewer, right) for right in ("read", "read.own"))
    own = (viewer.place.unit, viewer.place.department)
    return some and place.where in own


def allowed(viewer: Viewer, world: World) -> set[str]:
    """The words that a viewer may ever read."""
    out = {viewer.own}
    for key, place in world.places.items():
        seen, same = reads(viewer, place), place.unit == viewer.place.unit
        above = relation(viewer.place.key, key) == "ancestor"
        if seen:
            out |= {text_word(key), phone_word(key)}
        house = same or place.unit.parent == viewer.place.unit
        if seen or house or above:
            out.add(unit_word(key))
        if seen or same or above:  # those of the commission are named where they acted
            out.add(person_word(key))
        if may(viewer, "health.read", place):
            out.add(private_word(key))
        if seen and same:
            out.add(unsent_word(key))
    return out


def of_health(viewer: Viewer, world: World) -> set[str]:
    """What health files say besides: whose they are, and what those people work with."""
    seen = [k for k, p in world.places.items() if may(viewer, "health.read", p)]
    return {word(k) for k in seen for word in (person_word, text_word, private_word)}


def of_house(viewer: Viewer, world: World) -> set[str]:
    """The texts of a viewer's own house, which some of its pages show to all who work there."""
    mine = [k for k, p in world.places.items() if p.unit == viewer.place.unit]
    return {word(k) for k in mine for word in (text_word, phone_word)}

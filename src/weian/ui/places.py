"""Pages of their own that stand beside the ledgers of an area; modules name theirs when they load."""

from typing import Final, NamedTuple


class Place(NamedTuple):
    """A page: what it is called, the area of work it belongs to, where it is, what it is for."""

    title: str
    area: str
    url: str
    help: str


PLACES: Final[dict[str, Place]] = {}


def add(*places: Place) -> None:
    """Name pages; the same address twice is once."""
    PLACES.update((place.url, place) for place in places)

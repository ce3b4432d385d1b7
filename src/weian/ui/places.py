"""Pages of their own that stand beside the ledgers of an area; modules name theirs when they load."""

from typing import Final, NamedTuple

from weian.ui.shapes import Tab


class Place(NamedTuple):
    """A page: what it is called, the area of work it belongs to, where it is, what it is for, and
    the right that somebody must have somewhere to be led to it."""

    title: str
    area: str
    url: str
    help: str
    right: str = "read"


PLACES: Final[dict[str, Place]] = {}


def add(*places: Place) -> None:
    """Name pages; the same address twice is once."""
    PLACES.update((place.url, place) for place in places)


#: The boards, in the order of their tabs; modules put theirs beside the board of duties.
BOARDS: Final[dict[str, str]] = {"/board/": "责任事项"}


def add_board(title: str, url: str) -> None:
    """Name a board."""
    BOARDS[url] = title


def board_tabs(here: str) -> tuple[Tab, ...]:
    """A tab for every board."""
    return tuple(Tab(title, url, active=url == here) for url, title in BOARDS.items())

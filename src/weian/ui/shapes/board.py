"""The board: units against areas."""

from dataclasses import dataclass, field
from typing import NamedTuple

from weian.ui.shapes.common import Figure, Page
from weian.ui.shapes.ledger import Filter


class BoardCell(NamedTuple):
    """Counts of duties. ``total`` holds every window that counts, undetermined ones included.

    A cell with ``total == 0`` shows a dash: nothing is owed there.
    """

    met: int = 0
    total: int = 0
    overdue: int = 0
    undetermined: int = 0
    late: int = 0
    href: str = ""

    @property
    def tone(self) -> str:
        """CSS tone: overdue before undetermined before all met."""
        if self.total == 0:
            return "none"
        if self.overdue:
            return "overdue"
        if self.undetermined:
            return "unknown"
        return "ok" if self.met == self.total else "open"


@dataclass(frozen=True)
class BoardArea:
    """A column."""

    key: str
    title: str
    href: str = ""


@dataclass(frozen=True)
class BoardRow:
    """A unit; ``cells`` stand in the order of the areas, ``total`` sums them."""

    title: str
    cells: tuple[BoardCell, ...]
    href: str = ""
    hint: str = ""
    total: BoardCell | None = None


class Pager(NamedTuple):
    """Which rows these are ("第 1—50 家，共 300 家"), and the pages beside."""

    place: str
    prev_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, kw_only=True)
class BoardShape(Page):
    """``ui/board.html``. The view orders rows (overdue first). ``computing`` says what is still
    being worked out, and the board says it too. Of many units one page is shown: ``pager`` says
    which; ``search`` is the typed name, None leaves the box out.
    """

    areas: tuple[BoardArea, ...] = ()
    rows: tuple[BoardRow, ...] = ()
    totals: BoardRow | None = None
    figures: tuple[Figure, ...] = ()
    filters: tuple[Filter, ...] = field(default=())
    computing: str = ""
    row_title: str = "单位"
    export_url: str = ""
    search: str | None = None
    pager: Pager | None = None

"""The board: units against areas."""

from dataclasses import dataclass, field

from weian.ui.shapes.common import Figure, Page
from weian.ui.shapes.ledger import Filter


@dataclass(frozen=True)
class BoardCell:
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

    @property
    def words(self) -> str:
        """The whole cell as a sentence, for hover and screen readers."""
        if self.total == 0:
            return "没有应尽的责任事项"
        parts = [f"应完成 {self.total} 项，已完成 {self.met} 项"]
        parts += [f"其中逾期完成 {self.late} 项"] if self.late else []
        parts += [f"逾期 {self.overdue} 项"] if self.overdue else []
        parts += [f"待核实 {self.undetermined} 项"] if self.undetermined else []
        return "，".join(parts)


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


@dataclass(frozen=True, kw_only=True)
class BoardShape(Page):
    """``ui/board.html``. The view orders rows (overdue first). ``computing`` says what is still
    being worked out, and the board says it too."""

    areas: tuple[BoardArea, ...] = ()
    rows: tuple[BoardRow, ...] = ()
    totals: BoardRow | None = None
    figures: tuple[Figure, ...] = ()
    filters: tuple[Filter, ...] = field(default=())
    computing: str = ""
    row_title: str = "单位"
    export_url: str = ""

"""The ledger: a list of many rows with filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from weian.ui.shapes.common import Action, Empty, Figure, Level, Page, Tone


@dataclass(slots=True)
class Option:
    """One choice of a filter. Not frozen: a city offers hundreds, and frozen ones take thrice as long."""

    value: str
    title: str
    count: str = ""


@dataclass(frozen=True)
class Filter:
    """A filter chip. Its value travels as GET parameter ``key``; "" means not filtered.

    ``kind="range"`` offers two days, as ``key_from`` and ``key_to``, their values in ``value`` and
    ``value_to``. More than twelve options are offered as a searchable select.
    """

    key: str
    title: str
    options: tuple[Option, ...] = ()
    value: str = ""
    kind: Literal["choice", "range", "text"] = "choice"
    value_to: str = ""

    @property
    def active(self) -> bool:
        """Whether it narrows the list."""
        return bool(self.value or self.value_to)

    @property
    def shown(self) -> str:
        """The chosen value in words."""
        if self.kind == "range":
            return f"{self.value or '最早'} 至 {self.value_to or '今天'}"
        return next((o.title for o in self.options if o.value == self.value), self.value)


@dataclass(frozen=True)
class Chip:
    """A preset view above the table (全部 · 未销号 · 重大)."""

    title: str
    url: str
    active: bool = False
    count: str = ""


@dataclass(frozen=True)
class Column:
    """A column. ``sortable`` links the head to ``?sort=key`` and ``?sort=-key``.

    ``hidden`` starts it switched off in the column chooser. On phones the first column is the head
    of the card; ``phone=False`` leaves a column out there.
    """

    key: str
    title: str
    kind: Literal["text", "number", "date", "status", "level", "rate"] = "text"
    align: Literal["", "end", "center"] = ""
    sortable: bool = False
    hidden: bool = False
    phone: bool = True
    width: Literal["", "narrow", "wide"] = ""

    @property
    def descending(self) -> str:
        """The value of ``sort`` that turns it round."""
        return f"-{self.key}"

    @property
    def classes(self) -> str:
        """CSS classes of its cells: numbers and dates line up."""
        end = "end" if self.kind in {"number", "rate"} else self.align
        names = [
            f"k-{self.kind}",
            f"a-{end}" if end else "",
            f"w-{self.width}" if self.width else "",
            "" if self.phone else "no-phone",
            "col-off" if self.hidden else "",
        ]
        return " ".join(filter(None, names))


class Cell(NamedTuple):
    """One value. ``sub`` is a quiet second line, ``title`` the exact text on hover.

    A tuple, as pages make hundreds of them.
    """

    text: str
    href: str = ""
    tone: Tone = ""
    level: Level = ""
    sub: str = ""
    title: str = ""


class Row(NamedTuple):
    """One row; ``href`` opens it from its first cell. Cells stand in the order of the columns."""

    id: str
    cells: Sequence[Cell]
    href: str = ""
    tone: Tone = ""


@dataclass(frozen=True, kw_only=True)
class Ledger(Page):
    """``ui/ledger.html``. ``count`` is text, so that it may be 约 12000; None shows none.

    ``key`` names the list for what the browser remembers (chosen columns). ``sort`` is the sorted
    column's key, with a minus when descending. ``search`` is the typed text (GET ``q``); None
    leaves the search box out. ``bulk`` are steps that a flow allows on several rows at once; they
    post the ids as ``id``.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row] = ()
    key: str = ""
    count: str | None = None
    sort: str = ""
    filters: tuple[Filter, ...] = ()
    views: tuple[Chip, ...] = ()
    search: str | None = None
    search_hint: str = "搜索"
    next_url: str = ""
    prev_url: str = ""
    export_url: str = ""
    import_url: str = ""
    create: tuple[Action, ...] = ()
    bulk: tuple[Action, ...] = ()
    figures: tuple[Figure, ...] = ()
    empty: Empty = Empty("没有符合条件的记录", "换一个条件，或清除筛选。")

    @property
    def filtered(self) -> bool:
        """Whether a filter or a search narrows the list."""
        return bool(self.search) or any(f.active for f in self.filters)

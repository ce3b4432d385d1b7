"""The rows of a ledger as HTML.

The one place where markup is written in Python: fifty rows of nine cells cost a template about ten
milliseconds and this about one, and the ledger is the page that people wait for most.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape  # every text here is a plain str, so Django's lazy one would only cost
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from weian.ui.shapes import Cell, Chip, Column, Ledger, Row

_PLAIN = Cell("")[1:]  # nothing but its text, as most cells are


def body(page: Ledger) -> SafeString:
    """Every row of the ledger; each text escaped once, here."""
    heads = [
        f' class="{c.classes}" data-col="{escape(c.key)}" data-label="{escape(c.title)}"'
        for c in page.columns
    ]
    seen: dict[Cell, str] = {}
    return mark_safe("".join([_row(row, heads, bool(page.bulk), seen) for row in page.rows]))


@lru_cache(maxsize=64)
def column_menu(columns: tuple[Column, ...]) -> SafeString:
    """The choice of columns that are shown, but for the first; the same for everybody."""
    ticked = {True: "", False: " checked"}
    return mark_safe(
        "".join(
            '<li><label class="menu-item"><input type="checkbox" class="form-check-input"'
            f' data-column="{escape(c.key)}"{ticked[c.hidden]}>{escape(c.title)}</label></li>'
            for c in columns[1:]
        )
    )


def views(chips: Iterable[Chip]) -> SafeString:
    """The preset views above the list."""
    return mark_safe("".join([_view(chip) for chip in chips]))


def _view(chip: Chip) -> str:
    lit, current = (" is-active", ' aria-current="page"') if chip.active else ("", "")
    count = f'<span class="tab-count">{escape(chip.count)}</span>' if chip.count else ""
    inner = f"{escape(chip.title)}{count}"
    return f'<a class="view{lit}" href="{escape(chip.url)}"{current}>{inner}</a>'


def head(
    page: Ledger, query: Sequence[tuple[str, str]] | None, icons: Mapping[str, str]
) -> SafeString:
    """The heads of the columns. ``query`` is the address without its order; None sorts nothing."""
    begin = f"{urlencode(query)}&" if query else ""
    return mark_safe(
        "".join(_head(page, c, begin if query is not None else None, icons) for c in page.columns)
    )


def _head(page: Ledger, column: Column, begin: str | None, icons: Mapping[str, str]) -> str:
    key, sign, order = column.key, "sort", ""
    if page.sort == key:
        sign, order = "up", ' aria-sort="ascending"'
    elif page.sort == column.descending:
        sign, order = "down", ' aria-sort="descending"'
    inner = escape(column.title)
    if column.sortable and begin is not None:
        wanted = column.descending if page.sort == key else key
        url = escape(f"?{begin}{urlencode({'sort': wanted})}")
        inner = f'<a class="sort" href="{url}">{inner}{icons[sign]}</a>'
    return f'<th scope="col" class="{column.classes}" data-col="{escape(key)}"{order}>{inner}</th>'


def _row(row: Row, heads: Sequence[str], bulk: bool, seen: dict[Cell, str]) -> str:
    """``seen`` holds the cells of the rows before: most are of a few units, states and days."""
    tick = (
        f'<td class="pick"><input type="checkbox" class="form-check-input" name="id" value="{escape(row.id)}" form="bulk" aria-label="选择这一行"></td>'
        if bulk
        else ""
    )
    tone = f' class="t-{row.tone}"' if row.tone else ""
    cells: list[str] = []
    for head, cell in zip(heads, row.cells, strict=True):
        inner = seen.get(cell) if cells else _open(row, cell)
        if inner is None:
            inner = seen[cell] = escape(cell[0]) if cell[1:] == _PLAIN else _inner(cell)
        cells.append(f"<td{head}>{inner}</td>")
    return f"<tr{tone}>{tick}{''.join(cells)}</tr>"


def _open(row: Row, cell: Cell) -> str:
    if not row.href or cell.href:
        return _inner(cell)
    return f'<a class="row-link" href="{escape(row.href)}"{_hover(cell)}>{escape(cell.text)}</a>{_sub(cell)}'


def _inner(cell: Cell) -> str:
    text = escape(cell.text)
    if cell.level:
        text = f'<span class="level level-{cell.level}">{text}</span>'
    if cell.tone:
        text = f'<span class="tone tone-{cell.tone}"{_hover(cell)}>{text}</span>'
    elif cell.title:
        text = f"<span{_hover(cell)}>{text}</span>"
    if cell.href:
        text = f'<a href="{escape(cell.href)}">{text}</a>'
    return text + _sub(cell)


def _hover(cell: Cell) -> str:
    return f' title="{escape(cell.title)}"' if cell.title else ""


def _sub(cell: Cell) -> str:
    return f'<small class="sub">{escape(cell.sub)}</small>' if cell.sub else ""

"""The rows of a ledger as HTML.

The one place where markup is written in Python: fifty rows of nine cells cost a template about ten
milliseconds and this about one, and the ledger is the page that people wait for most.
"""

from collections.abc import Mapping, Sequence
from html import escape  # every text here is a plain str, so Django's lazy one would only cost
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from weian.ui.shapes import Cell, Column, Ledger, Row

_PLAIN = Cell("")[1:]  # nothing but its text, as most cells are


def body(page: Ledger) -> SafeString:
    """Every row of the ledger; each text escaped once, here."""
    heads = [
        f' class="{c.classes}" data-col="{escape(c.key)}" data-label="{escape(c.title)}"'
        for c in page.columns
    ]
    return mark_safe("".join(_row(row, heads, bool(page.bulk)) for row in page.rows))


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


def _row(row: Row, heads: Sequence[str], bulk: bool) -> str:
    tick = (
        f'<td class="pick"><input type="checkbox" class="form-check-input" name="id" value="{escape(row.id)}" form="bulk" aria-label="选择这一行"></td>'
        if bulk
        else ""
    )
    tone = f' class="t-{row.tone}"' if row.tone else ""
    cells = [
        f"<td{head}>{escape(cell[0]) if cell[1:] == _PLAIN else _inner(cell)}</td>"
        for head, cell in zip(heads, row.cells, strict=True)
    ]
    if cells:
        cells[0] = f"<td{heads[0]}>{_open(row, row.cells[0])}</td>"
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

"""The rows of a ledger as HTML.

The one place where markup is written in Python: fifty rows of nine cells cost a template about ten
milliseconds and this about one, and the ledger is the page that people wait for most.
"""

from collections.abc import Sequence
from html import escape  # every text here is a plain str, so Django's lazy one would only cost

from django.utils.safestring import SafeString, mark_safe

from weian.ui.shapes import Cell, Ledger, Row


def body(page: Ledger) -> SafeString:
    """Every row of the ledger; each text escaped once, here."""
    heads = [
        (f' class="{c.classes}" data-col="{escape(c.key)}"', escape(c.title)) for c in page.columns
    ]
    return mark_safe("".join(_row(row, heads, bool(page.bulk)) for row in page.rows))


def _row(row: Row, heads: Sequence[tuple[str, str]], bulk: bool) -> str:
    tick = (
        f'<td class="pick"><input type="checkbox" class="form-check-input" name="id" value="{escape(row.id)}" form="bulk" aria-label="选择这一行"></td>'
        if bulk
        else ""
    )
    tone = f' class="t-{row.tone}"' if row.tone else ""
    cells = "".join(
        f'<td{attributes} data-label="{title}">{_open(row, cell) if not at else _inner(cell)}</td>'
        for at, ((attributes, title), cell) in enumerate(zip(heads, row.cells, strict=True))
    )
    return f"<tr{tone}>{tick}{cells}</tr>"


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

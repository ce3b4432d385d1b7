"""The rows of a board as HTML: written in Python like a ledger's, as a county has thousands of cells."""

from html import escape

from django.utils.safestring import SafeString, mark_safe

from weian.ui.shapes import BoardCell, BoardRow, BoardShape


def body(page: BoardShape) -> SafeString:
    """The sums, then every unit."""
    titles = [escape(area.title) for area in page.areas]
    sums = [_row(page.totals, titles, "board-sum")] if page.totals else []
    return mark_safe("".join([*sums, *(_row(row, titles, "") for row in page.rows)]))


def _row(row: BoardRow, titles: list[str], kind: str) -> str:
    name = escape(row.title)
    head = f'<a href="{escape(row.href)}">{name}</a>' if row.href else name
    hint = f'<small class="sub">{escape(row.hint)}</small>' if row.hint else ""
    total = (
        _cell(row.total, "合计", " board-total") if row.total else '<td class="board-total"></td>'
    )
    cells = "".join(_cell(cell, title) for cell, title in zip(row.cells, titles, strict=True))
    return f'<tr class="{kind}"><th scope="row" class="board-unit">{head}{hint}</th>{total}{cells}</tr>'


def _cell(cell: BoardCell, title: str, more: str = "") -> str:
    met, total, overdue, undetermined, late, href = cell
    if not total:
        return f'<td class="cell-none{more}" data-label="{title}"><span title="没有应尽的责任事项">—</span></td>'
    marks = f"<b>逾期 {overdue}</b>" if overdue else ""
    if undetermined:
        marks += f"<i>待核实 {undetermined}</i>"
    hover = f' title="其中逾期完成 {late} 项"' if late else ""
    inner = f"{hover}>{marks}<span>{met}/{total}</span>"
    link = f'<a href="{escape(href)}"{inner}</a>' if href else f"<span{inner}</span>"
    return f'<td class="cell-{cell.tone}{more}" data-label="{title}">{link}</td>'

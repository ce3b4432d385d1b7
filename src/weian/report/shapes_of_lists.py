"""The list behind a figure, laid out."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from weian.base.errors import NotVisible
from weian.org import queries as org
from weian.report.behind import behind
from weian.report.consolidating import RETURN
from weian.report.counting import plain
from weian.report.table import Table
from weian.ui.shapes import Cell, Column, Crumb, Empty, Figure, Ledger, Row


def behind_page(
    table: Table | None, place: str, person: org.Person, at: datetime, *crumbs: Crumb
) -> Ledger:
    """What was counted for the cell at ``place`` ("row-column"); NotVisible where nothing was."""
    row, _, column = place.partition("-")
    refs = table.behind.get(f"{row}:{column}") if table else None
    if table is None or refs is None or refs[0].startswith(RETURN):
        raise NotVisible
    found = behind(refs, person, at)
    cells = table.rows[int(row)]
    head = next((text for text in cells[:-1] if text), "")
    title = table.columns[int(column)].title
    named = cells[1] if title == "数值" else f"{head}：{title}"
    amounts = [item.amount for item in found.items if item.amount]
    summed = _sum(amounts)
    figures = [Figure("报表中的数字", cells[int(column)]), Figure("清单条数", str(len(refs)))]
    if summed:
        figures.append(Figure("数量合计", summed))
    if found.hidden:
        figures.append(Figure("您无权查看的", str(found.hidden), tone="late"))
    return Ledger(
        title=named,
        subtitle="签字时计入的各项；签字前随台账变化。",
        crumbs=crumbs,
        key="report-behind",
        figures=tuple(figures),
        columns=(
            Column("title", "内容", width="wide"), Column("day", "日期", "date"),
            Column("note", "情况"), Column("amount", "数量", "number", hidden=not amounts),
        ),
        rows=[
            Row(str(n), [Cell(i.title), Cell(i.day), Cell(i.note), Cell(i.amount)], i.url)
            for n, i in enumerate(found.items)
        ],
        count=str(len(found.items)),
        empty=Empty("没有您可以查看的内容", "计入的事项不在您的查看范围内。"),
    )  # fmt: skip


def _sum(amounts: list[str]) -> str:
    """The amounts added up; "" where they are rates or none."""
    try:
        return plain(sum((Decimal(a) for a in amounts), Decimal())) if amounts else ""
    except InvalidOperation:
        return ""

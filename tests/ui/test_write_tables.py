"""The rows that are written in Python: nothing gets through unescaped, nothing gets lost."""

import re

from weian.ui import choices, matrix, table
from weian.ui.shapes import (
    Action,
    BoardArea,
    BoardCell,
    BoardRow,
    BoardShape,
    Cell,
    Column,
    Filter,
    Ledger,
    Option,
    Row,
)

EVIL = '<b onclick="x">&\''


def ledger(cell: Cell, **more: object) -> str:
    columns = (Column("a", "甲"), Column("b", EVIL, kind="number", hidden=True, phone=False))
    row = Row('"1"', (cell, Cell(EVIL, sub=EVIL, title=EVIL)), href="/x?a=1&b=2")
    return table.body(Ledger(title="表", columns=columns, rows=(row,), **more))  # type: ignore[arg-type]


def test_texts_and_addresses_are_escaped() -> None:
    html = ledger(Cell(EVIL, title=EVIL, sub=EVIL))
    assert "<b" not in html
    assert "onclick=&quot;" in html
    assert 'href="/x?a=1&amp;b=2"' in html


def test_the_first_cell_opens_the_row_unless_it_leads_elsewhere() -> None:
    assert 'class="row-link" href="/x' in ledger(Cell("甲"))
    assert "row-link" not in ledger(Cell("甲", href="/y"))


def test_rows_that_look_alike_open_each_their_own() -> None:
    alike = (Cell("甲", sub="乙"), Cell("甲", sub="乙"))
    rows = [Row(str(n), alike, href=f"/x/{n}") for n in range(2)]
    html = table.body(Ledger(title="表", columns=(Column("a", "甲"), Column("b", "乙")), rows=rows))
    assert re.findall(r'href="([^"]+)"', html) == ["/x/0", "/x/1"]
    assert html.count("甲<small") == 2
    assert html.count("甲</a><small") == 2


def test_a_status_is_a_word_with_a_tone() -> None:
    html = ledger(Cell("逾期", tone="overdue", href="/y"))
    assert '<a href="/y"><span class="tone tone-overdue">逾期</span></a>' in html


def test_a_level_is_a_word_with_a_colour() -> None:
    assert '<span class="level level-red">重大</span>' in ledger(
        Cell("重大", level="red", href="/y")
    )


def test_cells_know_their_column() -> None:
    html = ledger(Cell("甲"))
    assert 'data-label="甲"' in html
    assert "a-end" in html
    assert "col-off" in html
    assert "no-phone" in html


def test_rows_can_be_ticked_only_where_a_common_step_exists() -> None:
    assert "checkbox" not in ledger(Cell("甲"))
    html = ledger(Cell("甲"), bulk=(Action("催办", "/urge"),))
    assert 'value="&quot;1&quot;" form="bulk"' in html


def board(cell: BoardCell) -> str:
    row = BoardRow(EVIL, (cell,), "/u", total=cell)
    return matrix.body(BoardShape(title="看板", areas=(BoardArea("a", EVIL),), rows=(row,)))


def test_a_board_cell_shows_both_parts_and_what_is_wrong_first() -> None:
    html = board(BoardCell(12, 15, overdue=2, undetermined=1, late=3, href="/d?a=1&b=2"))
    assert "<b>逾期 2</b><i>待核实 1</i><span>12/15</span>" in html
    assert "其中逾期完成 3 项" in html
    assert 'href="/d?a=1&amp;b=2"' in html
    assert "<b on" not in html


def test_nothing_owed_is_a_dash_and_not_a_zero() -> None:
    assert "—" in board(BoardCell())
    assert "0/0" not in board(BoardCell())


def test_the_tone_of_a_cell_puts_overdue_before_unknown_before_met() -> None:
    assert BoardCell(1, 3, overdue=1, undetermined=1).tone == "overdue"
    assert BoardCell(1, 3, undetermined=1).tone == "unknown"
    assert BoardCell(3, 3).tone == "ok"
    assert BoardCell(1, 3).tone == "open"
    assert BoardCell().tone == "none"


def test_of_many_choices_the_chosen_one_is_marked_and_no_other() -> None:
    options = tuple(Option(str(n), f"第 {n} & 卫生院") for n in range(30))
    for value in ("", "1", "12", "x"):
        html = str(choices.panels([Filter("unit", "单位", options, value)], [], ""))
        assert html.count("<option") == 31
        marked = re.findall(r'<option value="([^"]*)" selected>', html)
        assert marked == [o.value for o in options if o.value == value]
        assert "第 12 &amp; 卫生院" in html

"""Files: they open, they hold text only, and the same table gives the same bytes."""

import time
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from weian.report.documents import attachment, to_docx, to_pdf, to_xlsx
from weian.report.table import Column, Table

DAY = date(2026, 9, 28)
NASTY = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "http://a.example",
    "007",
    "\t=1",
    "<b>&\n二",
    "a\x0bb",
)
TABLE = Table(
    "2026年第三季度清单",
    (Column("number", "序号", 6), Column("what", "问题隐患", 28)),
    tuple((str(i), text) for i, text in enumerate(NASTY, start=1)),
    tuple("x" for _ in NASTY),
)


@pytest.mark.parametrize("write", [to_xlsx, to_docx, to_pdf])
def test_the_same_table_gives_the_same_bytes(write: object) -> None:
    assert callable(write)
    first = write(TABLE, unit="柳林镇卫生院", day=DAY, signer="王立")
    time.sleep(1.1)  # a stamp of the clock would show in seconds
    assert write(TABLE, unit="柳林镇卫生院", day=DAY, signer="王立") == first


def test_a_sheet_holds_the_rows_as_text_and_never_as_formulas() -> None:
    content = to_xlsx(TABLE, unit="柳林镇卫生院", day=DAY, signer="王立")
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert sheet["A1"].value == TABLE.title
    assert sheet["A2"].value == "单位：柳林镇卫生院    时间：2026年09月28日"
    assert [c.value for c in sheet[3]] == ["序号", "问题隐患"]
    rows = list(sheet.iter_rows(min_row=4, max_row=3 + len(NASTY)))
    assert [row[1].value.replace("_x000B_", "\x0b") for row in rows] == list(NASTY)
    assert {cell.data_type for row in rows for cell in row} == {"s"}
    assert all(cell.hyperlink is None for row in rows for cell in row)
    assert sheet.cell(len(NASTY) + 5, 1).value == "主要负责人（签字）：王立"


def test_a_document_holds_the_same_rows() -> None:
    content = to_docx(TABLE, unit="柳林镇卫生院", day=DAY, signer="王立")
    document = Document(BytesIO(content))
    assert document.paragraphs[0].text == TABLE.title
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0] == ["序号", "问题隐患"]
    assert [row[1] for row in cells[1:]] == [text.replace("\x0b", "") for text in NASTY]
    assert document.paragraphs[-1].text == "主要负责人（签字）：王立"


def test_the_columns_of_a_document_share_the_page_as_they_ask() -> None:
    content = to_docx(TABLE, unit="柳林镇卫生院", day=DAY, signer="王立")
    narrow, wide = Document(BytesIO(content)).tables[0].rows[1].cells
    assert round(narrow.width.mm + wide.width.mm) == 267
    assert narrow.width.mm < wide.width.mm / 4


def test_an_empty_list_is_a_file_too() -> None:
    empty = Table("清单", (Column("one", "唯一的列"),), ())
    sheet = load_workbook(BytesIO(to_xlsx(empty, unit="甲", day=DAY, signer=""))).worksheets[0]
    assert sheet["A3"].value == "唯一的列"
    assert len(Document(BytesIO(to_docx(empty, unit="甲", day=DAY, signer=""))).tables[0].rows) == 1


def test_a_download_keeps_its_chinese_name() -> None:
    answer = attachment(b"x", "清单", "xlsx")
    assert "filename*=UTF-8''%E6%B8%85%E5%8D%95.xlsx" in answer["Content-Disposition"]

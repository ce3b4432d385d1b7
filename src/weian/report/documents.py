"""A frozen table as the files that offices exchange: a styled Excel sheet and a Word document.

Text stays text: a cell that begins with ``=`` is written as a string, never as a formula.
The same table gives the same bytes (creation dates are taken from the report, not the clock).
"""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from django.http import HttpResponse
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from weian.report.table import Table

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_BODY_FONT = "仿宋_GB2312"
_TITLE_FONT = "方正小标宋简体"


def to_xlsx(table: Table, *, unit: str, day: date, signer: str) -> bytes:
    """One sheet: title, unit and day, header, rows with borders, the signer below."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )  # fmt: skip
    book.set_properties({"title": table.title, "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001 - a file property without zone
    sheet = book.add_worksheet("清单")
    last = len(table.columns) - 1
    _xlsx_head(book, sheet, table, unit, day, last)
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10})
    for index, row in enumerate(table.rows, start=3):
        sheet.write_row(index, 0, row, cell)
    foot = len(table.rows) + 4
    sheet.write_string(foot, 0, f"主要负责人（签字）：{signer}")
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    book.close()
    return _settled(out.getvalue(), day)


def _xlsx_head(book: Any, sheet: Any, table: Table, unit: str, day: date, last: int) -> None:
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    head = book.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#EEF2F7", "text_wrap": True}
    )  # fmt: skip
    sheet.merge_range(0, 0, 0, max(last, 1), table.title, title)
    sheet.set_row(0, 30)
    sheet.write_string(1, 0, f"单位：{unit}    时间：{day:%Y年%m月%d日}")
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(2, index, column.title, head)


def to_docx(table: Table, *, unit: str, day: date, signer: str) -> bytes:
    """A landscape A4 page: title, unit and day, the table, the signer."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    _line(document, table.title, _TITLE_FONT, 18, centre=True)
    _line(document, f"单位：{unit}        时间：{day:%Y年%m月%d日}", _BODY_FONT, 12)
    grid = document.add_table(rows=1, cols=len(table.columns))
    grid.style = "Table Grid"
    _cells(grid.rows[0], [c.title for c in table.columns], bold=True)
    for row in table.rows:
        _cells(grid.add_row(), list(row))
    _line(document, f"主要负责人（签字）：{signer}", _BODY_FONT, 12)
    stamp = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a file property without zone
    document.core_properties.created = document.core_properties.modified = stamp
    out = BytesIO()
    document.save(out)
    return _settled(out.getvalue(), day)


def _line(document: Any, text: str, font: str, size: int, *, centre: bool = False) -> None:
    paragraph = document.add_paragraph()
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _face(paragraph.add_run(text), font, size)


def _cells(row: Any, values: list[str], *, bold: bool = False) -> None:
    for cell, value in zip(row.cells, values, strict=True):
        run = cell.paragraphs[0].add_run(value)
        run.bold = bold
        _face(run, _BODY_FONT, 9)


def _face(run: Any, font: str, size: int) -> None:
    run.font.name = font
    run.font.size = Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(script), font)


def _settled(archive: bytes, day: date) -> bytes:
    """The same archive with every member stamped with the report's day instead of the clock."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            info = ZipInfo(member.filename, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(member.filename))
    return out.getvalue()


def attachment(data: bytes, name: str, form: str) -> HttpResponse:
    """A download with a Chinese name."""
    response = HttpResponse(data, content_type=MEDIA[form])
    quoted = quote(f"{name}.{form}")
    response["Content-Disposition"] = (
        f"attachment; filename=\"report.{form}\"; filename*=UTF-8''{quoted}"
    )
    return response

"""A frozen table as the files that offices exchange: a styled Excel sheet and a Word document.

Text stays text: a cell that begins with ``=`` is written as a string, never as a formula.
The same table gives the same bytes (creation dates are taken from the report, not the clock).
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from io import BytesIO
from typing import Any
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from django.http import HttpResponse
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from weian.report.table import Table

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_BODY_FONT = "仿宋_GB2312"
_FACE = f'<w:rFonts w:ascii="{_BODY_FONT}" w:hAnsi="{_BODY_FONT}" w:eastAsia="{_BODY_FONT}"/>'
_UNSPEAKABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAGE = 15137  # twentieths of a point between the margins of a landscape A4: 267 mm
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
    _grid(document, table)
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


def _grid(document: Any, table: Table) -> None:
    """The table: columns share the page as they ask, the head comes again on every page.

    Rows are written as XML: through the cells of the library a thousand of them take ten seconds.
    """
    grid = document.add_table(rows=0, cols=len(table.columns))
    grid.style = "Table Grid"
    grid.autofit = False
    asked = [column.width for column in table.columns]
    widths = [round(_PAGE * width / sum(asked)) for width in asked]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Twips(width)
    body = grid._tbl
    body.append(parse_xml(_row([c.title for c in table.columns], widths, head=True)))
    for row in table.rows:
        body.append(parse_xml(_row(row, widths)))


def _row(values: Sequence[str], widths: Sequence[int], *, head: bool = False) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:rPr>{_FACE}'
        f'{"<w:b/>" if head else ""}<w:sz w:val="18"/></w:rPr>{_text(value)}</w:r></w:p></w:tc>'
        for value, width in zip(values, widths, strict=True)
    )
    again = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr {nsdecls('w')}>{again}{cells}</w:tr>"


def _text(value: str) -> str:
    """Text of a run; line breaks and tabs are elements, and what XML cannot hold is left out."""
    begin, end = '<w:t xml:space="preserve">', "</w:t>"
    clean = escape(_UNSPEAKABLE.sub("", value))
    clean = clean.replace("\n", f"{end}<w:br/>{begin}").replace("\t", f"{end}<w:tab/>{begin}")
    return f"{begin}{clean}{end}"


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

"""A frozen table as the files that offices exchange: a styled Excel sheet and a Word document.

Text stays text: a cell that begins with ``=`` is written as a string, never as a formula.
The same table gives the same bytes (creation dates are taken from the report, not the clock).
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

from weian.base.sheets import PlainSheet
from weian.report.printing import to_pdf
from weian.report.settling import settled
from weian.report.table import NUMBER, Table
from weian.report.wording import to_docx

__all__ = ["MEDIA", "WRITERS", "attachment", "to_docx", "to_pdf", "to_xlsx"]

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_NUMBER: Final = re.compile(r"-?\d{1,14}(\.\d+)?")
#: Rows from which a sheet is written row by row to the disk instead of being held in memory.
_MANY: Final = 2000


def to_xlsx(
    table: Table, *, unit: str, day: date, signer: str, told: Callable[[int], None] | None = None
) -> bytes:
    """One sheet: title, unit and day, header, rows with borders, what was written, the signer.

    ``told`` hears how many rows have been written, every few thousand.
    """
    out = BytesIO()
    many = len(table.rows) > _MANY
    book = xlsxwriter.Workbook(
        out, {"in_memory": not many, "constant_memory": many, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )  # fmt: skip
    book.set_properties({"title": table.title, "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001 - a file property without zone
    sheet = book.add_worksheet("清单", PlainSheet)
    last = len(table.columns) - 1
    _head(book, sheet, table, unit, day, last)
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "font_size": 10})
    numbers = [i for i, column in enumerate(table.columns) if column.key.startswith(NUMBER)]
    for index, row in enumerate(table.rows, start=3):
        if many and not numbers:
            sheet.write_texts(index, row, cell)
        else:
            sheet.write_row(index, 0, _cells(row, numbers), cell)
        if told is not None and index % _MANY == 0:
            told(index)
    foot = _words(book, sheet, table, len(table.rows) + 4)
    sheet.write_string(foot, 0, f"主要负责人（签字）：{signer}")
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    book.close()
    return settled(out, day)


def _cells(row: Sequence[str], numbers: Sequence[int]) -> Sequence[str | float | int]:
    """The cells of a row; what is a number in a column of numbers can be added up."""
    if not numbers:
        return row
    out: list[str | float | int] = list(row)
    for at in numbers:
        if _NUMBER.fullmatch(row[at]):
            out[at] = float(row[at]) if "." in row[at] else int(row[at])
    return out


def _words(book: Any, sheet: Any, table: Table, at: int) -> int:
    """What was written by hand, below the figures; the next free row."""
    if not table.words or table.in_words:
        return at
    head = book.add_format({"bold": True})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for _, title, text in table.words:
        sheet.write_string(at, 0, title, head)
        lines = sum(1 + len(line) // 40 for line in text.splitlines())
        sheet.set_row(at + 1, 15 * max(lines, 1))
        sheet.merge_range(at + 1, 0, at + 1, max(len(table.columns) - 1, 1), text[:32_000], body)
        at += 3
    return at


def _head(book: Any, sheet: Any, table: Table, unit: str, day: date, last: int) -> None:
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    head = book.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#EEF2F7", "text_wrap": True}
    )  # fmt: skip
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, max(last, 1), table.title, title)
    sheet.write_string(1, 0, f"单位：{unit}    时间：{day:%Y年%m月%d日}")
    for index, column in enumerate(table.columns):
        sheet.write_string(2, index, column.title, head)


def attachment(data: bytes, name: str, form: str) -> HttpResponse:
    """A download with a Chinese name."""
    response = HttpResponse(data, content_type=MEDIA[form])
    quoted = quote(f"{name}.{form}")
    response["Content-Disposition"] = (
        f"attachment; filename=\"report.{form}\"; filename*=UTF-8''{quoted}"
    )
    return response


#: What writes a table in each form in which it leaves.
WRITERS: Final = {"xlsx": to_xlsx, "docx": to_docx, "pdf": to_pdf}

"""The file as it came, with the reasons in red beside the rows that cannot be taken."""

import io
from collections.abc import Mapping
from typing import Final

import xlsxwriter
from python_calamine import CalamineWorkbook

from weian.base.sheets import PlainSheet
from weian.site.importing.sheet import DATA, REASON, plain

_DAY: Final = "yyyy-mm-dd"


def mark(content: bytes, reasons: Mapping[int, str]) -> bytes:
    """Every row as it stood, and a last column that says why, ``reasons`` by row number. Put right,
    the file can be imported again as it is: rows taken before are known."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = book.sheet_names
    table = book.get_sheet_by_name(DATA if DATA in names else names[0]).to_python(
        skip_empty_area=False
    )
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = made.add_worksheet(DATA, PlainSheet)
    red = made.add_format({"font_color": "#C00000", "text_wrap": True, "bold": True})
    head = made.add_format({"bold": True, "bg_color": "#E7EDF5"})
    day = made.add_format({"num_format": _DAY})
    titles = [str(cell).strip() for cell in table[0]]
    kept = [at for at, title in enumerate(titles) if title and plain(title) != REASON]
    for column, at in enumerate(kept):
        page.write_string(0, column, titles[at], head)
    page.write_string(0, len(kept), REASON, red)
    page.set_column(0, len(kept) - 1, 16)
    page.set_column(len(kept), len(kept), 60)
    page.freeze_panes(1, 0)
    for line, cells in enumerate(table[1:], 1):
        for column, at in enumerate(kept):
            _put(page, line, column, cells[at], day)
        if reason := reasons.get(line + 1):
            page.write_string(line, len(kept), reason, red)
    made.close()
    return out.getvalue()


def _put(
    page: xlsxwriter.worksheet.Worksheet, line: int, column: int, value: object, day: object
) -> None:
    if isinstance(value, bool):
        page.write_string(line, column, "是" if value else "否")
    elif isinstance(value, int | float):
        page.write_number(line, column, value)
    elif hasattr(value, "isoformat"):
        page.write_datetime(line, column, value, day)
    elif value not in ("", None):
        page.write_string(line, column, str(value))

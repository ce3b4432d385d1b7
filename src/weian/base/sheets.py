"""Worksheets that hold text as text: what people typed never becomes markup, nor a formula.

The library writes a text from ``<r>`` to ``</r>`` into the file as it stands, as rich text of its own:
whoever types such a thing could write cells of their choice.
"""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

#: What the plain way below does not write: control characters, texts like their escapes, ends of blank.
_ODD: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\\s|\\s$")
_LONG: Final = 16_000  # of 32,767 units of UTF-16


@cache
def _letters(wide: int) -> tuple[str, ...]:
    return tuple(xl_col_to_name(column) for column in range(wide))


class PlainSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """For ``Workbook.add_worksheet(name, PlainSheet)``."""

    def _write_string(
        self, row: int, col: int, string: str, cell_format: Format | None = None
    ) -> int:
        if string.startswith("<r>") and string.endswith("</r>"):
            string += " "
        written: int = super()._write_string(row, col, string, cell_format)
        return written

    def write_texts(self, row: int, texts: Sequence[str], style: Format) -> None:
        """A row of texts in a workbook of constant memory, from the first column: what the library
        takes most of its time for with a hundred thousand rows, in one piece."""
        if any(len(text) > _LONG or _ODD.search(text) for text in texts):
            for column, text in enumerate(texts):
                self.write_string(row, column, text, style)
            return
        if row > self.previous_row:
            self._write_single_row(row)  # ends the one before
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(texts) - 1)
        number, kind = row + 1, style._get_xf_index()
        rest = f'{number}" s="{kind}" t="inlineStr"><is><t>'
        cells = "".join(
            [
                f'<c r="{column}{rest}{escape(text, quote=False)}</t></is></c>'
                for column, text in zip(_letters(len(texts)), texts, strict=True)
            ]
        )
        self.fh.write(f'<row r="{number}">{cells}</row>')

"""Plain lists as Excel files, fast: text stays text, times are Chinese times, nothing is a formula."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from os import PathLike
from typing import BinaryIO

from rustpy_xlsxwriter import Format, write_worksheet

from weian.base.clock import TZ

Cell = str | int | float | bool | None | date
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SHEET = re.compile(r"[\[\]:*?/\\']")
_LONGEST = 32_767  # characters Excel keeps of one cell
_EXACT = 10**15  # above it Excel rounds
_LOOKED_AT = 200  # rows that tell whether a column holds days
_DAY = Format().set_num_format("yyyy-mm-dd")


def write_xlsx(
    target: str | PathLike[str] | BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    sheet: str = "台账",
) -> None:
    """Write rows below their column titles. Titles must differ; a row has as many cells as titles.

    Numbers of more than 15 digits become text; aware moments become Chinese wall time.
    """
    titles = list(columns)
    if len(set(titles)) != len(titles):
        raise ValueError("two columns have the same title")
    records = _records(titles, rows)
    first = list(islice(records, _LOOKED_AT))
    formats = {title: _DAY for title in titles if _is_day(row[title] for row in first)}
    write_worksheet(
        # An empty list still shows its columns.
        chain(first, records) if first else [dict.fromkeys(titles)],
        target,
        sheet_name=_SHEET.sub(" ", sheet)[:31] or "Sheet1",
        freeze_row=1,
        bold_headers=True,
        autofilter=True,
        column_width=16,
        column_formats=formats or None,
        datetime_format="yyyy-mm-dd hh:mm",
    )


def _is_day(cells: Iterable[Cell]) -> bool:
    given = [cell for cell in cells if cell not in (None, "")]
    return bool(given) and all(type(cell) is date for cell in given)


def _records(titles: list[str], rows: Iterable[Sequence[object]]) -> Iterator[dict[str, Cell]]:
    for row in rows:
        # Nearly all cells are blank, plain words or days: these are not worth a call each.
        cells = [
            value
            if value is None
            or ((kind := type(value)) is str and value.isprintable() and len(value) <= _LONGEST)  # type: ignore[attr-defined,arg-type]
            or kind is date
            else _cell(value)
            for value in row
        ]
        yield dict(zip(titles, cells, strict=True))  # type: ignore[arg-type]


def _cell(value: object) -> Cell:
    """What is written for a value; the commonest sorts of values are asked for first."""
    kind = type(value)
    if kind is str:
        return _text(value)  # type: ignore[arg-type]
    if kind is date or kind is float:
        return value  # type: ignore[return-value]
    if value is None or kind is bool:
        return None if value is None else "是" if value else "否"
    if isinstance(value, int):
        return value if abs(value) < _EXACT else str(value)
    if isinstance(value, datetime):
        return value.astimezone(TZ).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, Decimal):
        return float(value) if abs(value) < _EXACT else str(value)
    if isinstance(value, date | float):
        return value
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, list | tuple | set):
        return "、".join(str(_cell(entry)) for entry in value)
    return _text(str(value))


def _text(text: str) -> str:
    """What is printable is safe; the rest is looked through."""
    if not text.isprintable():
        text = _UNSAFE.sub("", text)
    return text if len(text) <= _LONGEST else text[:_LONGEST]

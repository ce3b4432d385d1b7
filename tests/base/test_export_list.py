"""Plain Excel files: text stays text, times are Chinese times."""

import io
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from weian.base.export import write_xlsx


def cells(columns: list[str], rows: list[list[Any]]) -> list[list[Any]]:
    out = io.BytesIO()
    write_xlsx(out, columns, rows)
    sheet = load_workbook(out).active
    assert sheet is not None
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "http://a.b", "00012"])
def test_nothing_becomes_a_formula_or_a_link(text: str) -> None:
    assert cells(["甲"], [[text]])[1] == [(text, "s")]


def test_values_arrive_as_what_they_are() -> None:
    columns = ["日", "时", "长号", "钱", "是", "空", "组", "坏"]
    row = [
        date(2026, 11, 5), datetime(2026, 11, 4, 17, 30, tzinfo=UTC), 110101199003078888,
        Decimal("1.50"), True, None, ["甲", "乙"], "a\x00\x0bb",
    ]  # fmt: skip
    values = [
        f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value
        for value, _ in cells(columns, [row])[1]
    ]
    assert values == [
        "2026-11-05 00:00", "2026-11-05 01:30", "110101199003078888", 1.5, "是",
        None, "甲、乙", "ab",
    ]  # fmt: skip


def test_an_empty_list_still_names_its_columns() -> None:
    assert [value for value, _ in cells(["甲", "乙"], [])[0]] == ["甲", "乙"]


def test_a_row_of_the_wrong_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        write_xlsx(io.BytesIO(), ["甲"], [[1, 2]])
    with pytest.raises(ValueError, match="same title"):
        write_xlsx(io.BytesIO(), ["甲", "甲"], [])


def test_ten_thousand_rows_take_well_under_a_second() -> None:
    rows = [[n, "隐患描述", date(2026, 1, 1)] + ["文字"] * 17 for n in range(10_000)]
    start = time.process_time()
    write_xlsx(io.BytesIO(), [str(n) for n in range(20)], rows)
    assert time.process_time() - start < 0.6

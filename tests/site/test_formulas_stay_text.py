"""Whatever people type leaves as text in every Excel file: no formula, no link, the same characters."""

import ast
import base64
import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tests.office import converted
from weian.base.export import write_xlsx
from weian.report.documents import to_xlsx
from weian.report.table import Column, Table
from weian.report.templates import filled
from weian.site.importing.marking import mark

_STARTS: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    " =",
    "\u3000=",
    "＝",
    "＋",
    "－",
    "＠",
    "\n+",
    "'=",
    '"=',
)
CORPUS: Final = [f"{start}1+1" for start in _STARTS] + [
    '=HYPERLINK("http://a.b","看")', "=cmd|' /C calc'!A0", "@SUM(A1:A9)", "+86 139", "-2+3", "http://a.b",
    "mailto:a@b.c", "{=1+1}", "00012", "1E5", "<r><t>x</t></r>",
    '<r></r></is></c><c r="H9"><f>1+1</f></c><c r="I9" t="inlineStr"><is><r></r>',
]  # fmt: skip
_LETTERS: Final = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))
_TYPED: Final = st.builds(
    lambda start, rest: start + rest, st.sampled_from(_STARTS), st.text(_LETTERS, max_size=20)
)
_SOURCE: Final = Path(__file__).parents[2] / "src" / "weian"


def listed(texts: list[str]) -> bytes:
    """Ledgers, boards, matrices: all lists leave through this writer."""
    out = io.BytesIO()
    write_xlsx(out, ["序号", "内容"], [(at, text) for at, text in enumerate(texts)])
    return out.getvalue()


def reported(texts: list[str]) -> bytes:
    """Returns and consolidations: in the rows, in the words, as names of unit and signer."""
    columns = (Column("number", "序号"), Column("hazard", "内容"))
    rows = tuple((str(at), text) for at, text in enumerate(texts))
    words = tuple((str(at), "正文", text) for at, text in enumerate(texts[:5]))
    table = Table("=1+1", columns, rows, tuple("" for _ in texts), words=words)
    return to_xlsx(table, unit="=1+1", day=date(2026, 9, 30), signer="=1+1")


def put_in(texts: list[str]) -> bytes:
    """A superior's own template with answers in its places."""
    book = Workbook()
    page = book.worksheets[0]
    for at, _ in enumerate(texts, start=1):
        page.cell(at, 1, f"第{at}项")
        page.cell(at, 2).number_format = "@"  # else it would not be in the file
    out = io.BytesIO()
    book.save(out)
    values = {f"0!B{at}": text for at, text in enumerate(texts, start=1)}
    head = json.dumps({"media": "xlsx", "values": values}).encode()
    return base64.b64decode(filled(head + b"\n" + out.getvalue())["file"])


def marked(texts: list[str]) -> bytes:
    """An import given back with what is wrong beside each row."""
    return mark(listed(texts), {2: "=1+1"})


def reported_at_length(texts: list[str]) -> bytes:
    """A consolidation of so many rows that they are written in another way."""
    return reported([*texts, *(f"第{n}处" for n in range(2001))])


WRITERS: Final = {
    "list": listed,
    "return": reported,
    "long return": reported_at_length,
    "template": put_in,
    "import": marked,
}


def held(content: bytes) -> tuple[set[str], list[object]]:
    """The types of all cells and what they hold; no part of the file is a formula or a link."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.startswith("xl/worksheets/"):
                part = packed.read(name)
                assert b"<f>" not in part and b"<f " not in part and b"hyperlink" not in part, name
    cells = [c for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for c in row]
    return {c.data_type for c in cells}, [c.value for c in cells]


def plain(text: object) -> str:
    """Without what a file of XML does not tell apart at the end of lines."""
    return str(text).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "\n").strip()


@pytest.mark.parametrize("writer", sorted(WRITERS.keys() - {"long return"}))
@given(typed=st.lists(_TYPED, min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_nothing_that_was_typed_becomes_a_formula(writer: str, typed: list[str]) -> None:
    types, values = held(WRITERS[writer](typed))
    assert "f" not in types
    found = [plain(value) for value in values]
    for text in typed:
        assert plain(text) in found or not plain(text)


@pytest.mark.parametrize("writer", WRITERS)
def test_libreoffice_recalculates_nothing(writer: str, tmp_path: Path) -> None:
    file = tmp_path / "typed.xlsx"
    file.write_bytes(WRITERS[writer](CORPUS))
    before = [plain(value) for value in held(file.read_bytes())[1]]
    assert [text for text in CORPUS if plain(text) not in before] == []
    opened = converted(file, "csv:Text - txt - csv (StarCalc):44,34,76")
    if opened is None:
        pytest.skip("LibreOffice Calc is not installed")
    seen = [
        plain(cell) for row in csv.reader(io.StringIO(opened.decode("utf-8-sig"))) for cell in row
    ]
    assert [text for text in CORPUS if plain(text) not in seen] == []


def test_a_long_return_holds_each_text_as_it_was_typed() -> None:
    odd = [*CORPUS, " 空格", "尾 ", "_x0041_", "a\tb\nc", "<b>&amp;</b>", "\x0b"]
    types, values = held(reported_at_length(odd))
    assert "f" not in types
    found = [str(value) for value in values[7 : 7 + 2 * len(odd) : 2]]  # below three rows of two
    read = [text.replace("_x000B_", "\x0b").replace("_x005F_", "_") for text in found]
    assert [plain(text) for text in odd] == [plain(text) for text in read]


def test_excel_files_are_written_in_these_places_only() -> None:
    """A new writer of sheets joins those tried above, or is refused here."""
    makers = {"xlsxwriter", "rustpy_xlsxwriter", "csv"}
    found = {
        str(path.relative_to(_SOURCE))
        for path in _SOURCE.rglob("*.py")
        for name in imported(path)
        if name.partition(".")[0] in makers
    }
    assert found == {
        "base/export.py",
        "base/sheets.py",  # the sheet that the others below write on
        "report/documents.py", "site/importing/marking.py",
        "site/importing/template.py",  # an empty form: titles of ours, names through write_string
        "policy/drafting/workbook.py",  # told not to make formulas; see its own test
    }  # fmt: skip


def imported(path: Path) -> list[str]:
    out: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            out += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            out.append(node.module)
    return out

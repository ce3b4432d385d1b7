"""Reading a workbook: the titles of its first row and what stands below them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from weian.base.errors import BadInput
from weian.base.fields import Field

MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 20 * 1024 * 1024
_MOST_UNPACKED: Final = 300 * 1024 * 1024
_MOST_COLUMNS: Final = 200
DATA: Final = "数据"
REASON: Final = "不能导入的原因"
Row = tuple[int, Mapping[str, object]]


@dataclass(frozen=True)
class Sheet:
    """``rows`` are (row number as Excel shows it, key of a column → what its cell holds), empty
    rows left out; ``ignored`` are titles that no column has."""

    rows: Sequence[Row]
    ignored: tuple[str, ...]


def read(content: bytes, columns: Sequence[Field]) -> Sheet:
    """Raises BadInput: not an Excel file, locked by a password, too large, no such titles."""
    table = _table(content)
    if not table or not any(str(c).strip() for c in table[0]):
        raise _bad("表里没有内容。第一行应当是栏目名称，请下载模板，按模板填写。")
    if len(table) - 1 > MOST_ROWS:
        raise _bad(f"一次最多导入 {MOST_ROWS} 行，这个文件有 {len(table) - 1} 行，请分成几个文件。")
    titles = [plain(cell) for cell in table[0][:_MOST_COLUMNS]]
    places = _places(titles, columns)
    known = {column.title for column in columns}
    ignored = tuple(t for t in titles if t and t not in known and t != REASON)
    rows = [
        (number, {key: line[at] for key, at in places.items() if at < len(line)})
        for number, line in enumerate(table[1:], 2)
    ]
    return Sheet([row for row in rows if any(_given(v) for v in row[1].values())], ignored)


def plain(cell: object) -> str:
    """A title without the mark of a required column."""
    return str(cell).strip().rstrip("*＊").strip()


def _table(content: bytes) -> list[list[object]]:
    _refuse_bombs(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = _chosen(book)
        return sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)  # type: ignore[return-value]
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower():
            raise _bad("这个文件加了密码，打不开。请在 Excel 里取消密码后重新上传。") from None
        raise _bad("打不开这个文件。请用 Excel 或 WPS 另存为 .xlsx 后重新上传。") from None


def _chosen(book: CalamineWorkbook) -> CalamineSheet:
    """The sheet of the template, else the first one."""
    names = book.sheet_names
    if not names:
        raise _bad("这个文件里没有工作表。")
    return book.get_sheet_by_name(DATA if DATA in names else names[0])


def _refuse_bombs(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise _bad(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请分成几个文件。")
    if content[:4] != b"PK\x03\x04":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(info.file_size for info in packed.infolist())
    except zipfile.BadZipFile:
        raise _bad("文件已损坏，请重新保存后上传。") from None
    if unpacked > _MOST_UNPACKED:
        raise _bad("文件展开后过大，请只保留数据表，删去图片和多余的工作表。")


def _places(titles: Sequence[str], columns: Sequence[Field]) -> dict[str, int]:
    twice = sorted(
        {t for t in titles if t and titles.count(t) > 1 and t in {c.title for c in columns}}
    )
    if twice:
        raise _bad(f"第一行里“{twice[0]}”出现了两次，请删去一栏。")
    places = {c.key: titles.index(c.title) for c in columns if c.title in titles}
    if not places:
        raise _bad("第一行里没有认得的栏目名称。请下载模板，把内容粘贴到模板里。")
    missing = [c.title for c in columns if c.required and c.key not in places]
    if missing:
        raise _bad(f"缺少必填的栏目：{'、'.join(missing)}。请补上这些栏，名称与模板一致。")
    return places


def _given(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _bad(message: str) -> BadInput:
    return BadInput("import.unreadable", message)

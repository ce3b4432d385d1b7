"""Reading a workbook: the titles of its first row and what stands below them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from weian.base.errors import BadInput
from weian.base.fields import Field
from weian.base.limited import Exceeded, Refused, work

MOST_ROWS: Final = 20_000
MOST_BYTES: Final = 20 * 1024 * 1024
_CELLS: Final = "weian.site.importing.cells:cells"
_SECONDS: Final = 20
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
    """Read in a limited child process, as the file may have been made to do harm."""
    if len(content) > MOST_BYTES:
        raise _bad(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请分成几个文件。")
    try:
        rows: list[list[object]] = work(_CELLS, content, DATA, str(MOST_ROWS), seconds=_SECONDS)
    except Refused as reason:
        raise _bad(str(reason)) from None
    except Exceeded:
        raise _bad(
            "文件过大或内容异常，读不完。请只保留数据表，另存为 .xlsx 后重新上传。"
        ) from None
    return rows


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

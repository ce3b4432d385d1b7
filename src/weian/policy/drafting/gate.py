"""Whether a pack's file can be read without harm: tried first in a limited child process, no Django here.

The child reads it the way the server will. What exhausts the child's memory or time, or has more in it
than any pack, never reaches the server.
"""

import io
from typing import Any, Final

import yaml
from python_calamine import CalamineError, CalamineWorkbook

from weian.base.limited import Refused

_MOST_NODES: Final = 100_000  # the largest pack of the house has some 5,000
_MOST_LINES: Final = 50_000
_MOST_ROWS: Final = 20_000


def text_fits(content: bytes) -> int:
    """How many nodes a YAML text has, repetitions by name counted out; 0 if it is no YAML, which the
    reader will say better. Raises Refused."""
    if content.count(b"\n") > _MOST_LINES:
        raise Refused("行数太多，不像是制度包。")
    try:
        node = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return 0
    count, waiting = 0, [node] if node is not None else []
    while waiting:
        count += 1
        if count > _MOST_NODES:
            raise Refused("内容太多，不像是制度包。")
        waiting += _below(waiting.pop())
    return count


def _below(node: Any) -> list[Any]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    """The cells of each sheet. Raises Refused for what is no workbook or has too many rows."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        read = {t: book.get_sheet_by_name(t).to_python(skip_empty_area=False, nrows=_MOST_ROWS + 1) for t in book.sheet_names[:40]}  # fmt: skip
    except (CalamineError, OSError, ValueError):
        raise Refused("不是完好的 Excel 文件，请重新导出。") from None
    for title, rows in read.items():
        if len(rows) > _MOST_ROWS:
            raise Refused(f"“{title[:40]}”超过 {_MOST_ROWS} 行。")
    return read

"""Rows of a table: what each column is for, told by the words of its head (责任单位, 完成时限)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from weian.policy.reading.deadlines import dotted

#: Role → words in the head of its column, in the order of trying.
_ROLES: Final = tuple(
    (role, re.compile(words))
    for role, words in (
        ("skip", r"备注|联系|电话|手机|签字|签名|得分|分值|扣分|评分|检查结果|完成情况|进展|是否|依据|填表|姓名"),
        ("number", r"^(?:序号|编号|号|NO|No|项次)$"),
        ("helper", r"配合|协办|参与|协同|协助"),
        ("time", r"时限|期限|时间|节点|频次|频率|周期|进度"),
        ("actor", r"(?:责任|牵头|负责|实施|承办|落实|主办|主责|检查|整改)(?:单位|部门|科室|处室|股室|主体|人|领导|岗位)|责任$|^(?:单位|部门|岗位|科室|职务)(?:名称)?$"),
        ("group", r"类别|分类|领域|板块|环节|类型|阶段|部位|区域"),
        ("ask", r"任务|措施|内容|要求|要点|标准|事项|职责|工作|目标|项目|举措|整治|检查|问题"),
    )
)  # fmt: skip
_HEAD: Final = 14  # a longer cell is no head of a column
_SHORT: Final = 14  # a shorter cell beside a longer one names the matter


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with text, at ``start``..``end`` of the plain text, and the role of its column."""

    start: int
    end: int
    role: str
    text: str


def cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans between the tabs of a line, empty ones too."""
    out, begin = [], start
    for i in range(start, end + 1):
        if i == end or text[i] == "\t":
            out.append((begin, i))
            begin = i + 1
    return out


def head_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The roles of the columns when this row is the head of a table, else nothing."""
    roles = tuple(_role(x) for x in texts)
    told = [r for r in roles if r not in ("", "group")]
    heads = all(len(x) <= _HEAD for x in texts) and "ask" in roles
    return roles if heads and len(told) >= 2 else ()


def _role(head: str) -> str:
    bare = re.sub(r"（[^）]*）", "", head)
    return next((role for role, words in _ROLES if words.search(bare)), "")


class Table:
    """Reads row after row; an empty cell of who, when or which group takes that of the row above."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        self.roles = roles
        self._above: dict[int, Cell] = {}

    def row(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Cell]:
        """The cells with their roles, those taken from above included."""
        out = []
        for column, (start, end) in enumerate(spans):
            role = self.roles[column] if column < len(self.roles) else ""
            said = text[start:end]
            cell = Cell(start, end, role, said) if said else self._above.get(column)
            if said and role in ("actor", "time", "group"):
                self._above[column] = Cell(start, end, role, said)
            if cell:
                out.append(cell)
        return out


def number_in(cells: Sequence[Cell]) -> int | None:
    """The number that a row says itself."""
    said = next((c.text for c in cells if c.role == "number"), "")
    return int(said) if said.isdigit() and len(said) < 4 else None


def matters(cells: Sequence[Cell]) -> tuple[list[Cell], list[Cell]]:
    """The cells that ask, and those that only name the matter: short ones beside a longer one."""
    asking = [c for c in cells if c.role in ("ask", "")]
    longest = max(asking, key=lambda c: (len(c.text), c.start), default=None)
    naming = [c for c in asking if c is not longest and len(c.text) <= _SHORT]
    groups = [c for c in cells if c.role == "group"]
    return [c for c in asking if c not in naming], [*groups, *naming]


def due(said: str) -> str:
    """The words of a time column as a sentence says them: 2月底 is a deadline."""
    bare = dotted(said.strip("。；"))
    limit = re.search(r"(?:[月日底末年]|季度)$", bare) and not re.search("每|[至到—-]", bare)
    return f"{bare}前完成" if limit else bare


def rows(lines: Sequence[str]) -> Iterator[bool]:
    """For each line whether it is a row: cells between tabs, and alike beside it when only two."""
    counts = [_tabs(x) for x in lines]
    for i, count in enumerate(counts):
        beside = {counts[j] for j in (i - 1, i + 1) if 0 <= j < len(counts)}
        yield count >= 2 or (count == 1 and 1 in beside)


def _tabs(line: str) -> int:
    """Tabs of a row; none for a number with a tab behind it, or a line that is only indented."""
    bare = line.strip(" \u3000")
    filled = [x for x in bare.split("\t") if x.strip()]
    if len(filled) < 2 or re.fullmatch(r"\W*[\d一二三四五六七八九十]+[.．、)）]\W*", filled[0]):
        return 0
    return bare.count("\t")

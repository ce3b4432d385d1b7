"""Puts each marker under the clause where its number fits, and says what it had to repair.

A numbering style that is mistyped (（1） for （一）, 1、 for 一、), skipped or begun again is put where
its number fits, and said in ``Grower.repairs``.
"""

import re
from typing import Final

from weian.policy.reading.markers import AKIN, RANK, Marker
from weian.policy.reading.nodes import Node, label_of, shown_as
from weian.policy.reading.tables import Table, cells_of, head_of, number_in

_SKIPPED: Final = 2
_BARE: Final = re.compile(
    r"(\d{1,2})(?=[\u4e00-\u9fff])(?!年|月|日|个|名|人|次|时|天|小时|元|万|号|页|家|台|张|项|份|米|克|升|楼|层|岁|户|处|间|期|周)"
)


#: 5 日常管理 before 5.1: no day, whatever follows.
_LEADS: Final = re.compile(r"(\d{1,2})(?=[\u4e00-\u9fff][^，。；：\n]{1,30}$)", re.MULTILINE)


class Grower:
    """Puts markers, as they come, under the clause where their number fits."""

    def __init__(self) -> None:
        self.root = Node("root", 0, 0)
        self.stack: list[Node] = [self.root]
        self.cuts: list[tuple[int, Node]] = []
        self.repairs: list[str] = []
        self.gaps: frozenset[int] = frozenset()  # where a space stood in the source
        self.counted = 0  # the last number without a stop
        self.table, self.rows_end, self.counted_rows = Table(()), -1, 0
        self.head: list[str] = []  # of the open table, which the next page may repeat

    def row(self, text: str, start: int, end: int) -> None:
        """A row of a table below the open clause, cited by its number: 附件1第3项."""
        spans = cells_of(text, start, end)
        said = [text[a:b] for a, b in spans]
        first = self.rows_end != start - 1
        head = head_of(said) if first or said == self.head else ()
        if first:
            self.head = said if head else []
            self.table, self.counted_rows = Table(head), 0
        self.rows_end = end
        above = next((n for n in reversed(self.stack) if n.style != "inline"), self.root)
        node = Node("row", 0, start, body=start, parent=above)
        node.label = "表头"
        if not head:
            node.cells = self.table.row(text, spans)
            self.counted_rows = number_in(node.cells) or self.counted_rows + 1
            node.number, node.label = self.counted_rows, f"第{self.counted_rows}项"
        above.children.append(node)
        self.cut(start, node)

    def bare(self, text: str, start: int, end: int) -> Marker | None:
        """A number with only a gap behind it (4 内容与要求), when it counts on."""
        found = _BARE.match(text, start, end)
        leads = _LEADS.match(text, start, end)
        found = leads if leads and _leads(text, leads[1], end) else found
        if not found or found.end(1) not in self.gaps:
            return None
        number = int(found[1])
        if number != self.counted + 1 and found is not leads:
            return None
        self.counted = number
        return Marker("decimal", number, start, found.end(1), (number,))

    def continues(self, marker: Marker) -> bool:
        """二是… on a line of its own, behind 一是…."""
        open_ones = [n for n in self.stack if n.style == "inline"]
        return bool(open_ones) and marker.number == open_ones[-1].number + 1

    def cut(self, start: int, node: Node) -> None:
        if self.cuts and self.cuts[-1][1] is node:
            return
        self.cuts.append((start, node))

    def plant(self, marker: Marker) -> Node:
        above, style = self._place(marker)
        if above.style == "inline" and style != "inline":
            above = above.parent or self.root
        node = Node(style, marker.number, marker.start, body=marker.end, parent=above)
        node.styles.add(marker.style)
        node.label = marker.label or ".".join(map(str, marker.decimal))
        self.stack = [*self.stack[: self.stack.index(above) + 1], node]
        above.children.append(node)
        self.cut(marker.start, node)
        return node

    def _place(self, marker: Marker) -> tuple[Node, str]:
        """The parent, and the style that the clause has by position."""
        style = marker.style
        if style == "attachment":
            return self.root, style
        if style == "decimal":
            return self._decimal(marker), style
        base = self._base()
        last = {n.style: n for n in self.stack[base + 1 :]}
        if style in last and marker.number == last[style].number + 1:
            return self._parent(last[style]), style
        if mate := self._akin(marker, base):
            if mate.style != style:
                self._say(
                    marker,
                    f"写作“{shown_as(marker)}”，按位置视为“{label_of(mate.style, marker.number)}”",
                )
            return self._parent(mate), mate.style
        if RANK[style] <= RANK["article"]:
            return self._above(style, base), style
        if style in last:
            return self._again(marker, last[style])
        return self._first(marker, base), style

    def _first(self, marker: Marker, base: int) -> Node:
        """A style not open here: a level below, unless its numbers went on elsewhere."""
        before = self.stack[-1]
        if marker.style == "cn" and before.style in ("cn_paren", "num_paren", "num_half"):
            return self._above("cn", base)
        if marker.number == 1 or marker.style == "inline":
            return before
        for node in reversed(self.stack[base:]):
            for uncle in reversed(node.children[:-1] or node.children):
                tail = uncle.children[-1] if uncle.children else None
                if tail and tail.style == marker.style and marker.number == tail.number + 1:
                    return node.children[-1]
        above = self._above(marker.style, base)
        self._say(marker, f"序号从{marker.number}开始，前面没有同级的{marker.number - 1}")
        return above

    def _again(self, marker: Marker, mate: Node) -> tuple[Node, str]:
        """The same style, not in turn: begun again below, begun again beside, or skipped."""
        deepest = self.stack[-1]
        if marker.number == 1 and deepest is not mate and RANK[marker.style] > RANK[deepest.style]:
            return deepest, marker.style
        if marker.number != mate.number + 1:
            told = "跳号" if marker.number > mate.number else "序号重复或重新开始"
            self._say(marker, f"{told}：上一个是{mate.number}，这里是{marker.number}")
        return self._parent(mate), marker.style

    def _akin(self, marker: Marker, base: int) -> Node | None:
        """An open clause of a style that is mistyped for this one, whose number comes before."""
        if any(n.style == marker.style for n in self.stack[base + 1 :]) and marker.number == 1:
            return None
        alike = next((n for n in self.stack[base + 1 :] if n.style == marker.style), None)
        if alike and 0 < marker.number - alike.number <= _SKIPPED:
            return None  # rather a number left out than one mistyped
        for node in reversed(self.stack[base + 1 :]):
            pair = any({node.style, marker.style} == set(two) for two in AKIN)
            if pair and node.number + 1 == marker.number:
                if RANK[marker.style] < RANK[node.style]:
                    self._rename(node, marker.style)
                return node
        return None

    def _rename(self, node: Node, style: str) -> None:
        """The siblings were mistyped and this one is right: they all take its style."""
        for sibling in self._parent(node).children:
            if sibling.style == node.style and sibling is not node:
                sibling.style = style
        self.repairs.append(
            f"“{label_of(node.style, node.number)}”一级与“{label_of(style, node.number + 1)}”相连，"
            f"按位置视为“{label_of(style, node.number)}”"
        )
        node.style = style

    def _decimal(self, marker: Marker) -> Node:
        """Below the number that it repeats, else beside the first decimal that is open."""
        above = (marker.label or ".".join(map(str, marker.decimal))).rpartition(".")[0]
        for node in reversed(self.stack):
            shown = node.label if node.style == "decimal" else str(node.number)
            if above and above in (shown, node.label.removeprefix("附录")):
                return node
        opened = [n for n in self.stack if n.style == "decimal"]
        for node in reversed(opened):
            if above.startswith(f"{node.label}."):
                return node
        if opened:
            return self._parent(opened[0])
        return next(n for n in reversed(self.stack) if n.style != "decimal")

    def _above(self, style: str, base: int) -> Node:
        for node in reversed(self.stack[base:]):
            if node.style in ("root", "attachment") or RANK[node.style] < RANK[style]:
                return node
        return self.root

    def _base(self) -> int:
        """Numbering starts anew in an attachment and in an article."""
        fresh = [i for i, n in enumerate(self.stack) if n.style == "attachment"]
        return fresh[-1] if fresh else 0

    def _parent(self, node: Node) -> Node:
        return node.parent or self.root

    def _say(self, marker: Marker, told: str) -> None:
        self.repairs.append(f"“{shown_as(marker)}”{told}")


def _leads(text: str, number: str, end: int) -> bool:
    """Whether the next line that says something is numbered below this one."""
    return re.match(rf"\n+{number}\.1(?!\d)", text[end : end + 40]) is not None

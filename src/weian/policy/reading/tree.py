"""The clauses of a document as a tree that loses no character, repaired by position.

A numbering style that is mistyped (（1） for （一）, 1、 for 一、), skipped or begun again is put where
its number fits, and said in ``Tree.repairs``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from weian.policy.reading.markers import AKIN, RANK, Marker, inline_markers, read_marker
from weian.policy.reading.numbers import to_chinese
from weian.policy.reading.parts import Parts, closing, read_parts
from weian.policy.reading.spelling import Plain
from weian.policy.reading.tables import Cell, Table, cells_of, head_of, number_in

_PARAGRAPHS: Final = 12  # so many unnumbered paragraphs may stand in one clause
_SKIPPED: Final = 2
_BARE: Final = re.compile(
    r"(\d{1,2})(?=[\u4e00-\u9fff])(?!年|月|日|个|名|人|次|时|天|小时|元|万|号|页|家|台|张|项|份|米|克|升|楼|层|岁|户|处|间|期|周)"
)


@dataclass(eq=False)
class Node:
    """One clause. ``start``..``end`` of the plain text is its own text, without its children."""

    style: str
    number: int
    start: int
    end: int = 0
    body: int = 0  # where its text begins, behind the marker
    label: str = ""
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    more: list[tuple[int, int]] = field(default_factory=list)  # own text after its children
    cells: list[Cell] = field(default_factory=list)  # of a row of a table

    @property
    def path(self) -> str:
        """How people cite it: 二（一）3, 第六条（二）, 附件（一）2."""
        above = self.parent
        if above is None:
            return self.label
        if self.style in ("attachment", "article", "preface"):
            return self.label
        while self.style == "decimal" and above.parent and self._repeats(above):
            above = above.parent
        return above.path + self.label

    def _repeats(self, above: "Node") -> bool:
        """1.2 under 1: the number above is said again in it."""
        return above.style == "decimal" or self.label.split(".")[0] == str(above.number)

    def walk(self) -> Iterator["Node"]:
        """This node and all below, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def own(self) -> list[tuple[int, int]]:
        """The pieces of plain text that are its own."""
        return [(self.start, self.end), *self.more]


@dataclass(frozen=True, slots=True)
class Tree:
    """``pieces`` cut the whole source in order, each with the node that owns it."""

    root: Node
    pieces: tuple[tuple[int, int, Node], ...]
    repairs: tuple[str, ...]

    def source_of(self, plain: Plain) -> str:
        """All pieces put together again: the source, if nothing was lost."""
        ends = [plain.at[start] for start, _, _ in self.pieces[1:]] + [len(plain.source)]
        begins = [0, *ends[:-1]]
        return "".join(plain.source[a:b] for a, b in zip(begins, ends, strict=True))


class _Grower:
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
        if not found or found.end(1) not in self.gaps:
            return None
        number = int(found[1])
        if number != self.counted + 1:
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
                    f"写作“{_shown(marker)}”，按位置视为“{_label(mate.style, marker.number)}”",
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
            f"“{_label(node.style, node.number)}”一级与“{_label(style, node.number + 1)}”相连，"
            f"按位置视为“{_label(style, node.number)}”"
        )
        node.style = style

    def _decimal(self, marker: Marker) -> Node:
        for node in reversed(self.stack):
            shown = node.label if node.style == "decimal" else str(node.number)
            if shown == ".".join(map(str, marker.decimal[:-1])):
                return node
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
        self.repairs.append(f"“{_shown(marker)}”{told}")


def grow(plain: Plain) -> tuple[Tree, Parts]:
    """The tree of a document and the parts that say what the document is."""
    parts = read_parts(plain.text)
    grower = _Grower()
    grower.gaps = frozenset(i for i in range(1, len(plain.at)) if plain.at[i] > plain.at[i - 1] + 1)
    grower.cut(0, grower.root)
    for start, end in _paragraphs(plain.text):
        _take(grower, plain.text, start, end, parts)
    return _finish(grower, plain), parts


def _take(grower: _Grower, text: str, start: int, end: int, parts: Parts) -> None:
    if start in parts.outside or start < parts.titled:
        label = "文尾" if start >= parts.titled and grower.root.children else "文头"
        _preface(grower, label if parts.twice or start in parts.outside else "序言", start)
        return
    if "\t" in text[start:end]:
        grower.row(text, start, end)
        return
    marker = read_marker(text, start) or grower.bare(text, start, end)
    if marker is None:
        begun = inline_markers(text, start, end)[:1]
        if not (begun and begun[0].start == start and grower.continues(begun[0])):
            _unmarked(grower, text, start, end)
        at = start
    else:
        at = grower.plant(marker).body
        nested = read_marker(text, at) if RANK[marker.style] >= RANK["article"] else None
        if nested and nested.style in ("cn_paren", "num_paren", "num_dot") and nested.number == 1:
            at = grower.plant(nested).body
    for inner in inline_markers(text, at, end):
        grower.plant(inner)


def _unmarked(grower: _Grower, text: str, start: int, end: int) -> None:
    """A paragraph without a number: before all clauses, in the open one, or closing a list."""
    top = grower.stack[-1]
    if len(grower.stack) == 1:
        return _preface(grower, "序言", start)
    while top.style == "inline":
        top = top.parent or grower.root
    has_text = top.style not in ("article", "attachment", "preface") and _spoken(text, top, start)
    following = _next_marker(text, end + 1)
    goes_on = following and following.style in top.styles and following.number == top.number + 1
    if has_text and not goes_on:
        if closing(text, start, end):
            return _preface(grower, "结尾段", start)
        within = [i for i, n in enumerate(grower.stack) if n.style == "article"]
        if within:  # a paragraph behind the items of an article is the article's
            grower.stack = grower.stack[: within[-1] + 1]
            return grower.cut(start, grower.stack[-1])
        above = top.parent
        if above and above.style not in ("root", "attachment", "chapter", "section", "part"):
            grower.stack = grower.stack[: grower.stack.index(above) + 1]
            top = above
    return grower.cut(start, top)


def _next_marker(text: str, start: int) -> Marker | None:
    """The marker of the next numbered paragraph, if one comes soon."""
    for _ in range(_PARAGRAPHS):
        if start >= len(text):
            return None
        if marker := read_marker(text, start):
            return marker
        end = text.find("\n", start)
        start = end + 1 if end >= 0 else len(text)
    return None


def _spoken(text: str, node: Node, end: int) -> bool:
    """Whether the clause has said a sentence of its own already, not only its heading."""
    if node.start > 1 and text[node.start - 2] == "；":
        return True  # an item of a list
    own = text[node.body : end]
    first = own.partition("\n")[0]
    return len(first) > 30 or bool(own.partition("\n")[2]) or first[-1:] in "；"


def _preface(grower: _Grower, label: str, start: int) -> None:
    attachment = next((n for n in grower.stack if n.style == "attachment"), None)
    if attachment:
        label = attachment.label + label if label == "结尾段" else label
    above = grower.root
    last = above.children[-1] if above.children else None
    if last is None or last.style != "preface" or last.label != label:
        last = Node("preface", 0, start, body=start, label=label, parent=above)
        above.children.append(last)
    if attachment is None or label.endswith("结尾段"):
        grower.stack = [above]
    grower.cut(start, last)


def _finish(grower: _Grower, plain: Plain) -> Tree:
    cuts = grower.cuts
    if len(cuts) > 1 and cuts[1][0] == 0:
        cuts = cuts[1:]
    ends = [start for start, _ in cuts[1:]] + [len(plain.text)]
    pieces = tuple((a, b, n) for (a, n), b in zip(cuts, ends, strict=True))
    seen: set[int] = set()
    for start, end, node in pieces:
        if id(node) in seen:
            node.more.append((start, end))
        else:
            seen.add(id(node))
            node.end = end
    for node in grower.root.walk():
        if not node.label and node.style not in ("root", "preface"):
            node.label = _label(node.style, node.number)
    return Tree(grower.root, pieces, tuple(grower.repairs))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _shown(marker: Marker) -> str:
    if marker.decimal:
        return ".".join(map(str, marker.decimal))
    shown = {"num_comma": f"{marker.number}、", "num_paren": f"（{marker.number}）"}
    return shown.get(marker.style, _label(marker.style, marker.number))


def _label(style: str, number: int) -> str:
    cn = to_chinese(number) if number else ""
    by_style = {
        "attachment": f"附件{number or ''}", "part": f"第{cn}部分", "chapter": f"第{cn}章",
        "section": f"第{cn}节", "article": f"第{cn}条", "cn": cn, "cn_paren": f"（{cn}）",
        "num_paren": f"（{number}）", "num_half": f"{number}）", "inline": f"{cn}是",
        "circled": chr(0x245F + number) if 0 < number <= 20 else str(number),
    }  # fmt: skip
    return by_style.get(style, str(number))

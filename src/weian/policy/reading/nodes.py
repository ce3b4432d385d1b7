"""The clauses of a document: a node each, how it is cited, and the tree that loses no character."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from weian.policy.reading.markers import Marker
from weian.policy.reading.numbers import to_chinese
from weian.policy.reading.spelling import Plain
from weian.policy.reading.tables import Cell


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
        first = self.label.split(".")[0]
        return above.style == "decimal" or first in (str(above.number), above.label[-1:])

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


def shown_as(marker: Marker) -> str:
    """A marker as it stands in the text."""
    if marker.decimal:
        return ".".join(map(str, marker.decimal))
    shown = {"num_comma": f"{marker.number}、", "num_paren": f"（{marker.number}）"}
    return shown.get(marker.style, label_of(marker.style, marker.number))


def label_of(style: str, number: int) -> str:
    """How a clause of this style is called by its number: （一）, 第三条, a）."""
    cn = to_chinese(number) if number else ""
    by_style = {
        "attachment": f"附件{number or ''}", "part": f"第{cn}部分", "chapter": f"第{cn}章",
        "section": f"第{cn}节", "article": f"第{cn}条", "cn": cn, "cn_paren": f"（{cn}）",
        "letter": f"{chr(96 + number)}）",
        "num_paren": f"（{number}）", "num_half": f"{number}）", "inline": f"{cn}是",
        "circled": chr(0x245F + number) if 0 < number <= 20 else str(number),
    }  # fmt: skip
    return by_style.get(style, str(number))

"""The clauses of a document as a tree that loses no character, repaired by position."""

from collections.abc import Iterator
from typing import Final

from weian.policy.reading.growing import Grower
from weian.policy.reading.markers import RANK, Marker, inline_markers, read_marker
from weian.policy.reading.nodes import Node, Tree, label_of
from weian.policy.reading.parts import Parts, closing, read_parts
from weian.policy.reading.spelling import Plain

__all__ = ["Node", "Tree", "grow"]

_PARAGRAPHS: Final = 12  # so many unnumbered paragraphs may stand in one clause


def grow(plain: Plain) -> tuple[Tree, Parts]:
    """The tree of a document and the parts that say what the document is."""
    parts = read_parts(plain.text)
    grower = Grower()
    grower.gaps = frozenset(i for i in range(1, len(plain.at)) if plain.at[i] > plain.at[i - 1] + 1)
    grower.cut(0, grower.root)
    for start, end in _paragraphs(plain.text):
        _take(grower, plain.text, start, end, parts)
    return _finish(grower, plain), parts


def _take(grower: Grower, text: str, start: int, end: int, parts: Parts) -> None:
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


def _unmarked(grower: Grower, text: str, start: int, end: int) -> None:
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


def _preface(grower: Grower, label: str, start: int) -> None:
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


def _finish(grower: Grower, plain: Plain) -> Tree:
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
            node.label = label_of(node.style, node.number)
    return Tree(grower.root, pieces, tuple(grower.repairs))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1

"""Clauses of a text: its pieces for display, and ids for them that last."""

import re
from collections.abc import Iterable
from typing import Any, Final

from weian.policy.reading.compiler import Compiled
from weian.policy.reading.numbers import read_int

_NUMERALS: Final = re.compile("[一二三四五六七八九十百千〇零两]+")
_INLINE: Final = re.compile("([一二三四五六七八九十])[是要]")
_WORDS: Final = (
    ("附件", "a"),
    ("文头", "head"),
    ("文尾", "foot"),
    ("序言", "preface"),
    ("结尾段", "end"),
)
_CIRCLED: Final = {chr(0x2460 + i): f".{i + 1}" for i in range(20)}
_HEADING: Final = 40  # longer first lines are text, not headings


def pieces_of(compiled: Compiled) -> list[list[Any]]:
    """[path, depth, start, end, heading] in the text as read; put together they are the text."""
    tree, plain = compiled.tree, compiled.plain
    starts = [0, *(plain.at[start] for start, _, _ in tree.pieces[1:])]
    ends = [*starts[1:], len(plain.source)]
    out: list[list[Any]] = []
    for begin, end, (_, _, node) in zip(starts, ends, tree.pieces, strict=True):
        depth, above = 0, node.parent
        while above is not None:
            depth, above = depth + 1, above.parent
        out.append([node.path, max(depth - 1, 0), begin, end, _heading(plain.source[begin:end])])
    return out


def _heading(text: str) -> str:
    line = text.strip().partition("\n")[0].strip()
    first = line.partition("。")[0]
    return first if len(first) <= _HEADING else f"{first[:_HEADING]}…"


def clause_id(path: str) -> str:
    """三（一）2 as 3.1.2, 第六条（二） as 6.2, 附件（一）9 as a.1.9: fit for a pack, and readable."""
    text = path
    for word, short in _WORDS:
        text = text.replace(word, f".{short}.")
    for mark, number in _CIRCLED.items():
        text = text.replace(mark, number)
    text = _INLINE.sub(lambda m: f".{read_int(m[1])}.", text)
    text = _NUMERALS.sub(lambda m: f".{read_int(m[0])}.", text)
    text = re.sub(r"[^A-Za-z0-9]+", ".", text).strip(".")
    return text[:60] or "c"


def unlike(wanted: str, taken: Iterable[str]) -> str:
    """The id, with a number behind it while it is taken."""
    known, n, found = set(taken), 1, wanted
    while found in known:
        n += 1
        found = f"{wanted}-{n}"
    return found

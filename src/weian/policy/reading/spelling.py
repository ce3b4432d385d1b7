"""Undo how a document was typed, keeping for every character the place it came from.

Full-width letters and digits, half-width punctuation between Chinese characters, spaces, bookmarks,
page numbers and lines broken inside a sentence are levelled; nothing of the source is lost, because
``Plain.at`` leads back to it.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from weian.policy.reading.tables import rows

_WIDE: Final = {c: chr(c - 0xFEE0) for c in range(0xFF10, 0xFF5B)} | {0xFF05: "%"}
_KEPT: Final = dict.fromkeys(map(ord, "：；？"))
_PUNCTUATION: Final = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
_NOISE: Final = re.compile(
    r"\[bookmark:[^\]]*\]|[\ufeff\u200b\u200c\u200d\xad\x00-\x08\x0b\x0c\x0e-\x1f]"
)
_PAGE: Final = re.compile(
    r"\s*(?:[-—–－]+\s*[\dⅠ-Ⅻ]{1,4}\s*[-—–－]+|\d{1,3}|第\s*\d+\s*页(?:[\s,，/]*共\s*\d+\s*页)?)\s*"
)
_STRUCTURE: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十百]+\s*[、．.]|[（(][一二三四五六七八九十百\d]+[)）]|\d+\s*[.．、)）]"
    r"|[①-⑳]|第[一二三四五六七八九十百千\d]+[章节条款编]|附\s*件|附\s*录|抄送|主送|联系人|[（(]联系"
    r"|[一二三四五六七八九十][是要]|[\u4e00-\u9fff]{2,12}[〔\[（(【]\d{4}[〕\]）)】]第?\d+\s*号\s*$|[\d０-９]{4}\s*年[^，。]{1,8}日\s*$)"
)
_GAP: Final = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")
_ENDS: Final = "。！？；：!?;:”』」"
_TITLE: Final = re.compile(
    "(?:通知|方案|意见|要点|办法|计划|规定|细则|制度|安排|措施)(?:（[^）]{1,14}）)?$"
)
#: A clause that begins behind a stop, in the middle of a line.
_INSIDE: Final = re.compile(
    r"[。；：](?=\s*(?:[（(](?:[一二三四五六七八九十]{1,3}|(?P<p>\d{1,2}))[)）]|(?P<n>\d{1,2})[.．、](?!\d)|(?P<c>[②-⑳])))"
)
_ASKS: Final = re.compile("[。；]|要|应|须|每|月|不得|，.*，")
_LONG: Final = 24  # shorter lines without a stop are headings, titles or rows, not broken sentences


@dataclass(frozen=True, slots=True)
class Plain:
    """``text`` is what the rules read; character ``i`` of it stood at ``source[at[i]]``."""

    source: str
    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of a non-empty piece of the plain text."""
        return self.at[start], self.at[end - 1] + 1


def level(source: str) -> Plain:
    """The plain text: one paragraph a line, no blank lines, no spaces but between Latin words."""
    lines = [(start, line) for start, line in _lines(source) if line.strip()]
    lines = [(s, x) for s, x in lines if not _PAGE.fullmatch(_blank(x))]
    chars: list[str] = []
    at: list[int] = []
    tabled = [*rows([x for _, x in lines]), False]
    followers = [x for _, x in (*lines, (0, ""))][1:]
    for i, ((start, line), following) in enumerate(zip(lines, followers, strict=True)):
        alone = tabled[i] or tabled[i + 1]
        begun = len(line) - len(line.lstrip(" \u3000"))
        clean = _blank(line)
        gaps = {m.start() for m in _GAP.finditer(clean)}
        breaks = {m.start() for m in _INSIDE.finditer(clean) if _counts_on(clean, m)}
        for k in range(len(clean)):
            tab = tabled[i] and clean[k] == "\t" and k >= begun
            if told := "\t" if tab else " " if k in gaps else _levelled(clean, k):
                chars.append(told)
                at.append(start + k)
            if k in breaks and not tabled[i]:
                chars.append("\n")
                at.append(start + k)
        if chars and (alone or not _broken(clean.strip(), _blank(following).strip())):
            chars.append("\n")
            at.append(start + len(line))
    return Plain(source, "".join(chars), tuple(at))


def _counts_on(line: str, found: re.Match[str]) -> bool:
    """Of 2. or （2） or ② within a line: whether the number before stands in the line too."""
    before = line[: found.end()]
    if found["c"]:
        return chr(ord(found["c"]) - 1) in before
    if number := found["n"] or found["p"]:
        last = int(number) - 1
        shape = rf"(?<!\d){last}[.．、]" if found["n"] else rf"[（(]{last}[)）]"
        return re.search(shape, before) is not None
    return True


def _lines(source: str) -> list[tuple[int, str]]:
    ends = [-1, *(i for i, c in enumerate(source) if c == "\n"), len(source)]
    return [(a + 1, source[a + 1 : b]) for a, b in pairwise(ends)]


def _blank(line: str) -> str:
    """Noise made into spaces of the same length."""
    return _NOISE.sub(lambda m: " " * len(m[0]), line)


def _levelled(line: str, i: int) -> str:
    """The character to read at this place; empty for a space."""
    char = line[i]
    if char.isspace():
        return ""
    if ord(char) in _WIDE and ord(char) not in _KEPT:
        return str(_WIDE[ord(char)])
    if char in ".．" and i + 1 < len(line) and not char.isascii():
        return "."
    if char in _PUNCTUATION and not _between_digits(line, i):
        return _PUNCTUATION[char]
    return ":" if char == "：" and _between_digits(line, i) else char


def _between_digits(line: str, i: int) -> bool:
    before, after = line[i - 1 : i], line[i + 1 : i + 2]
    return before.isdigit() and after.isdigit()


_CONTENTS: Final = re.compile("目[ \u3000]*[录次]$")


def _broken(line: str, following: str) -> bool:
    """Whether the sentence goes on in the following line."""
    if (
        not following
        or _STRUCTURE.match(following)
        or line[-1:] in _ENDS
        or _CONTENTS.match(following)
    ):
        return False
    if len(line) < 70 and _TITLE.search(line) and not re.search("[，。]", line):
        return False
    if line[-1:] in "，、,《（(" or _open(line):
        return True
    if _STRUCTURE.match(line) and len(line) < 36 and not _ASKS.search(line):
        return False  # a long heading
    return len(line) >= _LONG and not (_STRUCTURE.match(line) and not re.search("[，。,]", line))


def _open(line: str) -> bool:
    return any(line.count(a) > line.count(b) for a, b in ("《》", "“”", "（）"))

"""What stands at the head of a clause: 一、（一） 1.（1）① 第三条 一是 附件 1.2.3."""

import re
from dataclasses import dataclass
from typing import Final

from weian.policy.reading.numbers import read_number

_CN: Final = "[一二三四五六七八九十百]+"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
#: Style → pattern whose first group is the number. The order is that of trying.
_STYLES: Final = {
    "attachment": re.compile(
        r"附(?:件|录)(\d*|[一二三四五六七八九十]*|[A-Z](?=\n))(?=[：:．.、]?(?:\n|$)|[：:](?!\d|《|[^\n]{0,40}\n附|[^\n]*$))"
    ),
    "part": re.compile(rf"第({_CN}|\d+)(?:部分|编)[、：]?"),
    "chapter": re.compile(rf"第({_CN}|\d+)章[、：]?"),
    "section": re.compile(rf"第({_CN}|\d+)节[、：]?"),
    "article": re.compile(rf"第({_CN}|\d+)条(?!规定|第|的|款|、第|和|至|所)[、：]?"),
    "decimal": re.compile(
        r"((?:\d{1,2}|[A-Z])(?:\.\d{1,2}){1,4})[.、]?(?=[^\d.%‰个人次年月日米元万亿倍])"
    ),
    "cn": re.compile(rf"({_CN})[、.．](?!\d)"),
    "cn_paren": re.compile(rf"（({_CN})）[、.]?|([㈠-㈩])"),
    "num_comma": re.compile(r"(\d{1,3})、"),
    "num_dot": re.compile(r"(\d{1,3})[.．](?!\d+[%年月日])|([⒈-⒛])"),
    "num_half": re.compile(r"(\d{1,3})）[、.]?"),
    "letter": re.compile(r"([a-z])）"),
    "num_paren": re.compile(r"（(\d{1,3})）[、.]?|([⑴-⒇])"),
    "circled": re.compile(f"([{_CIRCLED}])"),
}
_INLINE: Final = re.compile(
    r"([一二三四五六七八九十])(?:是(?=[^，。的否]|要)|要(?=[\u4e00-\u9fff]))|第([一二三四五六])，"
)

#: How deep a style usually stands; the place in the document decides, this only breaks ties.
RANK: Final = {
    "attachment": 0, "part": 1, "chapter": 2, "section": 3, "article": 4, "cn": 5, "cn_paren": 6,
    "decimal": 6, "num_comma": 7, "num_dot": 7, "num_half": 8, "letter": 8, "num_paren": 9, "circled": 10,
    "inline": 11,
}  # fmt: skip
#: Styles that are mistyped for one another, the right one first.
AKIN: Final = (("cn", "num_comma"), ("cn_paren", "num_paren"), ("cn", "num_dot"))


@dataclass(frozen=True, slots=True)
class Marker:
    """``style`` and ``number`` of a heading that stands at ``start``..``end`` of the plain text."""

    style: str
    number: int
    start: int
    end: int
    decimal: tuple[int, ...] = ()
    label: str = ""


def read_marker(text: str, start: int) -> Marker | None:
    """The marker that begins here, at the head of a paragraph or behind another marker."""
    for style, pattern in _STYLES.items():
        if found := pattern.match(text, start):
            return _marker(style, found)
    return None


def inline_markers(text: str, start: int, end: int) -> list[Marker]:
    """一是…二是… within one paragraph: those that begin a sentence, counted from one."""
    found: list[Marker] = []
    for match in _INLINE.finditer(text, start, end):
        number = int(read_number(match[1] or match[2]) or 0)
        before = text[match.start() - 1] if match.start() > start else "。"
        fits = not found or number == found[-1].number + 1 or number == 1
        if before in "。：；，）\n" and fits:
            label = "" if match[0].endswith("是") else match[0].rstrip("，")
            found.append(Marker("inline", number, match.start(), match.end(), label=label))
    return found if len(found) > 1 or (found and found[0].start == start) else []


def _marker(style: str, found: re.Match[str]) -> Marker:
    said = found[1]
    if said is None:  # one character for number and bracket: ㈠ ⒈ ⑴
        first = next(a for a in "㈠⒈⑴" if 0 <= ord(found[0]) - ord(a) < 20)
        return Marker(style, ord(found[0]) - ord(first) + 1, found.start(), found.end())
    if style == "decimal":
        places = tuple(int(n) for n in said.split(".")[1:])
        label = said if said[0].isalpha() else ""
        leading = ord(said[0]) - 64 if label else int(said.split(".")[0])
        return Marker(style, places[-1], found.start(), found.end(), (leading, *places), label)
    if style == "letter":
        return Marker(style, ord(said) - 96, found.start(), found.end())
    if style == "attachment" and said.isalpha() and said.isascii():
        return Marker(style, ord(said) - 64, found.start(), found.end(), label=f"附录{said}")
    if style == "circled":
        return Marker(style, _CIRCLED.index(said) + 1, found.start(), found.end())
    return Marker(style, int(read_number(said) or 0) if said else 0, found.start(), found.end())

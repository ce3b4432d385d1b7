"""The parts of an official document: issuer, number, title, addressees, date, attachments, contact.

Contact persons and telephones are recognised so that they are left out.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from weian.policy.reading.markers import read_marker
from weian.policy.reading.numbers import read_int

_NUMBER: Final = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(【](\d{4})[〕\]）)】]第?\d+号")
_DATE: Final = re.compile(
    r"([12]\d{3}|二[〇零○Ｏ0][一二三四五六七八九〇零○]{2})年(\d{1,2}|[一二三四五六七八九十]+)月(\d{1,2}|[一二三四五六七八九十]+)日"
)
_KINDS: Final = (
    "方案", "要点", "意见", "办法", "计划", "通知", "规定", "细则", "制度", "清单", "职责", "通告",
    "规程", "条例", "指南", "规范", "预案", "要求", "标准", "公告", "通报", "函", "措施", "安排",
    "决定", "规则", "守则", "台账", "表",
)  # fmt: skip
_TITLE: Final = re.compile(rf"(?:{'|'.join(_KINDS)})(?:（[^）]{{1,14}}）)?$")
_CONTACT: Final = re.compile(r"^（?(?:联系(?:人|电话|方式|部门)|电子邮箱|邮箱|传真|电话|手机)")
_FOOT: Final = re.compile(
    r"^(?:抄送|主送|（此件|印发机关|（?信息公开|公开方式|校对|[^，。]{2,30}(?:办公室|办)\d{4}年[^，。]{3,8}日印发)"
)
_ADDRESSEES: Final = re.compile(r"^[^。；]{2,200}：$")
_TO: Final = re.compile(
    r"(?:各|局属|委属|县直|市直|直属|委直|局直|机关|有关|辖区|院)[^，。]*(?:单位|局|委|院|中心|部门|科室|处室|股室|机构|政府)"
)
_SIGNER: Final = re.compile(
    r"^[\u4e00-\u9fff（）()、]{4,30}(?:局|委员会|委|政府|办公室|医院|中心|领导小组|卫生院|厅|部|所|站|院)$"
)
_CLOSING: Final = re.compile(
    r"^(?:各[^，。]{1,20}(?:要|应|须|请)|请?各|全[^，。]{1,12}(?:要|应)|请|以上|未尽|自|本(?:通知|方案|办法|意见|规定|制度|细则|计划)|特此|此通知|专此)"
)
_SPEAKS: Final = re.compile(r"[。；]|，.*，")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the document says of itself; ``None`` where it says nothing.

    ``titled``: where the document proper begins behind a covering notice (``twice``).
    ``outside``: where paragraphs begin that belong to no clause (contact, signature, foot).
    """

    title: str | None
    issuer: str | None
    number: str | None
    issued: str | None
    year: int | None
    addressees: tuple[str, ...]
    attachments: tuple[str, ...]
    has_contact: bool
    twice: bool
    titled: int
    outside: frozenset[int]


def read_parts(text: str) -> Parts:
    """Read them from the plain text; nothing is invented."""
    lines = _lines(text)
    title, twice, titled = _titles(text, lines)
    outside = {start for start, line in lines if _is_outside(line)}
    outside |= {0} if re.match(r"附件\d*\n", text) else set()  # the whole file is one attachment
    outside |= _listed(lines) | _signed(lines) | _contents(lines)
    issued = next(
        (d for _, x in lines if _DATE.fullmatch(x.strip("（）")) and (d := _day(x))), None
    )
    number = next((m[0] for _, x in lines[:12] if len(x) < 40 and (m := _NUMBER.search(x))), None)
    to = next((x for s, x in lines[:14] if _ADDRESSEES.match(x) and _TO.search(x)), "")
    return Parts(
        title, _issuer(lines, title), number, issued, _year(text, title, issued),
        tuple(p for p in re.split(r"[，、](?![^（]*）)", to.rstrip("：")) if p) if to else (),
        tuple(x for _, x in lines if re.match(r"附件[\d]*：.", x)),
        any(_CONTACT.match(x) for _, x in lines), twice, titled, frozenset(outside),
    )  # fmt: skip


def _signed(lines: list[tuple[int, str]]) -> set[int]:
    """Who signs on the line above a day, whatever the name ends in (总队, 指挥部, 公司)."""
    return {
        start
        for (start, line), (_, below) in pairwise(lines)
        if re.fullmatch("[\u4e00-\u9fff（）()、]{4,30}(?:队|部|公司|协会|学校|大学|集团)", line)
        and len(below) < 24
        and _DATE.fullmatch(below.strip("（）"))
    }


def _contents(lines: list[tuple[int, str]]) -> set[int]:
    """A table of contents: the lines behind 目录 up to the first of them that stands again."""
    begin = next((i for i, (_, x) in enumerate(lines) if re.fullmatch("目[ 　]*[录次]", x)), None)
    if begin is None or begin + 2 >= len(lines):
        return set()
    names = [_entry(line) for _, line in lines[begin + 1 :]]
    again = next((k for k, name in enumerate(names[1:], 1) if name == names[0]), 0)
    if not again or len(set(names[again:]) & set(names[:again])) * 2 < again:
        return set()
    return {start for start, _ in lines[begin : begin + 1 + again]}


def _entry(line: str) -> str:
    """An entry without its dots and page."""
    return re.sub(r"[.·…— ]*\d*$", "", line).replace(" ", "")


def _listed(lines: list[tuple[int, str]]) -> set[int]:
    """The names of attachments behind 附件：1.…, each on a line of its own."""
    out, going = set(), False
    for start, line in lines:
        named = re.match(r"\d{1,2}[.．、][^。；，：]{2,40}$", line)
        if going and named:
            out.add(start)
        else:
            going = bool(re.match(r"附件：1?[.．、]?.", line))
    return out


def closing(text: str, start: int, end: int) -> bool:
    """Whether this paragraph speaks to all at the end, outside the numbered clauses."""
    rest = text[end + 1 :]
    after = next((x for _, x in _lines(rest[:400]) if not _is_outside(x)), "")
    signed = _SIGNER.match(after) and read_marker(after, 0) is None
    ends = not after or after.startswith("附件") or bool(signed)
    return ends and bool(_CLOSING.match(text[start:end]))


def _is_outside(line: str) -> bool:
    if _CONTACT.match(line) or _FOOT.match(line) or re.match(r"附件\d*：.", line):
        return True
    if len(line) < 24 and _DATE.fullmatch(line.strip("（）")):
        return True
    return (bool(_SIGNER.match(line)) and read_marker(line, 0) is None) or bool(
        re.match(r"\d[.．、]?[^。；，]{2,30}(?:表|名单|清单|台账)$", line)
    )


def _titles(text: str, lines: list[tuple[int, str]]) -> tuple[str | None, bool, int]:
    """The title; whether another follows behind a covering notice; where the body begins."""
    first, spoken, found = None, False, 0
    for i, (start, line) in enumerate(lines):
        marker = read_marker(text, start)
        if marker and marker.style != "attachment":
            break
        joined = line + lines[i + 1][1] if i + 1 < len(lines) else line
        whole = line if _titular(line) else joined if _titular(joined) and len(joined) < 80 else ""
        if whole and not _is_outside(line):
            ends = start + len(line) + (0 if whole == line else len(whole) - len(line) + 1)
            if first is None or (not spoken and whole == line and first in whole):
                first = _whole_title(lines, i, whole)
            elif spoken:
                found = ends + 1
        spoken = spoken or bool(_SPEAKS.search(line) and line.endswith(("。", "：")) and not whole)
    twice = bool(found)
    return first, twice, found


def _titular(line: str) -> bool:
    numbered = re.match(r"\d{1,2}(?!\d|年|月)", line)
    return (
        len(line) < 70
        and not numbered
        and bool(_TITLE.search(line))
        and not re.search("[。；]", line)
    )


def _whole_title(lines: list[tuple[int, str]], i: int, whole: str) -> str:
    above = lines[i - 1][1] if i else ""
    broken = (
        above
        and not _is_outside(above)
        and not above.startswith("附件")
        and not re.search("[。；：]|号$", above)
        and not _titular(above)
    )
    return above + whole if broken and len(above) < 40 and above not in whole else whole


def _issuer(lines: list[tuple[int, str]], title: str | None) -> str | None:
    signed = next((x for _, x in lines if _SIGNER.match(x) and not read_marker(x, 0)), None)
    if signed:
        return signed
    found = re.match(
        r"(.{3,30}?(?:局|委员会|政府|办公室|委|厅|医院|中心|领导小组|总队|支队|大队|指挥部|协会|公司))关于",
        title or "",
    )
    return found[1] if found else None


def _day(line: str) -> str | None:
    found = _DATE.search(line)
    if not found or not (1 <= read_int(found[2]) <= 12 and 1 <= read_int(found[3]) <= 31):
        return None
    year = re.sub("[○Ｏ零0]", "〇", found[1]) if not found[1].isdigit() else found[1]
    return f"{read_int(year):04d}-{read_int(found[2]):02d}-{read_int(found[3]):02d}"


def _year(text: str, title: str | None, issued: str | None) -> int | None:
    """The year that a bare month means: that of the title, of the day of issue, of the number."""
    named = re.search(r"(20\d\d)年", title or "")
    if named:
        return int(named[1])
    if issued:
        return int(issued[:4])
    found = _NUMBER.search(text[:600]) or re.search(r"(20\d\d)年", text[:1500])
    return int(found[1]) if found else None


def _lines(text: str) -> list[tuple[int, str]]:
    out, start = [], 0
    for line in text.split("\n"):
        if line:
            out.append((start, line))
        start += len(line) + 1
    return out

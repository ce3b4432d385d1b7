"""Numbers as Chinese documents write them: 12, 十二, 两, 半, 百分之九十五, 1-2, 二〇二三."""

import re
from typing import Final

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_CN: Final = "零〇一二三四五六七八九十百千万两"

#: One number; groups nothing, so that it can stand inside other patterns.
NUMBER: Final = rf"(?:\d+(?:\.\d+)?万?|[{_CN}]+点[零一二三四五六七八九]+|[{_CN}]+|半)"
#: A share: 95%, 百分之九十五.
SHARE: Final = rf"(?:\d+(?:\.\d+)?%|[百千]分之{NUMBER}|\d+(?:\.\d+)?‰)"
#: What stands between the two ends of a range.
DASH: Final = r"(?:-|－|—|–|~|～|至|到)"


def read_number(text: str) -> float | None:
    """The value, or None when the text is no number. ``半`` is a half, ``百分之九十五`` is 95."""
    if text.startswith("千分之") or text.endswith("‰"):
        tenth = read_number(text.removeprefix("千分之").removesuffix("‰"))
        return None if tenth is None else round(tenth / 10, 6)
    text = text.removeprefix("百分之").removesuffix("%")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return tidy(float(text))
    if found := re.fullmatch(r"(\d+(?:\.\d+)?)万", text):
        return tidy(float(found[1]) * 10_000)
    whole, point, part = text.partition("点")
    if point and whole and part and not set(part) - set(_DIGITS):
        tail = "".join(str(_DIGITS[c]) for c in part)
        return tidy(float(f"{int(read_number(whole) or 0)}.{tail}"))
    if text == "半":
        return 0.5
    if not text or set(text) - set(_CN):
        return None
    if not set(text) & set(_PLACES):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _placed(text)


def _placed(text: str) -> int:
    """二百三十五: digits and the places they stand in."""
    total, section, digit = 0, 0, 0
    for char in text:
        if char == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        elif char in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[char], 0
        else:
            digit = _DIGITS[char]
    return total + section + digit


def read_int(text: str) -> int:
    """A whole number that a pattern has already found.

    Raises ValueError when it is none.
    """
    value = read_number(text)
    if value is None or value != int(value):
        raise ValueError(f"{text} 不是整数。")
    return int(value)


def to_chinese(n: int) -> str:
    """1 to 999 as headings number them: 十二, 二十一, 一百零三."""
    if not 0 < n < 1000:
        return str(n)
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    digits = "零一二三四五六七八九"
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def tidy(value: float) -> float:
    """A whole number without its point: 3.0 is 3."""
    return int(value) if value == int(value) else value

"""The numbers that Word counts by itself, as it shows them: numbering.xml and the styles that use it."""

import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from weian.policy.reading.numbers import to_chinese

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                 (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CHINESE: Final = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
     "ideographDigital", "taiwaneseCountingThousand", "koreanCounting"}
)  # fmt: skip


@dataclass
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class _Abstract:
    levels: dict[int, _Level] = field(default_factory=dict)
    linked: str = ""


class Numbering:
    """Counts while paragraphs are asked for in the order of the document."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, _Abstract] = {}
        self._number: dict[str, tuple[str, dict[int, int]]] = {}
        self._style: dict[str, tuple[str, str, int | None]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def of(self, paragraph: Element) -> str:
        """The number before this paragraph, counted on; empty when it has none."""
        number, level = self._asked(paragraph)
        known = self._number.get(number)
        abstract = self._abstract.get(known[0]) if known else None
        if abstract and abstract.linked in self._style:  # a list whose levels a style keeps
            known = self._number.get(self._style[abstract.linked][1])
            abstract = self._abstract.get(known[0]) if known else None
        if known is None or abstract is None or level not in abstract.levels:
            return ""
        counts = self._counts.setdefault(known[0], {})
        if number not in self._started:
            self._started.add(number)
            for changed, start in known[1].items():
                counts[changed] = start - 1
        shown = abstract.levels[level]
        counts[level] = counts.get(level, shown.start - 1) + 1
        for below in [n for n in counts if n > level]:
            del counts[below]
        return self._written(abstract, counts, shown)

    def _written(self, abstract: _Abstract, counts: dict[int, int], shown: _Level) -> str:
        if shown.format in ("bullet", "none"):
            return ""

        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            level = abstract.levels.get(at, shown)
            return written(counts.get(at, level.start), level.format)

        return re.sub(r"%([1-9])", one, shown.text)

    def _asked(self, paragraph: Element) -> tuple[str, int]:
        """numId and level, the paragraph's own or its style's; numId 0 takes a number away."""
        number, level = _numbered(paragraph.find(f"{_W}pPr"))
        style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        seen: set[str] = set()
        while (not number or level is None) and style in self._style and style not in seen:
            seen.add(style)
            based, of_style, level_of_style = self._style[style]
            number = number or of_style
            level = level_of_style if level is None else level
            style = based
        return number, level or 0

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.findall(f"{_W}abstractNum"):
            levels = {_whole(x.get(f"{_W}ilvl")): _level(x) for x in abstract.findall(f"{_W}lvl")}
            key = abstract.get(f"{_W}abstractNumId", "")
            self._abstract[key] = _Abstract(levels, _value(abstract.find(f"{_W}numStyleLink")))
        for number in numbering.findall(f"{_W}num"):
            starts = {
                _whole(x.get(f"{_W}ilvl")): _whole(_value(x.find(f"{_W}startOverride")))
                for x in number.findall(f"{_W}lvlOverride")
                if x.find(f"{_W}startOverride") is not None
            }
            abstract_key = _value(number.find(f"{_W}abstractNumId"))
            self._number[number.get(f"{_W}numId", "")] = (abstract_key, starts)

    def _read_styles(self, styles: Element) -> None:
        for style in styles.findall(f"{_W}style"):
            number, level = _numbered(style.find(f"{_W}pPr"))
            based = _value(style.find(f"{_W}basedOn"))
            self._style[style.get(f"{_W}styleId", "")] = (based, number, level)


def written(n: int, form: str) -> str:
    """A number in one of Word's formats; Arabic where the format is not known."""
    if form in _CHINESE:
        return to_chinese(n)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= n <= 20:
        return chr(0x245F + n)
    if form in ("upperLetter", "lowerLetter") and n >= 1:
        letter = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman") and 0 < n < 4000:
        told = ""
        for value, sign in _ROMAN:
            told += sign * (n // value)
            n %= value
        return told.upper() if form == "upperRoman" else told
    return f"{n:02d}" if form == "decimalZero" else str(n)


def _numbered(properties: Element | None) -> tuple[str, int | None]:
    asked = properties.find(f"{_W}numPr") if properties is not None else None
    if asked is None:
        return "", None
    level = asked.find(f"{_W}ilvl")
    return _value(asked.find(f"{_W}numId")), None if level is None else _whole(_value(level))


def _level(level: Element) -> _Level:
    return _Level(
        _value(level.find(f"{_W}numFmt")) or "decimal",
        _value(level.find(f"{_W}lvlText")),
        _whole(_value(level.find(f"{_W}start")), 1),
    )


def _value(element: Element | None) -> str:
    return element.get(f"{_W}val", "") if element is not None else ""


def _whole(said: str | None, otherwise: int = 0) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 6 else otherwise

"""Days, months and phases of the calendar as documents name them."""

import calendar
import re
from dataclasses import dataclass, replace
from typing import Final

from weian.policy.reading.numbers import NUMBER, read_number

_YEAR: Final = r"(?:(?P<every>每年(?:度)?的?|每年年)|(?P<year>20\d\d|二[〇零]\w{2})年度?|(?P<next>明年|次年|翌年)|(?P<this>今年|本年度?|当年|年))?"
_MONTH: Final = rf"(?P<month>{NUMBER})月(?:份)?"
_DAY: Final = rf"(?:(?P<day>{NUMBER})[日号]|(?P<end>底|末|中旬|上旬|下旬|初))?"
#: A month or day, with what follows it: 前, 之前.
_DATE: Final = re.compile(
    rf"{_YEAR}{_MONTH}{_DAY}(?:（(?:星期|周)[一二三四五六日天]）)?(?:上午|中午|下午|晚上?)?(?:\d{{1,2}}(?:[:：]\d\d|[时点])|下班|{NUMBER}[时点])?(?P<before>之前|以前|止|前(?!后))?(?P<ago>后)?"
)
_YEAR_END: Final = re.compile(
    r"(?:(?P<every>每年的?)|(?P<year>20\d\d)年?|(?P<this>今年|本年度?|当年))?(?:年底|年末|底|年终)(?P<before>之?前|以前)?"
)
#: 最迟不晚于5月31日.
_LATEST: Final = re.compile("(?:不晚于|不迟于|最迟|最晚|截止|截至)[于在到至]?$")
_HALVES: Final = re.compile(r"(?:(20\d\d)年)?(?:(上|下)半年|第?([一二三四1-4])季度)")
_WHOLE_YEAR: Final = re.compile(r"(20\d\d)年(?:全年|度)?")
_DASH: Final = r"(?:-|－|—+|–|~|～|至|到)"
_RANGE: Final = re.compile(
    rf"(?:(20\d\d)年)?({NUMBER})月(?:份)?(?:({NUMBER})日)?(?:起|开始)?，?{_DASH}(?:(20\d\d)年)?"
    rf"(?:({NUMBER})月(?:份)?)?(?:({NUMBER})日|底)?"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as said; ``year`` is None when neither the text nor its context names one."""

    start: int
    end: int
    month: int
    day: int | None
    year: int | None
    every: bool
    before: bool
    whole_month: bool  # no day named: the month is meant, or its end
    part: str = ""  # 底, 中旬…: how a part of the month was named
    said: bool = False  # the year stands with the date


def last_day(year: int | None, month: int) -> int:
    """The length of the month; February has 28 days when no year is known."""
    return calendar.monthrange(year or 2023, month)[1]


def find_days(text: str, year: int | None, *, every: bool = False) -> list[Day]:
    """All months and days; a year or 每年 said once holds for those that follow."""
    found: list[Day] = []
    known, told = year, False
    for match in _DATE.finditer(text):
        month = read_number(match["month"])
        if month is None or month not in range(1, 13) or match["month"] == "两":
            continue
        if match["next"] and every and found:
            told = True  # 每年7月5日和次年1月5日前: of every year, too
        elif match["every"] or match["year"] or match["this"] or match["next"]:
            every, told = bool(match["every"]), True
            known = int(read_number(match["year"]) or 0) if match["year"] else year
            known = year + 1 if match["next"] and year else known
        elif re.search(r"每半?年(?:度)?[（，]?[^，。]{0,2}$", text[: match.start()]):
            every = True
        day = _day_of(match, int(month), known)
        if day is not False and day is not True:
            whole = match["day"] is None
            found.append(
                Day(match.start(), match.end(), int(month), day, None if every else known, every,
                    bool(match["before"] or _LATEST.search(text[: match.start()])), whole, match["end"] or "", told)
            )  # fmt: skip
    return _together(text, found)


def find_year_end(text: str, year: int | None) -> Day | None:
    """年底前, 2022年底前, 每年年底前."""
    for match in _YEAR_END.finditer(text):
        reached = bool(match["before"] or match["every"]) or text[: match.start()].endswith(
            ("到", "至")
        )
        said = match[0].startswith("年") or match["year"] or match["every"] or match["this"]
        if reached and said and not text[: match.start()].endswith("月"):
            named = int(match["year"]) if match["year"] else year
            every = bool(match["every"])
            return Day(
                match.start(), match.end(), 12, 31, None if every else named, every, True, False
            )
    return None


def find_range(text: str, year: int | None, *, heading: bool = False) -> tuple[str, str] | None:
    """The first and last day of a phase: 2020年7月至12月, 2021年全年, 上半年."""
    if (found := _RANGE.search(text)) and (told := _ends(found, year)):
        return told
    if found := _HALVES.search(text):
        named = int(found[1]) if found[1] else year
        if named:
            first, months = _months(found)
            last = first + months - 1
            return f"{named}-{first:02d}-01", f"{named}-{last:02d}-{last_day(named, last):02d}"
    if heading and (days := find_days(text, year)) and days[0].year and days[0].whole_month:
        day = days[0]
        return (
            f"{day.year}-{day.month:02d}-01",
            f"{day.year}-{day.month:02d}-{last_day(day.year, day.month):02d}",
        )
    if heading and (found := _WHOLE_YEAR.search(text)):
        return f"{found[1]}-01-01", f"{found[1]}-12-31"
    return None


def _ends(found: re.Match[str], year: int | None) -> tuple[str, str] | None:
    first_year = int(found[1]) if found[1] else year
    if not first_year or not (found[5] or found[6]):
        return None
    last_year = int(found[4]) if found[4] else first_year
    m1 = int(read_number(found[2]) or 0)
    m2 = int(read_number(found[5]) or 0) if found[5] else m1
    if not (1 <= m1 <= 12 and 1 <= m2 <= 12):
        return None
    d1 = int(read_number(found[3]) or 1) if found[3] else 1
    d2 = int(read_number(found[6]) or 1) if found[6] else last_day(last_year, m2)
    return f"{first_year}-{m1:02d}-{d1:02d}", f"{last_year}-{m2:02d}-{d2:02d}"


def _months(found: re.Match[str]) -> tuple[int, int]:
    if found[2]:
        return (1 if found[2] == "上" else 7), 6
    return int(read_number(found[3]) or 1) * 3 - 2, 3


def _day_of(match: re.Match[str], month: int, year: int | None) -> int | bool | None:
    """The day; None for the month itself; False when it is no date."""
    if match["day"]:
        day = read_number(match["day"])
        return int(day) if day and day == int(day) and 1 <= day <= 31 else False
    ends = {"底": last_day(year, month), "末": last_day(year, month), "上旬": 10, "中旬": 20}
    return ends.get(match["end"] or "") or (
        last_day(year, month) if match["end"] == "下旬" else None
    )


def _together(text: str, days: list[Day]) -> list[Day]:
    """6月15日、12月15日前: the 前 of the last holds for those joined to it."""
    out = list(days)
    for i in range(len(out) - 2, -1, -1):
        between = text[out[i].end : out[i + 1].start]
        if out[i + 1].before and between in ("、", "和", "及", "、每年", "与"):
            d = out[i]
            out[i] = replace(d, before=True)
    return out

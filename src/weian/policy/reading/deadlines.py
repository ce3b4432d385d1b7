"""Days by which: dates, quarters, parts of a month, and the days that every period has."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, Final

from weian.policy.reading.dates import Day, find_days, find_range, find_year_end, last_day
from weian.policy.reading.numbers import DASH, NUMBER, read_number
from weian.policy.reading.timing import CLOCK, hour_of, period_of

Form = dict[str, Any]

_WEEKDAYS: Final = dict(
    zip("一二三四五六日天", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Sun"), strict=True)
)
_DAYS: Final = "".join(_WEEKDAYS)
_WINDOWS: Final = {"一": "first_week", "1": "first_week", "二": "second_week", "2": "second_week"}
#: The end of a named quarter or half: 三季度末, 二季度前, 上半年结束前.
_QUARTER: Final = re.compile(
    r"(?P<every>每年)?(?:(?P<year>20\d\d)年)?(?:第?(?P<q>[一二三四1-4])季度|(?P<half>[上下])半年)(?P<end>末|底|结束|内)?(?P<before>之?前)?"
)
#: Within this year: 年内完成, not 两年内 and not 年内至少3次.
_THIS_YEAR: Final = re.compile(
    r"(?:^|[，、。于在争保须应要])(?:今|本|当)?年内(?![^，。]{0,16}(?:次|期|场|遍|不得|评))|[今本]年内(?!评)|20\d\d年内"
    r"|(?<![\d一二两三四五六七八九十半每近])年内(?=达标|达到|完成|实现|建成)|(?<!每)(?<!每年)(?:年底|年终)(?:(?=[组开进完对全验])|(?=考核[，。各对]))"
)
#: 2025年达到98%: by its end.
_REACHED: Final = re.compile(
    r"(20\d\d)年(?:度|底|末)?(?:要|应|须|力争|确保)?(?:全部|全面|基本)?(?:达到|达\d|实现|完成|建成)"
)
_SOON: Final = 31  # days after issue within which a day of the old year is meant


_DOTTED: Final = re.compile(
    r"(?<![\d.])(20\d\d)[./-](1[0-2]|0?[1-9])(?:[./-](3[01]|[12]\d|0?[1-9]))?(?![\d.%％/-])"
)
#: 每季度结束前, and 月底前 without saying which month.
_ENDED: Final = re.compile("(?:的)?(?:末月底?|最后一个月底|末|底|结束|终了)之?前")
_ENDING: Final = re.compile(
    r"(?<![\d一二三四五六七八九十个本当该每上下次首末\]、])(月|季度?)(?:末|底|结束|终了)之?前(?!\d)"
)


def dotted(text: str) -> str:
    """2024.9.30 and 2024-09 as words: 2024年9月30日, 2024年9月."""
    return _DOTTED.sub(
        lambda m: f"{m[1]}年{int(m[2])}月" + (f"{int(m[3])}日" if m[3] else ""), text
    )


def part_of_period(text: str) -> list[Form]:
    """A named part of every period: its last week, a day of the month, a weekday and hour."""
    per = period_of(text)
    if per is None:
        return _next_period(text)
    found = _part(text, *per)
    for joint in _JOINED.finditer(text, per[1]):
        other = period_of(text[joint.start() :])
        if found and other and (more := _part(text[joint.start() :], *other)):
            found += [form for form in more if form not in found]
    return found


#: 每月28日前、每季度末月28日前: a second part of another period.
_JOINED: Final = re.compile("(?<=[、和及与])每")


def _part(text: str, name: str, end: int) -> list[Form]:
    rest = text[end : end + 30]
    if name in ("quarter", "half_year", "year") and _ENDED.match(rest):
        return (
            [{"by": "last", "every": name}] if name != "year" else [{"by": "12-31", "every": name}]
        )
    if re.match(r"的?(?:最后|末)(?:一|1)?(?:个)?(?:周|星期)", rest):
        return [{"window": "last_week", "per": name}]
    if name in ("month", "quarter") and (
        found := re.match(r"的?第([一二12])个?(?:周|星期)(?![一二三四五六日天])", rest)
    ):
        return [{"window": _WINDOWS[found[1]], "per": name}]
    if name == "week":
        return _weekday(rest)
    clock = CLOCK.search(rest)
    if name in ("day", "night") and clock:
        return [{"every": "day", "by": hour_of(clock)}]
    if name in ("quarter", "half_year"):
        return _day_of_quarter(rest, name)
    return _day_of_month(rest) if name == "month" else []


def _weekday(rest: str) -> list[Form]:
    if re.match(rf"[一二]{DASH}(?:周|星期)?[五六日天]", rest):
        return [{"at_least": 1, "per": "day"}]
    if several := re.match(rf"[{_DAYS}](?:、[{_DAYS}])+", rest):
        return [{"at_least": several[0].count("、") + 1, "per": "week"}]
    found = re.match(rf"(?:的?(?:周|星期))?([{_DAYS}])(?!次|遍|轮)", rest)
    clock = CLOCK.search(rest)
    hour = f" {hour_of(clock)}" if clock else ""
    return [{"every": "week", "by": _WEEKDAYS[found[1]] + hour}] if found else []


def _day_of_quarter(rest: str, name: str) -> list[Form]:
    if re.match(r"的?最后(?:一|1)?个?(?:工作日|日|天)", rest):
        return [{"by": "last", "every": name}]
    found = re.search(
        rf"(?:最后一个月|第[三3]个月|末月|末(?=\d)|(?:下一?季度|次季度)?(?:首月|第一个月|次月))的?({NUMBER})[日号]之?前",
        rest,
    )
    day = read_number(found[1]) if found else None
    if found is None or not day:
        return []
    first = re.match("(?:下一?季度|次季度)?(?:首月|第一|次月)", found[0])
    month = "M1" if first else "M3" if name == "quarter" else "M6"
    return [{"by": f"{month}-{int(day):02d}", "every": name}]


def _day_of_month(rest: str) -> list[Form]:
    if re.match(
        r"(?:的|月)?(?:[底末](?:之?前)?(?!月)|最后(?:一|1)?个?(?:工作日|日|天)|下旬)", rest
    ):
        return [{"by": "last", "every": "month"}]
    if found := re.match("的?([上中])旬", rest):
        return [{"by": "10" if found[1] == "上" else "20", "every": "month"}]
    found = re.match(
        rf"的?(?:[^，。]{{0,6}}(?:次|下)月)?(?:{NUMBER}[日号]?{DASH})?({NUMBER})[日号](?![至到])",
        rest,
    )
    day = read_number(found[1]) if found else None
    if found is None or not day or not 1 <= day <= 31:
        return []
    more = re.match(rf"(?:[、和及与]{NUMBER}[日号])+", rest[found.end(1) + 1 :])
    later = (
        [int(read_number(d) or 0) for d in re.findall(rf"({NUMBER})[日号]", more[0])]
        if more
        else []
    )
    too = re.search("[、和及与](?:每?月)?(?:底|末)之?前", rest)
    return [{"by": f"{d:02d}", "every": "month"} for d in (int(day), *later) if 1 <= d <= 31] + (
        [{"by": "last", "every": "month"}] if too else []
    )


def _next_period(text: str) -> list[Form]:
    """次月5日前: of every month, though 每月 was said in the ask before; 当日18时前 of every day."""
    if (today := re.search("当[日天](?=[上下中晚\\d])", text)) and (
        clock := CLOCK.match(text, today.end())
    ):
        return [{"every": "day", "by": hour_of(clock)}]
    if found := re.search(rf"(?:次月|下月|下一?个月)({NUMBER})[日号]之?前", text):
        return [{"by": f"{int(read_number(found[1]) or 0):02d}", "every": "month"}]
    if found := re.search(rf"(?:季度?末月|每?季度?最后一个月)({NUMBER})[日号]之?前", text):
        return [{"by": f"M3-{int(read_number(found[1]) or 0):02d}", "every": "quarter"}]
    if found := re.search(rf"(?:下一?|次)季度(?:首月|第一个月)({NUMBER})[日号]之?前", text):
        return [{"by": f"M1-{int(read_number(found[1]) or 0):02d}", "every": "quarter"}]
    if ended := _ENDING.search(text):
        return [{"by": "last", "every": "month" if ended[1] == "月" else "quarter"}]
    return []


def dated(text: str, year: int | None, issued: str | None, *, every: bool = False) -> list[Form]:
    """A day or month of the calendar, a phase, the end of a quarter or of the year."""
    if re.search("上(?:半年)?[、和及]?下半年|一季度(?:至少|不少于|不得少于|[一两1-9]次)", text):
        return []
    days = [_in_season(d, issued) for d in find_days(text, year, every=every) if _is_due(text, d)]
    if not days and (end := find_year_end(text, year)):
        days = [end]
    if days and re.search(r"即日起[^，。]{0,3}[至到]", text):
        return [_by(days[0])]
    if re.search("[自从][^，。]*[至到]", text) and (phase := find_range(text, year)):
        return [{"from": phase[0], "until": phase[1]}]
    if days and any(d.before for d in days):
        return [_by(d) for d in days if d.before]
    if not days and (found := re.search("到(20\\d\\d)年(?=，)", text)):
        return [{"once_by": f"{found[1]}-12-31"}]
    if not days and (reached := _REACHED.search(text)):
        return [{"once_by": f"{reached[1]}-12-31"}]
    if re.search("[自从][^，。]{0,16}起", text):
        return []
    if ended := _end_of_part(text, year):
        return [ended]
    if phase := find_range(text, year):
        return [{"from": phase[0], "until": phase[1]}]
    if days:
        return _on(days)
    within = _THIS_YEAR.search(text)
    named = re.search(r"20\d\d", within[0]) if within else None
    known = named[0] if named else year
    return [{"once_by": f"{known}-12-31"}] if known and within else []


def _end_of_part(text: str, year: int | None) -> Form | None:
    """By the end of a quarter or half, when 末, 底 or 前 says so, or of every year's."""
    for found in _QUARTER.finditer(text):
        if re.search("每$|各$", text[: found.start()]):
            continue
        if not (found["end"] in ("末", "底") or found["before"] or found["every"]):
            continue
        month = (
            int(read_number(found["q"]) or 0) * 3
            if found["q"]
            else 6
            if found["half"] == "上"
            else 12
        )
        named = int(found["year"]) if found["year"] else year
        if found["every"]:
            return {"by": f"{month:02d}-{last_day(None, month):02d}", "every": "year"}
        return {"once_by": f"{named}-{month:02d}-{last_day(named, month):02d}"} if named else None
    return None


def _on(days: list[Day]) -> list[Form]:
    """Dates without 前: the month or day itself; 月底 is an end, 中旬 ten days."""
    day = days[0]
    if day.part in ("底", "末"):
        return [_by(day)]
    if day.every or not day.year:
        if day.day and not day.part:
            return [_by(d) for d in days if d.every and d.day and not d.part]
        return [{"month": d.month, "every": "year"} for d in days if d.every and d.whole_month]
    if day.part in ("上旬", "中旬", "下旬"):
        first = {"上旬": 1, "中旬": 11, "下旬": 21}[day.part]
        return [
            {
                "from": f"{day.year}-{day.month:02d}-{first:02d}",
                "until": f"{day.year}-{day.month:02d}-{day.day:02d}",
            }
        ]
    return [{"on": f"{day.year}-{day.month:02d}" + (f"-{day.day:02d}" if day.day else "")}]


def _by(day: Day) -> Form:
    if day.every or not day.year:
        return {
            "by": f"{day.month:02d}-{day.day or last_day(None, day.month):02d}",
            "every": "year",
        }
    return {"once_by": f"{day.year}-{day.month:02d}" + (f"-{day.day:02d}" if day.day else "")}


def _is_due(text: str, day: Day) -> bool:
    """A date of the act, not of a law or of coming into force."""
    after = text[day.end : day.end + 4]
    return not re.match(r"起施行|起执行|起实施|印发|发布|修订|出台|以来|通过", after)


def _in_season(day: Day, issued: str | None) -> Day:
    """A bare date near the turn of the year, by the day of issue: 12月28日 of a notice of 20 December."""
    if not issued or day.said or day.every or not day.year or not day.day:
        return day
    told = date.fromisoformat(issued)
    if day.year == told.year + 1 and not day.part and 0 <= _gap(told, day) <= _SOON:
        return replace(day, year=told.year)
    if day.year == told.year and told.month >= 10 and day.month <= 4:
        return replace(day, year=told.year + 1)
    return day


def _gap(told: date, day: Day) -> int:
    """Days from the day of issue to this day and month of the same year."""
    return (day.month - told.month) * 31 + (day.day or 1) - told.day

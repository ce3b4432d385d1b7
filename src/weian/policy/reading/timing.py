"""The small words of time: units, periods, counts, hours of the day, and what a time runs from."""

import re
from typing import Any, Final

from weian.policy.reading.numbers import DASH, NUMBER, read_number

_UNITS: Final = {
    "分钟": "min", "个小时": "h", "小时": "h", "个工作日": "wd", "工作日": "wd", "日": "d", "天": "d",
    "个自然日": "d", "个星期": "w", "星期": "w", "周": "w", "个月": "m", "月": "m", "年": "y",
    "周年": "y", "个季度": "q", "min": "min", "h": "h", "d": "d",
}  # fmt: skip
_UNIT: Final = "(?:" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")(?![A-Za-z])"
#: A length of time; groups its number and its unit.
LENGTH: Final = rf"({NUMBER})({_UNIT})"
_PERIODS: Final = (
    (r"每(?:一|个)?(?:天|日)(?!\d+(?:人次|台次|张))|每晚?日|逐日|按日|日均(?!\d)|每个?工作日", "day"),
    (r"每旬|逐旬|按旬", "10d"),
    (r"每(?:一|个)?小时|逐小时|每个钟头", "1h"),
    (r"双周(?=[\u4e00-\u9fff]{2})", "half_month"),
    (r"每(?:天)?(?:晚|夜)(?:间|上)?", "night"),
    (r"每(?:一|个|逢)?(?:周|星期)|逐周|按周|一周(?=[至不]|\d|[一二两三])", "week"),
    (r"每(?:个)?半个?月|每(?:两|2)周|半个?月(?=[一两1-9])", "half_month"),
    (r"每(?:一|个)?月(?:份|度)?|逐月|按月|(?:全|当)月(?=[^，。]{0,14}(?:至少|不少于)[^，。]{0,4}[次期场轮遍])|月(?=均)|(?<![\d一二三四五六七八九十个每当])月(?=[一两1-4]次)|一个?月(?=[一两三1-9])", "month"),
    (r"每(?:一|个)?季(?:度)?|逐季度?|按季度?|一季度(?=至少|不少于|不得少于|[一两1-9]次)|季度(?=[一1]次)", "quarter"),
    (r"每(?:个)?半年|半年(?=[至一两1-9])|上(?:半年)?[、和]?下半年各|每半年度|每(?:个)?学期", "half_year"),
    (r"每(?:一|个)?学?年(?:度)?|逐年|分年度|按年度?|一年(?=[至一两三1-9]|内(?!不得|取消|禁止)|不少于)|年度内|年度(?=[^，。]{0,8}(?:至少|不少于)[^，。]{0,4}次)|全年(?=[^，。]{0,30}[次期场轮遍])|(?<![\d一二两三四五六七八九十半])年内(?=[^，。]{0,14}(?<!再)[次期场轮遍])", "year"),
)  # fmt: skip
_TIMES_IN_TEXT: Final = re.compile(
    rf"(?P<words>至少|最少|不少于|不得少于|不低于|不得低于|不多于|不超过|不得超过|至多|最多)?[^，。；、（）]{{0,12}}?"
    rf"(?P<low>{NUMBER})(?:{DASH}(?P<high>{NUMBER}))?(?P<more>次|个(?:夜|白)?班(?!子)|遍|轮|期|条|场|回|堂|例|篇)(?P<above>以上|及以上)?"
)
_CAPPED: Final = re.compile("不多于|不(?:得|应|宜)?超过|至多|最多")
#: 隔月, 隔周: every other one.
OTHER: Final = re.compile("(?<![每间相阻])隔([日天周月年])(?!离)")
#: An hour by which something is due.
CLOCK: Final = re.compile(
    rf"(上午|中午|下午|晚上?)?(?:(\d{{1,2}}):(\d{{2}})|({NUMBER})(?:时|点)(?:整|({NUMBER}|半)分?)?)(?=之?前|以前)"
)
_ACTOR_TAIL: Final = re.compile(
    r"^.*?(?:应当在|应在|要在|须在|必须在|应当自|应自|须自|自|应当于|应于|要于|应当|必须|应|须|要|在|于|从|将)"
)


def span_of(number: str, unit: str) -> str:
    """``两``, ``小时`` as 2h; half an hour is 30min, half a month 15d, half a year 6m, a quarter 3m."""
    n, u = read_number(number) or 0, _UNITS[unit]
    if u == "q":
        n, u = n * 3, "m"
    if n != int(n):
        smaller = {
            "h": (60, "min"),
            "d": (24, "h"),
            "m": (15 * 2, "d"),
            "y": (12, "m"),
            "w": (7, "d"),
        }
        factor, u = smaller.get(u, (1, u))
        n = n * factor
    return f"{int(n)}{u}"


def period_of(text: str) -> tuple[str, int] | None:
    """The first period named (每季度, 按月, 一年…) and where the words end."""
    found = [(m.start(), m.end(), name) for p, name in _PERIODS if (m := re.search(p, text))]
    if not found:
        return None
    _, end, name = min(found, key=lambda f: (f[0], -f[1]))
    night = re.search("夜间|夜里|晚间", text.partition("其中")[0])
    return ("night", end) if name == "day" and night and times_of(text, end) else (name, end)


def times_of(text: str, at: int) -> dict[str, Any] | None:
    """至少2次, 1-2次, 不超过3次; looked for behind the period, else anywhere."""
    for begin in (at, 0):
        for found in _TIMES_IN_TEXT.finditer(text, begin):
            low = read_number(found["low"])
            if low is None or low != int(low) or not 0 < low <= 1000:
                continue
            if found["high"]:
                return {"at_least": int(low), "at_most": int(read_number(found["high"]) or low)}
            capped = _CAPPED.search(found[0])
            return {"at_most": int(low)} if capped else {"at_least": int(low)}
    return None


def hour_of(clock: re.Match[str]) -> str:
    """What ``CLOCK`` found as HH:MM."""
    if clock[2]:
        return f"{int(clock[2]):02d}:{clock[3]}"
    hour = int(read_number(clock[4]) or 0)
    minute = 30 if clock[5] == "半" else int(read_number(clock[5]) or 0) if clock[5] else 0
    late = clock[1] in ("下午", "晚", "晚上") and hour < 12
    return f"{hour + (12 if late else 0):02d}:{minute:02d}"


def happening_of(clause: str) -> str:
    """…接到报告后, 自收到通知之日起: what a length is counted from."""
    clause = re.sub("(?:应当?|必须|须|要)(?:在|于)?$", "", clause)
    found = re.search(r"(.{2,}?)(?:之日起|之时起|之后起|之日|后起|以后|之后|后|起)的?$", clause)
    return bare(found[1]) if found else ""


def condition_of(clause: str) -> str:
    """发生火情, 接到报告后: a clause before that says when."""
    clause = clause.strip("，。；")
    if found := re.search(r"(.{2,}?)(?:之后|以后|后|时|的)$", clause):
        return bare(found[1])
    return (
        bare(clause)
        if re.match(r"(?:一旦|如|遇|若)?(?:有|发生|发现|遇有|遇到|出现|接到|收到)", clause)
        else ""
    )


def bare(text: str) -> str:
    """Without the actor and the words that lead in."""
    cut = _ACTOR_TAIL.match(text)
    rest = text[cut.end() :] if cut and len(text) - cut.end() >= 2 else text
    if (act := re.search("(?<!、)(?:上岗|离岗|出车|入职|转岗)$", rest)) and "、" not in rest:
        return act[0]
    rest = re.sub(
        r"^[\u4e00-\u9fff]{0,6}(?:人员|职工|员工)(?=[\u4e00-\u9fff]{2})(?!变动|伤亡|配|死)",
        "",
        rest,
    )
    rest = re.sub(r"^(?:或者?|一旦|如果|如|若|对|每次|凡|凡是)", "", rest)
    found = re.search(
        r"(?:接到|收到|发生|发现|上岗|离岗|出车|入职|开工|完成|作业|投入使用|调整).*$", rest
    )
    keep = (
        found
        and (len(rest) > 6 or found[0] in ("上岗", "离岗", "出车", "入职"))
        and not rest.endswith("作业")
    )
    return found[0] if found and keep else rest

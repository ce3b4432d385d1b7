"""Rhythms said in few words: 月调度、季通报; 早晚各一次; 两年开展一次; 春秋两季各一次; “十四五”期间."""

import re
from typing import Any, Final

from weian.policy.reading.numbers import NUMBER, read_number
from weian.policy.reading.timing import LENGTH, span_of

Form = dict[str, Any]

_WORDS: Final = {
    "日": "day", "天": "day", "双周": "half_month", "周": "week", "旬": "10d", "半月": "half_month",
    "月": "month", "月度": "month", "季": "quarter", "季度": "quarter", "半年": "half_year",
    "半年度": "half_year", "年": "year", "年度": "year",
}  # fmt: skip
_UNIT: Final = "|".join(sorted(_WORDS, key=len, reverse=True))
_ACT: Final = (
    "(?:大|小|自|互|普|督|抽|巡)?(?:调度|通报|排查|检查|督查|督导|考核|研判|管控|报告|会商|讲评|分析|评估|巡查|巡检|自查|清零|小结|总结|汇总|"
    "登记|评价|约谈|点评|例会|演练|培训|抽查|普查|体检|清洗|检修|维护|保养|报送|研究|部署|盘点|清单|晾晒|述职|复盘|推进|回头看|报(?=[、，。”制机])|查(?=[、，。”制机])|检(?=[、，。”制机])|训(?=[、，。”制机])|评(?=[、，。”制机])|结(?=[、，。”制机])|会(?=[、，。”制机])|(?![一几])[\u4e00-\u9fff]{2}(?=[、，。；”和]|制度|机制|$))"
)
_BEAT: Final = rf"(?:每)?(?P<unit>{_UNIT})(?:[一1])?{_ACT}"
#: At least two beats, joined; one word of who may stand before each.
_LIST: Final = re.compile(
    rf"(?<![\d一二两三四五六七八九十每])(?:{_BEAT.replace('?P<unit>', '?:')})(?:[、，和及]+(?:[\u4e00-\u9fff]{{2,4}}?)?(?:{_BEAT.replace('?P<unit>', '?:')}))+"
)
_ONE: Final = re.compile(_BEAT)
#: 实行周报制度, 执行日报告、零报告制度.
_REGIME: Final = re.compile(
    rf"(?:实行|执行|落实|建立|坚持|实施)[^，。；\d每]{{0,6}}?(?<![每\d一二两三])(?P<unit>{_UNIT})(?:调度|通报|报告|检查|排查|巡查|会商|研判|例会|考核|报)(?:[^，。；]{{0,10}}?(?:制度|机制)|(?=[，。；]|$))"
)
_PARTS: Final = re.compile(
    "((?:\\d{1,2}[时点](?::?\\d\\d分?)?、?){2,}|上班[前后]、?下班[前后]|接班后、?交班前|早、?中、?晚|早、?晚|晨检?、?午检?(?:、?晚检?)?|上午、?下午|上、下午|班前、?班后|餐前、?餐后|岗前、?岗后)各"
)
#: 每日8时、16时、22时报告: without 各, too.
_HOURS: Final = re.compile(
    r"(?<=每[日天])(?:\d{1,2}(?:[时点](?:\d\d分)?|:\d\d)[、和及]?){2,}(?!之?前|以前|至|到)"
)
_SEASONS: Final = re.compile(
    "[春夏秋冬](?:季)?(?:[、和]?[春夏秋冬](?:季)?)+[两二三四]?季?[^，。；]{0,6}各"
)
#: 两年开展一次, 一个月清运一次: a length and a count, without 每.
_BARE: Final = re.compile(
    rf"(?<![\d第每隔前近满超过于.一二两三四五六七八九十])(?:间隔)?{LENGTH}"
    rf"(?!(?:以|之)?[内上下]|[前后的底末初止期份度起至到]|\d|第)(?=(?:至少|不少于)?[^，。；、每\d]{{0,8}}?(?:至少|不少于)?{NUMBER}[次遍轮回])"
)
_NAMED: Final = {
    "1d": "day", "1w": "week", "2w": "2w", "1m": "month", "3m": "3m", "6m": "half_year",
    "1y": "year", "15d": "half_month",
}  # fmt: skip
_PLAN: Final = re.compile(
    '[“"]?十([三四五六七])五[”"]?(时期|期间|规划期|末|期末|末期)?(?:内)?(之?前)?'
)


#: 一周一调度, 每日两查, 半年一通报: so many times a period, in four characters.
_TERSE: Final = re.compile(
    rf"(?<![\d一二两三四五六七八九十第])(?:每|一(?=[日天周旬月季年]))?(?P<unit>{_UNIT})(?P<n>[一两二三四])(?:次|个)?(?!月|季|周|年|日|天|级|般|定|个|些|旦|线|把|步|经|批|起|是|类|同|律|体|样|套|名|人|所|项|大(?![修检清排扫查]))(?P<act>[\u4e00-\u9fff]{{1,4}}?)(?=[、，。；”和及]|制度|机制|$)"
)
#: 每月28日前 beside it: the days say more than the beats of the reports' names.
_DAYS: Final = re.compile(r"(?:每|[月季年])[^，。；、]{0,8}\d{1,2}[日号][^，。；、]{0,3}前")


def _terse(ask: str) -> list[Form]:
    out: list[Form] = []
    for found in _TERSE.finditer(ask):
        count = int(read_number(found["n"]) or 1)
        form = {"at_least": count, "per": _WORDS[found["unit"]]}
        if form not in out:
            out.append(form)
    return out


def beats(ask: str) -> list[Form]:
    """月调度、季通报、年考核: as many forms as beats; empty for a single one or none."""
    if _DAYS.search(ask) or re.search("”[^，。]{0,4}模式", ask):
        return []
    if terse := _terse(ask):
        return terse
    found = _LIST.search(ask)
    if not found:
        held = _REGIME.search(ask)
        return [{"at_least": 1, "per": _WORDS[held["unit"]]}] if held else []
    out: list[Form] = []
    for beat in _ONE.finditer(found[0] + "。"):
        form = {"at_least": 1, "per": _WORDS[beat["unit"]]}
        if form not in out:
            out.append(form)
    return out if len(out) > 1 else []


def bare_period(text: str) -> tuple[str, int] | None:
    """两年开展一次: the period of a length that stands before a count, and where it ends."""
    for found in _BARE.finditer(text):
        number = read_number(found[1])
        if number and not text[found.end() :].startswith(("一季度", "季")):
            span = span_of(found[1], found[2])
            return _NAMED.get(span, span), found.end()
    return None


def parts_named(text: str) -> tuple[int, str] | None:
    """早晚各一次 is twice a day, 春秋两季各一次 twice a year: how many parts, of what period."""
    if flood := re.search("汛前、?(汛中、?)?汛后各", text):
        return (3 if flood[1] else 2), "year"
    if spoken := _HOURS.search(text):
        return len(re.findall(r"\d{1,2}(?:[时点]|:\d)", spoken[0])), "day"
    if parts := _PARTS.search(text):
        if hours := re.findall("\\d{1,2}[时点]", parts[1]):
            return len(hours), "day"
        return (3 if re.search("中|午.*晚", parts[1]) else 2), "day"
    if seasons := _SEASONS.search(text):
        return len(re.findall("[春夏秋冬]", seasons[0])), "year"
    return None


def plan_years(ask: str) -> list[Form]:
    """“十四五”期间, “十四五”末: five years of a plan, or their end."""
    found = _PLAN.search(ask)
    if not found or not (found[2] or found[3]):
        return []
    first = 2016 + 5 * ("三四五六七".index(found[1]))
    if found[3] or "末" in (found[2] or ""):
        return [{"once_by": f"{first + 4}-12-31"}]
    return [{"from": f"{first}-01-01", "until": f"{first + 4}-12-31"}]

"""When and how often: the time expressions of one ask, as the closed set of output forms.

A form is a small dictionary; ``fitting`` knows them all. General grammar: a number, a unit of time, a period, a
date and the few words that join them. Text in 《》 and “” is names and says nothing of time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from weian.policy.reading.deadlines import dated, dotted, part_of_period
from weian.policy.reading.numbers import read_number
from weian.policy.reading.timing import (
    LENGTH,
    OTHER,
    bare,
    condition_of,
    happening_of,
    period_of,
    span_of,
    times_of,
)  # fmt: skip

Form = dict[str, Any]

_EVERY_N: Final = re.compile(rf"每(?:间)?(?:隔)?{LENGTH}")
#: 原则上不超过5年修订一次: a count, said as a limit of the gap.
_AT_MOST_APART: Final = re.compile(
    rf"(?:不(?:得|应|能)?超过|至多){LENGTH}[^，。；]{{0,10}}?[一1]次"
)
#: 1次/季度, as tables write it.
_RATIO: Final = re.compile(r"(?P<n>\d+|[一二两三四])次?/(?P<per>半年|年|季度?|月|周|日|天)")
_RATIOS: Final = {
    "半年": "half_year",
    "年": "year",
    "季": "quarter",
    "季度": "quarter",
    "月": "month",
    "周": "week",
    "日": "day",
    "天": "day",
}
_LONGER: Final = r"(?:不(?:得|应|能)?(?:超过|大于|多于|长于|高于)|最长(?:不超过)?|控制在|至多)"
_HOLIDAY: Final = re.compile(
    r"(?:重大|重要|法定)?(?:节假日|节日|节庆|“?两节”?|重大活动|重要时段|重要节点|敏感时期|春节|元旦|国庆|五一|中秋|节前|节后|清明|端午)"
)
_DURING: Final = re.compile(
    r"(汛期(?:[前后](?=[^，。]{0,2}[开组进对全集]))?|(?:供暖|采暖|取暖|放假|试用|实习)期内?|暑期|冬季|夏季|冬春季节|高温季节|营业期间|营业时间|施工期间|作业期间|活动期间|整治期间|防控期间|[\u4e00-\u9fff]{2,6}(?<!时间)期间|夜间|白天|工作时间|上班时间)"
)
_NAMES: Final = re.compile(r"《[^》]*》|“[^”]*”|〔[^〕]*〕")
_AT_ONCE: Final = re.compile(
    r"(?<!不能)(?<!无法)(?<!未能)(?:立即|即时|即刻|第一时间|当场|马上|随即|立刻)"
)
_PROMPT: Final = re.compile(r"(?<!不)及时(?!率|性)|尽快|尽早|抓紧|随时")
_PERIODIC: Final = re.compile(
    r"(?<![不经出过])定期(?!检验(?:要求|报告|证|合格))|不定期|经常(?:性|化)?|常态化|轮训|轮流|日常(?=巡查|检查|巡检|维护|保养|监测|演练|自查)|动态(?=更新|调整|评估)"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the ask inherits: the document's year, the condition said before it, its phase."""

    year: int | None = None
    condition: str = ""
    phase: tuple[str, str] | None = None
    per: str = ""  # the period that the ask before named
    issued: str | None = None
    every: bool = False  # 每年 was said before a date of the same sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """``form`` and the name of the rule that found it."""

    form: Form
    rule: str


@lru_cache(maxsize=4096)
def read_recurrences(ask: str, context: Context) -> list[Reading]:
    """All that the ask says of time, the surest first; several only for several dates."""
    text = _NAMES.sub(lambda m: "※" * len(m[0]), dotted(ask))
    timed = re.sub(
        r"[^，。；]*?(?:不能|无法|难以|可以|能|能够)(?:立即|及时|当场|即时)[^，。；]*?的(?=，|要|应|须|必须|由)",
        "※",
        text,
    )
    for name, rule in _RULES:
        if name == "phase" and context.per and times_of(timed, 0):
            break
        if found := rule(timed, context):
            if "from" in found[0] and period_of(timed) and (often := _counted(timed, context)):
                found, name = often, "counted"  # 7月至9月，每周2次: the count says more
            during = _during(timed)
            if (
                not during
                and re.search("夜间|夜里", timed)
                and re.fullmatch(r"\d+(?:h|min)", str(found[0].get("per", "")))
            ):
                found = [{**form, "during": "夜间"} for form in found]
            if during and (
                ("per" in found[0] and found[0]["per"] != "holiday_or_event")
                or found[0].get("every") in ("day", "week")
            ):
                found = [{**form, "during": during} for form in found]
            return [Reading(form, name) for form in found]
    if context.per and (times := times_of(timed, 0)):
        return [Reading({**times, "per": context.per}, "counted")]
    return []


def _continuous(text: str, context: Context) -> list[Form]:
    found = re.search(
        r"(?:24|二十四)(?:个)?小时(?!内|之内|以内|前|后|以上|及以上|开通[^，]*内)(?:不间断|专人|轮流|双人|有人|全天|连续)?[^，。；]{0,6}?(?:值|班|守|监|在岗|开[通放]|畅通|运[行转]|待命|备勤|备战|响应|服务|巡)|全天候|7[×xX*]24",
        text,
    )
    return [{"continuous": "24小时"}] if found else []


def _retain(text: str, context: Context) -> list[Form]:
    found = re.search(
        rf"(?:保存|保留|留存|存档|保管|归档|备查|储存|留样)[^，。；]{{0,12}}?{LENGTH}(?!内)", text
    )
    return [{"retain_at_least": span_of(found[1], found[2])}] if found else []


def _within(text: str, context: Context) -> list[Form]:
    """Within a length, after something said in the same words or in the condition before."""
    out: list[Form] = []
    after = ""
    for found in re.finditer(rf"{LENGTH}(?:之内|以内|内)", text):
        if (
            re.search(r"[近每前]$", text[: found.start()])
            or text[found.end() : found.end() + 1] == "的"
            or re.match("[^，。；]{0,6}(?:不得(?!超)|取消|不予|不准|禁止)", text[found.end() :])
        ):
            continue
        clause = re.split("[，。；]", text[: found.start()])
        after = (
            happening_of(clause[-1])
            or (condition_of(clause[-2]) if len(clause) > 1 else "")
            or after
        )
        after = after or condition_of(context.condition)
        out.append({"within": span_of(found[1], found[2])} | ({"after": after} if after else {}))
    late = re.search(
        rf"(?:不晚于|不迟于|最迟(?:不超过)?){LENGTH}|(?<!利)用{LENGTH}(?:左右)?的?时间", text
    )
    if not out and late:
        return [{"within": span_of(late[1] or late[3], late[2] or late[4])}]
    if not out and re.search("当[日天](?!用|使|值|班|天|的|产|班)(?:内)?[\u4e00-\u9fff]", text):
        return [{"within": "1d"}]
    return out[:1] if len({f["within"] for f in out}) == 1 else out


def _counted(text: str, context: Context) -> list[Form]:
    """So often in every period."""
    if re.search("上(?:半年)?[、和及]?下半年", text):
        return [{**(times_of(text, 0) or {"at_least": 1}), "per": "half_year"}]
    if ratio := _RATIO.search(text):
        return [{"at_least": int(read_number(ratio["n"]) or 1), "per": _RATIOS[ratio["per"]]}]
    if apart := _AT_MOST_APART.search(text):
        return [{"at_least": 1, "per": span_of(apart[1], apart[2])}]
    if other := OTHER.search(text):
        unit = {"日": "d", "天": "d", "周": "w", "月": "m", "年": "y"}[other[1]]
        return [{**(times_of(text, other.end()) or {"at_least": 1}), "per": f"2{unit}"}]
    found = _EVERY_N.search(text)
    if (
        found
        and read_number(found[1]) is not None
        and text[found.end() : found.end() + 1] not in "次名"
    ):
        per, at = span_of(found[1], found[2]), found.end()
        per = {
            "1d": "day",
            "1w": "week",
            "1m": "month",
            "1y": "year",
            "1q": "quarter",
            "6m": "half_year",
            "15d": per,
        }.get(per, per)
        per = "half_month" if found[0].startswith(("每半个月", "每半月")) else per
    elif period := period_of(text):
        per, at = period
    elif found := re.search(rf"至少{LENGTH}(?:内)?(?=进行|组织|开展|召开|一次)", text):
        per, at = span_of(found[1], found[2]), found.end()
    elif re.search("夜间|夜里|晚间", text) and times_of(text, 0):
        per, at = "night", 0
    else:
        return []
    times = times_of(text, at)
    if not times and _duration(text, context):
        return []  # 每日工作时间不得超过6小时: a length, not a count
    return [{**(times or {"at_least": 1}), "per": per}]


def _interval(text: str, context: Context) -> list[Form]:
    found = re.search(
        rf"(?:间隔|周期)[^，。；]{{0,10}}?{_LONGER}{LENGTH}|(?:间隔|周期)(?:一般|原则上)?为?{LENGTH}",
        text,
    )
    if found:
        n, u = (found[1], found[2]) if found[1] else (found[3], found[4])
        return [{"max_interval": span_of(n, u)}]
    return []


def _duration(text: str, context: Context) -> list[Form]:
    found = re.search(rf"{_LONGER}{LENGTH}(?!内|前|的?(?:正常)?(?:使用|用|消耗)量)", text)
    if found and not re.search("学时|课时", text):
        return [{"max_duration": span_of(found[1], found[2])}]
    return []


def _age(text: str, context: Context) -> list[Form]:
    found = re.search(
        rf"有效期(?:限)?(?:为|是)?{LENGTH}|近?{LENGTH}内(?:出具)?的[^，。]{{0,6}}(?:报告|证明|记录|评估)",
        text,
    )
    return [{"max_age": span_of(found[1] or found[3], found[2] or found[4])}] if found else []


def _before(text: str, context: Context) -> list[Form]:
    """Before an act, or a length before it."""
    if found := re.search(
        rf"(?:在|于|应|，|^)([^，。；在于]{{2,14}}?(?:届满|到期|期满|结束|开始))的?前?{LENGTH}前",
        text,
    ) or re.search(rf"([^，。；在于]{{2,14}}?)(?:之)?(?<!提)前{LENGTH}", text):
        return [{"before": span_of(found[2], found[3]), "of": bare(found[1])}]
    if found := re.search(
        rf"(?:([^，。；※]{{2,16}}?)(?:的，)?(?:原则上|一般)?(?:应当|应|必须|须|需|要)|^|，)(?:至少)?提前(?:至少|不少于)?{LENGTH}",
        text,
    ) or re.search(rf"()提前(?:至少|不少于)?{LENGTH}", text):
        return [
            {"before": span_of(found[2], found[3])} | ({"of": bare(found[1])} if found[1] else {})
        ]
    if found := re.search(
        "(?:方可|才能|合格后|培训后|考核后|体检后)(上岗|作业|施工|开工|使用|投入使用|投用|从事|进入)",
        text,
    ):
        return [{"before": found[1]}]
    if re.search("岗前(?:安全)?(?:培训|教育|体检)", text):
        return [{"before": "上岗"}]
    found = re.search(
        r"([^，。；（）※]{2,16}?)(?:之)?(?<![目当以提此日年月空面底号节会门床屏身眼窗跟楼柜院术生期度向])前(?=应|必|须|要|进|接|切|检|办|，|开|完|由|需|组|对|取|做|、|的|签|编|制|填|报|向|与|经|召|确|佩|测|通|清|登|告|落|设|配|核|审|查)(?!述|款|往|置|沿|列|台|后|期)",
        text,
    )
    if found and not re.search(r"\d$|[日号]$", found[1]):
        return [{"before": bare(found[1])}]
    return []


def _holiday(text: str, context: Context) -> list[Form]:
    found = _HOLIDAY.search(text)
    if found and re.search(
        r"(?:节|日|庆|旦|秋|活动|时段|节点|时期|节”|明|午|一)(?:假期|长假|放假)?(?:和[^，。]{0,8})?(?:及[^，。]{0,8}|等[^，。]{0,6}|、[^，。]{0,8})?(?:期间|前|后|来临|到来|时节|时|各|的|，)",
        text[found.start() :],
    ):
        return [{**(times_of(text, 0) or {"at_least": 1}), "per": "holiday_or_event"}]
    return []


def _each(text: str, context: Context) -> list[Form]:
    found = re.search(
        r"每(?:次|一次)([\u4e00-\u9fff]{2,8}?)(?:之?后|完成|结束|时|之?前|都|均|要|应|必须|须|，|不少于|不得)",
        text,
    )
    if found:
        return [{"each": found[1]}]
    found = re.search(r"每(班|批|车|例|台手术|项目|单)(?:次|后|都|均|要|应|必须|交接|前)", text)
    return [{"each": found[1]}] if found else []


def _after(text: str, context: Context) -> list[Form]:
    found = re.search(
        r"(?:^|，|在|自)([^，。；※]{2,18}?)(?:之后|以后|(?<![前先最今落])后)(?=由|要|应|必须|须|，|方可|立?即?组织|进行|再|才)",
        text,
    )
    found = found or re.search(
        r"(?:^|，)([^，。；※]{2,12}?(?:结束|完成|完毕))(?=应当|必须|须|要)", text
    )
    return [{"after": bare(found[1])}] if found else []


def _words(pattern: re.Pattern[str], form: Form) -> Callable[[str, Context], list[Form]]:
    return lambda text, context: [dict(form)] if pattern.search(text) else []


def _phase(text: str, context: Context) -> list[Form]:
    return [{"from": context.phase[0], "until": context.phase[1]}] if context.phase else []


_RULES: Final[tuple[tuple[str, Callable[[str, Context], list[Form]]], ...]] = (
    ("continuous", _continuous),
    ("retain", _retain),
    ("part_of_period", lambda text, _: part_of_period(text)),
    ("dated", lambda text, c: dated(text, c.year, c.issued, every=c.every)),
    ("within", _within),
    ("counted", _counted),
    ("interval", _interval),
    ("duration", _duration),
    ("age", _age),
    ("holiday", _holiday),
    ("each", _each),
    ("before", _before),
    ("at_once", _words(_AT_ONCE, {"immediate": True})),
    ("prompt", _words(_PROMPT, {"prompt": True})),
    ("phase", _phase),
    ("periodic", _words(_PERIODIC, {"periodic": True})),
    ("after", _after),
)


def _during(text: str) -> str:
    """A season or hours within which the period counts; night is a period of its own."""
    found = _DURING.search(text)
    return (
        found[1]
        if found and found[1] != "夜间" and not re.match(r".*节(?!前后|季)", found[1])
        else ""
    )

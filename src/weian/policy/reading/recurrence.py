"""When and how often: the time expressions of one ask, as the closed set of output forms.

A form is a small dictionary; ``fitting`` knows them all. General grammar: a number, a unit of time, a period, a
date and the few words that join them. Text in 《》 and “” is names and says nothing of time.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from weian.policy.reading.deadlines import dated, dotted, part_of_period
from weian.policy.reading.forms import Context, Form, Reading
from weian.policy.reading.moments import (
    read_after,
    read_before,
    read_each,
    read_holiday,
    read_within,
)
from weian.policy.reading.rates import (
    read_age,
    read_continuous,
    read_counted,
    read_duration,
    read_interval,
    read_retain,
)
from weian.policy.reading.rhythms import beats, plan_years
from weian.policy.reading.timing import LENGTH, period_of, span_of, times_of

__all__ = ["Context", "Form", "Reading", "read_recurrences"]

_DURING: Final = re.compile(
    r"((?:(?<=^)|(?<=[，。；在于]))(?!各|本|全|其)(?:(?![在于])[\u4e00-\u9fffⅠ-Ⅻ]){2,14}(?<!时间)期间|主?汛期(?:(?:到来|来临)?(?:之)?[前后](?=[^，。]{0,2}[开组进对全集]))?|(?:供暖|采暖|取暖|放假|试用|实习|(?:森林|草原)?防火|禁渔|休渔|过渡)期(?=每|内|，)内?|冬春期间|(?:(?![在于])[\u4e00-\u9fff]){1,6}(?:季节|时节|时段)(?=[^，。]{0,2}，?每)|高温时段|(?:高温|恶劣|极端|大风|暴雨|雷雨|雨雪|冰冻)天气|夏秋季节|暑期|冬季|夏季|冬春季节|高温季节|营业期间|(?:营业|开放|开馆|服务|上课|就餐)时间内?|施工期间|作业期间|活动期间|整治期间|防控期间|(?:(?![在于])[\u4e00-\u9fffⅠ-Ⅻ]){2,6}(?<!时间)期间|夜间|白天|工作时间|上班时间)"
)
#: 恢复供水后一周内每天检测1次.
_SPELL: Final = re.compile(
    rf"(?:^|(?<=，))((?:[^，。；]{{2,10}}?后)?{LENGTH}(?:之内|以内|内))(?=，?(?:应当?|须|要|必须)?(?:至少)?每)"
)
#: “安全生产月”期间: a season that bears a name.
_NAMED_SEASON: Final = re.compile("(“[^”]{2,12}”[\u4e00-\u9fff]{0,6}期间)")
_NAMES: Final = re.compile(r"《[^》]*》|“(?!两会|两节|双节|五一|十一|春节)[^”]*”|〔[^〕]*〕")
_AT_ONCE: Final = re.compile(
    r"(?<!不能)(?<!无法)(?<!未能)(?:立即|即时|即刻|第一时间|当场|马上|随即|立刻)|[立即][\u4e00-\u9fff][立即](?:改|整|办|处|纠)|一经[^，。；]{1,6}(?:当场|就地)"
)
#: 一年内发生2次以上违规的: whose case it is.
_OFFENCES: Final = re.compile(
    r"[^，。；]*(?:内|累计|连续)[^，。；]*?(?:发生|出现|受到|累计|连续|被)[^，。；]*?[\d一二两三四五]+[次起例](?:及?以上)?[^，。；]*的|^对[^，。；]*(?:未|逾期)[^，。；]*的(?=[^，。；]{0,6}，)"
)
#: 保存不少于30天，重点部位不少于90天: the second length is of keeping, too.
_STILL_KEPT: Final = re.compile(
    rf"(?!间隔|培训|连续)[^，。；]{{0,14}}?(?:不少于|不低于|不得少于|不得低于|至少|应当?达到){LENGTH}(?:以上)?[，。；]?"
)
_PROMPT: Final = re.compile(r"(?<!不)及时(?!率|性)|尽快|尽早|抓紧|随时")
_PERIODIC: Final = re.compile(
    r"(?<![不经出过规指固法确])定期(?!限|检验(?:要求|报告|证|合格))|不定期|经常(?:性|化)?|常态化|周期性|轮训|轮流(?!担任|值)|日常(?=巡查|检查|巡检|维护|保养|监测|演练|自查)|动态(?=更新|调整|评估)"
)


@lru_cache(maxsize=4096)
def read_recurrences(ask: str, context: Context) -> list[Reading]:
    """All that the ask says of time, the surest first; several only for several dates."""
    if forms := beats(re.sub("《[^》]*》", "※", ask)):
        return [Reading(form, "beats") for form in forms]
    text = _NAMES.sub(lambda m: "※" * len(m[0]), dotted(ask))
    timed = re.sub(
        r"[^，。；]*?(?:不能|无法|难以|可以|能|能够)(?:立即|及时|当场|即时)[^，。；]*?的(?=，|要|应|须|必须|由)",
        "※",
        text,
    )
    timed = _OFFENCES.sub("※", timed)
    if context.kept and (kept := _STILL_KEPT.fullmatch(timed)):
        return [Reading({"retain_at_least": span_of(kept[1], kept[2])}, "kept")]
    for name, rule in _RULES:
        if name == "phase" and context.per and times_of(timed, 0):
            break
        if found := rule(timed, context):
            if "from" in found[0] and period_of(timed) and (often := read_counted(timed, context)):
                found, name = often, "counted"  # 7月至9月，每周2次: the count says more
            during = _during(timed, ask)
            if (
                not during
                and re.search("夜间|夜里", timed)
                and re.fullmatch(r"\d+(?:h|min)", str(found[0].get("per", "")))
            ):
                found = [{**form, "during": "夜间"} for form in found]
            if during and (
                ("per" in found[0] and found[0]["per"] != "holiday_or_event")
                or found[0].get("every") in ("day", "week")
                or "max_interval" in found[0]
            ):
                found = [{**form, "during": during} for form in found]
            return [Reading(form, name) for form in found]
    if context.per and (times := times_of(timed, 0)):
        return [Reading({**times, "per": context.per}, "counted")]
    return [Reading(form, "plan") for form in plan_years(ask)]


def _words(pattern: re.Pattern[str], form: Form) -> Callable[[str, Context], list[Form]]:
    return lambda text, context: [dict(form)] if pattern.search(text) else []


def _phase(text: str, context: Context) -> list[Form]:
    return [{"from": context.phase[0], "until": context.phase[1]}] if context.phase else []


_RULES: Final[tuple[tuple[str, Callable[[str, Context], list[Form]]], ...]] = (
    ("continuous", read_continuous),
    ("retain", read_retain),
    ("part_of_period", lambda text, _: part_of_period(text)),
    ("dated", lambda text, c: dated(text, c.year, c.issued, every=c.every)),
    ("age", read_age),
    ("within", read_within),
    ("counted", read_counted),
    ("interval", read_interval),
    ("duration", read_duration),
    ("holiday", read_holiday),
    ("each", read_each),
    ("before", read_before),
    ("at_once", _words(_AT_ONCE, {"immediate": True})),
    ("prompt", _words(_PROMPT, {"prompt": True})),
    ("phase", _phase),
    ("periodic", _words(_PERIODIC, {"periodic": True})),
    ("after", read_after),
)


def _during(text: str, ask: str) -> str:
    """A season or hours within which the period counts; night is a period of its own."""
    if spell := _SPELL.search(text):
        return spell[1]
    found = _NAMED_SEASON.search(ask) or _DURING.search(text)
    return (
        found[1]
        if found
        and found[1] != "夜间"
        and not re.fullmatch(r"节假?日期间|法定节假日期间", found[1])
        else ""
    )

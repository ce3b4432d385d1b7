"""Obligations in Chinese words: who, what, how much, when."""

from datetime import date
from functools import singledispatch

from weian.core.cadence import (
    After,
    Always,
    Before,
    Cadence,
    Deadline,
    Every,
    Once,
    Rules,
)  # fmt: skip
from weian.core.condition import Condition, Test
from weian.core.obligation import Bearing, Evidence, Measure, Obligation, Who
from weian.policy.titles import Titles

PERIOD_WORDS = {
    "day": "每天", "night": "每晚", "week": "每周", "half_month": "每半月", "month": "每月",
    "quarter": "每季度", "half_year": "每半年", "year": "每年", "holiday": "每个节假日前",
}  # fmt: skip
_UNITS = {
    "day": "天", "week": "周", "month": "个月", "quarter": "个季度", "half_year": "个半年", "year": "年",
}  # fmt: skip
_OPS = {
    "is": "为", "not": "不为", "in": "为", "gte": "不低于", "lte": "不高于", "gt": "高于", "lt": "低于",
}  # fmt: skip
_PLAIN = Titles()
_UNIT = Bearing()


def interval_words(period: str, n: int = 1) -> str:
    """``quarter`` as 每季度, 3 ``year`` as 每3年."""
    return PERIOD_WORDS.get(period, period) if n == 1 else f"每{n}{_UNITS[period]}"


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def cadence_words(when: Cadence, titles: Titles = _PLAIN, rules: Rules | None = None) -> str:
    """When, as people say it: 每季度最后7天, 2022年9月15日前, 隐患上报后24小时内."""
    return _cadence(when, titles, rules)


@singledispatch
def _cadence(when: Cadence, titles: Titles, rules: Rules | None) -> str:
    raise TypeError(f"no words for {type(when).__name__}")


@_cadence.register
def _(when: Every, titles: Titles, rules: Rules | None) -> str:
    base = interval_words(when.period, when.n)
    if when.last is not None:
        return base + (f"最后{when.last}天" if when.last else _last_week(rules))
    if when.by is not None:
        return f"{base}{when.by[0]}月{when.by[1]}日前"
    if when.month is not None:
        return f"{base}{when.month}月"
    if when.period == "holiday":
        return f"{base}{when.lead_days}天内"
    return base


def _last_week(rules: Rules | None) -> str:
    if rules is None:
        return "最后一周"
    kind, _, number = rules.last_week.partition(":")
    return {"days": f"最后{number}天", "working": f"最后{number}个工作日"}.get(
        kind, "最后一周（自周一起）"
    )


@_cadence.register
def _(when: Once, titles: Titles, rules: Rules | None) -> str:
    return (
        f"{day_words(when.since)}至{day_words(when.by)}"
        if when.since
        else f"{day_words(when.by)}前"
    )


@_cadence.register
def _(when: After, titles: Titles, rules: Rules | None) -> str:
    after = f"{titles.evidence(when.happening)}后"
    if when.hours:
        return f"{after}{when.hours}小时内"
    if not when.days:
        return f"{after}当日内"
    return f"{after}{when.days}个工作日内" if when.working else f"{after}{when.days}天内"


@_cadence.register
def _(when: Before, titles: Titles, rules: Rules | None) -> str:
    what = {"appointed": "任职", "joined": "上岗", "post_change": "转岗"}.get(
        when.happening, when.happening
    )
    return f"{what}{when.days}天前" if when.days else f"{what}前"


@_cadence.register
def _(when: Deadline, titles: Titles, rules: Rules | None) -> str:
    return f"在{titles.field_of((), when.field)}届满前"


@_cadence.register
def _(when: Always, titles: Titles, rules: Rules | None) -> str:
    if not when.ages:
        return "始终保持有效"
    parts = ((when.years, "年"), (when.months, "个月"), (when.days, "天"))
    return "始终有" + "".join(f"{n}{unit}" for n, unit in parts if n) + "以内的"


def test_words(test: Test, titles: Titles, kinds: tuple[str, ...] = ()) -> str:
    """One test on a fact (no kinds) or on a field of a kind."""
    name = titles.field_of(kinds, test.field) if kinds else titles.of("fact", test.field)
    if test.op == "set":
        return f"已填{name}" if test.value else f"未填{name}"
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    if values in ((True,), (False,)) and test.op in ("is", "not"):
        return name if values[0] is (test.op == "is") else f"非{name}"
    shown = "或".join(titles.value_of(kinds, test.field, value) for value in values)
    return f"{name}{_OPS[test.op]}{shown}"


def condition_words(
    condition: Condition, titles: Titles = _PLAIN, kinds: tuple[str, ...] = ()
) -> str:
    """All of these, and one of those."""
    every = "、".join(test_words(t, titles, kinds) for t in condition.all_of)
    some = "或".join(test_words(t, titles, kinds) for t in condition.any_of)
    return "，且".join(part for part in (every, some) if part)


def who_words(who: Who, bearing: Bearing = _UNIT, titles: Titles = _PLAIN) -> str:
    """单位类别（适用条件）的岗位，对每一…"""
    units = titles.all_of("unit", sorted(who.units))
    applies = condition_words(who.applies, titles)
    post = f"的{titles.of('post', who.post)}" if who.post else ""
    return f"{units}{f'（{applies}）' if applies else ''}{post}{_bearing_words(bearing, titles)}"


def _bearing_words(bearing: Bearing, titles: Titles) -> str:
    if bearing.each == "unit":
        return ""
    where = condition_words(Condition(bearing.where), titles, (bearing.kind or "person",))
    noun = {"subject": "subject", "case": "case", "post": "post"}.get(bearing.each, "")
    what = titles.of(noun, bearing.kind) if noun else "人员"
    each = {"post": "每名", "person": "每名"}.get(bearing.each, "每个")
    return f"，{each}{what}{f'（{where}）' if where else ''}"


def owes_words(owes: Evidence, titles: Titles = _PLAIN) -> str:
    """Which records count, with the filter on their fields."""
    kinds = "或".join(titles.evidence(k) for k in owes.kinds)
    where = condition_words(Condition(owes.where), titles, owes.kinds)
    who = f"，由本人作为{titles.field_of(owes.kinds, owes.person)}" if owes.person else ""
    below = "所属单位的" if owes.below else ""
    return f"{below}“{kinds}”记录{f'（{where}）' if where else ''}{who}"


def measure_words(measure: Measure, owes: Evidence, titles: Titles = _PLAIN) -> str:
    """不少于2次（不超过4次）, 学时合计不少于8, 覆盖全部人员."""
    if measure.kind == "sum":
        return f"{titles.field_of(owes.kinds, measure.field)}合计不少于{measure.target:g}"
    if measure.population is not None:
        share = "全部" if measure.target >= 1 else f"不少于{measure.target * 100:.4g}%的"
        return f"覆盖{share}{population_words(measure, titles)}"
    if measure.kind == "absence":
        if measure.field == "fewer":
            return "比上一期少"
        return f"不多于{measure.target:g}次" if measure.target else "一次也没有"
    if measure.kind == "ratio":
        what = condition_words(Condition(measure.passing), titles, owes.kinds)
        return f"其中{what}的不少于{measure.target * 100:.4g}%"
    most = f"（不超过{measure.at_most:g}次）" if measure.at_most else ""
    return f"不少于{measure.target:g}次{most}"


def population_words(measure: Measure, titles: Titles = _PLAIN) -> str:
    """Who or what is to be covered."""
    population = measure.population
    if population is None:
        return ""
    noun = {"people": "post", "subjects": "subject", "units": "unit"}[population.of]
    base = {"people": "人员", "subjects": "对象", "units": "所属单位"}[population.of]
    what = titles.all_of(noun, population.kinds) or base
    where = condition_words(population.where, titles, (*population.kinds, "person"))
    return f"{what}{f'（{where}）' if where else ''}"


def obligation_words(
    obligation: Obligation, titles: Titles = _PLAIN, rules: Rules | None = None
) -> str:
    """The whole obligation in one sentence."""
    who = who_words(obligation.who, obligation.bearing, titles)
    when = cadence_words(obligation.when, titles, rules)
    owes = owes_words(obligation.owes, titles)
    measure = measure_words(obligation.measure, obligation.owes, titles)
    return f"{who}，{when}：{obligation.title}；以{owes}为凭，{measure}。"

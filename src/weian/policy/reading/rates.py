"""So often in every period, so long, so long apart, so long kept: lengths and counts."""

import re
from typing import Final

from weian.policy.reading.forms import Context, Form
from weian.policy.reading.numbers import read_number
from weian.policy.reading.rhythms import bare_period, parts_named
from weian.policy.reading.timing import LENGTH, OTHER, period_of, span_of, times_of

#: A second rate joined to the first.
_JOINED: Final = re.compile(
    r"(?<=[\u4e00-\u9fff次遍轮][、和及])每(?=[\d一二两三四五六半]*个?(?:年|季|月|周|旬|日|天)[^、，。]{2,})"
)
_EVERY_N: Final = re.compile(rf"每(?:间)?(?:隔)?{LENGTH}")
#: 原则上不超过5年修订一次: a count, said as a limit of the gap.
_AT_MOST_APART: Final = re.compile(
    rf"(?:不(?:得|应|能|宜|可)?超过|至多){LENGTH}[^，。；]{{0,10}}?[一1]次"
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
_LONGER: Final = r"(?:不(?:得|应|能|宜|可)?(?:超过|大于|多于|长于|高于)|最长(?:不(?:得|应)?超过|为)?|控制在|至多|(?:应当?|须|要|宜)(?:小于|短于))"


def read_continuous(text: str, context: Context) -> list[Form]:
    """Around the clock."""
    found = re.search(
        r"(?:24|二十四)(?:个?小时|h)(?!内|之内|以内|前|后|以上|及以上|开通[^，]*内)(?:不间断|专人|轮流|双人|有人|全天|连续)?[^，。；]{0,6}?(?:值|班|守|监|在岗|开[通放]|畅通|接[听警]|运[行转]|待命|备勤|备战|响应|服务(?!区|站|点|厅|亭|设)|巡)|全天候|全时段(?=有人|值|监)|昼夜(?:不间断|不停|轮流)?(?:值|巡|监|守|施工)|7[×xX*]24",
        text,
    )
    return [{"continuous": "24小时"}] if found else []


def read_retain(text: str, context: Context) -> list[Form]:
    """Kept at least so long."""
    found = re.search(
        rf"(?:保存|保留|留存|存档|保管|归档|备查|储存|存储|留样|回溯|追溯|保管期限|保存期限|存期)[^，。；每]{{0,12}}?(?:，(?:保存|保管|留存)?(?:期限?|时间|时限)[^，。；每]{{0,6}}?)?{LENGTH}(?!内|的?(?:用量|使用量))",
        text,
    )
    return [{"retain_at_least": span_of(found[1], found[2])}] if found else []


def read_counted(text: str, context: Context) -> list[Form]:
    """So often in every period; 每月检测细菌、每3个月检测内毒素 says two."""
    joined = list(_JOINED.finditer(text))
    if not joined or _RATIO.search(text):
        return _counted(text, context)
    ends = [*(m.start() for m in joined), len(text)]
    begins = [0, *(m.start() for m in joined)]
    out: list[Form] = []
    for begin, end in zip(begins, ends, strict=True):
        out += [form for form in _counted(text[begin:end], context) if form not in out]
    return out


def _counted(text: str, context: Context) -> list[Form]:
    if re.search("上(?:半年)?[、和及]?下半年", text):
        return [{**(times_of(text, 0) or {"at_least": 1}), "per": "half_year"}]
    if ratio := _RATIO.search(text):
        return [{"at_least": int(read_number(ratio["n"]) or 1), "per": _RATIOS[ratio["per"]]}]
    if apart := _AT_MOST_APART.search(text):
        return [{"at_least": 1, "per": span_of(apart[1], apart[2])}]
    if other := OTHER.search(text):
        unit = {"日": "d", "天": "d", "周": "w", "月": "m", "年": "y"}[other[1]]
        return [{**(times_of(text, other.end()) or {"at_least": 1}), "per": f"2{unit}"}]
    if re.search("(?:每|逢)(?:逢)?[单双]月", text):
        return [{**(times_of(text, 0) or {"at_least": 1}), "per": "2m"}]
    found, parts = _EVERY_N.search(text), parts_named(text)
    if (
        found
        and read_number(found[1]) is not None
        and text[found.end() : found.end() + 1] not in "次名"
    ):
        number = "两" if re.match("每间?隔[一1](?!\\d)", found[0]) else found[1]
        per, at = span_of(number, found[2]), found.end()
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
    elif period := period_of(text) or bare_period(text):
        per, at = period
    elif parts:
        per, at = parts[1], 0
    elif found := re.search(rf"至少{LENGTH}(?:内)?(?=进行|组织|开展|召开|一次)", text):
        per, at = span_of(found[1], found[2]), found.end()
    elif re.search("夜间|夜里|晚间|凌晨|深夜", text.partition("其中")[0]) and times_of(text, 0):
        per, at = "night", 0
    else:
        return []
    times = times_of(text, at)
    if parts and per == parts[1]:
        times = {"at_least": ((times or {}).get("at_least") or 1) * parts[0]}
    if not times and read_duration(text, context):
        return []  # 每日工作时间不得超过6小时: a length, not a count
    return [{**(times or {"at_least": 1}), "per": per}]


def read_interval(text: str, context: Context) -> list[Form]:
    """No longer apart than so."""
    found = re.search(
        rf"(?:间隔|周期)[^，。；]{{0,10}}?{_LONGER}{LENGTH}|(?:间隔|周期)(?:一般|原则上)?(?:缩短|延长|调整)?(?:为|至|到)?{LENGTH}",
        text,
    )
    if found:
        n, u = (found[1], found[2]) if found[1] else (found[3], found[4])
        return [{"max_interval": span_of(n, u)}]
    return []


def read_duration(text: str, context: Context) -> list[Form]:
    """No longer than so."""
    found = re.search(rf"{_LONGER}{LENGTH}(?!内|前|的?(?:正常)?(?:使用|用|消耗)量)", text)
    if found and not re.search("学时|课时", text):
        return [{"max_duration": span_of(found[1], found[2])}]
    return []


def read_age(text: str, context: Context) -> list[Form]:
    """No older than so."""
    found = re.search(
        rf"有效期(?:限)?(?:为|是|不超过|不得超过|最长)?{LENGTH}|近?{LENGTH}内(?:出具)?的[^，。]{{0,6}}(?:报告|证明|记录|评估)",
        text,
    )
    if not found and re.search("当[日天]有效", text):
        return [{"max_age": "1d"}]
    return [{"max_age": span_of(found[1] or found[3], found[2] or found[4])}] if found else []

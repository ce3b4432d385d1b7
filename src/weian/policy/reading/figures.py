"""A figure in Chinese words: how it compares, its value, its unit."""

import re
from typing import Final

from weian.policy.reading.modality import NOTS, grammar
from weian.policy.reading.numbers import NUMBER, SHARE, read_number, tidy

_UNIT: Final = (
    "%|起|宗|米/秒|公里/小时|毫克/升|毫克/立方米|mg/L|mg/m3|人次|人|名|位|学时|课时|学分|分钟|小时|秒|平方米|立方米|毫米|厘米|公里|千米|米|张床位|张床|张|元|升|毫升|公斤|千克|克|吨|"
    "℃|度|分贝|千瓦|只|副|具|个(?!月|小时|工作日|季度|星期|自然日)|台|套|件|天|日|层|户|周岁|岁|支|部|辆|处|所|间|倍|伏|安培|分|级|年|个月|兆帕|兆欧|千欧|欧姆|勒克斯|千伏安|千伏|公顷|亩|箱|包|盒|瓶|袋|顶|艘|块|根|栋|(?<=万)条|辆次|家次|户次|场次|Ω|家|种|项|份|篇|字|(?:MPa|kPa|Pa|kVA|kW|kV|mm|cm|km|min|mL|ml|kg|mg|dB|lux|lx|m2|m3|h|s|m|L|t|g|V|A|W)(?![A-Za-z0-9])"
)
#: 不少于, 不应大于…: what the negation of a comparison leaves.
_COMPARED: Final = {"少于": ">=", "低于": ">=", "小于": ">=", "短于": ">=", "大于": "<=", "高于": "<=", "多于": "<=", "超过": "<=", "长于": "<=", "超出": "<="}  # fmt: skip
SAYING: Final = {f"{no}{than}": op for no in NOTS for than, op in _COMPARED.items()} | {
    "至少": ">=", "最少": ">=", "应达到": ">=", "须达到": ">=", "必须达到": ">=", "达到": ">=", "达": ">=", "应不少于": ">=",
    "均达": ">=", "均达到": ">=", "控制在": "<=", "高于": ">", "超过": ">", "大于": ">", "多于": ">", "低于": "<", "小于": "<",
    "少于": "<", "不足": "<", "不到": "<", "未达到": "<", "均为": "=", "保持在": "=", "为": "=", "满足": ">=", "满": ">=",
}  # fmt: skip
_WORDS: Final = "|".join(sorted(SAYING, key=len, reverse=True))
_VALUE: Final = rf"(?P<share>{SHARE})|(?P<n>{NUMBER})(?:个(?=人|班))?(?P<unit>{_UNIT})"
FIGURE: Final = re.compile(
    rf"(?P<say>{_WORDS})?(?P<join>了|到|在|安排|配备|设置|配|设|有|储备|确定|派出?|落实|明确|(?<=至少)(?!每|提前|保[存留管]|间隔|留存|存)[\u4e00-\u9fff]{{2,3}}?)?(?P<whole>(?<=低于|少于|达到|超过|小于|大于|高于)(?!零下|负)[\u4e00-\u9fff]{{2,16}}?(?=\d[\d.]*(?:[%‰]|米|厘米|毫米|℃)|的\d|的?[百千]分之)的?)?(?P<below>零下|负|(?<![\d年月日])[-－])?(?:{_VALUE})(?P<side>（含）)?(?P<above>(?:及|或)?以上|以下|以内|之内|范围内)?"
)
_RATE: Final = re.compile(r"(率|比例|占比|合格|覆盖|全覆盖|达标)")
#: Words for a figure reached, as a case has it; behind it the thing that is so.
REACHED: Final = frozenset({"满", "达到", "达", "超过", "高于", "大于", "低于", "小于", "少于", "不足", "不到", "未达到"})  # fmt: skip
#: A modal verb before the figure governs it: 应当组建不少于15人的队伍.
BOUND: Final = grammar("应当|‹应›|必须|须|‹要›")
#: 联合抽查不少于10%的机构: so many of them, not which.
SAMPLES: Final = re.compile("(抽查|抽检|检查|培训|走访|覆盖|监测|督导|评估)$")


def figure_of(found: re.Match[str]) -> tuple[float | None, str]:
    """Value and unit: 3‰, -18 ℃, 100 张 of 100张床位."""
    value = read_number(found["share"] or found["n"])
    if value is None:
        return None, ""
    value = -value if found["below"] else value
    if found["share"] and re.search("‰|^千", found["share"]):
        return tidy(round(value * 10, 6)), "‰"
    unit = "%" if found["share"] else found["unit"]
    return value, unit.replace("张床位", "张").replace("张床", "张")


def comparison_of(text: str, found: re.Match[str], above: str) -> str:
    """How it compares; empty for a share that only tells."""
    said = found["say"] or ""
    if not said and found["share"]:
        if above in ("以下", "以内"):
            return "<="
        return ">=" if above else _plain_share(text, found)
    op = SAYING[said] if said else ("<=" if above in ("以下", "以内", "之内", "范围内") else ">=")
    if op == "=" and above:
        return ">=" if above.endswith("以上") else "<="
    return op


def _plain_share(text: str, found: re.Match[str]) -> str:
    """100%持证上岗, 签订率100%: a share without a comparing word."""
    before, after = text[: found.start()], text[found.end() :]
    by_share = re.search("按照?$", before) and re.match("的?比例", after)
    return "=" if by_share or value_is_all(found["share"]) or _RATE.search(before) else ""


def value_is_all(share: str) -> bool:
    """Whether a share is the whole."""
    return read_number(share) == 100

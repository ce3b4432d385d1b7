"""How much: the figure an ask must reach (target) or under which it applies (condition)."""

import re
from functools import lru_cache
from typing import Any, Final

from weian.policy.reading.cases import is_condition
from weian.policy.reading.figures import FIGURE, comparison_of, figure_of
from weian.policy.reading.lengths import is_time
from weian.policy.reading.metrics import metric_of, named
from weian.policy.reading.numbers import DASH, NUMBER, read_number

Threshold = dict[str, Any]
_ZERO: Final = re.compile(r"([\u4e00-\u9fff、]{2,14}?)(?:保持)?为(?:零|0)(?!\d|\.)")
_MINUS: Final = "(?:零下|负|-)?"
#: 配电箱周围1米内: where it holds.
_AROUND: Final = re.compile(
    rf"([\u4e00-\u9fff]{{1,12}}(?:周围|周边|四周|附近|半径|[箱门柜机炉器点口栓罐瓶线](?:前|后|旁|两侧|上方|下方|外)?))({NUMBER})(米|厘米|公里)(?:范围)?(?:以|之)?内(?=不|严|禁|应|必|须)"
)
#: So many for so many: 每20张床位配备1名保安, 不低于1:100的比例.
_PER_HEAD: Final = re.compile(
    rf"每{NUMBER}(?:名|人|张|个|台|间|层|平方米|户|位)[^，。；]{{0,14}}?(?:至少|不少于|配|设|安排)[^，。；]{{0,6}}?{NUMBER}(?:名|人|台|个|具|位)[^，。；]{{0,10}}|(?:不低于|不少于|按)?1[:∶]\d+的比例|(?:比例|之比)[^，。]{{0,4}}(?:低于|少于|小于|为)1[:∶]\d+"
)
#: What says so much happened: 一年内发生2次以上违规的.
_HAPPENED: Final = re.compile(
    rf"(?:发生|出现|累计|受到|连续|被[\u4e00-\u9fff]{{2,6}}?)({NUMBER})(次|起|例)(?:(?:及?以上)([\u4e00-\u9fff]{{0,10}}?)(?=的|，))|(?<!、)连续({NUMBER})(次|起)([\u4e00-\u9fff]{{2,12}}?)(?=的)"
)
#: 温度保持在2℃～8℃: two ends are no single figure.
_BETWEEN: Final = re.compile(
    rf"[\u4e00-\u9fff]{{2,10}}?(?:保持|控制|维持|保存)?(?:在|为)?(?:{_MINUS}{NUMBER})(?:℃|度|%|[kM]?Pa|米|厘米|mm)?{DASH}(?:{_MINUS}{NUMBER})(?:℃|%|[kM]?Pa|mg/L|mg/m3|lx|米|厘米|毫米|mm)(?:之间|范围内|以内)?"
)


@lru_cache(maxsize=4096)
def read_threshold(ask: str, actor: str) -> Threshold | None:
    """The first figure that is neither a count of times nor a length of time in the recurrence."""
    text = re.sub(r"《[^》]*》|〔[^〕]*〕", lambda m: "※" * len(m[0]), ask)
    if around := _AROUND.search(text):
        value = read_number(around[2])
        return {
            "role": "condition",
            "metric": around[1],
            "op": "<=",
            "value": value,
            "unit": around[3],
        }
    if happened := _HAPPENED.search(text):
        n, unit, what = (x for x in happened.groups() if x is not None)
        return {
            "role": "condition", "metric": what, "op": ">=", "value": read_number(n), "unit": unit,
        }  # fmt: skip
    if between := _BETWEEN.search(text):
        return {"role": "target", "text": between[0]}
    for found in FIGURE.finditer(text):
        heads = _PER_HEAD.search(text)
        if heads and heads.start() < found.end() <= heads.end():
            continue
        if told := _told(text, found, actor):
            return told
    if heads := _PER_HEAD.search(text):
        return {"role": "target", "text": heads[0]}
    if zero := _ZERO.search(text):
        return {
            "role": "target",
            "metric": metric_of(zero[1], actor),
            "op": "=",
            "value": 0,
            "unit": "",
        }
    if found_all := re.search(
        r"((?!月|年|底|前)[\u4e00-\u9fff]{2,12}?)(?<!健)(?<!前实现)全覆盖(?!所有|全|各|自查|检查|排查|督导)",
        text,
    ):
        return {"role": "target", "text": found_all[0]}
    return None


def _told(text: str, found: re.Match[str], actor: str) -> Threshold | None:
    said, above = found["say"] or "", found["above"] or ""
    if found["unit"] in ("秒", "s") and text[found.end() :].startswith("内"):
        above = above or "以内"
    value, unit = figure_of(found)
    if value is None or not (said or above or found["share"]):
        return None
    if found["unit"] == "层" and above and not said:
        return None  # 二层以上的寝室: where, not how much
    if not found["share"] and (said in ("为", "均为") or is_time(text, found, unit, above)):
        return None
    op = comparison_of(text, found, above)
    if not op:
        return None
    role = "condition" if is_condition(text, found) else "target"
    metric = named(text, found, actor, role, unit)
    return {"role": role, "metric": metric, "op": op, "value": value, "unit": unit}

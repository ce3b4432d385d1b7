"""Whether a figure is to be reached (target) or says whose case it is (condition)."""

import re
from typing import Final

from weian.policy.reading.figures import BOUND, REACHED, SAMPLES
from weian.policy.reading.modality import grammar

_CONDITION: Final = grammar(
    r"^[^，。；]{0,24}?(?:的(?=，|；|[大中小新老高][型大小]?(?:医院|单位|机构|企业|建筑)|单位|机构|医疗|医院|场所|企业|部门|建筑|人员|事故|事件|灾害|火灾|情形|学校|工程|项目|作业|‹要›|‹应›|须|必须|可|由)|时，|时(?=要|应|须|严禁|禁止|不得|必须|立即|停止|由))"
)
#: A verb that governs the figure: 配备容量不小于4公斤的灭火器 is a target.
_DOES: Final = re.compile(
    "给予|奖励|投入(?!使用)|安排|提取|支付|缴纳|配备|配置|设置|开展|组织|储备|进行|安装|建设|接受|参加|保证|落实|完成|^不少于|^不低于"
)
#: 60周岁以上老人, 离岗6个月以上复岗人员: whom it is about.
_OF_THEM: Final = re.compile(
    "的?[\u4e00-\u9fff]{0,6}?(?:老人|老年人|人员|职工|单位|医院|机构|企业|场所|学校|工程|建筑|设备|电梯|锅炉)(?!到岗|参加|负责|组成|进行|值|在)"
)
_OF_THING: Final = re.compile("(?:以上)?的(?![^，]{0,6}(?:比例|标准|频次|要求))[\u4e00-\u9fff]")
_ABOUT: Final = re.compile("(?:^|[要应须，])(?:对|将|把|在)[^，]{0,14}$")


def is_condition(text: str, found: re.Match[str]) -> bool:
    """Whether the figure says whose case it is or when, not what is to be reached."""
    rest = text[found.end() :]
    if re.search("(?:满足|保证|保障)[^，。的]{0,16}$", text[: found.start()]) and re.match(
        "的?[^，。]{0,8}(?:需要|需求|用量|使用)", rest
    ):
        return False
    if not found["say"] and found["above"] and _OF_THEM.match(rest):
        return True
    if (
        (found["say"] or "") in REACHED
        and re.match("(?:应当?|必须|须|要)(?!达)", rest)
        and not BOUND.search(text[: found.start()])
    ):
        return True
    spell = (found["say"] or "") in REACHED and re.match("的?(?:时段|天气|期间)", rest)
    if found["above"] == "范围内" or spell:
        return True
    if re.match("方可|才能|方能|才可", rest) or _is_case(text, found, rest):
        return True
    clause = re.split("[，；]", text[: found.start()])[-1]
    thing = (found["say"] or "") in REACHED and _OF_THING.match(rest)
    if thing and (_ABOUT.search(clause) or ("，" in rest[:12] and not _DOES.search(clause))):
        return True  # 对使用年限超过15年的线路进行检测
    if (found["say"] or "").startswith(("不", "至少")) and SAMPLES.search(clause):
        return False
    if rest.startswith("的") and _DOES.search(clause.rpartition("的")[2]):
        return False
    if re.match("凡|当(?!日|班)|如(?!期)|若|遇|一旦", clause) and not (
        found["say"] or ""
    ).startswith("不"):
        return True
    if is_bound(text, found):
        return False
    if found["share"] and re.match("的[^，]{2,16}(?:达到|建成|完成|实现)", rest):
        return False
    if re.match(r"(?:比例|频次|标准|要求)", rest.lstrip("的")):
        return False
    if re.match(
        r"的(?!比例|标准|频次|要求|活动|照片|奖励|补助|补贴|经费|资金|罚款|罚金|保险|应急|物资|药品|用量|安全|培训)",
        rest,
    ):
        return True
    return bool(_CONDITION.match(rest)) and not re.match(r"用量的|的(?:比例|标准)", rest)


#: 日最高气温达到40℃以上，应当停工: the figure is the case when the duty follows it.
_THEN: Final = re.compile("(?:及以上)?时?，(?:应当?|必须|须|要|不得|严禁|立即|方可|一律)")


def _is_case(text: str, found: re.Match[str], rest: str) -> bool:
    said = found["say"] or ""
    clause = re.split("[，；]", text[: found.start()])[-1]
    happens = said in (
        "达到",
        "达",
        "超过",
        "高于",
        "低于",
        "大于",
        "小于",
        "少于",
        "不足",
        "不到",
        "未达到",
    )
    return (
        happens and bool(_THEN.match(rest)) and not BOUND.search(clause) and "率" not in clause[-1:]
    )


def is_bound(text: str, found: re.Match[str]) -> bool:
    """Whether a modal verb before it governs the figure itself, not a noun that has it."""
    clause = re.split("[，；]", text[: found.start()])[-1]
    words = list(BOUND.finditer(clause))
    tail = clause[words[-1].end() :] if words else ""
    return bool(words) and "的" not in tail and not re.search("[对将把]", tail)

"""Which figures are lengths of time, which the recurrence reads, or merely numbers of things."""

import re
from typing import Final

from weian.policy.reading.figures import REACHED, SAYING

_LATIN: Final = {"min": "分钟", "h": "小时", "s": "秒"}
_TIMES: Final = re.compile(r"^(?:夜班|白班|班|次|遍|轮|期|回|场|条)")
_COUNTED: Final = frozenset(
    "个台套件天日年分级处所间倍家种项份个月"
)  # figures only with a comparing word


def is_time(text: str, found: re.Match[str], unit: str, above: str) -> bool:
    """Lengths that the recurrence has read, and things merely numbered."""
    if _TIMES.match(text[found.end("unit") : found.end("unit") + 1]):
        return True
    before, after = text[: found.start()], text[found.end() :]
    unit = _LATIN.get(unit, unit)
    if unit == "秒":
        return False  # too short for any form of recurrence
    if unit in ("分钟", "小时", "天", "日", "年", "个月", "秒"):
        if above in ("以内", "之内") or after.startswith(("内", "前")):
            return True
        kept = re.search(
            "保存|保留|留存|留样|存档|存储|储存|存期|[回追]溯|贮存|间隔|周期|期限|暂存|延期|有效期|提前|每隔?$",
            before,
        )
        if (
            re.match("(?:以上)?的(?!时间|时长|时限|期限)[，\u4e00-\u9fff]", after)
            and (found["say"] or above)
            and not (found["say"] or "").startswith("不")
        ):
            return False  # 停用超过24小时的，: a case
        if re.match("(?:应当?|必须|须|要)", after) and (found["say"] or "") in REACHED:
            return False  # 使用超过1000小时应当更换
        study = re.search(
            "培训|训练|学习|教育|用量|储备|用氧|脱产|经历|经验|工龄|资历|随访|观察|公示|从业|从事|见习",
            before + after,
        ) or (
            (unit in ("分钟", "小时") or (found["say"] or "").startswith(("不", "至少", "最少")))
            and (SAYING.get(found["say"] or "") == ">=" or above.endswith("以上"))
            and not re.match("方可|才能|方能", after)
        )
        if re.match("的?(?:正常)?(?:使用|消耗|需要|需求|用)量?", after):
            return False  # 暂存量不超过3日用量
        stretch = "连续" in before and not above and SAYING.get(found["say"] or "") != ">="
        return (
            not study
            or stretch
            or bool(kept and not re.search("培训时间|学习时间|训练时间|培训时长", before))
        )
    return (
        unit == "级" and not re.search("[风震浪]力?(?:达到?|超过|在)?$|烈度(?:达到?)?$", before)
    ) or (unit in _COUNTED and not found["say"] and not above)

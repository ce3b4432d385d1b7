"""Grades, kinds and receivers that incidents, outbreaks and their reports share."""

from collections.abc import Mapping
from typing import Any, Final

Given = Mapping[str, Any]

#: 未遂, then 生产安全事故报告和调查处理条例 3 条.
GRADES: Final = (
    ("near_miss", "未遂"),
    ("ordinary", "一般"),
    ("larger", "较大"),
    ("major", "重大"),
    ("especially", "特别重大"),
)
SERIOUS: Final = frozenset({"larger", "major", "especially"})
CATEGORIES: Final = (
    ("fire", "火灾爆炸"),
    ("electrical", "触电"),
    ("gas", "燃气"),
    ("chemicals", "危险化学品"),
    ("special_equipment", "特种设备"),
    ("construction", "建筑施工"),
    ("collapse", "坍塌坠落"),
    ("crush", "拥挤踩踏"),
    ("traffic", "救护车等交通"),
    ("poisoning", "中毒窒息"),
    ("radiation", "放射"),
    ("biosafety", "实验室生物安全"),
    ("occupational", "职业伤害"),
    ("medical", "医疗安全"),
    ("infection", "医院感染"),
    ("drugs", "药品器械"),
    ("violence", "暴力伤医"),
    ("security", "治安"),
    ("power", "停电停水停氧"),
    ("network", "信息系统"),
    ("disaster", "自然灾害"),
    ("other", "其他"),
)
#: To whom it is reported: the health authority, and another by category.
RECEIVERS: Final = (
    ("health", "卫健部门"),
    ("emergency", "应急管理部门"),
    ("fire", "消防救援机构"),
    ("police", "公安机关"),
    ("market", "市场监管部门"),
    ("cdc", "疾控中心"),
    ("environment", "生态环境部门"),
    ("drugs", "药品监管部门"),
    ("government", "本级政府"),
)
MARKS: Final = (
    ("late", "迟报"),
    ("missed", "漏报"),
    ("false", "谎报"),
    ("concealed", "瞒报"),
    ("absent", "调查期间擅离职守"),
)
CHANNELS: Final = (
    ("phone", "电话"),
    ("in_person", "当面"),
    ("written", "书面"),
    ("system", "系统"),
)


def taken(case: Given, verb: str) -> list[Given]:
    """The answers of every time a verb was taken, in order."""
    return [s["given"] for s in case["steps"] if s["verb"] == verb]


def receivers_told(case: Given) -> frozenset[str]:
    """Whom it was reported to so far."""
    return frozenset(g["receiver"] for g in taken(case, "inform") if g.get("receiver"))

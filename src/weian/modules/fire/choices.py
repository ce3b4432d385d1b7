"""The parts of the declaration and of the file."""

from typing import Final

#: 佛坪 二（五）2: three by oneself, two made public, one pledge.
PARTS: Final = (
    ("self_assessment", "自主评估风险"),
    ("self_check", "自主检查安全"),
    ("self_rectification", "自主整改隐患"),
    ("disclose_responsible", "公开消防安全责任人"),
    ("disclose_manager", "公开消防安全管理人"),
    ("pledge", "公开承诺"),
)
CONTENTS: Final = (
    ("profile", "单位基本情况"),
    ("organisation", "组织和责任人"),
    ("rules", "消防安全制度"),
    ("facilities", "消防设施器材"),
    ("key_places", "重点部位"),
    ("patrols", "防火巡查检查"),
    ("hazards", "隐患整改"),
    ("maintenance", "检测维保"),
    ("training", "宣传培训"),
    ("drills", "预案和演练"),
    ("station", "微型消防站"),
    ("documents", "验收和执法文书"),
)

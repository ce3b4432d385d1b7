"""What safety money is for: the same for budgets and spending."""

from typing import Final

CATEGORIES: Final = (
    ("risk_control", "风险管控"),
    ("hazard", "隐患治理"),
    ("fire", "消防"),
    ("training", "教育培训"),
    ("study", "考察学习"),
    ("equipment", "设备设施"),
    ("personnel", "人员配备"),
    ("monitoring", "监测监控"),
    ("micro_station", "微型消防站"),
    ("maintenance", "维护保养"),
    ("accident_prevention", "高风险场所事故预防设备"),
    ("infrastructure", "基础设施"),
    ("technical", "安全技术措施"),
    ("protective", "劳动防护用品"),
    ("occupational", "职业病防治"),
    ("emergency", "应急物资和演练"),
    ("security", "治安保卫"),
    ("publicity", "宣传"),
    ("insurance", "保险"),
    ("reward", "安全奖励"),
    ("service", "第三方服务"),
    ("other", "其他"),
)

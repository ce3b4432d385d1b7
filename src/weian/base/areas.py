"""The areas of work (板块) under which kinds, duties and boards are grouped, in their order."""

AREAS: dict[str, str] = {
    "responsibility": "责任体系",
    "meeting": "会议部署",
    "hazard": "隐患排查治理",
    "inspection": "检查巡查",
    "risk": "风险管控",
    "training": "教育培训",
    "publicity": "宣传",
    "drill": "应急演练",
    "emergency": "应急救援",
    "incident": "事故事件",
    "fire": "消防安全",
    "smart": "智慧消防",
    "equipment": "设备证照",
    "permits": "作业与外包",
    "chemicals": "危险物品",
    "laboratory": "实验室生物安全",
    "occupational": "职业健康",
    "medical": "医疗安全",
    "security": "治安保卫",
    "ambulance": "救护车",
    "report": "信息报送",
    "tips": "举报建议",
    "rules": "制度预案",
    "funding": "安全投入",
    "assessment": "考核问责",
}

#: The fields of safety (安全领域) by which hazards, incidents, plans and checks are told apart (ZZ 一（四）).
DOMAINS: tuple[tuple[str, str], ...] = (
    ("fire", "消防安全"),
    ("security", "治安保卫"),
    ("logistics", "后勤保障"),
    ("medical", "医疗安全"),
    ("occupational", "职业病防治"),
    ("rescue", "紧急医学救援"),
    ("disaster", "自然灾害"),
)

#: The subjects of sub-campaigns (专项治理), under which hazards are reported (ZZ 七).
CAMPAIGNS: tuple[tuple[str, str], ...] = (
    ("electrical_fire", "电气火灾"),
    ("chemicals", "危险化学品"),
    ("ebikes", "电动自行车"),
    ("construction", "施工工地"),
    ("gas", "燃气"),
    ("other", "其他专项"),
)

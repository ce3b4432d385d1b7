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
    "fire": "消防安全",
    "equipment": "设备证照",
    "chemicals": "危险物品",
    "occupational": "职业健康",
    "medical": "医疗安全",
    "ambulance": "救护车",
    "report": "信息报送",
    "rules": "制度预案",
    "funding": "安全投入",
    "assessment": "考核问责",
}

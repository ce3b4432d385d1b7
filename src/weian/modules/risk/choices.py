"""The words that risk points, assessments and proposals share."""

from typing import Final

#: 佛坪 names equipment, environment, person and management; 乌审旗 adds process and occupational.
ASPECTS: Final = (
    ("equipment", "设备设施"),
    ("environment", "作业环境"),
    ("person", "人员行为"),
    ("management", "管理体系"),
    ("process", "生产系统和工艺流程"),
    ("occupational", "职业健康"),
    ("place", "场所部位"),
)
CATEGORIES: Final = (
    ("fire", "火灾"),
    ("electrical", "触电和用电"),
    ("gas", "燃气"),
    ("chemicals", "危险物品"),
    ("radiation", "放射"),
    ("biosafety", "生物安全"),
    ("equipment", "特种设备"),
    ("construction", "施工作业"),
    ("crowd", "人员密集"),
    ("security", "治安"),
    ("traffic", "车辆交通"),
    ("medical", "医疗安全"),
    ("occupational", "职业病危害"),
    ("other", "其他"),
)
METHODS: Final = (("lec", "LEC 法"), ("ls", "LS 法(风险矩阵)"), ("mes", "MES 法"))
COLOURS: Final = (
    ("red", "重大风险(红)"),
    ("orange", "较大风险(橙)"),
    ("yellow", "一般风险(黄)"),
    ("blue", "低风险(蓝)"),
)
CONTROL_LEVELS: Final = (("unit", "单位级"), ("department", "科室级"), ("post", "岗位级"))
STAGES: Final = (
    ("identified", "已辨识"),
    ("classified", "已分类"),
    ("assessed", "已评估"),
    ("controlled", "已落实管控"),
)
MEASURES: Final = (
    ("organisation", "组织措施"),
    ("rules", "制度措施"),
    ("technique", "技术措施"),
    ("emergency", "应急措施"),
)
#: What a risk point may lack: one of the four measures, one of those who answer for it.
GAPS: Final = (
    *MEASURES,
    ("leader", "单位责任人"),
    ("manager", "科室责任人"),
    ("keeper", "管控责任人"),
)

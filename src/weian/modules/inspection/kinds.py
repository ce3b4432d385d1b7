"""检查巡查: inspections, patrols and the special actions they belong to."""

from weian.base.fields import Field
from weian.modules.inspection.choices import MODES, OBJECTS, TOPICS
from weian.modules.inspection.planning import CHECKLIST, EXPERT, INSPECTION_PLAN
from weian.modules.inspection.scanning import CHECKPOINT, CHECKPOINT_SCAN
from weian.modules.inspection.unannounced import UNANNOUNCED
from weian.record.kinds import RecordKind, register

__all__ = [
    "CHECKLIST", "CHECKPOINT", "CHECKPOINT_SCAN", "EXPERT", "INSPECTION", "INSPECTION_PLAN",
    "MODES", "OBJECTS", "PATROL", "SPECIAL_ACTION", "UNANNOUNCED",
]  # fmt: skip

INSPECTION = register(
    RecordKind(
        key="inspection",
        paper="/inspection/{pk}/report.pdf",
        title="检查",
        area="inspection",
        people="people",
        summary="{mode} {topic}",
        help="查完就登记。查出的隐患在同一张表里一起上报，不必另填。",
        fields=(
            Field("mode", "检查方式", "choice", required=True, choices=MODES),
            Field("led_by", "带队人", "person", required=True),
            Field("topic", "检查内容", "choice", choices=TOPICS),
            Field("objects", "查了哪些", "choices", choices=OBJECTS, listed=False),
            Field("inspected", "被检查单位", "unit", help="委(局)或上级单位检查下级时填写。"),
            Field(
                "unannounced",
                "四不两直",
                "bool",
                help="不发通知、不打招呼、不听汇报、不用陪同接待，直奔基层、直插现场。",
            ),
            Field("people", "检查人员", "people", listed=False),
            Field("partners", "联合单位和专家", "text", many=True, listed=False),
            Field("checklist", "检查表", "subject", kind="checklist", listed=False),
            Field("unmet", "不符合的项目", "text", many=True, listed=False),
            Field("period", "特殊时段或活动", "text", listed=False, help="例如：国庆、重大会议。"),
            Field("advice", "指导建议", "text", many=True, listed=False),
            Field("result", "检查情况", "longtext", search=True, listed=False),
            Field(
                "hazards",
                "查出的隐患",
                "text",
                many=True,
                listed=False,
                help="隐患编号。在检查表里一起上报的会自动填写。",
            ),
            Field("photos", "现场照片", "photos", listed=False),
            Field("files", "检查报告", "files", listed=False),
        ),
    )
)

PATROL = register(
    RecordKind(
        key="patrol",
        title="巡查",
        area="inspection",
        timed=True,
        submit_right="record.submit:patrol",  # guards have no other
        summary="{kind_of} {route}",
        help="每巡一次记一次，时间到分钟。",
        fields=(
            Field(
                "kind_of",
                "巡查类型",
                "choice",
                required=True,
                choices=(
                    ("fire", "防火巡查"),
                    ("security", "安保巡查"),
                    ("department", "科室巡查"),
                    ("equipment", "设备巡查"),
                    ("manager", "管理人员巡查"),
                ),
            ),
            Field(
                "key_places",
                "巡查的重点部位",
                "subject",
                kind="key_place",
                many=True,
                listed=False,
            ),
            Field("route", "巡查路线", "text", help="例如：门诊楼 1–5 层、配电房。"),
            Field("led_by", "巡查人", "person"),
            Field(
                "blocked",
                "通道和出口",
                "choice",
                choices=(("clear", "畅通"), ("blocked", "有堵塞")),
                listed=False,
            ),
            Field("missed", "漏巡的部位", "text", many=True, listed=False),
            Field("result", "巡查情况", "text", listed=False, help="正常可以不写。"),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)

SPECIAL_ACTION = register(
    RecordKind(
        key="special_action",
        title="专项行动",
        area="inspection",
        summary="{name}",
        help="委(局)组织的专项行动，开展后登记。",
        fields=(
            Field(
                "topic",
                "行动主题",
                "choice",
                required=True,
                choices=(
                    ("dust", "粉尘危害专项治理"),
                    ("enforcement", "专项执法"),
                    ("fire", "消防专项整治"),
                    ("chemicals", "危险化学品专项整治"),
                    ("occupational", "尘毒危害专项执法"),
                    ("construction", "建筑工地专项整治"),
                    ("screening", "隐患集中排查整治"),
                    ("control_room", "消防控制室专项治理"),
                    ("safe_hospital", "平安医院建设"),
                    ("other", "其他专项行动"),
                ),
            ),
            Field("name", "行动名称", "text", required=True, search=True),
            Field("units", "参加单位", "units", listed=False),
            Field("begins_on", "开始日期", "date", listed=False),
            Field("ends_on", "结束日期", "date", listed=False),
            Field("checked", "检查单位数", "integer", min=0, unit="家", listed=False),
            Field("found", "发现问题数", "integer", min=0, unit="个", listed=False),
            Field("penalties", "处罚数", "integer", min=0, unit="起", listed=False),
            Field("corrected", "完成整改数", "integer", min=0, unit="个", listed=False),
            Field("result", "行动结果", "longtext", listed=False),
            Field("files", "方案和总结", "files", listed=False),
        ),
    )
)

"""检查巡查: inspections, patrols and the special actions they belong to."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

MODES = (
    ("routine", "定期检查"),
    ("department_daily", "科室日常检查"),
    ("holiday", "节假日检查"),
    ("major_event", "重大活动检查"),
    ("special", "专项检查"),
    ("led", "领导带队检查"),
    ("unannounced", "暗查暗访"),
    ("supervisory", "督导检查"),
    ("self_check", "隐患自查"),
    ("subordinate", "对下属机构检查"),
)
OBJECTS = (
    ("fire_facilities", "消防设施"),
    ("electrical", "电气线路"),
    ("gas", "燃气管道"),
    ("ebikes", "电动自行车"),
    ("control_room", "消防控制室"),
    ("chemicals", "危险化学品"),
    ("radiation_source", "放射源"),
    ("drugs", "毒麻精药品"),
    ("boiler", "锅炉"),
    ("pressure_vessel", "压力容器"),
    ("lift", "电梯"),
    ("construction", "建筑工地"),
    ("dormitory", "宿舍"),
    ("crowded", "人员密集场所"),
    ("exits", "安全出口和疏散通道"),
    ("ambulance", "救护车"),
)

INSPECTION = register(
    RecordKind(
        key="inspection",
        title="检查",
        area="inspection",
        people="people",
        summary="{mode} {topic}",
        help="查完就登记。查出的隐患在同一张表里一起上报，不必另填。",
        fields=(
            Field("mode", "检查方式", "choice", required=True, choices=MODES),
            Field("led_by", "带队人", "person", required=True),
            Field(
                "topic",
                "检查内容",
                "choice",
                choices=(
                    ("general", "综合"),
                    ("fire", "消防"),
                    ("chemicals", "危险化学品"),
                    ("dust", "粉尘防治"),
                    ("ambulance", "救护车"),
                ),
            ),
            Field("objects", "查了哪些", "choices", choices=OBJECTS, listed=False),
            Field("inspected", "被检查单位", "unit", help="委(局)或上级单位检查下级时填写。"),
            Field(
                "unannounced",
                "四不两直",
                "bool",
                help="不发通知、不打招呼、不听汇报、不用陪同接待，直奔基层、直插现场。",
            ),
            Field("people", "检查人员", "people", listed=False),
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
                ),
            ),
            Field("route", "巡查路线", "text", help="例如：门诊楼 1–5 层、配电房。"),
            Field("led_by", "巡查人", "person"),
            Field("result", "巡查情况", "text", listed=False, help="正常可以不写。"),
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
                    ("other", "其他专项行动"),
                ),
            ),
            Field("name", "行动名称", "text", required=True, search=True),
            Field("units", "参加单位", "units", listed=False),
            Field("result", "行动结果", "longtext", listed=False),
            Field("files", "方案和总结", "files", listed=False),
        ),
    )
)

"""Where fire would hurt most: buildings, key places; and what is never allowed."""

from weian.base.fields import Field
from weian.subject.kinds import SubjectKind, register

BUILDING = register(
    SubjectKind(
        key="building",
        title="建筑",
        area="fire",
        fields=(
            Field("name", "建筑名称", "text", required=True, search=True),
            Field("uses", "用途", "text"),
            Field("floors", "层数", "integer", min=1, max=200, unit="层"),
            Field("height", "高度", "number", min=0, unit="米"),
            Field("built", "建成年份", "integer", min=1800, max=2100),
            Field("high_rise", "高层建筑", "bool"),
            Field("old", "老旧建筑", "bool"),
            Field("crowded", "人员密集场所", "bool"),
            Field("person_defence", "人防措施", "longtext", listed=False),
            Field("technical_defence", "技防措施", "longtext", listed=False),
            Field("physical_defence", "物防措施", "longtext", listed=False),
            Field("electrical_tested_on", "电气检测日期", "date", past=True, listed=False),
            Field("keeper", "消防安全责任人", "person"),
            Field("files", "平面图", "files", listed=False),
        ),
    )
)

KEY_PLACE = register(
    SubjectKind(
        key="key_place",
        title="消防重点部位",
        area="fire",
        code_field="code",
        help="确定的每个重点部位登记一条，设标志、定责任人、定巡查次数。",
        fields=(
            Field("name", "部位名称", "text", required=True, search=True),
            Field(
                "type",
                "类型",
                "choice",
                choices=(
                    ("outpatient", "门诊急诊"),
                    ("inpatient", "住院病房"),
                    ("intensive_care", "重症监护"),
                    ("operating_room", "手术部"),
                    ("control_room", "消防控制室"),
                    ("switch_room", "配电房和发电机房"),
                    ("oxygen", "氧气站和供氧"),
                    ("pharmacy", "药库和试剂库"),
                    ("laboratory", "实验室"),
                    ("archive", "档案病案库"),
                    ("imaging", "影像设备机房"),
                    ("canteen", "食堂"),
                    ("dormitory", "宿舍"),
                    ("warehouse", "库房"),
                    ("other", "其他"),
                ),
            ),
            Field("code", "编号", "text", search=True),
            Field("place", "位置", "text"),
            Field("building", "所在建筑", "subject", kind="building", listed=False),
            Field("reason", "确定为重点部位的理由", "text", listed=False),
            Field("keeper", "责任人", "person"),
            Field("manager", "消防安全管理人", "person", listed=False),
            Field("per_day", "白天巡查次数", "integer", min=0, max=48, unit="次"),
            Field("per_night", "夜间巡查次数", "integer", min=0, max=48, unit="次"),
            Field("photos", "标志照片", "photos", listed=False),
        ),
    )
)

RED_LINE = register(
    SubjectKind(
        key="red_line",
        title="消防安全红线",
        area="fire",
        help="绝不允许的行为和情形，一条一项。",
        fields=(
            Field("name", "红线内容", "text", required=True, search=True),
            Field("basis", "依据", "text"),
            Field("consequence", "触碰后果", "text", help="例如：提级为重大隐患并报县局。"),
        ),
    )
)

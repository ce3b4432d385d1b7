"""What ought not to happen in a hospital: infections, medical events, breaches of order."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

INFECTION_EVENT = register(
    RecordKind(
        key="infection_event",
        title="医院感染事件",
        area="medical",
        amount="cases",
        summary="{kind_of} {cases} 例",
        help="发生医源性感染、聚集性感染或暴发时登记，并按规定时限报告。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("medical", "医源性感染"),
                    ("cluster", "聚集性感染"),
                    ("outbreak", "感染暴发"),
                    ("exposure", "职业暴露"),
                    ("case", "散发病例"),
                ),
            ),
            Field("cases", "例数", "integer", required=True, min=0, unit="例"),
            Field("place", "发生部位", "text"),
            Field("pathogen", "病原体", "text", listed=False),
            Field("reported", "已按规定报告", "bool"),
            Field("measures", "控制措施", "longtext", listed=False),
        ),
    )
)

MEDICAL_EVENT = register(
    RecordKind(
        key="medical_event",
        title="医疗安全事件",
        area="medical",
        summary="{kind_of}",
        help="医疗质量安全不良事件、医疗责任事故登记，不写患者姓名。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("adverse", "不良事件"),
                    ("liability", "医疗责任事故"),
                    ("quality", "医疗质量问题"),
                ),
            ),
            Field(
                "grade",
                "等级",
                "choice",
                choices=(
                    ("first", "一级"),
                    ("second", "二级"),
                    ("third", "三级"),
                    ("fourth", "四级"),
                ),
            ),
            Field("description", "经过", "longtext", required=True, search=True, listed=False),
            Field("cause", "原因", "text"),
            Field("measures", "改进措施", "longtext", listed=False),
        ),
    )
)

SECURITY_INCIDENT = register(
    RecordKind(
        key="security_incident",
        title="治安案件",
        area="security",
        timed=True,
        summary="{kind_of}",
        help="发生在院内的刑事、治安案件和扰乱秩序的事件都要登记。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("criminal", "刑事案件"),
                    ("security", "治安案件"),
                    ("disturbance", "扰乱医疗秩序"),
                    ("theft", "盗窃"),
                ),
            ),
            Field("against_staff", "涉医案件", "bool"),
            Field("serious", "重大涉医违法犯罪", "bool", required=True),
            Field("place", "地点", "text", required=True),
            Field("description", "经过", "longtext", search=True, listed=False),
            Field("police", "报警和处理情况", "text"),
        ),
    )
)

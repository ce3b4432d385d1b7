"""风险管控: the areas of a unit and the assessments of their risks."""

from weian.base.fields import Field
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds

DEPARTMENT_AREA = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="department_area",
        title="区域部位",
        area="risk",
        fields=(
            Field("name", "区域名称", "text", required=True, help="例如：配电房、检验科。"),
            Field("place", "位置", "text"),
            Field("key_place", "重点部位", "bool"),
            Field("keeper", "责任人", "person"),
        ),
    )
)

RISK_ASSESSMENT = record_kinds.register(
    record_kinds.RecordKind(
        key="risk_assessment",
        title="风险评估",
        area="risk",
        summary="{scope}：{result}",
        help="评估做完后登记结论，附评估报告。",
        fields=(
            Field("scope", "评估范围", "text", required=True, search=True),
            Field(
                "result",
                "最高风险等级",
                "choice",
                required=True,
                choices=(
                    ("red", "重大风险(红)"),
                    ("orange", "较大风险(橙)"),
                    ("yellow", "一般风险(黄)"),
                    ("blue", "低风险(蓝)"),
                ),
            ),
            Field("conclusions", "评估结论", "longtext", search=True, listed=False),
            Field("files", "评估报告", "files", listed=False),
        ),
    )
)

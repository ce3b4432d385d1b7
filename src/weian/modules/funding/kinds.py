"""安全投入: money spent on safety."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

FUNDING = register(
    RecordKind(
        key="funding",
        title="安全投入",
        area="funding",
        amount="amount",
        summary="{category} {purpose}",
        help="每笔支出记一次，年度合计由系统算。",
        fields=(
            Field(
                "category",
                "用途",
                "choice",
                required=True,
                choices=(
                    ("risk_control", "风险管控"),
                    ("hazard", "隐患治理"),
                    ("fire", "消防"),
                    ("training", "教育培训"),
                    ("equipment", "设备设施"),
                ),
            ),
            Field("amount", "金额", "money", required=True, min=0),
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("purpose", "具体用途", "text", search=True),
            Field("files", "凭证", "files", listed=False),
        ),
    )
)

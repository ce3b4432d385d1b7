"""考核问责: what a commission says to a unit about its work."""

from weian.base.fields import Field
from weian.modules.assessment.judging import JUDGEMENT
from weian.modules.assessment.result import ASSESSMENT
from weian.record.kinds import RecordKind, register

__all__ = ["ASSESSMENT", "ASSESSMENT_RESULT", "JUDGEMENT", "NOTICE"]

NOTICE = register(
    RecordKind(
        key="notice",
        title="通报和函",
        area="assessment",
        summary="{category} {target}",
        help="委(局)向单位发出通报、约谈或警示后登记。",
        fields=(
            Field(
                "category",
                "类别",
                "choice",
                required=True,
                choices=(("circular", "通报"), ("talk", "约谈"), ("warning", "警示")),
            ),
            Field("target", "对象单位", "unit", required=True),
            Field("content", "主要内容", "longtext", required=True, search=True, listed=False),
            Field("files", "文件", "files", listed=False),
        ),
    )
)

ASSESSMENT_RESULT = register(
    RecordKind(
        key="assessment_result",
        title="考核结果",
        area="assessment",
        summary="{year} 年 {assessed}",
        help="年度考核结束后，按单位登记。",
        fields=(
            Field("assessed", "被考核单位", "unit", required=True),
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field(
                "includes_hazards",
                "隐患治理纳入考核",
                "bool",
                required=True,
                help="隐患排查治理情况是否计入本次考核。",
            ),
            Field("points", "得分", "number", min=0, max=1000, unit="分"),
            Field("vetoed", "一票否决", "bool", listed=False),
            Field(
                "verdict",
                "评先",
                "choice",
                choices=(("commended", "表彰"), ("disqualified", "取消评先资格"), ("none", "无")),
            ),
            Field("working", "计分过程", "longtext", listed=False, help="定格时自动写入。"),
            Field("files", "考核材料", "files", listed=False),
        ),
    )
)

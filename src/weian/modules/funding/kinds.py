"""安全投入: budgets, what is spent, what superiors add, and the renovation of old sites."""

from weian.base.fields import Field
from weian.modules.funding import planning
from weian.modules.funding.choices import CATEGORIES
from weian.record.kinds import RecordKind, register
from weian.subject.kinds import register as register_subject

FUNDING = register(
    RecordKind(
        key="funding",
        title="安全投入",
        area="funding",
        amount="amount",
        number="code",
        summary="{category} {purpose}",
        help="每笔支出记一次，年度合计由系统算。",
        fields=(
            Field("category", "用途", "choice", required=True, choices=CATEGORIES),
            Field("amount", "金额", "money", required=True, min=0),
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("purpose", "具体用途", "text", search=True),
            Field("budget", "对应预算", "subject", kind="budget_line", listed=False),
            Field("hazard_number", "对应隐患编号", "text", search=True, listed=False),
            Field("place", "用于哪处场所", "text", search=True, listed=False),
            Field("code", "凭证号", "text", search=True, listed=False),
            Field("files", "凭证", "files", listed=False),
        ),
    )
)
BUDGET_LINE = register_subject(planning.BUDGET_LINE)
FUNDING_SUPPORT = register(planning.SUPPORT)
FUNDING_REVIEW = register(planning.REVIEW)
RENOVATION = register_subject(planning.RENOVATION)
RENOVATION_PROGRESS = register(planning.PROGRESS)

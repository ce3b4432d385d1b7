"""风险上报: anybody proposes a risk, a manager takes it up or says why not."""

from typing import Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step
from weian.modules.risk.choices import ASPECTS, CATEGORIES

MANAGE: Final = "case.act:manage"
FLOW: Final = Flow(
    kind="risk_proposal",
    states={"proposed": "待研判", "adopted": "已采纳", "declined": "未采纳"},
    initial="proposed",
    ends=frozenset({"adopted", "declined"}),
    steps=(
        Step(
            "adopt", "采纳", ("proposed",), "adopted", MANAGE, needs=("measures",),
            help="评估后列入风险清单。",
        ),
        Step(
            "decline", "不采纳", ("proposed",), "declined", MANAGE, needs=("reason",), danger=True,
            help="向上报人说明理由。",
        ),
    ),
)  # fmt: skip

RISK_PROPOSAL = register(
    CaseKind(
        key="risk_proposal",
        line=("proposed", "adopted"),
        title="风险上报",
        area="risk",
        flow=FLOW,
        summary="{description}",
        number_prefix="FX",
        opening_verb="propose",
        opening_title="上报风险",
        fills={"category": "category", "place": "place"},
        help="发现身边的风险，随手上报。",
        fields=(
            Field("place", "地点", "text", required=True, search=True),
            Field("description", "风险描述", "text", required=True, min=2, search=True),
            Field("aspect", "方面", "choice", choices=ASPECTS),
            Field("category", "风险类别", "choice", choices=CATEGORIES),
            Field("suggestion", "建议的措施", "longtext", listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
        step_fields={
            "adopt": (
                Field("measures", "管控措施", "longtext", required=True, min=2),
                Field("risk_point", "列入的风险点", "subject", kind="risk_point"),
            ),
            "decline": (Field("reason", "理由", "longtext", required=True, min=2, max=500),),
        },
        keeps=("measures", "risk_point"),
    )
)

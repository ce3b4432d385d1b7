"""合理化建议: heard, answered with a reason, carried out when taken up, rewarded."""

from typing import Final

from weian.base.areas import DOMAINS
from weian.base.fields import Field
from weian.case.kinds import CaseKind
from weian.core.flow import Flow, Step
from weian.org.rights import DECIDE, HANDLE, MANAGE

FLOW: Final = Flow(
    kind="suggestion",
    states={
        "proposed": "已提出", "adopted": "已采纳", "carried_out": "已落实", "closed": "已办结",
        "declined": "未采纳",
    },
    initial="proposed",
    ends=frozenset({"closed", "declined"}),
    steps=(
        Step("adopt", "采纳", ("proposed",), "adopted", DECIDE,
             needs=("reply", "assignee", "due_on"), help="答复建议人，定责任人和时限。"),
        Step("decline", "不采纳", ("proposed",), "declined", DECIDE, needs=("reply",), danger=True,
             help="写明原因，建议人看得到。"),
        Step("discuss", "研究", ("proposed",), "", MANAGE, needs=("opinion",)),
        Step("carry_out", "落实", ("adopted",), "carried_out", HANDLE, needs=("result",)),
        Step("reward", "奖励", ("adopted", "carried_out"), "", DECIDE, needs=("form",)),
        Step("close", "办结", ("carried_out",), "closed", MANAGE, needs=("finding",)),
    ),
)  # fmt: skip

_REPLY: Final = Field("reply", "答复", "longtext", required=True, min=2)
SUGGESTION: Final = CaseKind(
    key="suggestion",
    title="合理化建议",
    area="tips",
    fields=(
        Field("description", "建议", "text", required=True, min=2, max=200, search=True),
        Field("category", "方面", "choice", required=True, choices=(
            ("measure", "防范措施"), ("condition", "改善劳动条件"), ("rule", "制度流程"),
            ("equipment", "设备设施"), ("training", "教育培训"), ("other", "其他"))),
        Field("domain", "安全领域", "choice", choices=DOMAINS, listed=False),
        Field("detail", "具体做法和好处", "longtext", search=True, listed=False),
        Field("incident_number", "起因的事件编号", "text", search=True, listed=False),
        Field("photos", "照片", "photos", listed=False),
    ),
    filters=("domain",),
    flow=FLOW,
    summary="{description}",
    number_prefix="HL",
    opening_verb="propose",
    opening_title="提出",
    fills={"category": "category"},
    step_fields={
        "adopt": (
            _REPLY,
            Field("assignee", "责任人", "person", required=True),
            Field("due_on", "完成时限", "date", required=True),
        ),
        "decline": (_REPLY,),
        "discuss": (
            Field("opinion", "研究意见", "longtext", required=True, min=2),
            Field("body", "在哪个会上研究", "text"),
        ),
        "carry_out": (
            Field("result", "落实情况", "longtext", required=True, min=2),
            Field("photos", "照片", "photos"),
        ),
        "reward": (
            Field("form", "奖励方式", "choice", required=True, choices=(
                ("money", "奖金"), ("points", "积分"), ("honour", "表扬"), ("gift", "奖品"))),
            Field("amount", "金额", "money", min=0),
        ),
        "close": (Field("finding", "效果评价", "text", required=True, min=2),),
    },
    step_fills={"adopt": {"assignee": "assignee", "due_on": "due_on"}},
    keeps=("reply", "result", "form", "amount", "finding"),
    line=("proposed", "adopted", "carried_out", "closed"),
    help="职工随时可以提；采纳不采纳都有答复。",
)  # fmt: skip

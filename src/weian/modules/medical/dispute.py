"""医疗纠纷: accepted, mediated, resolved."""

from typing import Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step

HANDLE, MANAGE = "case.act:handle", "case.act:manage"
FLOW: Final = Flow(
    kind="dispute",
    states={
        "registered": "已登记",
        "accepted": "处理中",
        "mediating": "调解中",
        "resolved": "已化解",
        "closed": "已办结",
    },
    initial="registered",
    ends=frozenset({"closed"}),
    steps=(
        Step("accept", "受理", ("registered",), "accepted", HANDLE),
        Step(
            "mediate", "调解", ("accepted", "mediating"), "mediating", HANDLE, needs=("way",),
            help="协商、人民调解、行政调解或诉讼，每次调解记一次。",
        ),
        Step(
            "resolve", "化解", ("accepted", "mediating"), "resolved", MANAGE, needs=("result",),
        ),
        Step(
            "close", "办结", ("resolved",), "closed", MANAGE, needs=("improvement",),
            help="写明原因和整改措施后办结。",
        ),
    ),
)  # fmt: skip

DISPUTE = register(
    CaseKind(
        key="dispute",
        title="医疗纠纷",
        area="medical",
        flow=FLOW,
        summary="{content}",
        number_prefix="JF",
        opening_verb="register",
        opening_title="登记纠纷",
        fills={"assignee": "handler", "due_on": "due_on"},
        help="发生纠纷及时登记，不写患者姓名和病情细节。",
        fields=(
            Field("content", "纠纷情况", "text", required=True, min=2, search=True),
            Field("happened_in", "涉及科室", "text"),
            Field("handler", "承办人", "person", required=True),
            Field("due_on", "办理期限", "date"),
            Field("liability", "涉及医疗责任事故", "bool"),
            Field("violence", "有扰序或暴力行为", "bool", listed=False),
            Field("files", "材料", "files", listed=False),
        ),
        step_fields={
            "mediate": (
                Field(
                    "way",
                    "方式",
                    "choice",
                    required=True,
                    choices=(
                        ("negotiation", "医患协商"),
                        ("peoples", "人民调解"),
                        ("administrative", "行政调解"),
                        ("court", "诉讼"),
                    ),
                ),
                Field("progress", "进展", "longtext"),
            ),
            "resolve": (
                Field("result", "处理结果", "longtext", required=True, min=2),
                Field("amount", "赔偿金额", "money", min=0),
                Field("insured", "由保险或风险金赔付", "bool"),
            ),
            "close": (Field("improvement", "原因和改进措施", "longtext", required=True, min=2),),
        },
        keeps=("result", "amount"),
    )
)

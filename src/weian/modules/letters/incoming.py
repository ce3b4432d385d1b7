"""来文: a letter as its addressee has it: received under signature, answered, accepted."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step
from weian.modules.letters.choices import BY_KEY, CHOICES
from weian.org.rights import DECIDE, MANAGE, OVERSEE

Given = Mapping[str, Any]


def needs_answer(case: Given, actor: Given, given: Given) -> str | None:
    """What asks for a reply is not done with reading it."""
    if BY_KEY[str(case["category"])].answered:
        return "这份文书要求答复，请点“答复”。"
    return None


FLOW: Final = Flow(
    kind="incoming_letter",
    states={
        "served": "待签收", "received": "已签收", "answered": "已答复", "closed": "已办结",
        "withdrawn": "已撤回",
    },
    initial="served",
    ends=frozenset({"closed", "withdrawn"}),
    guards={"needs_answer": needs_answer},
    steps=(
        Step("acknowledge", "签收", ("served",), "received", DECIDE, help="以本人登录签收，记下时间。"),
        Step("reply", "答复", ("received",), "answered", MANAGE, needs=("reply",),
             help="逐项说明办理情况，附上材料。"),
        Step("return", "退回重新答复", ("answered",), "received", OVERSEE, needs=("reason",)),
        Step("accept", "认可答复", ("answered",), "closed", OVERSEE),
        Step("note", "阅知", ("received",), "closed", MANAGE, guards=("needs_answer",)),
        Step("withdraw", "撤回", ("served", "received", "answered"), "withdrawn", OVERSEE, needs=("by_letter",)),
    ),
)  # fmt: skip

INCOMING: Final = register(
    CaseKind(
        key="incoming_letter",
        title="来文",
        area="assessment",
        flow=FLOW,
        summary="{title}",
        number_prefix="LW",
        rules={"needs_answer": "不要求答复的才可以只阅知"},
        opening_verb="serve",
        opening_title="送达",
        internal=frozenset({"serve", "withdraw"}),
        page="/letters/in/{id}",
        fills={"category": "kind_of", "due_on": "reply_by", "source": "letter_number"},
        again=frozenset({"return"}),
        line=("served", "received", "answered", "closed"),
        help="上级发来的文书。先签收，要求答复的在期限内答复。",
        fields=(
            Field("kind_of", "文书种类", "choice", required=True, choices=CHOICES),
            Field("title", "标题", "text", required=True, search=True),
            Field("letter_number", "文号", "text", required=True, search=True),
            Field("issuer", "发文单位", "unit", required=True),
            Field("facts", "事由和事实", "longtext", required=True, listed=False),
            Field("demands", "要求", "longtext", required=True, listed=False),
            Field("basis", "依据", "longtext", listed=False),
            Field("reply_by", "办理期限", "date", listed=False),
            Field("letter", "原件", "text", required=True, listed=False),
        ),
        step_fields={
            "reply": (Field("reply", "办理和答复", "longtext", required=True, min=4),
                       Field("files", "材料", "files")),
            "return": (Field("reason", "退回原因", "longtext", required=True, min=2),),
            "accept": (Field("opinion", "意见", "longtext", max=500),),
            "withdraw": (Field("by_letter", "撤回它的文书文号", "text", required=True),),
        },
        keeps=("reply",),
        columns=("letter_number", "issuer"),
    )
)  # fmt: skip

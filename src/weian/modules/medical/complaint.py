"""投诉: whoever receives it first answers for it until the patient has had a reply."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step
from weian.core.hands import is_named

Given = Mapping[str, Any]
HANDLE, MANAGE = "case.act:handle", "case.act:manage"
_DIRECTING: Final = frozenset(
    {"institution_head", "deputy_in_charge", "safety_manager", "department_head"}
    | {"commission_clerk"}
)


def first_responder(case: Given, actor: Given, given: Given) -> str | None:
    """郑州 三（十四）1(2): the first to receive a complaint sees it through."""
    if is_named(actor, case["assignee"]) or not _DIRECTING.isdisjoint(actor["roles"]):
        return None
    return "您不是这件投诉的首接责任人。请由首接责任人办理。"


FLOW: Final = Flow(
    kind="complaint",
    states={
        "received": "待受理",
        "accepted": "处理中",
        "replied": "已回复",
        "closed": "已办结",
    },
    initial="received",
    ends=frozenset({"closed"}),
    guards={"first_responder": first_responder},
    steps=(
        Step(
            "accept", "受理", ("received",), "accepted", HANDLE,
            guards=("first_responder",), help="首接责任人受理并联系投诉人。",
        ),
        Step(
            "transfer", "转有关科室", ("accepted",), "", HANDLE,
            needs=("handler",), help="转给有关科室处理，首接责任人不变。",
        ),
        Step(
            "reply", "回复", ("accepted",), "replied", HANDLE,
            needs=("reply",), guards=("first_responder",), help="把处理结果告诉投诉人。",
        ),
        Step(
            "reject", "退回重办", ("replied",), "accepted", MANAGE, needs=("reason",),
            help="投诉人不满意或处理不到位，继续办理。",
        ),
        Step("close", "办结", ("replied",), "closed", MANAGE, help="归档，写明改进措施。"),
    ),
)  # fmt: skip

COMPLAINT = register(
    CaseKind(
        key="complaint",
        title="投诉",
        area="medical",
        flow=FLOW,
        summary="{content}",
        number_prefix="TS",
        rules={"first_responder": "首接责任人本人或负责人"},
        opening_verb="register",
        opening_title="登记投诉",
        fills={
            "assignee": "first_responder", "due_on": "due_on", "source": "channel",
            "category": "category",
        },
        again=frozenset({"reject"}),
        help="谁先接到谁登记，首接负责到底。不写患者病情和身份证号。",
        fields=(
            Field("content", "投诉内容", "text", required=True, min=2, search=True),
            Field(
                "category",
                "类别",
                "choice",
                choices=(
                    ("service", "服务态度"),
                    ("quality", "医疗质量"),
                    ("fee", "收费"),
                    ("safety", "安全"),
                    ("environment", "环境和后勤"),
                    ("other", "其他"),
                ),
            ),
            Field(
                "channel",
                "来源",
                "choice",
                choices=(
                    ("visit", "来访"),
                    ("phone", "电话"),
                    ("letter", "来信"),
                    ("online", "网络"),
                    ("transferred", "上级转办"),
                ),
            ),
            Field("complainant", "投诉人称呼", "text", listed=False, help="例如：张女士。"),
            Field("first_responder", "首接责任人", "person", required=True),
            Field("due_on", "回复期限", "date", required=True),
            Field("files", "材料", "files", listed=False),
        ),
        step_fields={
            "accept": (Field("contacted", "已联系投诉人", "bool"),),
            "transfer": (
                Field("handler", "承办人", "person", required=True),
                Field("note", "说明", "text"),
            ),
            "reply": (
                Field("reply", "回复内容", "longtext", required=True, min=2),
                Field("satisfied", "投诉人满意", "bool"),
            ),
            "reject": (Field("reason", "原因", "longtext", required=True, min=2),),
            "close": (Field("improvement", "改进措施", "longtext"),),
        },
        keeps=("handler", "satisfied", "improvement"),
    )
)  # fmt: skip

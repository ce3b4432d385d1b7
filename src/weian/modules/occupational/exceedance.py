"""超标治理: an employer over the limit is followed until a measurement is within it again."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step
from weian.modules.occupational import limits

Given = Mapping[str, Any]
OVERSEE: Final = "case.act:oversee"


def within_limit(case: Given, actor: Given, given: Given) -> str | None:
    """始兴 三（五）3: control goes on until what is measured keeps the limit."""
    if not limits.exceeds(given["value"], given["limit"]):
        return None
    return "复测值仍高于限值，不能销案。请继续督促治理，合格后再登记复测。"


FLOW: Final = Flow(
    kind="exceedance",
    states={
        "found": "待督促",
        "guided": "治理中",
        "refused": "拒不治理",
        "punished": "已查处",
        "controlled": "已达标",
    },
    initial="found",
    ends=frozenset({"controlled"}),
    guards={"within_limit": within_limit},
    steps=(
        Step(
            "guide", "指导帮扶", ("found", "guided", "refused", "punished"), "guided", OVERSEE,
            needs=("result",), help="上门指导，写明治理措施和下次复查日期。",
        ),
        Step(
            "supervise", "督导检查", ("found", "guided", "punished"), "guided", OVERSEE,
            needs=("result",), help="检查治理进展。",
        ),
        Step(
            "remeasure", "复测达标", ("found", "guided", "punished"), "controlled", OVERSEE,
            needs=("value", "limit"), guards=("within_limit",),
            help="复测在限值以内才能结束。",
        ),
        Step(
            "refuse", "记为拒不治理", ("found", "guided"), "refused", OVERSEE,
            needs=("reason",), danger=True, help="之后依法查处；对方愿意治理的，重新指导帮扶。",
        ),
        Step(
            "punish", "依法查处", ("refused", "guided"), "punished", OVERSEE,
            needs=("decision",), help="写明处罚决定、文号和金额。",
        ),
    ),
)  # fmt: skip
_RESULT = Field("result", "情况和措施", "longtext", required=True, min=2)
_NEXT = Field("due_on", "下次复查日期", "date", required=True)

EXCEEDANCE = register(
    CaseKind(
        key="exceedance",
        title="超标治理",
        area="occupational",
        line=("found", "guided", "controlled"),
        flow=FLOW,
        summary="{factor}超标",
        number_prefix="CB",
        check=limits.check_exceeding,
        rules={"within_limit": "复测值不高于限值"},
        opening_verb="register",
        opening_title="列入督促名单",
        opening_right=OVERSEE,
        fills={"due_on": "due_on"},
        step_fills={"guide": {"due_on": "due_on"}, "supervise": {"due_on": "due_on"}},
        help="监测超标或治理不合格的用人单位，列入名单持续督促。",
        fields=(
            Field("employer", "用人单位", "subject", kind="employer_site", required=True),
            Field("factor", "危害因素", "text", required=True, search=True),
            Field("value", "检测值", "number", required=True, min=0),
            Field("limit", "限值", "number", required=True, min=0),
            Field("serious", "严重超标", "bool"),
            Field("due_on", "首次督促期限", "date", required=True),
            Field("files", "监测报告", "files", listed=False),
        ),
        step_fields={
            "guide": (_RESULT, _NEXT, Field("measures", "治理措施", "longtext")),
            "supervise": (_RESULT, _NEXT),
            "refuse": (Field("reason", "情况", "longtext", required=True, min=2),),
            "punish": (
                Field("decision", "处理决定", "longtext", required=True, min=2),
                Field("notice_number", "文书编号", "text"),
                Field("penalty", "罚款", "money", min=0),
                Field("executed", "已执行", "bool"),
                Field("files", "文书", "files"),
            ),
            "remeasure": (
                Field("value", "复测值", "number", required=True, min=0),
                Field("limit", "限值", "number", required=True, min=0),
                Field("provider", "检测机构", "text"),
                Field("files", "复测报告", "files"),
            ),
        },
        keeps=("measures", "decision"),
    )
)

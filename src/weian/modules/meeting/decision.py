"""会议决议: what a meeting decided, whom it waits for, and that somebody else confirms it is done."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind
from weian.core.flow import Flow, Step
from weian.core.hands import hands, hands_of, is_named
from weian.org.rights import DECIDE, HANDLE, MANAGE

Given = Mapping[str, Any]
RULES: Final = {
    "other_person": "确认人不是办理人",
    "later_than_due": "晚于现在的时限",
}
_DIRECTING: Final = frozenset(
    {"institution_head", "deputy_in_charge", "safety_manager", "commission_leader",
     "commission_clerk"}
)  # fmt: skip


def other_person(case: Given, actor: Given, given: Given) -> str | None:
    """Whoever carried it out does not confirm it."""
    done_by = hands_of(s for s in case["steps"] if s["verb"] == "complete")
    if not hands(actor).isdisjoint(done_by | {case["assignee"]}):
        return "您是办理人，要由交办的领导或其他人确认。"
    return None


def later_than_due(case: Given, actor: Given, given: Given) -> str | None:
    """An extension gives more time."""
    due = case["due_on"]
    if due and str(given.get("due_on") or "") <= due.isoformat():
        return f"新的时限要晚于现在的时限 {due.isoformat()}。"
    return None


def own_task(case: Given, actor: Given, given: Given) -> str | None:
    """Whoever is named carries it out, or somebody who directs the work."""
    if is_named(actor, case["assignee"]) or not _DIRECTING.isdisjoint(actor["roles"]):
        return None
    return "您不是这项决议的责任人，请由责任人办理。"


FLOW: Final = Flow(
    kind="decision",
    states={"assigned": "办理中", "completed": "待确认", "closed": "已办结", "dropped": "已取消"},
    initial="assigned",
    ends=frozenset({"closed", "dropped"}),
    guards={
        "other_person": other_person, "later_than_due": later_than_due, "own_task": own_task,
    },
    steps=(
        Step("complete", "上报办结", ("assigned",), "completed", HANDLE,
             needs=("result",), guards=("own_task",), help="写明办了什么、问题解决了没有。"),
        Step("confirm", "确认办结", ("completed",), "closed", MANAGE,
             needs=("finding",), guards=("other_person",)),
        Step("send_back", "退回再办", ("completed",), "assigned", MANAGE, needs=("reason",)),
        Step("track", "记录进展", ("assigned",), "", HANDLE, needs=("progress",)),
        Step("extend", "推迟时限", ("assigned",), "", DECIDE,
             needs=("due_on", "reason"), guards=("later_than_due",)),
        Step("drop", "取消", ("assigned",), "dropped", DECIDE, needs=("reason",), danger=True),
    ),
)  # fmt: skip

_REASON: Final = Field("reason", "原因", "longtext", required=True, min=2, max=500)
DECISION: Final = CaseKind(
    key="decision",
    title="会议决议",
    area="meeting",
    fields=(
        Field("content", "议定事项", "text", required=True, min=2, max=200, search=True),
        Field("meeting_on", "会议日期", "date", required=True),
        Field("body", "议定的会议", "choice", choices=(
            ("leading_group", "领导小组会"), ("party_committee", "党委(党组)会"),
            ("quarterly", "季度安全专题会"), ("executive", "办公会"),
            ("staff_congress", "职工代表大会"), ("consultation", "会商研判会"),
            ("incident_analysis", "事故分析会"), ("other", "其他会议"))),
        Field("category", "类别", "choice", required=True, choices=(
            ("problem", "要解决的问题"), ("major_problem", "重大问题"), ("measure", "改进措施"),
            ("instruction", "工作安排"), ("suggestion", "职工建议"))),
        Field("assignee", "责任人", "person", required=True),
        Field("due_on", "完成时限", "date", required=True),
        Field("helpers", "配合科室或人员", "text", search=True),
        Field("detail", "具体要求", "longtext", search=True, listed=False),
    ),
    flow=FLOW,
    summary="{content}",
    number_prefix="JY",
    opening_verb="assign",
    opening_title="交办",
    opening_right=MANAGE,
    fills={"category": "category", "assignee": "assignee", "due_on": "due_on", "source": "body"},
    step_fields={
        "complete": (
            Field("result", "办理结果", "longtext", required=True, min=2),
            Field("solved", "问题已解决", "bool"),
            Field("files", "佐证材料", "files"),
        ),
        "confirm": (Field("finding", "确认意见", "text", required=True, min=2),),
        "send_back": (_REASON,),
        "track": (Field("progress", "进展情况", "longtext", required=True, min=2),),
        "extend": (Field("due_on", "推迟到", "date", required=True), _REASON),
        "drop": (_REASON,),
    },
    step_fills={"extend": {"due_on": "due_on"}},
    keeps=("result", "solved", "finding"),
    again=frozenset({"send_back"}),
    line=("assigned", "completed", "closed"),
    help="会上定的事，写明谁在什么时候前做什么；没有办结的下次会议再议。",
    rules={**RULES, "own_task": "责任人本人或负责人"},
)  # fmt: skip

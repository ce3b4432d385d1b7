"""What may follow what in an incident: by mouth first, then written, follow-ups, cause, four ends."""

from typing import Final

from weian.core.flow import Flow, Step
from weian.modules.incident.guards import GUARDS
from weian.org.rights import DECIDE, HANDLE, MANAGE, OVERSEE

_OPEN: Final = ("reported", "written", "investigated", "correcting")

FLOW: Final = Flow(
    kind="incident",
    states={
        "reported": "已快报",
        "written": "已书面报告",
        "investigated": "已调查",
        "correcting": "措施落实中",
        "closed": "已结案",
        "voided": "已撤销",
    },
    initial="reported",
    ends=frozenset({"closed", "voided"}),
    guards=GUARDS,
    steps=(
        Step("written", "书面报告", ("reported",), "written", DECIDE,
             needs=("content", "approved_by", "receivers"), guards=("late_explained",),
             help="负责人审签后补报书面报告。已报的不能改，有变化用“续报”。"),
        Step("investigate", "调查", ("reported", "written"), "investigated", MANAGE,
             needs=("cause", "investigators"), guards=("written_first",),
             help="查清原因、认定责任。未遂事件可以直接调查。"),
        Step("measures", "制定整改措施", ("investigated", "correcting"), "correcting", MANAGE,
             needs=("measures", "assignee", "due_on"),
             help="防止再发生的措施，有责任人、有时限。"),
        Step("close", "结案", ("correcting",), "closed", DECIDE,
             needs=("finding",),
             guards=("four_settled", "receivers_complete", "response_complete", "asked_answered",
                     "other_person", "authority_if_serious"),
             help="四不放过都做到了，核查措施落实后结案。"),
        Step("inform", "口头报告", _OPEN, "", HANDLE,
             needs=("receiver", "told_at"), guards=("not_before",),
             help="先口头后书面。卫健部门和有关部门分别登记报告时间、接报人。"),
        Step("respond", "应急处置", _OPEN, "", HANDLE,
             needs=("actions", "acted_at"),
             help="启动预案、赶赴现场、组织抢救、保护现场、善后，逐项登记时间和人。"),
        Step("follow_up", "续报", _OPEN, "", MANAGE, needs=("progress",),
             help="情况有变化随时续报，次数不限。"),
        Step("handle", "责任处理", ("investigated", "correcting"), "", MANAGE,
             needs=("handling", "people_handled"), guards=("documents_named",),
             help="每个责任人怎样处理，依据什么。"),
        Step("educate", "警示教育", ("investigated", "correcting"), "", MANAGE,
             needs=("educated_on", "people"), help="责任人和职工受到教育，登记参加人员和教训。"),
        Step("track", "核查措施", ("correcting",), "", MANAGE, needs=("progress",)),
        Step("regrade", "核定等级", _OPEN, "", DECIDE, needs=("grade", "reason")),
        Step("acknowledge", "签收", ("reported", "written"), "", OVERSEE,
             help="卫健部门收到快报后签收。"),
        Step("instruct", "批示要求", _OPEN, "", OVERSEE, needs=("demand",),
             help="卫健部门提出要求或要求续报，单位要用“续报”答复。"),
        Step("mark", "认定迟漏谎瞒报", (*_OPEN, "closed"), "", OVERSEE, needs=("mark", "reason"),
             danger=True, help="由卫健部门认定，记入考核。"),
        Step("void", "撤销", ("reported",), "voided", DECIDE, needs=("reason",),
             guards=("authority_if_serious",), danger=True, help="误报的说明原因，记录保留。"),
    ),
)  # fmt: skip

"""作业许可: applied for, approved by the deputy before it starts, checked after it has ended."""

from typing import Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step
from weian.modules.permits.guards import GUARDS, RULES
from weian.modules.permits.stages import check_permit

HANDLE, MANAGE, DECIDE = "case.act:handle", "case.act:manage", "case.act:decide"
FLOW: Final = Flow(
    kind="work_permit",
    states={
        "applied": "待审批",
        "approved": "已批准",
        "started": "作业中",
        "finished": "已完工",
        "closed": "已办结",
        "declined": "未批准",
    },
    initial="applied",
    ends=frozenset({"closed", "declined"}),
    guards=GUARDS,
    steps=(
        Step(
            "approve", "批准", ("applied",), "approved", DECIDE, needs=("measures_checked",),
            guards=("by_deputy", "not_applicant", "not_over"),
            help="核对措施和人员证件，批准后才能开工。",
        ),
        Step("decline", "不批准", ("applied",), "declined", DECIDE, needs=("reason",), danger=True),
        Step(
            "start", "开工", ("approved",), "started", HANDLE, needs=("ready",),
            guards=("measures_ready", "still_valid"), help="措施落实、监护人到场后开工。",
        ),
        Step(
            "finish", "完工", ("started",), "finished", HANDLE, needs=("result",),
            help="清理现场，确认没有火种和遗留风险。",
        ),
        Step(
            "stop", "叫停", ("approved", "started"), "declined", MANAGE, needs=("reason",),
            danger=True, help="条件变化或违反许可的，立即停止作业。",
        ),
        Step(
            "close", "现场验收", ("finished",), "closed", MANAGE, needs=("finding",),
            guards=("other_checks",), help="到现场检查后办结。",
        ),
    ),
)  # fmt: skip

WORK_PERMIT = register(
    CaseKind(
        key="work_permit",
        title="作业许可",
        area="permits",
        flow=FLOW,
        summary="{kind_of}：{content}",
        number_prefix="ZY",
        check=check_permit,
        rules=RULES,
        opening_verb="apply",
        opening_title="申请",
        fills={"category": "kind_of", "place": "place", "assignee": "guardian"},
        line=("applied", "approved", "started", "finished", "closed"),
        help="动火等特殊作业开工前申请，由分管副职批准。没有许可作业按违章处理。",
        fields=(
            Field(
                "kind_of",
                "作业类型",
                "choice",
                required=True,
                choices=(
                    ("hot_work", "动火作业"),
                    ("confined", "有限空间作业"),
                    ("height", "高处作业"),
                    ("electric", "临时用电"),
                    ("lifting", "吊装作业"),
                    ("digging", "动土作业"),
                    ("circuit", "断路作业"),
                    ("blind_plate", "盲板抽堵"),
                    ("other", "其他高风险作业"),
                ),
            ),
            Field("content", "作业内容", "text", required=True, search=True),
            Field("place", "地点", "text", required=True, search=True),
            Field("begins_at", "开始时间", "datetime", required=True),
            Field("ends_at", "结束时间", "datetime", required=True),
            Field("workers", "作业人员", "text", required=True, many=True, listed=False),
            Field("certificates", "作业人员证书编号", "text", many=True, listed=False),
            Field("guardian", "监护人", "person", required=True),
            Field("contractor", "外包单位", "subject", kind="contractor", listed=False),
            Field("measures", "安全措施", "longtext", required=True, min=5, listed=False),
            Field("photos", "现场照片", "photos", listed=False),
        ),
        step_fields={
            "approve": (
                Field("measures_checked", "已核对安全措施和人员证件", "bool", required=True),
                Field("opinion", "审批意见", "text"),
            ),
            "decline": (Field("reason", "理由", "longtext", required=True, min=2),),
            "start": (
                Field("ready", "措施已落实、监护人已到场", "bool", required=True),
                Field("photos", "开工照片", "photos"),
            ),
            "finish": (
                Field("result", "完工情况", "longtext", required=True, min=2),
                Field("photos", "完工照片", "photos"),
            ),
            "stop": (Field("reason", "原因", "longtext", required=True, min=2),),
            "close": (
                Field("finding", "验收意见", "longtext", required=True, min=2),
                Field("photos", "照片", "photos"),
            ),
        },
        keeps=("measures_checked",),
    )
)

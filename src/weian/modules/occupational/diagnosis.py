"""Diagnosis and report of occupational disease, the bodies that do it, radiation monitoring."""

from typing import Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind
from weian.case.kinds import register as register_case
from weian.core.flow import Flow, Step
from weian.modules.occupational import limits
from weian.record.kinds import RecordKind, register

HANDLE: Final = "case.act:handle"

DIAGNOSIS_REPORT = register(
    RecordKind(
        key="diagnosis_report",
        title="职业病病例报告",
        area="occupational",
        number="number",
        summary="{disease}",
        help="发现职业病或疑似职业病，按规定报告后登记，不写患者姓名。",
        fields=(
            Field("disease", "病种", "text", required=True, search=True),
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(("suspected", "疑似职业病"), ("diagnosed", "确诊职业病")),
            ),
            Field("found_on", "发现日期", "date", past=True, required=True),
            Field("number", "报告卡编号", "text"),
            Field("employer", "用人单位", "text", listed=False),
            Field("reported_to", "报告单位", "text"),
        ),
    )
)

RADIATION_MONITORING = register(
    RecordKind(
        key="radiation_monitoring",
        title="放射防护监测",
        area="occupational",
        validity="valid_until",
        summary="{kind_of} {place}",
        derive=limits.judge,
        derived=("exceeds",),
        help="设备、场所检测和个人剂量监测后登记。填了数值和限值，是否超标由系统算出。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("equipment", "设备性能检测"),
                    ("site", "工作场所检测"),
                    ("personal", "个人剂量监测"),
                ),
            ),
            Field("place", "设备或场所", "text", required=True, search=True),
            Field("value", "监测值", "number", min=0),
            Field("limit", "限值", "number", min=0),
            Field("exceeds", "是否超标", "bool"),
            Field("monitored", "监测人数", "integer", min=0, unit="人", listed=False),
            Field("provider", "检测机构", "text"),
            Field("valid_until", "下次监测日期", "date"),
            Field("files", "报告", "files", listed=False),
        ),
    )
)

AGENCY_ASSESSMENT = register(
    RecordKind(
        key="agency_assessment",
        title="职业健康机构评价",
        area="occupational",
        summary="{year} 年",
        help="对职业病诊断、鉴定和健康检查机构的年度质量评价。",
        fields=(
            Field("assessed", "被评价机构", "unit", required=True),
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("score", "得分", "number", min=0, max=100),
            Field("staff", "专业人员数", "integer", min=0, unit="人", listed=False),
            Field("qualification", "资质和备案情况", "text", listed=False),
            Field("problems", "问题和要求", "longtext", listed=False),
            Field("files", "评价报告", "files", listed=False),
        ),
    )
)

OCCUPATIONAL_DIAGNOSIS = register_case(
    CaseKind(
        key="occupational_diagnosis",
        title="职业病诊断",
        area="occupational",
        line=("requested", "accepted", "concluded", "closed"),
        flow=Flow(
            kind="occupational_diagnosis",
            states={
                "requested": "已申请",
                "accepted": "诊断中",
                "concluded": "已出结论",
                "appraising": "鉴定中",
                "closed": "已办结",
                "declined": "未受理",
            },
            initial="requested",
            ends=frozenset({"closed", "declined"}),
            steps=(
                Step("accept", "受理", ("requested",), "accepted", HANDLE),
                Step("decline", "不予受理", ("requested",), "declined", HANDLE, needs=("reason",), danger=True),
                Step(
                    "conclude", "出具结论", ("accepted", "appraising"), "concluded", HANDLE,
                    needs=("conclusion",),
                ),
                Step("appeal", "申请鉴定", ("concluded",), "appraising", HANDLE, needs=("reason",)),
                Step(
                    "close", "办结", ("concluded",), "closed", HANDLE,
                    help="确诊的写明病例报告编号。",
                ),
            ),
        ),
        summary="{disease}",
        number_prefix="ZD",
        opening_verb="request",
        opening_title="登记申请",
        opening_right=HANDLE,
        fills={"due_on": "due_on"},
        help="诊断机构收到申请后登记，出结论前一直在办。",
        fields=(
            Field("disease", "申请诊断的病种", "text", required=True, search=True),
            Field("employer", "用人单位", "text"),
            Field("basis", "依据的办法", "text", help="例如：职业病诊断与鉴定管理办法。"),
            Field("due_on", "办理时限", "date"),
            Field("files", "申请材料", "files", listed=False),
        ),
        step_fields={
            "decline": (Field("reason", "理由", "longtext", required=True, min=2),),
            "conclude": (
                Field(
                    "conclusion",
                    "结论",
                    "choice",
                    required=True,
                    choices=(("diagnosed", "职业病"), ("excluded", "不是职业病")),
                ),
                Field("files", "诊断证明", "files"),
            ),
            "appeal": (Field("reason", "理由", "longtext", required=True, min=2),),
            "close": (Field("report_number", "病例报告编号", "text"),),
        },
        keeps=("conclusion", "report_number"),
    )
)  # fmt: skip

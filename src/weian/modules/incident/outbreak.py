"""疫情信号: a sign of an outbreak, verified, its risk judged, answered, ended."""

from typing import Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind
from weian.core.flow import Flow, Step
from weian.modules.incident.choices import CHANNELS, MARKS, RECEIVERS, Given, receivers_told, taken
from weian.modules.incident.guards import RULES, late_explained, not_before
from weian.modules.incident.records import RISKS
from weian.org.rights import DECIDE, HANDLE, MANAGE, OVERSEE

LEVELS: Final = (
    ("signal", "信号"),
    ("ordinary", "一般（Ⅳ级）"),
    ("larger", "较大（Ⅲ级）"),
    ("major", "重大（Ⅱ级）"),
    ("especially", "特别重大（Ⅰ级）"),
)
_RULES: Final = {
    "receivers_complete": "卫健部门和疾控中心都已报告",
    "written_first": "已有书面报告",
}


def receivers_complete(case: Given, actor: Given, given: Given) -> str | None:
    """The health authority and the centre for disease control are both told."""
    missing = {"health": "卫健部门", "cdc": "疾控中心"}.keys() - receivers_told(case)
    if missing:
        return "还没有登记向卫健部门和疾控中心报告。请先办理“口头报告”。"
    return None


def written_first(case: Given, actor: Given, given: Given) -> str | None:
    """A confirmed event is reported in writing before it ends."""
    return None if taken(case, "written") else "还没有书面报告。请先办理“书面报告”。"


_OPEN: Final = ("reported", "verified", "assessed", "responding")
FLOW: Final = Flow(
    kind="outbreak",
    states={
        "reported": "已上报", "verified": "已核实", "assessed": "已评估", "responding": "处置中",
        "closed": "已终止", "voided": "已排除",
    },
    initial="reported",
    ends=frozenset({"closed", "voided"}),
    guards={
        "late_explained": late_explained, "not_before": not_before,
        "receivers_complete": receivers_complete, "written_first": written_first,
    },
    steps=(
        Step("verify", "核实", ("reported",), "verified", MANAGE, needs=("finding",),
             guards=("late_explained",), help="核实信号，写明检测和流行病学调查结果。"),
        Step("assess", "风险评估", ("verified", "assessed", "responding"), "assessed", MANAGE,
             needs=("risk", "conclusions"), help="评估风险等级，情况变化时再评估。"),
        Step("respond", "启动处置", ("verified", "assessed"), "responding", MANAGE,
             needs=("measures",)),
        Step("close", "终止响应", ("assessed", "responding"), "closed", DECIDE,
             needs=("summary",), guards=("receivers_complete", "written_first")),
        Step("void", "排除", ("reported", "verified"), "voided", DECIDE, needs=("reason",),
             help="核实后不是疫情的，说明依据。"),
        Step("inform", "口头报告", _OPEN, "", HANDLE, needs=("receiver", "told_at"),
             guards=("not_before",)),
        Step("written", "书面报告", _OPEN, "", DECIDE, needs=("content", "approved_by")),
        Step("follow_up", "续报", _OPEN, "", MANAGE, needs=("progress",)),
        Step("instruct", "批示要求", _OPEN, "", OVERSEE, needs=("demand",)),
        Step("mark", "认定迟漏谎瞒报", (*_OPEN, "closed"), "", OVERSEE, needs=("mark", "reason"),
             danger=True),
    ),
)  # fmt: skip

_REASON: Final = Field("reason", "原因", "longtext", required=True, min=2, max=500)
_COUNTS: Final = (
    Field("patients", "病例数", "integer", min=0, unit="例"),
    Field("deaths", "死亡", "integer", min=0, unit="人"),
    Field("exposed", "暴露人数", "integer", min=0, unit="人", listed=False),
)
_FILES: Final = Field("files", "附件", "files", listed=False)

OUTBREAK: Final = CaseKind(
    key="outbreak",
    title="疫情信号",
    area="incident",
    fields=(
        Field("occurred_at", "发现时间", "datetime", past=True, required=True),
        Field("place", "地点", "text", required=True, search=True),
        Field("description", "情况", "text", required=True, min=2, max=200, search=True),
        Field("category", "类别", "choice", required=True, choices=(
            ("infectious", "传染病"), ("cluster", "聚集性病例"), ("nosocomial", "医院感染暴发"),
            ("unknown", "不明原因疾病"), ("food", "食物中毒"), ("occupational", "职业中毒"),
            ("vaccine", "预防接种反应"), ("biosafety", "菌毒种丢失泄漏"), ("other", "其他"))),
        Field("grade", "级别", "choice", choices=LEVELS),
        Field("disease", "病名", "text", search=True),
        *_COUNTS,
        Field("found_by", "来源", "choice", listed=False, choices=(
            ("monitoring", "监测预警"), ("clinic", "临床报告"), ("lab", "实验室检测"),
            ("public", "群众反映"), ("superior", "上级通报"))),
        _FILES,
    ),
    flow=FLOW,
    summary="{description}",
    number_prefix="YQ",
    fills={"grade": "grade", "category": "category", "place": "place", "source": "found_by"},
    step_fields={
        "verify": (
            Field("finding", "核实结果", "longtext", required=True, min=2),
            Field("late_reason", "晚报原因", "longtext", help="隔天才上报的必须填写。"),
            _FILES,
        ),
        "assess": (
            Field("risk", "风险等级", "choice", required=True, choices=RISKS),
            Field("conclusions", "评估结论", "longtext", required=True, min=2),
            Field("grade", "事件级别", "choice", choices=LEVELS),
            _FILES,
        ),
        "respond": (
            Field("measures", "处置措施", "longtext", required=True, min=2),
            Field("leader", "负责人", "person"),
            Field("team", "处置队伍", "text"),
        ),
        "close": (Field("summary", "处置总结", "longtext", required=True, min=5), _FILES),
        "void": (_REASON,),
        "inform": (
            Field("receiver", "报告给", "choice", required=True, choices=RECEIVERS),
            Field("told_at", "报告时间", "datetime", past=True, required=True),
            Field("channel", "方式", "choice", choices=CHANNELS),
            Field("receiver_name", "接报人", "text"),
        ),
        "written": (
            Field("content", "书面报告内容", "longtext", required=True, min=5),
            Field("approved_by", "审签负责人", "person", required=True),
            _FILES,
        ),
        "follow_up": (Field("progress", "新的情况", "longtext", required=True, min=2), *_COUNTS),
        "instruct": (Field("demand", "批示要求", "longtext", required=True, min=2),),
        "mark": (Field("mark", "认定", "choice", required=True, choices=MARKS), _REASON),
    },
    step_fills={"assess": {"grade": "grade"}},
    keeps=("patients", "deaths", "exposed", "risk", "conclusions", "late_reason", "mark"),
    levels={"ordinary": "yellow", "larger": "orange", "major": "red", "especially": "red"},
    line=("reported", "verified", "assessed", "responding", "closed"),
    help="发现疫情苗头马上报：先口头报告卫健部门和疾控中心，再补书面报告。",
    rules={**RULES, **_RULES},
)  # fmt: skip

"""执法案件: an offence stays open until its outcome is entered."""

from typing import Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step

OVERSEE: Final = "case.act:oversee"
FLOW: Final = Flow(
    kind="enforcement",
    states={"filed": "调查中", "decided": "已决定", "closed": "已办结"},
    initial="filed",
    ends=frozenset({"closed"}),
    steps=(
        Step(
            "refer", "移送", ("filed",), "", OVERSEE, needs=("authority",),
            help="属于消防、公安等部门的，移送并记下接收情况。",
        ),
        Step(
            "decide", "作出决定", ("filed",), "decided", OVERSEE, needs=("decision",),
            help="写明处理决定、依据和文书编号。",
        ),
        Step(
            "close", "办结", ("decided",), "closed", OVERSEE, needs=("outcome",),
            help="决定执行完毕后办结。",
        ),
    ),
)  # fmt: skip

ENFORCEMENT = register(
    CaseKind(
        key="enforcement",
        title="执法案件",
        area="inspection",
        flow=FLOW,
        summary="{party}：{description}",
        number_prefix="ZF",
        opening_verb="file",
        opening_title="立案",
        opening_right=OVERSEE,
        fills={"category": "topic"},
        help="检查中发现的违法行为，立案后跟到处理结果。",
        fields=(
            Field(
                "topic",
                "领域",
                "choice",
                required=True,
                choices=(
                    ("fire", "消防"),
                    ("occupational", "职业健康"),
                    ("medical", "医疗卫生"),
                    ("chemicals", "危险物品"),
                    ("biosafety", "实验室生物安全"),
                    ("other", "其他"),
                ),
            ),
            Field("party", "当事单位", "text", required=True, search=True),
            Field("employer", "用人单位", "subject", kind="employer_site", listed=False),
            Field("description", "违法事实", "text", required=True, search=True),
            Field("article", "违反的条款", "text", required=True),
            Field("joint", "联合执法的部门", "text", many=True, listed=False),
            Field("files", "材料", "files", listed=False),
        ),
        step_fields={
            "refer": (
                Field("authority", "移送部门", "text", required=True),
                Field("note", "接收情况", "text"),
            ),
            "decide": (
                Field("decision", "处理决定", "longtext", required=True, min=2),
                Field("notice_number", "文书编号", "text"),
                Field("penalty", "罚款", "money", min=0),
                Field("files", "文书", "files"),
            ),
            "close": (Field("outcome", "执行结果", "longtext", required=True, min=2),),
        },
        keeps=("decision", "penalty", "outcome"),
    )
)

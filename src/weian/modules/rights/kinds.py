"""职工权利: reports past one's own leaders, and refusals of unsafe work.

Both are filed with the commission above the unit (``concerns``): no grant on the unit reaches them,
so that its leaders neither find nor count them. Whoever reported sees his own and the answer.
"""

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.modules.rights.flow import BEGETS, FLOW, REFUSAL_FLOW, RULES, STEP_FIELDS

_CONCERNED = Field("concerned", "所涉单位", "unit", help="由系统填写。")
_DESCRIPTION = Field("description", "情况", "text", required=True, min=2, max=200, search=True)
_PHOTOS = Field("photos", "照片", "photos", listed=False)
_ASK = Field(
    "keep_secret", "不要让本单位知道是我", "bool", listed=False, help="本单位领导看不到这一条。"
)

BYPASS_REPORT = register(
    CaseKind(
        key="bypass_report",
        title="越级报告",
        area="tips",
        fields=(
            _CONCERNED,
            _DESCRIPTION,
            Field("category", "类别", "choice", required=True, choices=(
                ("hazard", "隐患不整改"), ("concealed", "瞒报谎报"), ("violation", "违章指挥"),
                ("condition", "安全条件不具备"), ("retaliation", "打击报复"), ("other", "其他"))),
            Field("place", "地点", "text", search=True),
            Field("told_unit", "已向本单位反映过", "bool", listed=False),
            _ASK,
            _PHOTOS,
        ),
        flow=FLOW,
        summary="{description}",
        number_prefix="YJ",
        fills={"category": "category", "place": "place"},
        step_fields=STEP_FIELDS,
        begets=BEGETS,
        keeps=("finding", "reply", "hazard_number"),
        line=("reported", "accepted", "verified", "closed"),
        concerns="concerned",
        help="直接报给上级卫健部门，本单位领导看不到，也看不到是谁报的。",
        rules=RULES,
    )
)  # fmt: skip
WORK_REFUSAL = register(
    CaseKind(
        key="work_refusal",
        title="拒绝违章作业",
        area="tips",
        fields=(
            _CONCERNED,
            _DESCRIPTION,
            Field("category", "情形", "choice", required=True, choices=(
                ("no_safeguard", "没有安全防护的危险作业"), ("command", "违章指挥"),
                ("forced", "强令冒险作业"), ("emergency", "紧急情况停止作业撤离"))),
            Field("place", "地点", "text", required=True, search=True),
            Field("ordered_by", "谁安排的", "text", search=True, listed=False),
            _ASK,
            _PHOTOS,
        ),
        flow=REFUSAL_FLOW,
        summary="{description}",
        number_prefix="JJ",
        fills={"category": "category", "place": "place"},
        step_fields=STEP_FIELDS,
        begets=BEGETS,
        keeps=("finding", "reply", "hazard_number"),
        line=("reported", "accepted", "verified", "closed"),
        concerns="concerned",
        help="没有安全保障的危险作业有权拒绝；在这里一步报给上级，不影响您的考核和待遇。",
        rules=RULES,
    )
)  # fmt: skip

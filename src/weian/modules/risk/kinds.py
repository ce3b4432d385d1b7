"""风险管控: risk points, how they are found and judged, and what keeps them within bounds."""

from weian.base.fields import Field
from weian.modules.risk.proposal import RISK_PROPOSAL
from weian.modules.risk.records import (
    MAJOR_RISK_SOURCE,
    RISK_ASSESSMENT,
    RISK_CHECK,
    RISK_CONFIRMATION,
    RISK_IDENTIFICATION,
    RISK_LIST_SIGNOFF,
    RISK_NOTICE,
)
from weian.modules.risk.subjects import FLOOR_PLAN, RISK_POINT, RISK_STANDARD
from weian.subject.kinds import SubjectKind, register

__all__ = [
    "DEPARTMENT_AREA", "FLOOR_PLAN", "MAJOR_RISK_SOURCE", "RISK_ASSESSMENT", "RISK_CHECK", "RISK_CONFIRMATION",
    "RISK_IDENTIFICATION", "RISK_LIST_SIGNOFF", "RISK_NOTICE", "RISK_POINT", "RISK_PROPOSAL",
    "RISK_STANDARD",
]  # fmt: skip

DEPARTMENT_AREA = register(
    SubjectKind(
        key="department_area",
        title="区域部位",
        area="risk",
        fields=(
            Field("name", "区域名称", "text", required=True, help="例如：配电房、检验科。"),
            Field("place", "位置", "text"),
            Field("key_place", "重点部位", "bool"),
            Field("high_risk", "高危场所", "bool", help="按本单位风险评估认定的高风险场所。"),
            Field("crowded", "人员密集", "bool"),
            Field("capacity", "容纳人数", "integer", min=0, unit="人"),
            Field("exits", "安全出口", "integer", min=0, unit="个"),
            Field("keeper", "责任人", "person"),
            Field("access", "出入管理和高峰措施", "longtext", listed=False),
        ),
    )
)

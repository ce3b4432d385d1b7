"""Whom an overdue hazard calls, the longer the higher.

The four documents ask that hazards are put right in time and urged (FP 二（四）2, H2 三(一)3) but
give no days: these are our defaults, which a unit may change by the setting "hazard.ladder".
"""

from datetime import timedelta
from typing import Final

from weian.core.ladder import Rung

LADDER: Final = (
    Rung(timedelta(0), "department", "department_head", "督促责任人整改，或者申请延期"),
    Rung(timedelta(days=1), "institution", "safety_manager", "到现场核对，协调解决"),
    Rung(timedelta(days=3), "institution", "head", "过问并明确整改安排"),
    Rung(timedelta(days=7), "county", "clerk", "催办，必要时挂牌督办"),
)

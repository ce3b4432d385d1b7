"""Unannounced inspections of the commission: one that was, and one that only two people know of."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from weian.case import actions as cases
from weian.case.actions import Draft, Move
from weian.site.demo.crew import Crew

_FOCUS = "夜间值班值守、消防控制室双人在岗、安全出口和疏散通道。"
_ROUTE = "19:30 在局门口集合，一辆车，不通知、不打招呼，直接到现场。"
_RESULT = "值班人员在岗，抽查的疏散通道畅通；一处安全出口堆放杂物，已登记隐患并限期整改。"


def plan_unannounced(crews: Mapping[str, Crew], office: Crew, now: datetime) -> int:
    """The inspector plans, the leader knows; whoever else asks finds nothing before the day."""
    visited = [crew for crew in crews.values() if not crew.office and len(crew.everyone) <= 30]
    past, ahead = now - timedelta(days=40), now - timedelta(days=2)
    plans = [_plan(visited[:2], office, past, 5), _plan(visited[-2:], office, ahead, 12)]
    case, _ = cases.open_batch(plans)
    inspector = office.hand("inspector")
    day = (past + timedelta(days=5)).replace(hour=19, minute=50)
    done = {"result": _RESULT}
    cases.act_batch([
        Move(inspector, case, "open_up", {}, day),
        Move(inspector, case, "conclude", done, day + timedelta(hours=3)),
    ])  # fmt: skip
    return len(plans)


def _plan(visited: Sequence[Crew], office: Crew, at: datetime, days: int) -> Draft:
    on = (at + timedelta(days=days)).date()
    data: dict[str, Any] = {
        "on": on.isoformat(), "targets": [crew.unit.pk for crew in visited],
        "knowers": [office.hand("leader").pk], "focus": _FOCUS, "route": _ROUTE,
    }  # fmt: skip
    return Draft(office.hand("inspector"), "unannounced", office.unit, data, at)

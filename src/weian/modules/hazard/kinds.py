"""隐患: the case kind that everything about hazards follows from."""

from weian.case.kinds import CaseKind, register
from weian.modules.hazard.adjusting import HAZARD_LADDER
from weian.modules.hazard.fields import OPENING, STEP_FIELDS
from weian.modules.hazard.flow import FLOW
from weian.modules.hazard.guards import RULES

__all__ = ["HAZARD", "HAZARD_LADDER"]

HAZARD = register(
    CaseKind(
        key="hazard",
        title="隐患",
        area="hazard",
        fields=OPENING,
        flow=FLOW,
        summary="{description}",
        number_prefix="YH",
        step_fields=STEP_FIELDS,
        fills={"grade": "grade", "category": "category", "place": "place", "source": "source"},
        step_fills={
            "grade": {"grade": "grade", "category": "category"},
            "fix_on_spot": {"grade": "grade"},
            "plan": {"assignee": "assignee", "due_on": "due_on"},
            "refine": {"assignee": "assignee"},
            "extend": {"due_on": "due_on"},
            "list": {"due_on": "due_on"},
        },
        keeps=(
            "domain",
            "basis",
            "spot",
            "measures",
            "amount",
            "contingency",
            "long_term",
            "milestones",
            "leader",
            "result",
            "finding",
            "recheck",
            "cause",
            "lasting",
            "notice_number",
        ),
        answers={"extend": "request_extension"},
        again=frozenset({"reject"}),
        filters=("domain",),
        levels={"major": "red", "ordinary": "yellow"},
        line=("reported", "graded", "planned", "rectified", "verified", "closed"),
        help="发现隐患随手上报：拍照、地点、一句话、选类别。",
        icon="hazard",
        rules=RULES,
    )
)

"""事故事件: incidents, outbreaks, and the reports that have to be in time."""

from weian.case.kinds import CaseKind, register
from weian.modules.incident import outbreak, records
from weian.modules.incident.adjusting import REPORT_MINUTES
from weian.modules.incident.fields import OPENING, STEP_FIELDS
from weian.modules.incident.flow import FLOW
from weian.modules.incident.guards import RULES
from weian.record.kinds import register as register_record

__all__ = [
    "EPIDEMIC_ASSESSMENT",
    "EPIDEMIC_MONITORING",
    "EVENT_REPORT",
    "INCIDENT",
    "OUTBREAK",
    "REPORT_MINUTES",
]

INCIDENT = register(
    CaseKind(
        key="incident",
        title="事故事件",
        area="incident",
        fields=OPENING,
        flow=FLOW,
        summary="{description}",
        number_prefix="SG",
        opening_title="快报",
        fills={
            "grade": "grade",
            "category": "category",
            "place": "place",
            "source": "from_alarm",
        },
        step_fields=STEP_FIELDS,
        step_fills={
            "measures": {"assignee": "assignee", "due_on": "due_on"},
            "regrade": {"grade": "grade", "category": "category"},
        },
        keeps=(
            "deaths",
            "injured",
            "affected",
            "loss",
            "late_reason",
            "cause",
            "cause_kind",
            "liable",
            "handling",
            "decision_number",
            "educated_on",
            "measures",
            "mark",
            "finding",
        ),
        filters=("domain",),
        levels={
            "near_miss": "blue",
            "ordinary": "yellow",
            "larger": "orange",
            "major": "red",
            "especially": "red",
        },
        line=("reported", "written", "investigated", "correcting", "closed"),
        help="出了事故、险些出事，马上快报；先口头报告上级，书面报告随后补。",
        icon="hazard",
        rules=RULES,
    )
)
OUTBREAK = register(outbreak.OUTBREAK)
EVENT_REPORT = register_record(records.EVENT_REPORT)
EPIDEMIC_MONITORING = register_record(records.EPIDEMIC_MONITORING)
EPIDEMIC_ASSESSMENT = register_record(records.EPIDEMIC_ASSESSMENT)

"""Whether an event was reported in time: the minutes it took, held against the limit of its category.

Limits are a setting (category → minutes) of the nearest commission or unit; what it does not name
has the usual one: two hours for public health events (突发公共卫生事件应急条例 第 19、20 条), one hour
for accidents (生产安全事故报告和调查处理条例 第 9 条) and for violence, two for the others.
"""

from collections.abc import Mapping
from typing import Final

from weian.base.nearest import setting_of
from weian.modules.incident.checks import moment
from weian.org.queries import Unit
from weian.subject.envelope.hooks import Answers

LIMITS_SETTING: Final = "incident.report_minutes"
LIMITS: Final[Mapping[str, int]] = {
    "public_health": 120, "medical_rescue": 120, "accident": 60, "security": 60, "disaster": 120,
}  # fmt: skip


def limit_of(unit: Unit, category: str) -> int:
    """Minutes within which an event of a category is reported."""
    limits = setting_of(LIMITS_SETTING, unit.path)
    found = limits.get(category) if isinstance(limits, dict) else None
    if isinstance(found, int) and not isinstance(found, bool) and found > 0:
        return found
    return LIMITS[category]


def timing(answers: Answers) -> Mapping[str, object]:
    """How long it took from the event to its report, and whether that was in time."""
    happened, told = (moment(answers.data.get(k)) for k in ("occurred_at", "reported_at"))
    category = str(answers.data["category"])
    if category == "zero" or happened is None or told is None or told < happened:
        return {"minutes": None, "on_time": None}
    minutes = round((told - happened).total_seconds() / 60)
    return {"minutes": minutes, "on_time": minutes <= limit_of(answers.unit, category)}

"""应急救援: who is on duty when, who and what stands ready, and what was done in need."""

from weian.modules.emergency import readiness, response, shifts
from weian.record.kinds import register
from weian.subject.kinds import register as register_subject

DUTY_ROSTER = register(shifts.DUTY_ROSTER)
SHIFT_HANDOVER = register(shifts.SHIFT_HANDOVER)
DUTY_CHECK = register(shifts.DUTY_CHECK)
EMERGENCY_TEAM = register_subject(readiness.EMERGENCY_TEAM)
EMERGENCY_SUPPLY = register_subject(readiness.EMERGENCY_SUPPLY)
SUPPLY_CHECK = register(readiness.SUPPLY_CHECK)
SUPPLY_CALLOUT = register(readiness.SUPPLY_CALLOUT)
READINESS_CHECK = register(readiness.READINESS_CHECK)
EMERGENCY_RESPONSE = register(response.EMERGENCY_RESPONSE)
RESCUE_MISSION = register(response.RESCUE_MISSION)
EARLY_WARNING = register(response.EARLY_WARNING)
WARNING_RECEIPT = register(response.WARNING_RECEIPT)

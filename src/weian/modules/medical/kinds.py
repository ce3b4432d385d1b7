"""医疗安全: order and safety in hospitals."""

from weian.modules.medical.complaint import COMPLAINT
from weian.modules.medical.dispute import DISPUTE
from weian.modules.medical.events import INFECTION_EVENT, MEDICAL_EVENT, SECURITY_INCIDENT
from weian.modules.medical.order import (
    INSURANCE,
    POLICE_ROOM,
    POLICE_ROOM_CHECK,
    QUALITY_MEETING,
    SAFE_HOSPITAL_RATING,
    SECURITY_CHECK,
    SECURITY_RESOURCE,
)

__all__ = [
    "COMPLAINT", "DISPUTE", "INFECTION_EVENT", "INSURANCE", "MEDICAL_EVENT", "POLICE_ROOM",
    "POLICE_ROOM_CHECK", "QUALITY_MEETING", "SAFE_HOSPITAL_RATING", "SECURITY_CHECK",
    "SECURITY_INCIDENT", "SECURITY_RESOURCE",
]  # fmt: skip

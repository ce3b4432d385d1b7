"""What the rules of a kind ask for beyond plausible answers, as forms post it."""

from collections.abc import Mapping
from typing import Final

SPECIMENS: Final[Mapping[str, Mapping[str, object]]] = {
    "dust_monitoring": {"value": "2"},
    "exceedance": {"value": "2"},
    "quiz": {"closes_on": "2026-12-31"},
    "question": {"form": "judge", "answer": "对"},
    "risk_identification": {
        "aspects": ["equipment", "environment"],
        "none_found": ["person", "management"],
    },
    "risk_standard": {"red": "300", "orange": "160", "yellow": "70"},
    "violation": {"set": "deputy_three", "type": "work"},
    "work_permit": {"ends_at": "2026-11-06T09:30"},
}
#: Whose it is, where not the hospital's.
HOMES: Final[Mapping[str, str]] = {"letter": "county", "unannounced": "county"}

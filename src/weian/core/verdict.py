"""The nine statuses of a duty, and what a computation of one yields."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from weian.core.world import Record

UPCOMING: Final = "upcoming"
OPEN: Final = "open"
GRACE: Final = "grace"
OVERDUE: Final = "overdue"
MET: Final = "met"
MET_LATE: Final = "met_late"
WAIVED: Final = "waived"
NOT_APPLICABLE: Final = "not_applicable"
UNDETERMINED: Final = "undetermined"


class Verdict(NamedTuple):
    """The part of a duty that depends on the moment; fields as in :class:`weian.core.duty.Duty`."""

    status: str
    due: datetime
    value: float
    target: float
    met_at: datetime | None
    next_change: datetime | None
    records: Sequence[Record]
    reason: str = ""

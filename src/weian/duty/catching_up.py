"""What a board does about a worker that stands still: it works off what time has altered, within bounds."""

from datetime import datetime, timedelta
from typing import Final

from weian.duty.models import Standing
from weian.duty.refreshing import refresh_batch
from weian.org import queries as org

#: Twice the time between two sweeps of the worker: later than this it is not at work.
PATIENCE: Final = timedelta(minutes=10)
#: Units that one look at a board puts right; whoever looks again gets the next.
MOST: Final = 12


def catch_up(person: org.Person, at: datetime, right: str) -> int:
    """Refresh units of which a row should have changed by itself and did not; how many are still behind.

    Costs one look into a small index while the worker works.
    """
    late = Standing.objects.visible_to(person, at, right=right).filter(
        next_change__lte=at - PATIENCE
    )
    if not late.order_by().exists():
        return 0
    behind: dict[int, set[str]] = {}
    for owner, key in late.order_by("next_change").values_list("owner_id", "obligation"):
        behind.setdefault(owner, set()).add(key)
    now = list(behind)[:MOST]
    for unit in org.units_by_ids(now):
        refresh_batch([unit], at, behind[unit.pk])
    return len(behind) - len(now)

"""The worker's part: consolidations of many units take longer than a request may."""

from datetime import datetime

from procrastinate.contrib.django import app

from weian.base import bounds, clock
from weian.org import queries as org
from weian.org.bounds import bounds_of
from weian.report.consolidation_actions import JOB
from weian.report.consolidation_run import put_together
from weian.report.consolidations import is_busy
from weian.report.models import Consolidation


@app.task(name=JOB)
def consolidate(number: str) -> None:
    """As whoever asked for it; done twice it does no harm, killed and begun again it begins anew."""
    at = clock.now()
    with bounds.everything("whose consolidation it is, only its row says"):
        row = _row(number, at)
    if row is not None and is_busy(row):
        with bounds.within(bounds_of(row.person, at)):
            put_together(row, at)


def _row(number: str, at: datetime) -> Consolidation | None:
    rows = Consolidation.objects.select_related("person", "unit")
    row: Consolidation | None = rows.filter(pk=number).first()
    if row is not None and row.delegation_id is not None:
        # A delegation that is over lends nothing: the right is then refused, in words.
        row.person.stand_in(org.delegation_to(row.person, row.delegation_id, at))
    return row

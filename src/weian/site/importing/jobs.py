"""The worker's part: both halves of an import take longer than a request may."""

from procrastinate.contrib.django import app

from weian.base import bounds, clock
from weian.base.retrying import WHILE_AWAY
from weian.org.bounds import bounds_of
from weian.site.importing import running
from weian.site.models import Import

CHECK, TAKE = "site.check_import", "site.take_import"


@app.task(name=CHECK, retry=WHILE_AWAY)
def check_import(number: str) -> None:
    """Done twice it does no harm."""
    row = _row(number)
    if row is not None and row.state == Import.State.CHECKING:
        at = clock.now()
        with bounds.within(bounds_of(row.person, at)):
            running.check(row, at)


@app.task(name=TAKE, retry=WHILE_AWAY)
def take_import(number: str) -> None:
    """Killed and begun again it goes on where it stopped."""
    row = _row(number)
    if row is not None and row.state == Import.State.TAKING:
        at = clock.now()
        with bounds.within(bounds_of(row.person, at)):
            running.take(row, at)


def _row(number: str) -> Import | None:
    with bounds.everything("whose import it is, only its row says"):
        return Import.objects.select_related("person", "unit").filter(pk=number).first()

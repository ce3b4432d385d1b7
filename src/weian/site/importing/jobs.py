"""The worker's part: both halves of an import take longer than a request may."""

from procrastinate.contrib.django import app

from weian.base import clock
from weian.site.importing import running
from weian.site.models import Import

CHECK, TAKE = "site.check_import", "site.take_import"


@app.task(name=CHECK)
def check_import(number: str) -> None:
    """Done twice it does no harm."""
    row = _row(number)
    if row is not None and row.state == Import.State.CHECKING:
        running.check(row, clock.now())


@app.task(name=TAKE)
def take_import(number: str) -> None:
    """Killed and begun again it goes on where it stopped."""
    row = _row(number)
    if row is not None and row.state == Import.State.TAKING:
        running.take(row, clock.now())


def _row(number: str) -> Import | None:
    return Import.objects.select_related("person", "unit").filter(pk=number).first()

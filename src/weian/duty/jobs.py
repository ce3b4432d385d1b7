"""The worker's part: subtrees after an adoption, and what time alone alters."""

from procrastinate.contrib.django import app

from weian.base import bounds, clock
from weian.base.retrying import WHILE_AWAY
from weian.duty import actions
from weian.duty.models import Progress


@app.task(name=actions.SUBTREE_JOB, queue="duty", retry=WHILE_AWAY)
@bounds.everything("duties of all units below one")
def refresh_subtree(progress: int) -> None:
    """Refresh a unit and all below it; done twice it does no harm."""
    found = Progress.objects.filter(pk=progress, ended_at=None).first()
    if found is not None:
        actions.refresh_subtree(found, clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="duty.sweep")
@bounds.everything("duties of all units")
def sweep(timestamp: int) -> None:
    """Every five minutes: rows whose next change has come."""
    actions.sweep(clock.now())


@app.periodic(cron="1 0 * * *")
@app.task(queueing_lock="duty.nightly")
@bounds.everything("duties of all units")
def nightly(timestamp: int) -> None:
    """Every night all of them: the next windows open, and whatever was missed is put right."""
    actions.rebuild(clock.now())

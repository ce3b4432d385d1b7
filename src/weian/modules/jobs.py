"""What the modules do by themselves every day."""

from procrastinate.contrib.django import app

from weian.base import clock
from weian.modules.hazard import actions as hazard


@app.periodic(cron="30 6 * * *")
@app.task(queueing_lock="modules.escalate")
def escalate(timestamp: int) -> None:
    """Every morning before the digest: overdue hazards call whom the ladder names."""
    hazard.escalate(clock.now())

"""What runs by itself: clearing away uploads that nothing took."""

from procrastinate.contrib.django import app

from weian.base import attachments, bounds, clock


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="base.sweep_attachments")
@bounds.everything("uploads of everybody that nothing took")
def sweep_attachments(timestamp: int) -> None:
    """Every night."""
    attachments.sweep(clock.now())

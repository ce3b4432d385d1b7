"""The worker's part: keys of old requests need not be kept for ever."""

from datetime import timedelta

from procrastinate.contrib.django import app

from weian.base import bounds, clock
from weian.subject.envelope import once

KEPT = timedelta(days=35)  # a phone may be without a net for a month


@app.periodic(cron="40 2 * * *")
@app.task(queueing_lock="subject.forget_keys")
@bounds.everything("old keys of everybody")
def forget_keys(timestamp: int) -> None:
    """Every night: a request is not repeated after a month."""
    once.forget(clock.now() - KEPT)

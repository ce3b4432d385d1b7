"""The daily digest: what was not read in the product goes out once by e-mail."""

from datetime import datetime

from django.conf import settings
from django.core.mail import get_connection
from procrastinate.contrib.django import app

from weian.base import bounds, clock
from weian.notify import outbox


@app.periodic(cron="30 7 * * *")
@app.task(queueing_lock="notify.digest")
@bounds.everything("unread notices of everybody")
def digest(timestamp: int) -> None:
    """Every morning, once SMTP is configured."""
    if settings.EMAIL_HOST:
        send_digests(clock.now())


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="notify.send_again")
@bounds.everything("mails of everybody")
def send_again(timestamp: int) -> None:
    """What could not be sent in the morning: the mail server may be back."""
    if settings.EMAIL_HOST:
        outbox.deliver(get_connection(), clock.now())


def send_digests(at: datetime) -> int:
    """One message per person with everything unread; returns how many messages went out.

    A message that fails leaves its notices for later, merged with what is new by then.
    """
    outbox.prepare(at)
    return outbox.deliver(get_connection(), at)

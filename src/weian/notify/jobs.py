"""The daily digest: what was not read in the product goes out once by e-mail."""

import logging
from datetime import datetime
from itertools import groupby
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from procrastinate.contrib.django import app

from weian.base import clock
from weian.notify.models import Notice
from weian.notify.queries import waiting_for_mail

_log = logging.getLogger(__name__)


@app.periodic(cron="30 7 * * *")
@app.task(queueing_lock="notify.digest")
def digest(timestamp: int) -> None:
    """Every morning, once SMTP is configured."""
    if settings.EMAIL_HOST:
        send_digests(clock.now())


def send_digests(at: datetime) -> int:
    """One message per person with everything unread; returns how many messages went out.

    A message that fails leaves its notices for the next morning, merged with what is new.
    """
    sent = 0
    with get_connection() as connection:
        for _, found in groupby(waiting_for_mail(at), key=lambda n: n.person_id):
            notices = list(found)
            message = _message(notices, at)
            message.connection = connection
            if _went_out(message):
                Notice.objects.filter(pk__in=[n.pk for n in notices]).update(mailed_at=at)
                sent += 1
    return sent


def _went_out(message: EmailMessage) -> bool:
    """One address that is refused must not keep the others from their mail."""
    try:
        return bool(message.send())
    except (SMTPException, OSError):
        _log.warning("digest not sent to %s", message.to, exc_info=True)
        return False


def _message(notices: list[Notice], at: datetime) -> EmailMessage:
    lines = [f"· {n.title}" for n in notices]
    body = "\n".join(
        [
            f"{notices[0].person.name}，您好：",
            "",
            "以下消息您还没有看，请登录卫安平台办理：",
            *lines,
            "",
            "（系统自动发送，请勿回复）",
        ]
    )
    return EmailMessage(
        subject=f"卫安每日提醒（{at.astimezone(clock.TZ):%m月%d日}）：{len(notices)} 条未读",
        body=body,
        to=[notices[0].person.email],
    )

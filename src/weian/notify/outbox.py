"""Mail on its way out: noted before it is sent, so that a crash can be seen, and sent once as far as anybody can know.

A mail is claimed, sent, and noted as sent, each step for itself. One that was claimed and never noted may
have gone out: it is sent once more with the same Message-ID and marked 可能重复, and the log says so.
What certainly did not go out waits, and whatever else its reader has not seen by then joins it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from weian.base import clock, events, verbs
from weian.notify.models import Mail, Notice
from weian.notify.queries import waiting_for_mail

verbs.name_verbs({"mail.again": "重发邮件（可能重复）"})
#: A sender that has not said anything for so long is dead.
ABANDONED = timedelta(minutes=10)
AGAIN = "（可能重复）"


def prepare(at: datetime) -> int:
    """A mail for everybody who has something unseen and none on its way; how many are new."""
    people = set(waiting_for_mail(at).filter(mail=None).values_list("person_id", flat=True))
    under_way = Mail.objects.filter(sent_at=None).values_list("person_id", flat=True)
    fresh = [Mail(person_id=pk, made_at=at) for pk in sorted(people - set(under_way))]
    Mail.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def deliver(through: BaseEmailBackend, at: datetime) -> int:
    """Send what waits, one after the other; how many went out.

    When the server does not answer at all, nothing is claimed and everything waits.
    """
    try:
        through.open()
    except (SMTPException, OSError):
        return 0
    waiting = Mail.objects.filter(sent_at=None).order_by("made_at", "pk")
    sent = sum(_deliver(number, through, at) for number in waiting.values_list("pk", flat=True))
    through.close()
    return sent


def _deliver(number: UUID, through: BaseEmailBackend, at: datetime) -> bool:
    mail = _claim(number, at)
    if mail is None:
        return False
    notices = list(Notice.objects.filter(mail=mail).order_by("at", "pk"))
    message = _message(mail, notices, at)
    message.connection = through
    try:
        message.send()
    except (SMTPServerDisconnected, TimeoutError):
        return _leave(mail, doubtful=True)  # perhaps it had been taken already
    except (SMTPException, OSError):
        return _leave(mail, doubtful=False)
    _note_sent(mail, at)
    return True


@transaction.atomic
def _claim(number: UUID, at: datetime) -> Mail | None:
    """Take a mail in hand; None if somebody else has it, or nobody waits for it any more."""
    rows = Mail.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
        "person__unit"
    )
    mail = rows.filter(pk=number, sent_at=None).first()
    if mail is None or (mail.claimed_at and at - mail.claimed_at < ABANDONED):
        return None
    if mail.claimed_at:
        mail.doubtful = True
    if not mail.doubtful:
        Notice.objects.filter(mail=mail).update(mail=None)
        unseen = waiting_for_mail(at).filter(person_id=mail.person_id).values_list("pk", flat=True)
        if not Notice.objects.filter(pk__in=list(unseen)).update(mail=mail):
            mail.delete()
            return None
    else:
        _note_again(mail, at)
    mail.claimed_at, mail.tries = at, mail.tries + 1
    mail.save(update_fields=["claimed_at", "tries", "doubtful"])
    return mail


def _note_again(mail: Mail, at: datetime) -> None:
    events.append(
        verb="mail.again", object_kind="mail", object_id=mail.pk, actor=None,
        unit=mail.person.unit, at=at, given={"person": mail.person_id, "tries": mail.tries + 1},
    )  # fmt: skip


def _leave(mail: Mail, *, doubtful: bool) -> bool:
    Mail.objects.filter(pk=mail.pk).update(claimed_at=None, doubtful=mail.doubtful or doubtful)
    return False


@transaction.atomic
def _note_sent(mail: Mail, at: datetime) -> None:
    Mail.objects.filter(pk=mail.pk).update(sent_at=at, claimed_at=None)
    Notice.objects.filter(mail=mail).update(mailed_at=at)


def _message(mail: Mail, notices: Iterable[Notice], at: datetime) -> EmailMessage:
    lines = [f"· {n.title}" for n in notices]
    again = [f"{AGAIN}这封邮件可能已经发过一次，内容相同。", ""] if mail.doubtful else []
    body = [
        f"{mail.person.name}，您好：", "", *again, "以下消息您还没有看，请登录卫安平台办理：", *lines, "",
        "（系统自动发送，请勿回复）",
    ]  # fmt: skip
    subject = f"卫安每日提醒（{at.astimezone(clock.TZ):%m月%d日}）：{len(lines)} 条未读"
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2] or "weian"
    return EmailMessage(
        subject=(AGAIN if mail.doubtful else "") + subject,
        body="\n".join(body),
        to=[mail.person.email],
        headers={"Message-ID": f"<{mail.pk}@{host}>"},  # receivers drop what they have already
    )

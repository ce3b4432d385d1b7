"""Mail goes out once as far as anybody can know; what may have gone twice says so, also in the log."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail import get_connection
from django.core.mail.backends.locmem import EmailBackend

from weian.base.models import Event
from weian.notify import actions, jobs, outbox
from weian.notify.models import Mail, Notice

from .conftest import AT

pytestmark = pytest.mark.db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Killed(BaseException):
    """What kill -9 is to a program, without the program of this test run."""


class KilledAfterSending(EmailBackend):
    """The process ends between the server's thanks and the noting of it."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise Killed


class LostAnswer(EmailBackend):
    """The server took it, and the line broke before it said so."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise SMTPServerDisconnected


@pytest.fixture(autouse=True)
def told(county: SimpleNamespace) -> None:
    actions.tell([county.manager], kind="urge", title="催办：清单", at=AT)


def through(name: str) -> EmailBackend:
    backend: EmailBackend = get_connection(f"{__name__}.{name}")
    return backend


def deliver(at: datetime) -> int:
    return outbox.deliver(get_connection(), at)


def test_a_mail_whose_sender_was_killed_is_sent_again_marked_and_logged() -> None:
    outbox.prepare(AT)
    with pytest.raises(Killed):
        outbox.deliver(through("KilledAfterSending"), AT)
    assert deliver(AT + MINUTE) == 0  # somebody may still have it in hand
    assert deliver(AT + 11 * MINUTE) == 1
    assert deliver(AT + 30 * MINUTE) == 0
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert (first.subject[:6], second.subject[:6]) == ("卫安每日提醒", "（可能重复）")
    (event,) = Event.objects.filter(verb="mail.again")
    assert event.object_id == str(Mail.objects.get().pk)


def test_an_answer_that_was_lost_makes_the_next_one_doubtful() -> None:
    outbox.prepare(AT)
    assert outbox.deliver(through("LostAnswer"), AT) == 0
    assert deliver(AT + MINUTE) == 1
    assert mail.outbox[1].subject.startswith("（可能重复）")


def test_what_may_have_gone_out_is_sent_again_as_it_was(county: SimpleNamespace) -> None:
    outbox.prepare(AT)
    outbox.deliver(through("LostAnswer"), AT)
    actions.tell([county.manager], kind="case", title="待验收", at=AT)
    deliver(AT + MINUTE)
    assert "待验收" not in mail.outbox[1].body
    assert jobs.send_digests(AT + DAY) == 1
    assert "待验收" in mail.outbox[2].body
    assert "清单" not in mail.outbox[2].body


def test_two_senders_at_once_send_one() -> None:
    outbox.prepare(AT)
    outbox.prepare(AT)
    assert Mail.objects.count() == 1
    number = Mail.objects.get().pk
    assert outbox._claim(number, AT) is not None
    assert outbox._claim(number, AT + MINUTE) is None


def test_a_day_without_a_mail_server_ends_in_one_digest_with_everything(
    county: SimpleNamespace, settings: Any
) -> None:
    """Nothing is sent, nothing is marked, nobody waits for it, and nothing goes twice."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 2
    with closed_port() as settings.EMAIL_PORT:
        for hour in range(24):
            at = AT + timedelta(hours=hour)
            actions.tell([county.manager], kind="case", title=f"第{hour}件", at=at)
            outbox.prepare(at)
            assert deliver(at) == 0
    assert not Notice.objects.exclude(mailed_at=None).exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver(AT + DAY) == 1
    (only,) = mail.outbox
    assert "25 条未读" in only.subject and "第23件" in only.body
    assert not Event.objects.filter(verb="mail.again").exists()
    assert not Notice.objects.filter(mailed_at=None).exists()


@contextmanager
def closed_port() -> Iterator[int]:
    """A port at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_telling_people_does_not_wait_for_the_mail_server(
    county: SimpleNamespace, settings: Any, client: Any
) -> None:
    """Requests put notices down and never speak to the mail server: an address that hangs is not asked."""
    settings.EMAIL_BACKEND = f"{__name__}.Hanging"
    client.force_login(county.manager, "allauth.account.auth_backends.AuthenticationBackend")
    actions.tell([county.manager], kind="case", title="待验收", at=AT)
    assert "待验收" in client.get("/notices/").content.decode()


class Hanging(EmailBackend):
    """A server that must not be asked."""

    def open(self) -> bool:
        raise AssertionError("a request asked the mail server")

"""The daily digest: unread notices go out once by e-mail, one message a person."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend

from weian.notify import actions, jobs, queries

from .conftest import AT

pytestmark = pytest.mark.db


class Refusing(EmailBackend):
    """A server that does not know the head."""

    def send_messages(self, messages: Any) -> int:
        if any("head@example.org" in m.to for m in messages):
            raise SMTPRecipientsRefused({})
        return int(super().send_messages(messages))


@pytest.fixture(autouse=True)
def told(county: SimpleNamespace) -> None:
    actions.tell([county.manager, county.head], kind="urge", title="催办：清单", at=AT)
    actions.tell([county.manager], kind="case", title="待验收", at=AT)


def test_one_message_a_person_with_everything_unread(county: SimpleNamespace) -> None:
    assert jobs.send_digests(AT) == 2
    by_address: dict[str, EmailMessage] = {m.to[0]: m for m in mail.outbox}
    message = by_address["manager@example.org"]
    assert message.subject == "卫安每日提醒（03月10日）：2 条未读"
    assert "· 催办：清单\n· 待验收" in message.body


def test_nothing_goes_out_twice_or_after_it_was_read(county: SimpleNamespace) -> None:
    actions.read(county.head, None, AT)
    assert jobs.send_digests(AT) == 1
    assert jobs.send_digests(AT + timedelta(days=1)) == 0


def test_without_an_address_or_a_post_nobody_is_written_to(county: SimpleNamespace) -> None:
    county.manager.email = ""
    county.manager.save()
    county.head.is_active = False
    county.head.save()
    assert jobs.send_digests(AT) == 0
    assert queries.unread_count(county.manager) == 2


def test_a_refused_address_keeps_its_notices_and_nobody_elses(
    county: SimpleNamespace, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    assert jobs.send_digests(AT) == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert jobs.send_digests(AT + timedelta(days=1)) == 1
    assert mail.outbox[-1].to == ["head@example.org"]


def test_it_is_off_until_a_server_is_named(settings: Any, county: SimpleNamespace) -> None:
    assert settings.EMAIL_HOST == ""
    jobs.digest(0)
    assert not mail.outbox

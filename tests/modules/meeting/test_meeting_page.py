"""From what a meeting decided to who does it, without typing it twice."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from weian.record import actions as records

from ..conftest import AT

pytestmark = [pytest.mark.db]


def held(tree: SimpleNamespace, people: SimpleNamespace, **said: object) -> Any:
    data = {"topic": "quarterly", "chaired_by": people.head.pk, **said}
    return records.submit(
        people.head, kind="meeting", unit=tree.hospital, happened_at=AT, data=data, at=AT
    )


def browse(person: Any) -> Client:
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def buttons(client: Any, record: Any) -> list[Any]:
    page = client.get(f"/records/{record.pk}").context["page"]
    return [a for a in page.actions if a.url.startswith("/cases/decision/new")]


def test_each_line_of_what_was_decided_leads_to_a_form_that_holds_it(
    tree: SimpleNamespace, people: SimpleNamespace, time_machine: Any
) -> None:
    time_machine.move_to(AT)
    record = held(tree, people, decisions="更换老化插座\n\n修订停电预案")
    found = buttons(browse(people.head), record)
    assert [a.title for a in found] == ["交办决议第 1 项", "交办决议第 2 项"]
    query = parse_qs(urlsplit(found[1].url).query)
    assert query["content"] == ["修订停电预案"]
    assert query["meeting_on"] == [datetime.fromisoformat(AT.isoformat()).date().isoformat()]
    form = browse(people.head).get(found[1].url).context["page"].form
    assert form.initial["content"] == "修订停电预案"
    assert form.initial["body"] == "quarterly"


def test_nobody_is_led_to_what_he_may_not_do_or_what_was_not_decided(
    tree: SimpleNamespace, people: SimpleNamespace, time_machine: Any
) -> None:
    time_machine.move_to(AT)
    assert not buttons(browse(people.head), held(tree, people))
    decided = held(tree, people, decisions="更换老化插座", attendees=[people.nurse.pk])
    assert [a.title for a in buttons(browse(people.head), decided)] == ["交办决议"]
    page = browse(people.nurse).get(f"/records/{decided.pk}")
    assert page.status_code == 404 or not buttons(browse(people.nurse), decided)

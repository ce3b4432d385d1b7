"""Logging in: the form, the lock, the limits of a session, the headers."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from weian.org import actions
from weian.org.actions import UnitSeed

pytestmark = pytest.mark.django_db
PASSWORD = "green tea 1949 harbour"


@pytest.fixture
def person() -> Any:
    """Somebody with an account."""
    at = timezone.now()
    seeds = [UnitSeed("county", "commission_county", "清河县卫生健康局", "", date(2020, 1, 1))]
    units = actions.load_tree(None, at=at, seeds=seeds)
    made = actions.appoint(None, at=at, unit=units["county"], name="张三", since=date(2020, 1, 1))
    made.login = "zhang.san"
    made.set_password(PASSWORD)
    made.save()
    return made


def log_in(client: Client, password: str = PASSWORD, login: str = "zhang.san") -> Any:
    return client.post("/login", {"login": login, "password": password})


def test_the_right_password_opens(client: Client, person: Any) -> None:
    assert log_in(client).status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_first_page_opens_without_a_word_about_having_logged_in(
    client: Client, person: Any
) -> None:
    type(person).objects.filter(pk=person.pk).update(must_change_password=False)
    log_in(client)
    page = client.get("/me/")
    assert page.status_code == 200
    assert not list(page.context["messages"])


def test_the_name_may_be_typed_in_any_case(client: Client, person: Any) -> None:
    assert log_in(client, login=" Zhang.San ").status_code == 302


def test_five_failures_lock_the_account_also_for_the_right_password(person: Any) -> None:
    for number in range(5):
        answer = log_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), "wrong")
    assert answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    assert log_in(Client(REMOTE_ADDR="10.0.0.9")).status_code == 429


def test_the_lock_opens_after_a_quarter_of_an_hour(person: Any) -> None:
    for _ in range(5):
        log_in(Client(), "wrong")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert log_in(Client()).status_code == 302


def test_five_failures_lock_the_source_for_every_account(person: Any) -> None:
    for number in range(5):
        log_in(Client(), "wrong", login=f"somebody{number}")
    assert log_in(Client()).status_code == 429


def test_an_account_that_does_not_exist_is_answered_alike(person: Any) -> None:
    known = log_in(Client(REMOTE_ADDR="10.0.0.1"), "wrong")
    unknown = log_in(Client(REMOTE_ADDR="10.0.0.2"), "wrong", login="nobody")
    assert known.status_code == unknown.status_code == 200
    assert [e for es in known.context["form"].errors.values() for e in es] == [
        e for es in unknown.context["form"].errors.values() for e in es
    ]


def test_a_session_ends_without_use(client: Client, person: Any) -> None:
    log_in(client)
    client.get("/login")
    later = timezone.now() + timedelta(seconds=settings.SESSION_IDLE_SECONDS + 60)
    with time_machine.travel(later):
        assert client.get("/login").status_code == 200  # shown the form again: logged out


def test_a_session_in_use_ends_all_the_same_after_its_whole_time(
    client: Client, person: Any
) -> None:
    log_in(client)
    start = timezone.now()
    for hours in range(0, 12, 4):
        with time_machine.travel(start + timedelta(hours=hours)):
            assert client.get("/login").status_code == 302  # sent on: still logged in
    with time_machine.travel(start + timedelta(hours=12, minutes=1)):
        assert client.get("/login").status_code == 200


def test_nobody_signs_themselves_up_or_resets_by_mail(client: Client) -> None:
    assert client.get("/account/signup").status_code == 404
    assert client.get("/account/reset").status_code == 404


def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    for path in ("/login", "/no-such-page"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_answer_tells_the_browser_to_be_careful(client: Client, person: Any) -> None:
    log_in(client)
    for path in ("/login", "/account/password", "/no-such-page", "/api/me", "/tip/"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer"), path
        assert "microphone=()" in headers["Permissions-Policy"], path


def test_a_password_costs_what_was_measured() -> None:
    somebody = get_user_model()()
    somebody.set_password(PASSWORD)
    assert somebody.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")

"""Logging in and out, lock-out, first passwords, devices."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from weian.base.errors import BadInput, Conflict, Forbidden
from weian.org import actions, credit_code, queries
from weian.org.models import Person
from weian.org.user_agent import words_for

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
SECRET = "qing-he-weian-2026"
BETTER = "liulin-xiaoyuan-88"


@pytest.fixture
def account(tree: SimpleNamespace, someone: Any, pages: None) -> Person:
    """Somebody with an account who has already changed the first password."""
    person: Person = someone("safety_manager", tree.hospital)
    actions.create_login(None, at=AT, person=person, login="zhang.san", password=SECRET)
    Person.objects.filter(pk=person.pk).update(must_change_password=False)
    return Person.objects.get(pk=person.pk)


def log_in(client: Client, password: str = SECRET, login: str = "zhang.san", **more: Any) -> Any:
    return client.post("/login", {"login": login, "password": password}, **more)


def test_one_logs_in_by_name_in_any_spelling(client: Client, account: Person) -> None:
    assert "登录名" in client.get("/login").content.decode()
    assert log_in(client, login=" Zhang.San").status_code == 302
    assert client.get("/me/").status_code == 200


def test_five_failures_lock_the_account_from_anywhere(client: Client, account: Person) -> None:
    for number in range(4):
        assert log_in(client, "falsch-falsch", REMOTE_ADDR=f"10.0.0.{number}").status_code == 200
    assert log_in(client, "falsch-falsch", REMOTE_ADDR="10.0.0.9").status_code == 429
    assert log_in(client, REMOTE_ADDR="10.9.9.9").status_code == 429
    actions.reset_password(None, at=AT, person=account, password=SECRET)
    assert log_in(client, REMOTE_ADDR="10.9.9.9").status_code == 302


def test_five_failures_lock_the_source_for_all_accounts(client: Client, account: Person) -> None:
    for number in range(5):
        log_in(client, "falsch-falsch", login=f"someone{number}", REMOTE_ADDR="10.0.0.1")
    assert log_in(client, REMOTE_ADDR="10.0.0.1").status_code == 429
    assert log_in(client, REMOTE_ADDR="10.0.0.2").status_code == 302


def test_a_lock_ends_after_a_quarter_of_an_hour(client: Client, account: Person) -> None:
    for _ in range(5):
        log_in(client, "falsch-falsch")
    assert log_in(client).status_code == 429
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16)):
        assert log_in(client).status_code == 302


def test_a_first_password_must_be_changed(client: Client, account: Person, settings: Any) -> None:
    settings.WEIAN_DEMO = False
    actions.reset_password(None, at=AT, person=account, password=SECRET)
    assert log_in(client).status_code == 302
    for url in ("/units/", "/me/", f"/people/{account.pk}/"):
        assert client.get(url).url == "/account/password"
    assert "初始密码" in client.get("/account/password").content.decode()
    given = {"oldpassword": SECRET, "password1": BETTER, "password2": BETTER}
    assert client.post("/account/password", given).status_code == 302
    assert client.get("/me/").status_code == 200
    assert not Person.objects.get(pk=account.pk).must_change_password


def test_demo_passwords_may_stay(client: Client, account: Person, settings: Any) -> None:
    settings.WEIAN_DEMO = True
    actions.reset_password(None, at=AT, person=account, password=SECRET)
    log_in(client)
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("weak", ["kurz", "1234567890", "password123456"[:12], "zhang.san1", ""])
def test_weak_passwords_are_refused_in_chinese(client: Client, account: Person, weak: str) -> None:
    log_in(client)
    given = {"oldpassword": SECRET, "password1": weak, "password2": weak}
    page = client.post("/account/password", given)
    assert page.status_code == 200
    assert "密码" in page.content.decode()
    assert Person.objects.get(pk=account.pk).check_password(SECRET)
    with pytest.raises(BadInput):
        actions.reset_password(None, at=AT, person=account, password=weak)


def test_devices_are_listed_and_logged_out(account: Person) -> None:
    phone, desk = Client(), Client()
    log_in(phone, HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) MicroMessenger")
    log_in(desk)
    page = desk.get("/me/").content.decode()
    assert "安卓手机 · 微信" in page
    assert "本设备" in page
    session = UserSession.objects.get(user_agent__contains="Android")
    assert "安卓手机" in desk.get(f"/me/sessions/{session.pk}").content.decode()
    assert desk.post(f"/me/sessions/{session.pk}").status_code == 302
    assert phone.get("/me/").status_code == 302
    assert desk.get("/me/").status_code == 200


def test_all_other_devices_are_logged_out_at_once(account: Person) -> None:
    clients = [Client(), Client(), Client()]
    for client in clients:
        log_in(client)
    clients[0].post("/me/sessions/end")
    assert [client.get("/me/").status_code for client in clients] == [200, 302, 302]


def test_another_persons_device_does_not_exist(
    account: Person, tree: SimpleNamespace, someone: Any, browse: Any
) -> None:
    log_in(Client())
    session = UserSession.objects.get()
    client = browse(someone("staff", tree.hospital, name="李四"))
    assert client.post(f"/me/sessions/{session.pk}").status_code == 404


def test_a_new_password_ends_all_sessions(client: Client, account: Person) -> None:
    log_in(client)
    actions.reset_password(None, at=AT, person=account)
    assert client.get("/me/").status_code == 302


def test_who_has_left_is_logged_out(client: Client, account: Person) -> None:
    log_in(client)
    actions.leave(None, at=AT, person=account)
    assert client.get("/me/").url.startswith("/login")


def test_names_for_logging_in_are_unique_and_plain(
    account: Person, tree: SimpleNamespace, someone: Any
) -> None:
    other = someone("staff", tree.hospital, name="李四")
    for bad in ("", "ab", "1ab", "李四", "a b c", "x" * 31):
        with pytest.raises(BadInput):
            actions.create_login(None, at=AT, person=other, login=bad)
    with pytest.raises(Conflict):
        actions.create_login(None, at=AT, person=other, login="ZHANG.SAN")
    with pytest.raises(Conflict):
        actions.create_login(None, at=AT, person=account, login="zhang.san2")
    officer = someone("", tree.police, name="王警")
    with pytest.raises(BadInput):
        actions.create_login(None, at=AT, person=officer, login="wangjing")
    with pytest.raises(BadInput):
        actions.reset_password(None, at=AT, person=other)


def test_ones_own_password_is_not_reset_as_an_administrator(account: Person) -> None:
    with pytest.raises(Forbidden):
        actions.reset_password(account, at=AT, person=account)


def test_a_random_password_passes_the_rules(tree: SimpleNamespace, someone: Any) -> None:
    person = someone("staff", tree.hospital)
    password = actions.create_login(None, at=AT, person=person, login="lisi")
    assert actions.reset_password(None, at=AT, person=person, password=password) == password
    assert queries.person_by_login(" LiSi ") == person


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 6.1) Chrome/109.0 Safari/537.36", "Windows 电脑 · Chrome 浏览器"),
        ("Mozilla/5.0 (iPhone) wxwork/4.1 MicroMessenger/7", "苹果手机 · 企业微信"),
        ("", "未知设备"),
    ],
)
def test_devices_are_named_in_words(agent: str, words: str) -> None:
    assert words_for(agent) == words


def test_credit_codes_are_checked() -> None:
    first = "12440200MB2C1234X"
    code = first + credit_code.check_character(first)
    assert credit_code.is_valid(code)
    assert not credit_code.is_valid(code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert not credit_code.is_valid("12440200MB2C123")
    assert not credit_code.is_valid("1" * 17 + "I")
    assert credit_code.is_valid("91350100M000100Y43")  # the example in the standard

"""Passkeys: registered with a name, asked for at login and before secrets, refused when anything is off."""

import html
import json
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.site.soft_key import SoftKey
from tests.site.test_second_factor import PASSWORD, clock, code_of, log_in, people, set_up
from weian.base.models import Event

__all__ = ["clock", "people"]  # fixtures
pytestmark = [pytest.mark.db, pytest.mark.django_db]
ASK, NEW = "/account/second/ask", "/account/second/keys/new"
PROVE = "/account/second/keys/prove?next=/people/export"
_OPTIONS = re.compile(r'data-options="([^"]+)"')


@pytest.fixture(autouse=True)
def served_safely(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = False  # the test client's cookies
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def https(login: str) -> tuple[Client, Any]:
    client = Client(headers={"X-Forwarded-Proto": "https"})
    return client, client.post("/login", {"login": login, "password": PASSWORD})


def options_of(client: Client, url: str) -> dict[str, Any]:
    found = _OPTIONS.search(client.get(url).content.decode())
    assert found, url
    said: dict[str, Any] = json.loads(html.unescape(found[1]))
    return said


def register(client: Client, key: SoftKey, name: str = "办公室电脑", **wrong: Any) -> Any:
    answer = key.make(options_of(client, NEW), **wrong)
    return client.post(NEW, {"name": name, "credential": answer})


def verbs(person: Any) -> list[tuple[str, Any]]:
    found = Event.objects.filter(object_id=str(person.pk)).order_by("seq")
    return [(event.verb, event.given.get("way")) for event in found]


def test_a_key_is_registered_with_a_name_and_asked_for_at_the_next_login(
    people: SimpleNamespace,
) -> None:
    client, _ = https("clerk")
    key = SoftKey()
    assert register(client, key).url == "/account/second/codes"
    page = client.get("/account/second/").content.decode()
    assert "办公室电脑" in page
    assert "已开通" in page
    client, answer = https("clerk")
    assert answer.url.startswith(ASK)
    assert client.get("/me/").url.startswith("/login")
    answer = client.post(ASK, {"credential": key.show(options_of(client, ASK))})
    assert answer.status_code == 302
    assert client.get("/me/").status_code == 200
    told = verbs(people.clerk)
    assert ("person.add_factor", "通行密钥") in told
    assert told[-1] == ("account.login", "密码、通行密钥")


def test_an_administrator_is_let_in_with_a_key_alone_and_keeps_the_last(
    people: SimpleNamespace,
) -> None:
    client, _ = https("admin")
    assert client.get("/me/").url == "/account/second/app"
    assert "改用通行密钥" in client.get("/account/second/app").content.decode()
    register(client, SoftKey())
    assert client.get("/me/").status_code == 200
    first = Authenticator.objects.get(type="webauthn")
    off = f"/account/second/keys/{first.pk}/off"
    assert client.post(off).status_code == 403
    register(client, SoftKey(id=b"second key"), "安全密钥")
    assert client.post(off).url == "/account/second/"
    assert [str(k) for k in Authenticator.objects.filter(type="webauthn")] == ["安全密钥"]
    assert verbs(people.admin)[-1] == ("person.remove_factor", "通行密钥")


def test_a_recovery_code_helps_who_left_the_key_at_home(people: SimpleNamespace) -> None:
    client, _ = https("clerk")
    codes = client.get(register(client, SoftKey()).url).content.decode()
    code = re.findall(r'<li class="number">(\d{8})</li>', codes)[0]
    client, _ = https("clerk")
    assert client.post(ASK, {"code": code}).status_code == 302
    assert client.get("/me/").status_code == 200
    assert verbs(people.clerk)[-1] == ("account.login", "密码、备用码")


def test_codes_of_a_telephone_and_keys_live_beside_each_other(
    people: SimpleNamespace, clock: Any
) -> None:
    client, _ = https("admin")
    secret, _ = set_up(client)
    register(client, SoftKey())
    assert "停用手机验证器" in client.get("/account/second/").content.decode()
    clock.shift(timedelta(minutes=1))
    client, _ = https("admin")
    page = client.get(ASK).content.decode()
    assert "使用通行密钥" in page
    assert "手机验证器" in page
    assert client.post(ASK, {"code": code_of(secret)}).status_code == 302
    assert client.post("/account/second/app/off").status_code == 302  # the key is left


_WRONG: list[dict[str, Any]] = [
    {"challenge": b"another challenge of 32 bytes..."},
    {"origin": "https://weian.evil.example"},
    {"origin": "http://testserver"},
    {"host": "weian.evil.example"},
    {"type": "webauthn.create"},
    {"flags": 0},
    {"id": b"a key that nobody has"},
    {"response": {"signature": b"not a signature"}},
    {"response": {"authenticatorData": b""}},
    {"response": {"clientDataJSON": b"[]"}},
]


@pytest.mark.parametrize("wrong", _WRONG, ids=str)
def test_an_answer_that_is_off_lets_nobody_in_and_is_noted(
    people: SimpleNamespace, wrong: dict[str, Any]
) -> None:
    client, _ = https("clerk")
    key = SoftKey()
    register(client, key)
    client, _ = https("clerk")
    answer = client.post(ASK, {"credential": key.show(options_of(client, ASK), **wrong)})
    assert answer.status_code == 200
    assert "没有通过验证" in answer.content.decode()
    assert client.get("/me/").url.startswith("/login")
    assert verbs(people.clerk)[-1][0] == "account.refuse"


@pytest.mark.parametrize("text", ["", "[]", "{}", "7", "null", "{", '{"id": 1, "response": []}'])
def test_what_is_no_answer_at_all_is_refused_alike(people: SimpleNamespace, text: str) -> None:
    client, _ = https("clerk")
    register(client, SoftKey())
    assert client.post(NEW, {"name": "x", "credential": text}).status_code == 200
    client, _ = https("clerk")
    assert client.post(ASK, {"credential": text}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_an_answer_is_good_once_even_in_another_browser_with_the_same_challenge(
    people: SimpleNamespace,
) -> None:
    client, _ = https("clerk")
    key = SoftKey(still=True)  # many keys of telephones do not count
    register(client, key)
    first, second = https("clerk")[0], https("clerk")[0]
    answer = key.show(options_of(first, ASK))
    session = second.session
    session["mfa.webauthn.state"] = first.session["mfa.webauthn.state"]
    session.save()
    assert first.post(ASK, {"credential": answer}).status_code == 302
    assert second.post(ASK, {"credential": answer}).status_code == 200
    assert "_auth_user_id" not in second.session


def test_a_key_that_does_not_count_works_again_and_again(people: SimpleNamespace) -> None:
    key = SoftKey(still=True)
    register(https("clerk")[0], key)
    for _ in range(3):
        client, _ = https("clerk")
        answer = client.post(ASK, {"credential": key.show(options_of(client, ASK))})
        assert answer.status_code == 302


def test_a_copied_key_is_found_out_by_its_counter(people: SimpleNamespace) -> None:
    key = SoftKey()
    register(https("clerk")[0], key)
    copy = SoftKey(pair=key.pair)
    for _ in range(2):
        client, _ = https("clerk")
        client.post(ASK, {"credential": key.show(options_of(client, ASK))})
    client, _ = https("clerk")
    answer = client.post(ASK, {"credential": copy.show(options_of(client, ASK))})
    assert "可能被复制" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_key_of_another_person_is_of_no_use(people: SimpleNamespace) -> None:
    mine, theirs = SoftKey(), SoftKey(id=b"the keeper's key")
    register(https("clerk")[0], mine)
    register(https("keeper")[0], theirs)
    client, _ = https("clerk")
    answer = client.post(ASK, {"credential": theirs.show(options_of(client, ASK))})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    client, _ = https("keeper")
    client.post(ASK, {"credential": theirs.show(options_of(client, ASK))})
    number = Authenticator.objects.get(user=people.clerk, type="webauthn").pk
    assert client.post(f"/account/second/keys/{number}/off").status_code == 404
    answer = register(client, mine)
    assert "已经登记过" in answer.content.decode()


@pytest.mark.parametrize("wrong", _WRONG[:5], ids=str)
def test_a_registration_that_is_off_keeps_nothing(
    people: SimpleNamespace, wrong: dict[str, Any]
) -> None:
    if wrong.get("type"):
        wrong = {"type": "webauthn.get"}
    client, _ = https("clerk")
    answer = register(client, SoftKey(), **wrong)
    assert "没有登记成功" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_after_five_wrong_answers_not_even_the_right_one_is_looked_at(
    people: SimpleNamespace,
) -> None:
    key = SoftKey()
    register(https("clerk")[0], key)
    client, _ = https("clerk")
    for _ in range(5):
        client.post(ASK, {"credential": key.show(options_of(client, ASK), flags=0)})
    answer = client.post(ASK, {"credential": key.show(options_of(client, ASK))})
    assert "15 分钟" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_key_is_a_proof_before_personal_data(
    people: SimpleNamespace, settings: Any, clock: Any
) -> None:
    settings.PROOF_SECONDS = 15 * 60
    client, _ = https("clerk")
    key = SoftKey()
    register(client, key)
    clock.shift(timedelta(minutes=16))
    asked = client.get("/people/export").url
    assert "改用通行密钥" in client.get(asked).content.decode()
    wrong = key.show(options_of(client, PROVE), flags=0)
    assert "没有通过验证" in client.post(PROVE, {"credential": wrong}).content.decode()
    assert client.get("/people/export").status_code == 302
    answer = client.post(PROVE, {"credential": key.show(options_of(client, PROVE))})
    assert answer.url == "/people/export"
    assert client.get("/people/export").status_code == 200
    assert ("account.prove", "通行密钥") in verbs(people.clerk)


@pytest.mark.parametrize(
    ("host", "why"), [("10.0.0.8", "IP 地址"), ("[::1]", "IP 地址"), ("weian.lan", "不是 https")]
)
def test_where_no_browser_would_do_it_a_page_says_why(
    people: SimpleNamespace, host: str, why: str, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client, _ = log_in("clerk")
    page = client.get(NEW, headers={"Host": host}).content.decode()
    assert why in page
    assert "改用手机验证器" in page


def test_on_the_machine_itself_no_encryption_is_needed(people: SimpleNamespace) -> None:
    client, _ = log_in("clerk")
    page = client.get(NEW, headers={"Host": "localhost:8000"}).content.decode()
    assert '"id": "localhost"' in html.unescape(page)

"""Logging in through a provider of one's own, against one that really listens (tests/site/issuer.py)."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.site.issuer import CLIENT, SECRET, Issuer, listening
from tests.site.test_second_factor import AT, PASSWORD, clock, code_of, log_in, people, set_up
from weian.base.errors import BadInput, Conflict, Forbidden
from weian.base.models import Event
from weian.org import actions

__all__ = ["clock", "people"]  # fixtures
pytestmark = [pytest.mark.db, pytest.mark.django_db]
START = "/account/oidc/start"


@pytest.fixture
def issuer(settings: Any, people: SimpleNamespace) -> Iterator[Issuer]:
    """A provider, and the clerk's account there."""
    cache.clear()
    with listening() as provider:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT = provider.url, CLIENT
        settings.OIDC_SECRET = SECRET
        actions.declare_external_id(None, at=AT, person=people.clerk, external_id=provider.subject)
        yield provider


def there_and_back(issuer: Issuer, client: Client | None = None, after: str = "") -> Any:
    """Log in through the provider; the last answer, and the client beside it."""
    client = client or Client()
    sent = client.get(START, {"next": after} if after else {})
    answer = client.get(issuer.log_in(sent.url))
    answer.client = client
    return answer


def noted(why: str) -> bool:
    """Whether the log has a refused login through the provider, for this reason."""
    told = [event.given["why"] for event in Event.objects.filter(verb="account.refuse")]
    return any(one.startswith(f"统一认证：{why}") for one in told)


def refused(client: Client, words: str) -> bool:
    """Nobody is logged in, and the login page says why and takes a password."""
    page = client.get("/login").content.decode()
    assert "_auth_user_id" not in client.session
    assert client.post("/login", {"login": "clerk", "password": PASSWORD}).status_code == 302
    assert "_auth_user_id" in client.session
    return words in page


def test_who_is_declared_is_let_in_to_the_page_they_wanted(
    issuer: Issuer, people: SimpleNamespace
) -> None:
    answer = there_and_back(issuer, after="/me/")
    assert answer.url == "/me/"
    assert answer.client.get("/me/").status_code == 200
    event = Event.objects.filter(verb="account.login").get()
    assert (event.actor_id, event.given["way"]) == (people.clerk.pk, "统一认证")
    assert issuer.asked == ["/.well-known/openid-configuration"] * 2 + ["/token", "/keys"]


def test_an_address_of_elsewhere_is_not_gone_to(issuer: Issuer) -> None:
    assert there_and_back(issuer, after="https://evil.example/").url == "/"


def test_without_a_provider_there_is_nothing(people: SimpleNamespace) -> None:
    assert "oidc" not in Client().get("/login").content.decode()
    assert Client().get(START).status_code == 404
    assert Client().get("/account/oidc/back?code=1&state=2").status_code == 404


def test_the_login_page_offers_it_beside_the_password(issuer: Issuer) -> None:
    page = Client().get("/login?next=/me/").content.decode()
    assert "用统一身份认证登录" in page
    assert f"{START}?next=%2Fme%2F" in page


def test_nobody_gets_an_account_by_it(issuer: Issuer, people: SimpleNamespace) -> None:
    issuer.subject = "somebody nobody declared"
    answer = there_and_back(issuer)
    assert answer.url == "/login"
    assert refused(answer.client, "还没有登记到本系统")
    assert noted("没有登记对应的账号")


def test_who_has_left_is_not_let_in(issuer: Issuer, people: SimpleNamespace) -> None:
    actions.leave(None, at=AT, person=people.clerk, on=AT.date())
    answer = there_and_back(issuer)
    assert answer.url == "/login"
    assert "_auth_user_id" not in answer.client.session


_WRONG: list[dict[str, Any]] = [
    {"claims": {"nonce": "another"}},
    {"claims": {"nonce": None}},
    {"claims": {"aud": "another program"}},
    {"claims": {"aud": [CLIENT, "another program"]}},
    {"claims": {"azp": "another program"}},
    {"claims": {"iss": "https://evil.example"}},
    {"claims": {"exp": 1_700_000_000}},
    {"claims": {"exp": None}},
    {"claims": {"iat": 4_000_000_000}},
    {"claims": {"sub": None}},
    {"claims": {"sub": ""}},
    {"signed": "none"},
    {"signed": "HS256"},
    {"signed": "another key"},
    {"kid": "two"},
    {"/token": (200, {"id_token": "no token at all"})},
    {"/token": (200, {"id_token": 7})},
    {"/token": (200, {})},
    {"/token": (200, b"<html>")},
    {"/token": (200, b"[]")},
    {"/token": (302, b"")},
    {"/token": (400, {"error": "invalid_grant"})},
    {"/token": (500, b"")},
    {"/token": (200, b" " * 300_000 + b"{}")},
    {"/keys": (200, {"keys": []})},
    {"/keys": (200, {"keys": [{"kty": "oct", "k": "AA", "kid": "one"}]})},
]


@pytest.mark.parametrize("wrong", _WRONG, ids=lambda one: str(one)[:60])
def test_what_is_off_lets_nobody_in_and_is_noted(issuer: Issuer, wrong: dict[str, Any]) -> None:
    client = Client()
    sent = client.get(START)
    issuer.wrong = wrong
    assert client.get(issuer.log_in(sent.url)).url == "/login"
    assert noted("")
    assert "/elsewhere" not in issuer.asked
    assert refused(client, "统一身份认证")


@pytest.mark.parametrize(
    "says",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://127.0.0.1:9/token"},
        {"jwks_uri": "https://evil.example/keys"},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"token_endpoint": None},
    ],
    ids=str,
)
def test_only_the_issuer_of_the_settings_is_asked(issuer: Issuer, says: dict[str, Any]) -> None:
    issuer.wrong = {"says": says}
    client = Client()
    sent = client.get(START)
    if sent.url != "/login":  # the address is tried, and refused, only when it is wanted
        assert client.get(issuer.log_in(sent.url)).url == "/login"
    assert refused(client, "暂时连不上")


def test_a_provider_that_is_away_is_said_and_the_password_works(
    issuer: Issuer, settings: Any
) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:9"  # nobody listens there
    client = Client()
    assert client.get(START).url == "/login"
    assert refused(client, "请先用本系统的登录名和密码登录")


def test_what_comes_back_is_good_once_for_one_browser_and_ten_minutes(
    issuer: Issuer, clock: Any
) -> None:
    client, stranger = Client(), Client()
    back = issuer.log_in(client.get(START).url)
    assert stranger.get(back).url == "/login"  # somebody else's link
    stranger.get(START)
    assert stranger.get(back).url == "/login"  # their state is another
    assert "_auth_user_id" not in stranger.session
    assert client.get(back).url == "/"
    client.post("/logout")
    assert client.get(back).url == "/login"
    back = issuer.log_in(client.get(START).url)
    clock.shift(timedelta(minutes=11))
    assert client.get(back).url == "/login"
    assert "_auth_user_id" not in client.session


def test_the_second_factor_is_asked_for_all_the_same(issuer: Issuer, clock: Any) -> None:
    secret, _ = set_up(log_in("clerk")[0])
    clock.shift(timedelta(minutes=1))
    answer = there_and_back(issuer)
    assert answer.url.startswith("/account/second/ask")
    assert "_auth_user_id" not in answer.client.session
    answer.client.post("/account/second/ask", {"code": code_of(secret)})
    assert "_auth_user_id" in answer.client.session
    ways = Event.objects.filter(verb="account.login").order_by("seq").last()
    assert ways is not None
    assert ways.given["way"] == "统一认证、验证码"


def test_an_administrator_who_comes_so_must_have_a_second_factor(
    issuer: Issuer, people: SimpleNamespace
) -> None:
    actions.declare_external_id(None, at=AT, person=people.admin, external_id="u-1")
    issuer.subject = "u-1"
    client = there_and_back(issuer).client
    assert client.get("/me/").url == "/account/second/app"


def test_being_let_in_elsewhere_proves_nothing_before_personal_data(
    issuer: Issuer, settings: Any
) -> None:
    settings.PROOF_SECONDS = 15 * 60
    client = there_and_back(issuer).client
    asked = client.get("/people/export").url
    assert asked.startswith("/account/reauthenticate")
    client.post(asked, {"password": PASSWORD})
    assert client.get("/people/export").status_code == 200


def test_a_first_password_is_no_hindrance_to_who_does_not_use_it(
    issuer: Issuer, people: SimpleNamespace
) -> None:
    people.clerk.must_change_password = True
    people.clerk.save()
    assert there_and_back(issuer).client.get("/me/").status_code == 200
    client, _ = log_in("clerk")
    assert client.get("/me/").url == "/account/password"


def test_who_may_appoint_declares_whose_account_it_is(
    issuer: Issuer, people: SimpleNamespace
) -> None:
    client, _ = log_in("admin")
    set_up(client)
    page = f"/people/{people.keeper.pk}/external"
    assert page in client.get(f"/people/{people.keeper.pk}/").content.decode()
    assert client.get(page).status_code == 200
    taken = client.post(page, {"external_id": issuer.subject}).content.decode()
    assert "已经登记给别人" in taken
    assert client.post(page, {"external_id": "u-77"}).status_code == 302
    event = Event.objects.filter(verb="person.external").order_by("seq").last()
    assert event is not None
    assert (event.actor_id, event.given["external"]) == (people.admin.pk, "u-77")
    assert client.post(page, {"external_id": ""}).status_code == 302
    people.keeper.refresh_from_db()
    assert people.keeper.external_id is None


def test_nobody_declares_their_own_nor_for_a_higher_role(
    issuer: Issuer, people: SimpleNamespace
) -> None:
    with pytest.raises(Forbidden):
        actions.declare_external_id(people.admin, at=AT, person=people.admin, external_id="x")
    with pytest.raises(Forbidden):
        actions.declare_external_id(people.clerk, at=AT, person=people.admin, external_id="x")
    with pytest.raises(Conflict):
        actions.declare_external_id(None, at=AT, person=people.keeper, external_id=issuer.subject)
    with pytest.raises(BadInput):
        actions.declare_external_id(None, at=AT, person=people.keeper, external_id="x" * 201)

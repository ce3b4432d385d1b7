"""Passkeys as a browser makes them: Chromium's own authenticator, made for tests, over its real protocol."""

from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import CDPSession, Page

from weian.base.models import Event
from weian.org import queries

from .world import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.db]
PASSWORD = "green tea 1949 harbour"


def with_key(page: Page, **options: Any) -> tuple[CDPSession, str]:
    """Plug a key into the browser; the way to speak to it, and its name."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    asked = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    plugged = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**asked, **options}})
    return session, plugged["authenticatorId"]


@pytest.fixture
def clerk(world: SimpleNamespace) -> Any:
    person = queries.person_by_login("clerk")
    assert person is not None
    person.set_password(PASSWORD)
    person.password_at = TODAY
    person.save()
    return person


def log_in(page: Page) -> None:
    page.goto("/login")
    page.fill("input[name=login]", "clerk")
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")


def test_a_key_is_made_asked_for_and_removed(page: Page, clerk: Any) -> None:
    session, name = with_key(page)
    log_in(page)
    page.wait_for_url("**/")
    page.goto("/account/second/keys/new")
    page.fill("#id_name", "办公室电脑")
    page.click("button:has-text('登记')")
    page.wait_for_url("**/account/second/codes")
    assert len(session.send("WebAuthn.getCredentials", {"authenticatorId": name})["credentials"])
    page.goto("/account/second/")
    assert page.get_by_text("办公室电脑").is_visible()
    page.context.clear_cookies()
    log_in(page)
    page.wait_for_url("**/account/second/ask**")
    page.click("button:has-text('使用通行密钥')")
    page.wait_for_url(lambda url: "/account/" not in url)
    page.goto("/account/second/keys/prove?next=/me/")
    page.click("button:has-text('使用通行密钥')")
    page.wait_for_url("**/me/")
    page.goto("/account/second/")
    page.click("a:has-text('删除')")
    page.click("button:has-text('删除')")
    page.wait_for_url("**/account/second/")
    assert not Authenticator.objects.filter(user=clerk).exists()
    ways = [event.given.get("way") for event in Event.objects.filter(object_id=str(clerk.pk))]
    assert "密码、通行密钥" in ways


def test_another_key_and_a_key_made_twice_are_said_in_words(
    page: Page, phone: Page, clerk: Any, expected_complaints: list[str]
) -> None:
    with_key(page)
    log_in(page)
    page.wait_for_url("**/")
    for said in ("**/account/second/codes", ""):
        page.goto("/account/second/keys/new")
        page.click("button:has-text('登记')")
        if said:
            page.wait_for_url(said)
    page.get_by_text("已经有您的通行密钥").wait_for()
    with_key(phone)
    log_in(phone)
    phone.wait_for_url("**/account/second/ask**")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.click("button:has-text('使用通行密钥')")
    phone.get_by_text("没有完成").wait_for()

"""A live server, Chromium, and the rule that no page may complain: see ``page`` and ``phone``."""

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from . import world as made

CHROMIUM = os.environ.get("WEIAN_CHROMIUM") or "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""

# Playwright's loop runs in this thread; the ORM would take it for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a file of tests; every test gets a profile of its own.

    Not for the session: the loop it leaves running in this thread would trouble later tests.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def expected_complaints() -> list[str]:
    """Parts of console messages that a test means to cause, such as a 404; append to it."""
    return []


@pytest.fixture
def open_page(
    chromium: Browser, live_server: Any, expected_complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """``open_page(width, height, **context)``: a page that fails the test if it complains."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(width: int, height: int, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_init_script(_TELL_VIOLATIONS)
        page = context.new_page()
        _listen(page, complaints)
        return page

    yield open_one
    for context in contexts:
        context.close()
    unexpected = [c for c in complaints if not any(e in c for e in expected_complaints)]
    assert not unexpected, "The page complained:\n" + "\n".join(unexpected)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A county desktop."""
    return open_page(1366, 768)


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A small telephone."""
    return open_page(360, 740, is_mobile=True, has_touch=True)


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], None]:
    """``sign_in(page, person)``: as if they had logged in, without the form."""

    def enter(page: Page, person: Any) -> None:
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]

    return enter


@pytest.fixture
def accessibility_faults() -> Callable[[Page], list[str]]:
    """``accessibility_faults(page)``: what axe finds wrong, one line for each."""

    def faults(page: Page) -> list[str]:
        page.evaluate(AXE.read_text("utf-8"))
        found = page.evaluate("axe.run().then(result => result.violations)")
        return [f"{v['id']}: {node['target']} {v['help']}" for v in found for node in v["nodes"]]

    return faults


def _listen(page: Page, complaints: list[str]) -> None:
    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{message.type} at {page.url}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(f"exception at {page.url}: {error}"))


@pytest.fixture
def world(
    transactional_db: None, time_machine: Any, settings: Any, tmp_path: Path
) -> SimpleNamespace:
    """The small county of ``world``, on its day; pictures go to a folder that goes away."""
    time_machine.move_to(made.TODAY)
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.WEIAN_DEMO = True  # nobody is led to change a first password
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # for speed
    return made.build()


@pytest.fixture
def photo() -> Callable[[str], dict[str, Any]]:
    """``photo("red")`` is a small picture as a phone hands it over."""

    def take(colour: str) -> dict[str, Any]:
        content = BytesIO()
        Image.new("RGB", (320, 240), colour).save(content, "JPEG")
        return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}

    return take

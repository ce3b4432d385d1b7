"""A live server, Chromium, and the rule that no page may complain: see ``page`` and ``phone``."""

import os
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
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


class _Answers:
    """The answers under way: a page that closes does not stop what the server does for it."""

    def __init__(self) -> None:
        self.under_way, self._lock = 0, Lock()
        request_started.connect(self._begins)
        request_finished.connect(self._ends)

    def _begins(self, **_: Any) -> None:
        with self._lock:
            self.under_way += 1

    def _ends(self, **_: Any) -> None:
        with self._lock:
            self.under_way -= 1

    def wait_for_the_last(self) -> None:
        """Else the tables are emptied under it, and the two lock each other out."""
        time.sleep(0.05)  # for one that has been sent and not yet been taken up
        until = time.monotonic() + 20
        while self.under_way and time.monotonic() < until:
            time.sleep(0.02)

    def listen_no_more(self) -> None:
        request_started.disconnect(self._begins)
        request_finished.disconnect(self._ends)


@pytest.fixture
def answers() -> Iterator[_Answers]:
    """What the live server still works on."""
    counted = _Answers()
    yield counted
    counted.listen_no_more()


@pytest.fixture
def open_page(
    chromium: Browser, live_server: Any, expected_complaints: list[str], answers: _Answers
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
    answers.wait_for_the_last()
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

"""The login page, as a browser sees it."""

import pytest
from playwright.sync_api import Page


def test_the_login_page_does_not_complain(page: Page) -> None:
    page.goto("/login")
    assert page.locator("input[name=login]").is_visible()


def test_the_login_page_fits_a_phone(phone: Page) -> None:
    phone.goto("/login")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_inline_script_is_blocked_and_told(page: Page, expected_complaints: list[str]) -> None:
    expected_complaints += ["CSP script-src", "Content Security Policy"]
    page.goto("/login")
    page.evaluate(
        "() => { const parsed = new DOMParser().parseFromString("
        "'<script>window.inline = 1</scr' + 'ipt><b onclick=\"window.inline = 2\">', 'text/html');"
        " const copy = document.importNode(parsed.querySelector('b'), true);"
        " document.body.append(copy); copy.click(); }"
    )
    assert page.evaluate("window.inline") is None


@pytest.mark.parametrize(
    "doing",
    [
        "document.body.innerHTML = '<img src=x onerror=alert(1)>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.createElement('script').text = 'window.inline = 1'",
        "document.createElement('script').src = '/static/ui/shell.js'",
        "document.write('<b>x</b>')",
    ],
)
def test_text_does_not_become_markup_or_script(
    page: Page, expected_complaints: list[str], doing: str
) -> None:
    expected_complaints += ["CSP require-trusted-types-for", "require", "TrustedHTML", "Trusted"]
    page.goto("/login")
    refused = f"() => {{ try {{ {doing}; return ''; }} catch (error) {{ return error.name; }} }}"
    assert page.evaluate(refused) == "TypeError"
    assert page.evaluate("document.body.innerHTML = ''; document.body.childElementCount") == 0


def test_pages_are_still_taken_apart_by_a_parser_that_runs_nothing(page: Page) -> None:
    page.goto("/login")
    taken = "new DOMParser().parseFromString('<p>x</p>', 'text/html').body.textContent"
    assert page.evaluate(taken) == "x"

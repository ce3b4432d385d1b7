"""The login page, as a browser sees it."""

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
        "() => { const s = document.createElement('script'); s.text = 'window.inline = 1';"
        " document.body.append(s); }"
    )
    assert page.evaluate("window.inline") is None

"""The page of a campaign, opened by the clerk and looked at on three days of it."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.modules.campaign.conftest import NOW, settle

#: What is said on a day: the phase, and the numbers by the part of their address.
DAYS = {
    "2025-02-10": ("动员部署", {"state=waiting&task=unit-plan": 2, "which=plans": 2, "which=new": 1}),
    "2025-03-15": ("动员部署、排查整治", {"state=done&task=unit-plan": 1, "which=plans": 1}),
    "2025-04-15": ("排查整治", {"state=overdue&task=unit-plan": 1, "state=done&task=screening": 1, "which=open": 2}),
}  # fmt: skip


@pytest.fixture
def county(transactional_db: None, time_machine: Any, settings: Any) -> SimpleNamespace:
    time_machine.move_to(NOW)
    settings.WEIAN_DEMO = True  # nobody is led to change a first password
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return settle()


def number(page: Page, part: str) -> Locator:
    return page.locator(f"main a[href*='{part}']").first


def test_the_page_is_right_on_three_days(
    county: SimpleNamespace, page: Page, sign_in: Any, accessibility_faults: Any
) -> None:
    sign_in(page, county.clerk)
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="专项整治").first.click()
    page.locator("main td a").first.click()
    expect(page.locator("main")).to_contain_text("电动自行车专项治理")
    assert accessibility_faults(page) == []
    here = page.url.partition("?")[0]
    for day, (phase, told) in DAYS.items():
        page.goto(f"{here}?on={day}")
        expect(page.locator("main")).to_contain_text(f"处于{phase}阶段")
        expect(page.locator(".past-strip")).to_contain_text("回到今天")
        for part, count in told.items():
            expect(number(page, part)).to_have_text(str(count))
    number(page, "state=overdue&task=unit-plan").click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    expect(page.locator("main tbody")).to_contain_text("柳林镇卫生院")

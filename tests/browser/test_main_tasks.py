"""What each role does most, on a small telephone, and how many taps it costs."""

from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Page, expect

from .walking import Hand


def at_home(phone: Page, sign_in: Any, person: Any) -> Hand:
    """Somebody logged in on the to-do page."""
    sign_in(phone, person)
    phone.goto("/")
    return Hand(phone)


def test_a_guard_leaves_a_patrol_in_two_taps(
    world: SimpleNamespace, phone: Page, sign_in: Any
) -> None:
    guard = at_home(phone, sign_in, world.guard)
    row = phone.get_by_role("listitem").filter(has_text="巡查安全出口和疏散通道")
    today = row.filter(has_text="今天到期")
    guard.tap(today.get_by_role("link", name="填巡查"))
    guard.shoot("guard-patrol-phone")
    guard.button("保存")
    guard.says("已登记")
    assert guard.taps == 2
    phone.goto("/")
    expect(today).to_have_count(0)


def test_a_nurse_reports_what_was_put_right_on_the_spot(
    world: SimpleNamespace, phone: Page, sign_in: Any, photo: Any
) -> None:
    nurse = at_home(phone, sign_in, world.nurse)
    nurse.link("报隐患")
    nurse.photograph("隐患照片", photo("red"))
    nurse.write("地点", "输液厅")
    nurse.write("隐患描述", "地面湿滑无提示")
    nurse.tap(phone.locator("#id_category").get_by_text("医疗安全", exact=True))
    nurse.tap(phone.get_by_text("已经当场整改", exact=True))
    nurse.tap(phone.get_by_text("是", exact=True).first)
    nurse.write("怎么改的", "已拖干并放置提示牌")
    nurse.photograph("整改后照片", photo("green"))
    nurse.button("上报")
    nurse.says("已上报，编号")
    expect(phone.locator("main")).to_contain_text("待验收")
    assert nurse.taps == 7


def test_a_department_head_leaves_the_daily_patrol_in_three_taps(
    world: SimpleNamespace, phone: Page, sign_in: Any
) -> None:
    doctor = at_home(phone, sign_in, world.doctor)
    row = phone.get_by_role("listitem").filter(has_text="科室日常巡查").filter(has_text="今天")
    doctor.tap(row.get_by_role("link", name="填巡查"))
    doctor.tap(phone.get_by_text("科室巡查", exact=True))
    doctor.button("保存")
    doctor.says("已登记")
    assert doctor.taps == 3
    phone.goto("/")
    expect(row).to_have_count(0)


def test_a_clerk_reaches_an_overdue_duty_and_reminds_in_three_clicks(
    world: SimpleNamespace, page: Page, sign_in: Any
) -> None:
    sign_in(page, world.clerk)
    clerk = Hand(page)
    page.goto("/board/")
    row = page.get_by_role("row").filter(has_text="双桥镇卫生院")
    clerk.tap(row.get_by_role("link", name="逾期").first)
    clerk.tap(page.locator("tr.t-overdue a.row-link").first)
    clerk.shoot("why-desk")
    clerk.button("催办")
    clerk.says("位责任人发出催办")
    assert clerk.taps == 3
    clerk.button("催办")
    clerk.says("已经催办过")

"""A major hazard from its report through listed supervision to its close-out by the authority."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from weian.base import events
from weian.case import actions as cases

from .walking import Hand
from .world import TODAY

FOUND = {
    "place": "后勤楼配电房",
    "description": "配电房超负荷运行且无过载保护",
    "category": "electrical",
}


@pytest.fixture
def hands(world: SimpleNamespace, open_page: Callable[..., Page], sign_in: Any) -> SimpleNamespace:
    """Everybody who has a hand in it: the unit on phones, the county at a desk."""
    out = SimpleNamespace()
    for name in ("manager", "head", "storekeeper", "clerk"):
        page = open_page(1366, 768) if name == "clerk" else open_page(360, 740, has_touch=True)
        sign_in(page, getattr(world, name))
        setattr(out, name, Hand(page))
    return out


def test_a_major_hazard_is_listed_extended_returned_and_closed_by_the_authority(
    world: SimpleNamespace, hands: SimpleNamespace, photo: Any, expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 422")  # the browser's word for a form refused
    case = cases.open_case(world.guard, kind="hazard", unit=world.liulin, data=FOUND, at=TODAY)
    address = f"/cases/{case.pk}/"
    step = Steps(address)
    settle_plan(step, hands)
    supervise(step, hands)
    put_right(step, hands, photo)
    end(step, hands)
    assert events.verify() is None


class Steps:
    """Steps of one hazard, each from its page."""

    def __init__(self, address: str) -> None:
        self.address = address

    def take(self, hand: Hand, title: str, answer: Callable[[Hand], None] | None = None) -> None:
        """Open the hazard, press the step's button, answer, send."""
        hand.page.goto(self.address)
        hand.link(title, exact=True)
        if answer is not None:
            answer(hand)
        hand.button(title, exact=True)
        hand.says(f"已办理：{title}")

    def missing(self, hand: Hand, title: str) -> None:
        """The page offers somebody no such step."""
        hand.page.goto(self.address)
        expect(hand.page.get_by_role("link", name=title, exact=True)).to_have_count(0)


def settle_plan(step: Steps, hands: SimpleNamespace) -> None:
    """Graded by a standard, planned, approved by somebody else, reported to the authorities."""
    step.take(hands.manager, "登记定级", grade_major)
    step.take(hands.manager, "制定整改方案", settle_five)
    step.missing(hands.manager, "批准方案")
    step.missing(hands.storekeeper, "上报整改完成")
    step.take(hands.head, "批准方案")
    step.take(hands.manager, "报告监管部门", tell_authorities)


def grade_major(hand: Hand) -> None:
    hand.tap(hand.page.get_by_text("重大", exact=True))
    hand.button("登记定级")
    hand.says("定为重大隐患要写明判定依据")
    hand.write("判定依据", "医疗机构重大事故隐患判定清单 第 12 条")


def settle_five(hand: Hand) -> None:
    hand.choose("整改责任人", "韩平")
    hand.write("整改措施", "增容改造，加装过载保护，改造期间错峰用电。")
    hand.write("所需资金", "38000")
    hand.write("整改时限", "2026-10-12")
    hand.write("应急预案", "每两小时测温一次，超温即断电转移病人。")


def tell_authorities(hand: Hand) -> None:
    hand.tap(hand.page.get_by_text("卫健部门", exact=True))
    hand.tap(hand.page.get_by_text("应急管理部门", exact=True))


def supervise(step: Steps, hands: SimpleNamespace) -> None:
    """The county lists it; from then on only the county grants time."""

    def list_it(hand: Hand) -> None:
        hand.write("督办期限", "2026-10-10")
        hand.write("督办通知书文号", "清卫督〔2026〕5号")
        hand.write("督办要求", "限期整改，每周报告进展。")

    def ask_for_time(hand: Hand) -> None:
        hand.write("申请延期到", "2026-10-20")
        hand.write("原因", "变压器到货推迟。")

    step.take(hands.clerk, "挂牌督办", list_it)
    hands.clerk.shoot("major-listed-desk")
    step.take(hands.storekeeper, "申请延期", ask_for_time)
    step.missing(hands.head, "批准延期")
    step.take(hands.clerk, "批准延期", lambda hand: hand.write("批准延期到", "2026-10-20"))
    hands.clerk.says("10月20日")


def put_right(step: Steps, hands: SimpleNamespace, photo: Any) -> None:
    """Told as done, sent back after a look on the spot, done again and accepted."""

    def report_done(hand: Hand) -> None:
        hand.write("整改情况", "已增容，过载保护已安装。")
        hand.photograph("整改后照片", photo("green"))

    step.take(hands.storekeeper, "上报整改完成", report_done)
    step.missing(hands.storekeeper, "验收通过")
    step.take(hands.manager, "退回整改", lambda hand: hand.write("原因", "一路未装过载保护。"))
    hands.manager.says("第 2 轮")
    hands.storekeeper.page.goto("/")
    hands.storekeeper.unfold(FOUND["description"])
    hands.storekeeper.says(FOUND["description"])
    step.take(hands.storekeeper, "上报整改完成", report_done)
    step.take(
        hands.manager, "验收通过", lambda hand: hand.write("验收意见", "逐路核对，全部到位。")
    )
    step.missing(hands.head, "销号")


def end(step: Steps, hands: SimpleNamespace) -> None:
    """Released first, then closed out, both by the authority."""

    def close(hand: Hand) -> None:
        hand.choose("产生原因", "设备设施老化或缺陷")
        hand.write("长效措施", "配电负荷纳入月度检查。")

    step.missing(hands.clerk, "销号")
    step.take(hands.clerk, "解除督办", lambda hand: hand.write("复查情况", "现场复查，整改到位。"))
    hands.clerk.page.goto("/")
    hands.clerk.unfold(FOUND["description"])
    hands.clerk.says(FOUND["description"])
    step.take(hands.clerk, "销号", close)
    hands.clerk.shoot("major-closed-desk")
    expect(hands.clerk.page.locator("main")).to_contain_text("已销号")
    told = hands.clerk.page.locator("main").inner_text()
    for title in ("批准方案", "报告监管部门", "挂牌督办", "批准延期", "退回整改", "解除督办"):
        assert title in told

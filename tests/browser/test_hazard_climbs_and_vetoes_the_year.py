"""A major hazard that is not put right: notice, interview, proposal; then a year judged with a veto."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from weian.base import events
from weian.base.clock import TZ
from weian.case import actions as cases
from weian.duty import actions as duties
from weian.org import actions as org
from weian.org.actions import UnitSeed

from .walking import Hand
from .world import TODAY

HAZARD = "配电房超负荷运行且无过载保护"
OVERDUE = TODAY + timedelta(days=8)  # the plan's last day is 4 October
HELD = TODAY + timedelta(days=11)
ACCIDENT = TODAY + timedelta(days=14)
YEAR_END = datetime(2026, 12, 28, 9, 30, tzinfo=TZ)
CLAUSE = "郑卫信安〔2019〕4号 二十一"
BASIS = "医疗机构重大事故隐患判定清单 第 2 条"
PEOPLE = ("clerk", "inspector", "leader", "head")


@pytest.fixture
def hands(world: SimpleNamespace, open_page: Callable[..., Page], sign_in: Any) -> SimpleNamespace:
    """The office at desks, the head of the unit on a phone; ``on(moment)`` lets time pass."""
    pages = {
        name: open_page(360, 740, is_mobile=True, has_touch=True)
        if name == "head"
        else open_page(1366, 768)
        for name in PEOPLE
    }
    found = SimpleNamespace(**{name: Hand(page) for name, page in pages.items()})

    def log_in() -> None:
        for name, page in pages.items():
            sign_in(page, getattr(world, name))

    found.log_in = log_in
    log_in()
    return found


def test_a_hazard_climbs_the_letters_and_vetoes_the_year(
    world: SimpleNamespace,
    hands: SimpleNamespace,
    time_machine: Any,
    expected_complaints: list[str],
) -> None:
    expected_complaints.append("status of 422")  # the browser's word for a form refused
    government = UnitSeed(
        "government", "government", "清河县人民政府", "", date(2019, 1, 1), {"is_login": False}
    )
    org.load_tree(None, at=TODAY, seeds=[government], root=world.county)
    hazard = found_and_planned(world)

    def on(moment: datetime) -> None:
        time_machine.move_to(moment)
        hands.log_in()

    notice = notified(hands)
    received(hands, notice)
    on(OVERDUE)
    call = called(hands)
    on(HELD)
    interviewed(hands, call)
    on(ACCIDENT)
    an_accident(world)
    proposed(world, hands)
    hands.clerk.page.goto("/letters/due/")
    expect(hands.clerk.page.locator("main")).not_to_contain_text(HAZARD)
    hands.clerk.page.goto(f"/cases/{hazard.pk}/")
    expect(hands.clerk.page.locator("main")).to_contain_text(HAZARD)

    on(YEAR_END)
    duties.rebuild(YEAR_END)
    result = told(world, hands)
    contested_and_checked(hands, result)
    settled_and_published(hands, result)
    a_circular_is_drafted(hands)
    assert events.verify() is None


def tick(hand: Hand, question: str, answer: str) -> None:
    """One of the answers that stand side by side."""
    hand.page.get_by_role("group", name=question).get_by_text(answer, exact=True).click()


def found_and_planned(world: SimpleNamespace) -> Any:
    """An inspection finds it; the unit plans to have it put right by 4 October, and does not."""
    data = {
        "place": "后勤楼配电房",
        "description": HAZARD,
        "category": "electrical",
        "source": "inspection",
    }
    case = cases.open_case(world.inspector, kind="hazard", unit=world.liulin, data=data, at=TODAY)
    graded = {"grade": "major", "basis": BASIS}
    case = cases.act(world.manager, case=case, verb="grade", given=graded, version=None, at=TODAY)
    plan = {
        "assignee": world.storekeeper.pk, "measures": "增容改造，加装过载保护。", "amount": "38000",
        "due_on": "2026-10-04", "contingency": "每两小时测温一次，超温即断电。",
    }  # fmt: skip
    return cases.act(world.manager, case=case, verb="plan", given=plan, version=None, at=TODAY)


def next_letter(clerk: Hand, title: str, clause: str, fact: str) -> None:
    """The page of letters to write names it with its clause and fact, and leads to the draft."""
    clerk.page.goto("/letters/due/")
    row = clerk.page.get_by_role("row").filter(has_text=HAZARD)
    for text in (title, f"{CLAUSE}{clause}", fact):
        expect(row).to_contain_text(text)
    clerk.tap(row.get_by_role("link", name="起草"))
    expect(clerk.page.get_by_label("事由和事实")).to_have_value(
        f"2026年9月28日，后勤楼配电房发现：{HAZARD}（{number(clerk)}）。{fact}。"
    )
    # that document is not in force here: the letter cites what the hazard was graded by
    expect(clerk.page.get_by_label("依据")).to_have_value(BASIS)


def number(clerk: Hand) -> str:
    return str(clerk.page.get_by_label("针对的隐患").first.input_value())


def issued(hands: SimpleNamespace, review: Callable[[Hand], None] | None = None) -> str:
    """Another one reviews what the clerk drafted, the leader issues it; the address of the letter."""
    address = hands.clerk.page.url
    hands.clerk.page.goto(address)
    expect(hands.clerk.page.get_by_role("link", name="审核通过")).to_have_count(0)
    hands.inspector.page.goto(address)
    hands.inspector.link("审核通过")
    if review is not None:
        review(hands.inspector)
    hands.inspector.button("审核通过")
    hands.inspector.says("已办理：审核通过")
    hands.leader.page.goto(address)
    hands.leader.button("签发")
    hands.leader.button("确定")
    hands.leader.says("已签发，文号 清河县卫生健康局安")
    return str(address)


def notified(hands: SimpleNamespace) -> str:
    """The first rung: it cannot be put right on the spot."""
    clerk = hands.clerk
    next_letter(clerk, "隐患整改通知书", "（二）", "检查发现的重大隐患，不能当场整改")
    expect(clerk.page.get_by_label("标题")).to_have_value(
        f"关于柳林镇卫生院{HAZARD}的安全生产隐患整改通知书"
    )
    clerk.write("要求", "立即落实防范措施。\n按期完成增容改造并书面答复。")
    clerk.shoot("letter-draft")
    clerk.button("起草")
    clerk.says("已起草，编号")
    return issued(hands)


def received(hands: SimpleNamespace, notice: str) -> None:
    """The head of the unit signs for it under his own login, and sees the original."""
    head = hands.head
    head.page.goto("/cases/incoming_letter/")
    head.link(f"关于柳林镇卫生院{HAZARD}")
    head.shoot("letter-received-phone")
    head.button("签收")
    head.button("确定")
    head.says("已办理：签收")
    hands.clerk.page.goto(notice)
    hands.clerk.says("已签收")


def called(hands: SimpleNamespace) -> str:
    """The second rung: overdue. Time, place and media belong to a call; they are asked for beside the fields."""
    clerk = hands.clerk
    next_letter(clerk, "警示约谈告知书", "（三）", "整改期限2026年10月4日已过，没有按要求整改")
    clerk.write("要求", "主要负责人到会说明原因。")
    clerk.button("起草")
    clerk.says("警示约谈告知书要写明约谈时间。")
    clerk.says("警示约谈告知书要写明邀请的媒体。")
    expect(clerk.page.get_by_label("要求")).to_have_value("主要负责人到会说明原因。")
    clerk.write("约谈时间", "2026-10-09T09:30")
    clerk.write("约谈地点", "县卫生健康局三楼会议室")
    clerk.write("邀请的媒体", "清河日报")
    clerk.button("起草")
    clerk.says("已起草，编号")
    return issued(hands)


def interviewed(hands: SimpleNamespace, call: str) -> None:
    """Held with all three roles and in public, or it is not written down as held."""
    clerk, page = hands.clerk, hands.clerk.page
    page.goto(call)
    clerk.link("登记约谈")
    clerk.write("约谈日期", "2026-10-09")
    for role in ("被约谈单位主要负责人", "当地卫生健康部门分管负责人"):
        page.get_by_label(role).check()
    clerk.write("约谈记录", "单位说明了改造推迟的原因，承诺十月底完成。")
    clerk.button("登记约谈")
    clerk.says("约谈应有三类负责人到场，还缺：当地卫生健康部门主要负责人。")
    page.get_by_label("当地卫生健康部门主要负责人").check()
    clerk.button("登记约谈")
    clerk.says("约谈应当公开进行")
    tick(clerk, "公开进行", "是")
    clerk.write("到场媒体", "清河日报")
    clerk.shoot("interview-desk")
    clerk.button("登记约谈")
    clerk.says("已办理：登记约谈")


def an_accident(world: SimpleNamespace) -> None:
    data = {
        "occurred_at": ACCIDENT.isoformat(), "place": "后勤楼配电房", "description": "配电柜起火，十一人死亡",
        "grade": "major", "category": "fire", "deaths": 11,
    }  # fmt: skip
    cases.open_case(world.manager, kind="incident", unit=world.liulin, data=data, at=ACCIDENT)


def proposed(world: SimpleNamespace, hands: SimpleNamespace) -> None:
    """The third rung goes to the government, never to the unit, after the facts were verified."""
    clerk, page = hands.clerk, hands.clerk.page
    next_letter(clerk, "责任追究建议书", "（四）", "约谈后经核实仍未整改，2026年10月12日发生事故")
    clerk.write("要求", "建议对主要负责人依规依纪追究责任。")
    clerk.choose("收文单位", "柳林镇卫生院")
    clerk.button("起草")
    clerk.says("责任追究建议书发给当地卫生健康部门或同级政府，不能发给“柳林镇卫生院”本身。")
    page.get_by_role("button", name="移除 柳林镇卫生院").click()
    clerk.choose("收文单位", "清河县人民政府")
    clerk.shoot("proposal-draft")
    clerk.button("起草")
    clerk.says("已起草，编号")

    def verify(hand: Hand) -> None:
        hand.button("审核通过")
        hand.says("责任追究建议书涉及追责，请先核实事实")
        tick(hand, "事实已核实", "是")

    address = issued(hands, verify)
    hands.leader.shoot("proposal-issued")
    stranger = Client()
    stranger.force_login(world.head, "allauth.account.auth_backends.AuthenticationBackend")
    for path in (address.partition("/letters/")[2],):
        assert stranger.get(f"/letters/{path}").status_code == 404
    hands.head.page.goto("/cases/incoming_letter/")
    expect(hands.head.page.locator("tbody")).not_to_contain_text("责任追究建议书")


def told(world: SimpleNamespace, hands: SimpleNamespace) -> str:
    """The veto stands above the points, which are frozen and told."""
    clerk, page = hands.clerk, hands.clerk.page
    page.goto(f"/assessment/?unit={world.liulin.pk}&year=2026")
    clerk.says("一票否决：发生重大以上事故，年度考评一票否决。全年计 0 分。")
    clerk.shoot("assessment-vetoed")
    clerk.button("定格并告知单位")
    clerk.button("确定")
    clerk.says("已告知柳林镇卫生院：0 分，异议到 2027-01-04 为止。")
    return str(page.url)


def contested_and_checked(hands: SimpleNamespace, result: str) -> None:
    head, inspector = hands.head, hands.inspector
    head.page.goto(result)
    head.link("提出异议")
    head.write("异议和事实", "第三季度的隐患清单已按时报送，没有计入。")
    head.button("提出异议")
    head.says("已办理：提出异议")
    inspector.page.goto(result)
    inspector.link("抽查复核")
    inspector.write("复核情况", "到现场核对，清单确已报送；事故等级和死亡人数属实。")
    inspector.button("抽查复核")
    inspector.says("已办理：抽查复核")


def settled_and_published(hands: SimpleNamespace, result: str) -> None:
    """Whoever told does not settle; a vetoed unit is not commended; then it is published."""
    leader = hands.leader
    leader.page.goto(result)
    leader.shoot("assessment-objected")
    leader.link("审定")
    tick(leader, "评先意见", "表彰")
    leader.write("对异议的答复", "清单已补计；一票否决的事实不变。")
    leader.button("审定")
    leader.says("该单位被一票否决，评先意见应选“取消评先资格”。")
    tick(leader, "评先意见", "取消评先资格")
    leader.button("审定")
    leader.says("已办理：审定")
    leader.page.goto("/assessment/?year=2026")
    leader.button("公布已审定的 1 家")
    leader.button("确定")
    leader.says("已公布 1 家单位的考核结果。")
    leader.page.goto("/assessment/?year=2026&verdict=disqualified")
    rows = leader.page.locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("柳林镇卫生院")
    expect(rows).to_contain_text("已公布 0 分")
    leader.shoot("assessment-disqualified")


def a_circular_is_drafted(hands: SimpleNamespace) -> None:
    """With its list and its addressees; a person sends it on its way."""
    leader = hands.leader
    leader.link("起草考核通报")
    facts = leader.page.get_by_label("事由和事实")
    expect(facts).to_have_value(
        "2026 年度安全生产考核已完成，共考核 1 家单位。\n取消评先资格（1 家）：柳林镇卫生院。\n"
        "柳林镇卫生院一票否决：发生重大以上事故，年度考评一票否决。"
    )
    leader.shoot("circular-draft")
    leader.button("起草")
    leader.says("已起草，编号")

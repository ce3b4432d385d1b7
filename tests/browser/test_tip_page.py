"""The tip page in a real browser: what goes over the wire, with scripts and without, on a telephone."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from weian.modules.tips import key_actions, limits, queries
from weian.modules.tips.models import SealedTip
from weian.org import actions

from .world import TODAY

SAID = "青山不改 绿水长流 1949"


@pytest.fixture
def office(world: SimpleNamespace) -> Any:
    """The county, its custodian's key in use."""
    limits.memory.cache_clear()
    county = world.clerk.unit
    keeper, leader = (
        actions.appoint(
            None, at=TODAY, unit=county, roles=(role,), name=name, since=TODAY.date(),
            employment="staff",
        )
        for role, name in (("tip_custodian", "葛守一"), ("commission_leader", "冯岚"))
    )  # fmt: skip
    key = key_actions.make_key(keeper, office=county, passphrase=SAID, again=SAID, old="", at=TODAY)
    key_actions.confirm(leader, pk=key.pk, at=TODAY)
    return SimpleNamespace(unit=county, keeper=keeper, leader=leader)


def watch(page: Page) -> list[Request]:
    """Every request that the page makes."""
    seen: list[Request] = []

    def note(
        request: Request,
    ) -> None:  # a bound method of a list takes no attributes, as this needs
        seen.append(request)

    page.on("request", note)
    return seen


def fill(page: Page) -> None:
    page.get_by_label("哪个单位、哪个位置").fill("柳林镇卫生院住院楼")
    page.get_by_label("哪一类问题").select_option("fire_hazard")
    page.get_by_label("什么情况").fill("安全出口夜里上锁，钥匙在保安室。")


def hold_to_itself(page: Page, requests: list[Request], origin: str) -> None:
    """Only this origin, only below /tip/, no cookie either way, no referrer."""
    assert requests
    for request in requests:
        assert request.url.startswith((f"{origin}/tip/", "data:")), request.url
        heads = request.all_headers()
        assert "referer" not in heads and "cookie" not in heads, heads
        answer = request.response()
        if answer is not None and request.url.startswith("http"):
            assert "set-cookie" not in answer.all_headers()
    assert page.context.cookies() == []
    assert (
        page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    )


def read_answer(page: Page, code: str) -> None:
    """Somebody else's telephone, who knows nothing but the code."""
    page.goto("/tip/code/")
    page.get_by_label("16 位查询码").fill(code)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("收到，马上去看。")).to_be_visible(timeout=30_000)
    assert page.context.cookies() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_with_scripts_the_work_is_done_and_the_answer_read(
    office: SimpleNamespace, phone: Page, live_server: Any, photo: Any,
    accessibility_faults: Any,
) -> None:  # fmt: skip
    seen = watch(phone)
    phone.goto("/tip/")
    phone.get_by_role("link", name=office.unit.name).click()
    assert accessibility_faults(phone) == []
    fill(phone)
    phone.get_by_label("照片").set_input_files([photo("red")])
    assert not phone.get_by_label("回答一个问题").is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_role("button", name="提交举报").click()
    code = phone.locator(".code").inner_text(timeout=30_000)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    tip = SealedTip.objects.get()
    privates = key_actions.opened(office.keeper, SAID)
    content = queries.content(queries.letters_of(tip)[0], privates)
    assert content is not None and len(content["photos"]) == 1
    phone.get_by_role("link", name="我抄好了").click()
    phone.get_by_label("16 位查询码").fill(code)
    phone.get_by_role("button", name="查询").click()
    expect(phone.get_by_text("还没有答复")).to_be_visible()
    assert accessibility_faults(phone) == []
    hold_to_itself(phone, seen, live_server.url)


def test_without_scripts_a_plain_question_does(
    office: SimpleNamespace, open_page: Any, live_server: Any
) -> None:
    page = open_page(360, 740, java_script_enabled=False)
    seen = watch(page)
    page.goto(f"/tip/{office.unit.pk}/")
    fill(page)
    asked = page.get_by_label("回答一个问题")
    words = page.locator("label[for=answer]").inner_text()
    digits = "零一二三四五六七八九"
    asked.fill(str(sum(digits.index(c) for c in words if c in digits[2:])))
    page.get_by_role("button", name="提交举报").click()
    assert len(page.locator(".code").inner_text()) == 19
    assert not [r for r in seen if "referer" in r.all_headers() or "cookie" in r.all_headers()]
    assert page.context.cookies() == []
    assert {r.url.removeprefix(live_server.url).split("/")[1] for r in seen if r.url[0] == "h"} == {
        "tip"
    }


def test_the_custodian_answers_and_the_code_reads_it(
    office: SimpleNamespace, page: Page, phone: Page, sign_in: Any, accessibility_faults: Any
) -> None:
    page.goto(f"/tip/{office.unit.pk}/")
    fill(page)
    page.get_by_role("button", name="提交举报").click()
    code = page.locator(".code").inner_text(timeout=30_000)
    sign_in(page, office.keeper)
    page.goto("/tips/")
    faults = accessibility_faults(page)
    page.locator("a.row-link").first.click()
    page.get_by_label("为什么看原文").fill("写转办摘要")
    page.get_by_label("口令").fill(SAID)
    page.get_by_role("button", name="看原文").click()
    expect(page.get_by_text("钥匙在保安室")).to_be_visible(timeout=30_000)
    page.get_by_text("答复举报人", exact=True).click()
    page.locator("#reply-text, [name=reply-text]").first.fill("收到，马上去看。")
    faults += accessibility_faults(page)
    page.get_by_role("button", name="封好答复").click()
    expect(page.get_by_text("答复已经封好")).to_be_visible(timeout=30_000)
    read_answer(phone, code)
    sign_in(page, office.leader)
    page.goto("/tips/oversight/")
    expect(page.get_by_text("写转办摘要")).to_be_visible()
    faults += accessibility_faults(page)
    assert faults == []

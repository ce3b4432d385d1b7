"""A county's plan in Word becomes duties: dropped, reviewed by one person, approved and adopted by
another, and a clinic's to-do shows the new duty with the sentence that it comes from."""

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from weian.base import events
from weian.duty import jobs
from weian.duty.models import Progress

from .walking import Hand

CHECK = "各医疗机构每月至少开展2次医用氧气安全检查，发现问题立即整改。"
LINES = (
    "清河县卫生健康局关于印发《清河县医疗机构秋季安全整治方案》的通知",
    "清卫发〔2026〕22号",
    "各乡镇卫生院，县直各医疗卫生单位：",
    "现将《清河县医疗机构秋季安全整治方案》印发给你们，请认真组织实施。",
    "清河县卫生健康局",
    "2026年9月10日",
    "清河县医疗机构秋季安全整治方案",
    "为防范秋季安全风险，结合我县实际，制定本方案。",
    "一、总体要求",
    "坚持预防为主、综合治理，推动全县医疗机构安全形势持续向好。",
    "二、重点任务",
    "（一）压实责任。各医疗机构主要负责人每季度至少主持召开1次安全专题会议，研究解决突出问题。",
    f"（二）加强检查。{CHECK}",
    "（三）规范行为。严禁在氧气站周边吸烟和动火。",
    "（四）强化演练。各医疗机构每半年至少组织1次停电应急演练，并做好演练评估。",
    "三、工作要求",
    "各医疗机构要于2026年12月20日前将整治工作总结报县卫生健康局。",
)


def word_file() -> dict[str, Any]:
    """The plan as Word keeps it: a title, then a paragraph a line."""
    made = docx.Document()
    made.add_heading(LINES[0], 0)
    for line in LINES[1:]:
        made.add_paragraph(line)
    target = BytesIO()
    made.save(target)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "秋季整治方案.docx", "mimeType": kind, "buffer": target.getvalue()}


@pytest.fixture
def hands(world: SimpleNamespace, open_page: Callable[..., Page], sign_in: Any) -> SimpleNamespace:
    """The county's clerk and leader at desks, the clinic's safety manager with a phone."""
    out = SimpleNamespace()
    for name in ("clerk", "leader", "manager"):
        desk = name != "manager"
        page = open_page(1366, 768) if desk else open_page(360, 740, has_touch=True)
        sign_in(page, getattr(world, name))
        setattr(out, name, Hand(page))
    return out


def test_a_red_head_document_becomes_a_clinics_duty(
    world: SimpleNamespace, hands: SimpleNamespace, accessibility_faults: Any
) -> None:
    draft = drop(hands.clerk)
    review(hands.clerk, accessibility_faults)
    submit(hands.clerk)
    approve(hands.leader, draft)
    adopt(hands.leader)
    for progress in Progress.objects.filter(ended_at=None):
        jobs.refresh_subtree(progress.pk)  # what the worker does after an adoption
    sees_its_sentence(hands.manager)
    assert events.verify() is None


def drop(hand: Hand) -> str:
    """Upload it from the list of packs; it is open for review at once."""
    hand.page.goto("/packs/")
    hand.link("把文件变成制度包")
    hand.page.get_by_label("文件").first.set_input_files(word_file())  # type: ignore[arg-type]
    hand.button("上传并开始审读")
    hand.says("已处理 0/")
    hand.shoot("draft-review-desk")
    return hand.page.url.partition("?")[0]


def card(hand: Hand, words: str) -> Any:
    """The card of an ask."""
    return hand.page.locator(".card-item").filter(has_text=words).first


def review(hand: Hand, faults: Callable[[Page], list[str]]) -> None:
    """Click both ways, then decide everything by keys, correcting what is not whole."""
    page = hand.page
    page.locator("a.ask", has_text="停电应急演练").first.click()
    expect(card(hand, "停电应急演练")).to_have_class("sheet card-item is-current")
    card(hand, "氧气安全检查").locator(".card-place").click()
    expect(page.locator("a.ask.is-current")).to_contain_text("每月至少开展2次")
    assert faults(page) == []
    open_ = page.locator(".card-item[data-open]")
    for _ in range(20):
        if not open_.count():
            break
        decide(hand)
    expect(page.locator(".review-done")).to_contain_text("已处理")
    expect(open_).to_have_count(0)
    hand.shoot("draft-decided-desk")


def decide(hand: Hand) -> None:
    """The card that is current: accept it, or leave to an inspector what cannot be counted as it is."""
    page = hand.page
    current = page.locator(".card-item.is-current")
    expect(current).to_have_attribute("data-open", "")
    done = page.locator(".review-done").inner_text()
    page.keyboard.press("g" if "还要选" in current.inner_text() else "a")
    expect(page.locator(".review-done")).not_to_have_text(done)


def submit(hand: Hand) -> None:
    """See what it costs, then ask for approval; the author is not offered to approve."""
    hand.link("提请审定")
    hand.says("每家每年要做多少")
    hand.choose("以哪一家为例", "柳林镇卫生院")
    hand.button("看影响")
    hand.says("“柳林镇卫生院”的待办马上多出")
    hand.shoot("draft-burden-desk")
    hand.button("提请审定")
    hand.says("等另一位有权限的同事审定")
    expect(hand.page.get_by_role("button", name="审定通过")).to_have_count(0)


def approve(hand: Hand, draft: str) -> None:
    """The second person sees the same and approves."""
    hand.page.goto(f"{draft}approval")
    hand.says("提请审定")
    hand.button("审定通过")
    hand.says("已审定")


def adopt(hand: Hand) -> None:
    """Adopted for the county, with the impact shown first."""
    hand.button("下一步：看影响")
    hand.says("采用前先看影响")
    hand.button("确认采用")
    hand.says("已自")


def sees_its_sentence(hand: Hand) -> None:
    """The to-do names it; why leads to the sentence and to its place in the document."""
    page = hand.page
    page.goto("/")
    fold = page.locator("details.todo-part:not([open])").filter(has_text="医用氧气安全检查")
    if fold.count():  # a long list is folded by area
        fold.first.locator("summary").click()
    item = page.get_by_role("listitem").filter(has_text="医用氧气安全检查").first
    expect(item).to_be_visible()
    hand.shoot("draft-todo-phone")
    hand.tap(item.locator(".todo-what a").first)
    expect(page.locator(".why-quote")).to_have_text(CHECK)
    hand.shoot("draft-why-phone")
    hand.link("看它在文件里的位置")
    expect(page.locator("a.ask:target")).to_contain_text("每月至少开展2次医用氧气安全检查")
    hand.shoot("draft-document-phone")


def test_the_review_works_without_script(world: SimpleNamespace, client: Client) -> None:
    """Plain links and forms: upload, decide, next."""
    client.force_login(world.clerk, "allauth.account.auth_backends.AuthenticationBackend")
    raw = word_file()
    upload = BytesIO(raw["buffer"])
    upload.name = raw["name"]
    page = client.post("/packs/compile/", {"file": upload, "unit": world.county.pk}, follow=True)
    before = page.content.decode()
    assert 'name="decision" value="accept"' in before
    url = page.redirect_chain[-1][0]
    first = before.partition('class="sheet card-item"')[2].partition('id="i-')[2].partition('"')[0]
    done = client.post(
        f"{url}items/{first}/decide", {"decision": "judged", "version": "0"}, follow=True
    )
    assert "已处理 1/" in done.content.decode()

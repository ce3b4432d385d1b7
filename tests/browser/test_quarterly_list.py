"""From the clause to the file: the quarterly list, walked by everybody who has a hand in it."""

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from weian.base.clock import now
from weian.case import actions as cases
from weian.report import actions as reports
from weian.report import queries

from .walking import Hand
from .world import PASSWORD, TODAY

DUTY = "每季度报送问题隐患和制度措施清单"
LIST = "2026年第三季度问题隐患和制度措施清单"
CLAUSE = "五、保障措施（四）"
OpenPage = Callable[..., Page]


def test_the_quarterly_list_goes_from_the_clause_to_the_file(
    world: SimpleNamespace, phone: Page, page: Page, open_page: OpenPage, sign_in: Any, photo: Any
) -> None:
    manager = Hand(phone)
    log_in_and_see_why(manager)
    hazard = report_hazard(manager, photo("red"))
    plan(manager)
    rectify(another(open_page, sign_in, world.doctor), hazard, photo("green"))
    verify(manager, hazard)
    close_out(another(open_page, sign_in, world.head), hazard)

    sign_in(page, world.clerk)
    clerk = Hand(page)
    expect(state_on_board(clerk, "柳林镇卫生院")).to_have_text("待完成")
    begin_list(manager)
    sign(another(open_page, sign_in, world.head))
    submit(manager)
    green = state_on_board(clerk, "柳林镇卫生院")
    expect(green).to_have_text("已完成")
    expect(green.locator("span")).to_have_class("tone tone-ok")

    remind(clerk, "白沙镇卫生院")
    answer(another(open_page, sign_in, world.baisha_manager), world)
    accept_all(world)
    consolidate(clerk)


def accept_all(world: SimpleNamespace) -> None:
    """Only what has been looked at is put together."""
    found = queries.collection(
        world.county, queries.kind_or_404("report.hazard_list"), "2026-Q3", world.clerk, TODAY
    )
    for line in found.of("submitted"):
        assert line.case is not None
        reports.review(world.clerk, case=line.case, verb="accept", given={}, version=None, at=now())


def another(open_page: OpenPage, sign_in: Any, person: Any) -> Hand:
    """Somebody else with a phone of their own, logged in."""
    page = open_page(360, 740, is_mobile=True, has_touch=True)
    sign_in(page, person)
    return Hand(page)


def log_in_and_see_why(manager: Hand) -> None:
    """The first screen says what is due by when and because of which clause."""
    page = manager.page
    page.goto("/login")
    manager.write("登录名", "manager")
    manager.write("密码", PASSWORD)
    manager.button("登录")
    row = duty_row(page)
    expect(row).to_contain_text("还剩 2 天")
    expect(row).to_contain_text("2026年第三季度")
    manager.shoot("todo-phone")
    manager.fresh()
    manager.tap(row.get_by_role("link", name=CLAUSE))
    assert manager.taps == 1
    expect(page.get_by_role("heading", level=1)).to_have_text(DUTY)
    expect(page.locator("main")).to_contain_text("清单在每季度最后一周报送一次")
    expect(page.locator("main")).to_contain_text("9月30日 周三")
    manager.shoot("why-phone")


def report_hazard(manager: Hand, picture: dict[str, Any]) -> str:
    """From the home page: three taps to the photo and the category, the fourth sends it."""
    page = manager.page
    page.goto("/")
    manager.fresh()
    manager.link("报隐患")
    manager.photograph("隐患照片", picture)
    manager.write("地点", "门诊楼 1 层东侧出口")
    manager.write("隐患描述", "安全出口堆放杂物")
    manager.tap(page.get_by_text("消防", exact=True))
    manager.shoot("report-phone")
    assert manager.taps == 3
    manager.button("上报")
    manager.says("已上报，编号")
    picture_shown(page)
    manager.shoot("hazard-phone")
    return page.url


def plan(manager: Hand) -> None:
    """Graded, then the five things settled: two forms, five taps."""
    manager.fresh()
    manager.link("登记定级")
    manager.tap(manager.page.get_by_text("一般", exact=True))
    manager.button("登记定级")
    manager.says("已办理：登记定级")
    manager.link("制定整改方案")
    manager.choose("整改责任人", "褚明")
    manager.write("整改措施", "清理杂物，划出禁放线，每天检查一次。")
    manager.write("所需资金", "0")
    manager.write("整改时限", "2026-09-29")
    manager.write("应急预案", "清理前派人值守，出口保持畅通。")
    manager.button("制定整改方案")
    manager.says("已办理：制定整改方案")
    assert manager.taps == 6


def rectify(doctor: Hand, hazard: str, picture: dict[str, Any]) -> None:
    """The assignee finds it at home and tells what was done, with a photo."""
    page = doctor.page
    page.goto("/")
    doctor.link("上报整改完成")
    expect(page).to_have_url(hazard)
    doctor.link("上报整改完成")
    doctor.write("整改情况", "杂物已清走，地面划了禁放线。")
    doctor.photograph("整改后照片", picture)
    doctor.button("上报整改完成")
    doctor.says("已办理：上报整改完成")
    assert doctor.taps == 4
    assert doctor.page.get_by_role("link", name="验收通过").count() == 0


def verify(manager: Hand, hazard: str) -> None:
    """Somebody else looks at it."""
    manager.page.goto(hazard)
    manager.fresh()
    manager.link("验收通过")
    manager.write("验收意见", "到现场看过，出口畅通。")
    manager.button("验收通过")
    manager.says("已办理：验收通过")
    assert manager.taps == 2


def close_out(head: Hand, hazard: str) -> None:
    """The head closes it out, from the to-do."""
    head.page.goto("/")
    head.link("销号")
    expect(head.page).to_have_url(hazard)
    head.link("销号")
    head.choose("产生原因", "责任不落实")
    head.button("销号")
    head.says("已办理：销号")
    assert head.taps == 4
    head.shoot("hazard-closed-phone")


def begin_list(manager: Hand) -> None:
    """The list writes itself from the ledger."""
    page = manager.page
    page.goto("/")
    manager.fresh()
    manager.unfold(DUTY)
    manager.tap(duty_row(page).get_by_role("link", name="去报送"))
    manager.says("门诊楼 1 层东侧出口")
    manager.shoot("list-phone")
    manager.button("开始编制")
    manager.says("主要负责人签字")
    assert manager.taps <= 3  # one may open the area in a long list


def sign(head: Hand) -> None:
    """The head finds it at home and signs what is then frozen."""
    head.page.goto("/")
    head.tap(head.page.get_by_role("listitem").filter(has_text=LIST).get_by_role("link").last)
    head.button("签字")
    head.button("确定")
    head.says("已签字，内容已冻结。")
    assert head.taps == 3
    head.shoot("list-signed-phone")


def submit(manager: Hand) -> None:
    """The manager submits what is signed."""
    page = manager.page
    page.goto("/")
    manager.fresh()
    manager.unfold(DUTY)
    manager.tap(duty_row(page).get_by_role("link", name="去报送"))
    manager.button("报送", exact=True)
    manager.says("已报送。")
    assert manager.taps <= 3  # one may open the area in a long list
    page.goto("/")
    expect(duty_row(page)).to_have_count(0)


def state_on_board(clerk: Hand, unit: str) -> Locator:
    """From the board to the duty of a unit, in one click on its number."""
    page = clerk.page
    page.goto("/board/")
    clerk.shoot("board-desk")
    row = page.get_by_role("row").filter(has_text=unit)
    cell = page.locator("table.board thead th").all_inner_texts().index("信息报送")
    clerk.tap(row.locator("th, td").nth(cell).get_by_role("link").first)
    clerk.shoot("duties-desk")
    found = page.get_by_role("row").filter(has_text=DUTY).filter(has_text="2026年第三季度")
    return found.locator("td.k-status")


def remind(clerk: Hand, unit: str) -> None:
    """One click for one unit; a second one too soon is refused in words."""
    page = clerk.page
    page.goto("/reports/")
    clerk.shoot("collections-desk")
    clerk.fresh()
    clerk.link(LIST)
    row = page.get_by_role("row").filter(has_text=unit)
    clerk.tap(row.get_by_role("button", name="催办"))
    assert clerk.taps == 2
    clerk.says("已向 1 个单位发出催办")
    clerk.shoot("collection-desk")
    clerk.tap(row.get_by_role("button", name="催办"))
    clerk.says("已经催办过")


def answer(other: Hand, world: SimpleNamespace) -> None:
    """The reminded one is led to the page of the list; a hazard of theirs goes out with it."""
    other.page.goto("/")
    other.tap(other.page.locator("header a[href='/notices/']"))
    other.shoot("notices-phone")
    other.button(f"查看：催办：请报送{LIST}")
    expect(other.page.get_by_role("heading", level=1)).to_have_text(LIST)
    other.shoot("reminded-phone")
    data = {"place": "药房", "description": "=1+1 插座松动", "category": "electrical"}
    cases.open_case(world.baisha_manager, kind="hazard", unit=world.baisha, data=data, at=TODAY)
    due = queries.due_or_404(world.baisha, "report.hazard_list", "2026-Q3", TODAY)
    case = reports.prepare(world.baisha_manager, unit=world.baisha, due=due, at=TODAY)
    case = reports.sign(world.baisha_head, case=case, version=None, at=TODAY)
    reports.submit(world.baisha_manager, case=case, version=None, at=TODAY)


def consolidate(clerk: Hand) -> None:
    """All that came as one sheet and one document."""
    page = clerk.page
    page.goto("/reports/")
    clerk.fresh()
    clerk.link(LIST)
    with page.expect_download() as excel:
        clerk.link("导出汇总（Excel）")
    with page.expect_download() as word:
        clerk.link("导出汇总（Word）")
    assert clerk.taps == 3
    assert excel.value.suggested_filename.endswith(".xlsx")
    rows = rows_of_sheet(excel.value.path().read_bytes())
    assert [(r[2], r[4], r[5]) for r in rows[1:]] == [
        ("白沙镇卫生院", "药房", "=1+1 插座松动"),
        ("柳林镇卫生院", "门诊楼 1 层东侧出口", "安全出口堆放杂物"),
    ]
    assert rows_of_document(word.value.path().read_bytes()) == rows


def rows_of_sheet(content: bytes) -> list[list[str]]:
    """The table of the first sheet: header and rows, every value text."""
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    cells = [[cell for cell in row if cell.value is not None] for row in sheet.iter_rows(min_row=3)]
    assert {cell.data_type for row in cells for cell in row} == {"s"}
    rows = [
        ["" if v is None else str(v) for v in row]
        for row in sheet.iter_rows(min_row=3, values_only=True)
    ]
    return [row for row in rows if row[0] == "序号" or row[0].isdigit()]


def rows_of_document(content: bytes) -> list[list[str]]:
    """The table of the document."""
    table = Document(BytesIO(content)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def duty_row(page: Page) -> Locator:
    """The quarterly list of this quarter on the to-do page."""
    rows = page.get_by_role("listitem").filter(has_text=DUTY)
    return rows.filter(has_text="2026年第三季度")


def picture_shown(page: Page) -> None:
    """The first photo has really been loaded."""
    image = page.locator("main img").first
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("naturalWidth", 320)

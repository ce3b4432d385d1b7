"""A quarter as the county lives it: two clinics file in time, one of them twice, the third is late."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.office import converted
from weian.base import events
from weian.case import actions as cases
from weian.duty import actions as duties
from weian.report import actions as reports
from weian.report import queries

from .walking import Hand
from .world import TODAY

LIST = "2026年第三季度问题隐患和制度措施清单"
COLLECT = "/reports/collect/report.hazard_list/2026-Q3/"
LATE = TODAY + timedelta(days=5)  # 3 October: the list was due by 30 September
FOUND = {"liulin": "安全出口堆放杂物", "baisha": "配电箱未上锁", "shuangqiao": "=1+1 应急灯不亮"}
BY = {"liulin": "manager", "baisha": "baisha_manager", "shuangqiao": "shuangqiao_manager"}
HEADS = {"liulin": "head", "baisha": "baisha_head", "shuangqiao": "shuangqiao_head"}


def test_three_clinics_file_one_twice_one_late_and_the_county_puts_them_together(
    world: SimpleNamespace, page: Page, open_page: Callable[..., Page], sign_in: Any,
    time_machine: Any, tmp_path: Path,
) -> None:  # fmt: skip
    for unit, what in FOUND.items():
        data = {"place": "门诊楼", "description": what, "category": "fire"}
        who = getattr(world, BY[unit])
        cases.open_case(who, kind="hazard", unit=getattr(world, unit), data=data, at=TODAY)

    def hand(name: str) -> Hand:
        opened = open_page(360, 740, is_mobile=True, has_touch=True)
        sign_in(opened, getattr(world, name))
        return Hand(opened)

    sign_in(page, world.clerk)
    clerk = Hand(page)
    for unit in ("liulin", "baisha"):
        file(world, unit, TODAY)
    page.goto(COLLECT)
    assert figures(page) == numbers(expected=3, received=2, in_time=2, missing=1)
    urged(clerk, hand("shuangqiao_manager"))

    returned = send_back(clerk, "白沙镇卫生院")
    page.goto(COLLECT)
    assert figures(page) == numbers(expected=3, received=2, in_time=2, returned=1, missing=1)
    file_again(returned, hand("baisha_manager"), hand("baisha_head"))

    time_machine.move_to(LATE)
    duties.rebuild(LATE)
    sign_in(page, world.clerk)
    page.goto(COLLECT)
    row = page.get_by_role("row").filter(has_text="双桥镇卫生院")
    expect(row).to_contain_text("逾期未报")
    file(world, "shuangqiao", LATE)
    page.goto(COLLECT)
    assert figures(page) == numbers(expected=3, received=3, in_time=2, late=1)
    expect(row).to_contain_text("已报送（迟报）")

    for name in ("柳林镇卫生院", "白沙镇卫生院", "双桥镇卫生院"):
        accept(clerk, name)
    page.goto(COLLECT)
    assert figures(page) == numbers(expected=3, received=3, in_time=2, late=1, accepted=3)
    clerk.shoot("quarter-collected")
    put_together(clerk, tmp_path)
    assert events.verify() is None


def file(world: SimpleNamespace, unit: str, at: datetime) -> None:
    """Prepared, signed and sent through the verbs; the walk of one clinic by hand is another test's."""
    place, manager, head = (getattr(world, n) for n in (unit, BY[unit], HEADS[unit]))
    due = queries.due_or_404(place, "report.hazard_list", "2026-Q3", at)
    case = reports.prepare(manager, unit=place, due=due, at=at)
    case = reports.sign(head, case=case, version=None, at=at)
    reports.submit(manager, case=case, version=None, at=at)


def figures(page: Page) -> dict[str, str]:
    """What the page says in figures, by their titles."""
    shown = page.locator(".figure")
    titles, values = shown.locator("dt"), shown.locator(".figure-value")
    return dict(zip(titles.all_inner_texts(), values.all_inner_texts(), strict=True))


def numbers(
    *, expected: int, received: int, in_time: int, late: int = 0, accepted: int = 0,
    returned: int = 0, missing: int = 0,
) -> dict[str, str]:  # fmt: skip
    told = {
        "应收": expected, "已收": received, "按时": in_time, "迟报": late, "已接收": accepted,
        "已退回": returned, "未报": missing,
    }  # fmt: skip
    return {title: str(number) for title, number in told.items()}


def urged(clerk: Hand, late: Hand) -> None:
    """One button reminds all who have not sent; the notice leads to the page to do it on."""
    clerk.button("催办全部未报单位")
    clerk.says("已向 1 个单位发出催办")
    late.page.goto("/notices/")
    late.button(f"查看：催办：请报送{LIST}")
    expect(late.page.get_by_role("heading", level=1)).to_have_text(LIST)
    late.says("开始编制")


def send_back(clerk: Hand, unit: str) -> str:
    """Opened from the collection, returned with a reason; without one the page says so."""
    page = clerk.page
    page.goto(COLLECT)
    clerk.link(unit)
    clerk.link("退回", exact=True)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("退回原因").fill("配电箱一条没有写整改措施，请补上。")
    clerk.tap(dialog.get_by_role("button", name="退回"))
    clerk.says("已退回。")
    return page.url


def file_again(address: str, manager: Hand, head: Hand) -> None:
    """The unit is told why, its head signs anew, and it goes out as the second version."""
    manager.page.goto("/notices/")
    manager.says("已退回：配电箱一条没有写整改措施，请补上。")
    manager.page.goto(address)
    manager.says("配电箱一条没有写整改措施，请补上。")
    manager.shoot("quarter-returned-phone")
    head.page.goto(address)
    head.button("签字")
    head.button("确定")
    head.says("已签字，内容已冻结。")
    manager.page.goto(address)
    manager.button("报送", exact=True)
    manager.says("已报送。")
    manager.says("第 2 版")


def accept(clerk: Hand, unit: str) -> None:
    clerk.page.goto(COLLECT)
    clerk.link(unit)
    clerk.button("接收", exact=True)
    clerk.says("已接收。")


def put_together(clerk: Hand, folder: Path) -> None:
    """The table on the screen, and both files, which hold the same rows and open in an office."""
    page = clerk.page
    clerk.link("查看汇总")
    expect(page.locator("main")).to_contain_text("已接收的 3 个单位，应收 3 个。")
    for what in FOUND.values():
        expect(page.locator("main")).to_contain_text(what)
    clerk.shoot("quarter-together")
    for button, name in (("导出 Excel", "all.xlsx"), ("导出 Word", "all.docx")):
        with page.expect_download() as taken:
            clerk.link(button)
        taken.value.save_as(folder / name)
    rows = rows_of_sheet((folder / "all.xlsx").read_bytes())
    assert sorted(FOUND.values()) == sorted(row[5] for row in rows[1:])
    assert rows_of_document((folder / "all.docx").read_bytes()) == rows
    for name in ("all.xlsx", "all.docx"):
        printed = converted(folder / name, "pdf")
        assert printed is None or printed.startswith(b"%PDF")


def rows_of_sheet(content: bytes) -> list[list[str]]:
    """Header and numbered rows of the first sheet; no cell is a formula."""
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    rows = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows if row[0] == "序号" or row[0].isdigit()]


def rows_of_document(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(BytesIO(content)).tables[0].rows]

"""Pages of reports: who sees what, who may press what, what a refusal leaves behind."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from weian.duty import actions as duties
from weian.notify import queries as notices
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.report import actions, queries

from .conftest import AT, BRIEF, FOUNDED

pytestmark = pytest.mark.db
LIST = "/reports/report.hazard_list/2026-Q3/"
COLLECT = "/reports/collect/report.hazard_list/2026-Q3/"
BUDGETS = json.loads(Path(__file__).with_name("query_budgets.json").read_text("utf-8"))


def words(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("who", ["far_clerk", "other_manager", "chief", "nurse"])
def test_a_strangers_report_does_not_exist(
    county: SimpleNamespace, browse: Any, sent: Any, who: str
) -> None:
    case, client = sent(), browse(who)
    assert client.get(f"/reports/{case.pk}/").status_code == 404
    assert client.get(f"/reports/{case.pk}/xlsx").status_code == 404
    assert client.post(f"/reports/{case.pk}/accept").status_code == 404
    assert client.get(f"{LIST}?unit={county.clinic.pk}").status_code in (302, 403, 404)


@pytest.mark.parametrize("until", ["draft", "sign"])
def test_what_has_not_left_the_house_is_not_seen_above(
    county: SimpleNamespace, browse: Any, sent: Any, until: str
) -> None:
    case = sent(until=until)
    assert browse("clerk").get(f"/reports/{case.pk}/").status_code == 404
    assert browse("leader").post(f"/reports/{case.pk}/sign").status_code == 404
    assert browse("manager").get(f"/reports/{case.pk}/").status_code == 200


def test_above_only_what_was_submitted_is_seen_while_it_is_put_right(
    county: SimpleNamespace, browse: Any, sent: Any, hazard: Any
) -> None:
    hazard("已经报送的")
    case, given = sent(), {"reason": "请补充"}
    actions.review(county.clerk, case=case, verb="return", given=given, version=None, at=AT)
    hazard("退回后补录的")
    above, house = browse("clerk"), browse("manager")
    assert "退回后补录的" not in words(above.get(f"/reports/{case.pk}/"))
    assert "退回后补录的" in words(house.get(f"/reports/{case.pk}/"))
    actions.sign(county.head, case=case, version=None, at=AT)
    shown = words(above.get(f"/reports/{case.pk}/"))
    assert "已经报送的" in shown and "退回后补录的" not in shown
    sheet = load_workbook(BytesIO(above.get(f"/reports/{case.pk}/xlsx").content)).worksheets[0]
    assert sheet["A5"].value is None


def test_whoever_looks_from_above_is_led_to_what_came_of_it(
    county: SimpleNamespace, browse: Any
) -> None:
    answer = browse("clerk").get(f"{LIST}?unit={county.clinic.pk}")
    assert (answer.status_code, answer["Location"]) == (302, COLLECT)


def test_the_buttons_are_those_of_the_person(
    county: SimpleNamespace, browse: Any, sent: Any
) -> None:
    case = sent(until="draft")
    address = f"/reports/{case.pk}/"
    assert f'action="{address}sign"' in words(browse("head").get(address))
    assert "等待 <strong>主要负责人签字" in words(browse("manager").get(address))
    actions.sign(county.head, case=case, version=None, at=AT)
    manager = words(browse("manager").get(address))
    assert manager.index(f'action="{address}submit"') < manager.index(f'action="{address}unsign"')
    actions.submit(county.manager, case=case, version=None, at=AT)
    assert f'action="{address}accept"' in words(browse("clerk").get(address))
    assert "等待 <strong>上级卫健部门审阅" in words(browse("head").get(address))


def test_the_way_through_the_pages(county: SimpleNamespace, browse: Any) -> None:
    manager, head, clerk = browse("manager"), browse("head"), browse("clerk")
    assert "开始编制" in words(manager.get(f"{LIST}?unit={county.clinic.pk}"))
    address = manager.post(LIST, {"unit": county.clinic.pk})["Location"]
    assert "已签字" in words(head.post(f"{address}sign", {"version": "1"}, follow=True))
    assert "已报送" in words(manager.post(f"{address}submit", {"version": "2"}, follow=True))
    assert "已接收" in words(clerk.post(f"{address}accept", {"version": "3"}, follow=True))
    assert manager.get(LIST)["Location"] == address


def test_an_old_page_is_refused_in_words(county: SimpleNamespace, browse: Any, sent: Any) -> None:
    case = sent(until="draft")
    head = browse("head")
    head.post(f"/reports/{case.pk}/sign", {"version": case.version})
    again = head.post(f"/reports/{case.pk}/sign", {"version": case.version}, follow=True)
    assert "王" not in county.head.name and "已于" in words(again)


def test_a_step_that_is_none_does_nothing(county: SimpleNamespace, browse: Any, sent: Any) -> None:
    case, manager = sent(until="sign"), browse("manager")
    for verb, status in (("nonsense", 404), ("draft", 404)):
        assert manager.post(f"/reports/{case.pk}/{verb}").status_code == status
    manager.post(f"/reports/{case.pk}/submit", {"version": "x"})
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_return_without_a_reason_keeps_the_page(browse: Any, sent: Any) -> None:
    case = sent()
    answer = browse("clerk").post(f"/reports/{case.pk}/return", {"reason": "", "version": "3"})
    assert answer.status_code == 422
    assert words(answer).count("请填写退回原因") == 2  # on top and beside the field
    assert "data-opened" in words(answer)


def test_words_refused_are_kept_on_the_page(county: SimpleNamespace, browse: Any) -> None:
    manager, given = browse("manager"), {"unit": county.clinic.pk, "headline": "九月简讯"}
    answer = manager.post(f"/reports/{BRIEF}/2026-09/", {**given, "text": "太短"})
    assert answer.status_code == 422 and "太短" in words(answer)
    long = "本月开展消防演练一次，参加三十人，发现问题两条。"
    address = manager.post(f"/reports/{BRIEF}/2026-09/", {**given, "text": long})["Location"]
    page = words(manager.get(address))
    assert long in page and "保存修改" in page
    manager.post(f"{address}revise", {"text": long + "均已整改。", "version": "1"})
    assert "均已整改。" in words(manager.get(address))


def test_files_come_after_the_signature(browse: Any, sent: Any) -> None:
    case, manager = sent(until="draft"), browse("manager")
    assert manager.get(f"/reports/{case.pk}/xlsx").status_code == 302
    done = sent(until="sign")
    assert manager.get(f"/reports/{done.pk}/docx").status_code == 200


def test_a_commission_sees_what_came_and_what_did_not(
    county: SimpleNamespace, browse: Any, sent: Any, hazard: Any
) -> None:
    hazard("配电箱未上锁")
    sent()
    duties.rebuild(AT)
    found = queries.collection(county.office, queries.kind_or_404("report.hazard_list"),
                               "2026-Q3", county.clerk, AT)  # fmt: skip
    assert {line.unit.name: line.state for line in found.lines} == {
        "柳林镇卫生院": "submitted", "白沙镇卫生院": "missing", "双桥镇卫生院": "missing",
    }  # fmt: skip
    tally = found.tally
    assert (tally.expected, tally.received, tally.in_time, tally.missing) == (3, 1, 1, 2)
    listed = queries.collections(county.office, county.clerk, AT, 8)
    assert next(t for t in listed if t.due.period == "2026-Q3") == tally
    page = words(browse("clerk").get(COLLECT))
    assert page.index("白沙镇卫生院") < page.index("柳林镇卫生院")
    assert queries.consolidated(found, "汇总") is None  # nothing is taken over unread
    case = found.of("submitted")[0].case
    assert case is not None
    actions.review(county.clerk, case=case, verb="accept", given={}, version=None, at=AT)
    found = queries.collection(county.office, found.kind, "2026-Q3", county.clerk, AT)
    table = queries.consolidated(found, "汇总")
    assert table is not None and [row[5] for row in table.rows] == ["配电箱未上锁"]


def test_reports_in_words_are_put_together_with_their_unit(
    county: SimpleNamespace, due_of: Any
) -> None:
    due = due_of("clinic", BRIEF, "2026-09")
    case = actions.prepare(
        county.manager, unit=county.clinic, due=due, at=AT, headline="演练", answers={"text": "开展演练一次，效果良好。"}
    )  # fmt: skip
    case = actions.sign(county.head, case=case, version=None, at=AT)
    case = actions.submit(county.manager, case=case, version=None, at=AT)
    actions.review(county.clerk, case=case, verb="accept", given={}, version=None, at=AT)
    kind = queries.kind_or_404(BRIEF)
    found = queries.collection(county.office, kind, "2026-09", county.clerk, AT)
    table = queries.consolidated(found, "汇总")
    assert table is not None
    assert table.rows == (("柳林镇卫生院", "演练", "开展演练一次，效果良好。"),)


def test_nothing_to_put_together_is_said(county: SimpleNamespace, browse: Any) -> None:
    answer = browse("clerk").get(f"{COLLECT}xlsx", follow=True)
    assert "没有可以汇总的内容" in words(answer)


def test_units_let_off_are_not_missing(county: SimpleNamespace, browse: Any) -> None:
    org.declare_fact(None, at=AT, unit=county.other, key="medical", value=False, since=FOUNDED)
    duties.rebuild(AT)
    kind = queries.kind_or_404("report.hazard_list")
    found = queries.collection(county.office, kind, "2026-Q3", county.clerk, AT)
    assert {line.unit.name for line in found.lines} == {"柳林镇卫生院", "双桥镇卫生院"}


def test_reminders_go_to_those_who_have_not_sent(
    county: SimpleNamespace, browse: Any, sent: Any
) -> None:
    sent()
    clerk, given = browse("clerk"), {"unit": county.office.pk}
    first = words(clerk.post(f"{COLLECT}urge", given, follow=True))
    assert "已向 1 个单位发出催办" in first
    assert "双桥镇卫生院：双桥镇卫生院没有在任的" in first  # nobody there to be told
    again = words(clerk.post(f"{COLLECT}urge", given, follow=True))
    assert "已经催办过" in again
    told = notices.notices_of(county.other_manager).get()
    assert told.title == "催办：请报送2026年第三季度问题隐患和制度措施清单"
    assert browse("other_manager").get(told.url).status_code == 200
    assert not notices.notices_of(county.manager).filter(kind="urge").exists()


def test_nobody_is_reminded_before_the_window(county: SimpleNamespace, browse: Any) -> None:
    address = "/reports/collect/report.hazard_list/2026-Q4/urge"
    assert browse("clerk").post(address, {"unit": county.office.pk}).status_code == 409


@pytest.mark.parametrize("who", ["manager", "head", "inspector", "chief", "nurse"])
def test_collections_are_for_those_who_take_reports(browse: Any, who: str) -> None:
    client = browse(who)
    assert client.get(COLLECT).status_code in (403, 404)
    assert client.post(f"{COLLECT}urge").status_code in (403, 404)


def test_another_county_is_not_collected(county: SimpleNamespace, browse: Any) -> None:
    assert browse("clerk").get(f"{COLLECT}?unit={county.far.pk}").status_code == 404
    assert browse("far_clerk").get(COLLECT).status_code == 404


def test_a_commission_finds_its_own_reports_beside(county: SimpleNamespace, browse: Any) -> None:
    clerk = browse("clerk")
    assert "本级上报" in words(clerk.get("/reports/"))
    own = words(clerk.get(f"/reports/?unit={county.office.pk}&own=1"))
    assert "2026年度工作情况" in own
    assert "开始" not in own


@pytest.mark.parametrize("name", sorted(BUDGETS))
def test_a_page_keeps_its_budget_of_queries(
    county: SimpleNamespace, browse: Any, sent: Any, hazard: Any, name: str
) -> None:
    """However many units and rows there are."""
    seeds = [
        UnitSeed(str(n), "township_clinic", f"第{n}卫生院", "", date(2024, 1, 1)) for n in range(30)
    ]
    org.load_tree(None, at=AT, seeds=seeds, root=county.office)
    for n in range(12):
        hazard(f"隐患之{n}")
    case = sent(until="draft" if "draft" in name else "submit")
    if "consolidation" in name:
        actions.review(county.clerk, case=case, verb="accept", given={}, version=None, at=AT)
    who, address, budget = BUDGETS[name]
    client, address = browse(who), address.format(case=case.pk, unit=county.other.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    spent = [q["sql"][:160] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(spent) <= budget, "\n".join(spent)

"""A large consolidation: offered, put together by the worker once, kept until more is accepted."""

import io
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from weian.base import bounds, events, store
from weian.base.errors import Conflict, Forbidden
from weian.base.models import Event
from weian.org import actions as org
from weian.org.bounds import bounds_of
from weian.policy import actions as policy
from weian.policy.loading import load_text
from weian.report import (
    actions,
    collecting,
    consolidation_actions,
    consolidations,
    jobs,
    queries,
)
from weian.report.consolidation_run import put_together
from weian.report.consolidations import title_of
from weian.report.hazard_list import COLUMNS, Hazard, table_of
from weian.report.models import Consolidation, Frozen
from weian.report.queries import Case
from weian.report.table import from_content

from .conftest import AT, BEGUN, LIST
from .papers import UPWARD

pytestmark = pytest.mark.db
COLLECT = "/reports/collect/report.hazard_list/2026-Q3/"
TOGETHER = f"{COLLECT}together/"
ROWS = consolidations.MOST_ROWS + 1


def words(answer: Any) -> str:
    return str(answer.content.decode())


def fill(case: Case, place: str = "门诊楼") -> None:
    """As many rows as nobody waits for, frozen with a return that was accepted."""
    hazards = [
        Hazard(
            f"00000000-0000-0000-0000-{n:012}", date(2026, 9, 1), "柳林镇卫生院", "后勤科", place,
            f"灭火器压力不足（第{n}处）", "fire", "ordinary", "closed", date(2026, 9, 15),
            date(2026, 9, 9), "经办人", "复查人", {},
        )
        for n in range(ROWS)
    ]  # fmt: skip
    few = [column for column in COLUMNS if column.key in ("number", "hazard")]
    table = table_of("清单", hazards, few)
    Frozen.objects.filter(case_id=case.pk).update(content=table.content(), digest=table.digest())
    row = Case.objects.get(pk=case.pk)
    row.data = {**row.data, "rows": ROWS}
    row.save(update_fields=["data"])


def accept(county: SimpleNamespace, case: Case) -> None:
    actions.review(county.clerk, case=case, verb="accept", given={}, version=None, at=AT)


@pytest.fixture
def large(county: SimpleNamespace, sent: Any) -> Case:
    """One accepted return of very many rows."""
    case: Case = sent()
    accept(county, case)
    fill(case)
    return case


def waiting_jobs() -> list[dict[str, Any]]:
    found = ProcrastinateJob.objects.filter(task_name="report.consolidate").order_by("id")
    return [job.args for job in found]


def work() -> None:
    """Do what waits for the worker, as the worker: no bounds but those that the job says."""
    for args in waiting_jobs():
        jobs.consolidate(**args)


def test_a_large_consolidation_is_offered_put_together_and_shown(large: Case, browse: Any) -> None:
    clerk = browse("clerk")
    assert "开始汇总" in words(clerk.get(TOGETHER))
    assert not Consolidation.objects.exists()  # looking begins nothing
    begun = clerk.post(f"{TOGETHER}begin")
    row = Consolidation.objects.get()
    assert begun["Location"].startswith(f"{TOGETHER}{row.pk}/")
    page = words(clerk.get(begun["Location"]))
    assert "正在排队" in page
    assert 'http-equiv="refresh"' in page
    assert clerk.get(TOGETHER)["Location"].startswith(f"{TOGETHER}{row.pk}/")  # found again
    work()
    assert clerk.get(begun["Location"])["Location"].startswith(TOGETHER)
    page = words(clerk.get(TOGETHER))
    assert "灭火器压力不足（第0处）" in page
    assert f"这里只列前 {consolidations.SHOWN} 行" in page
    assert "重新汇总" not in page
    answer = clerk.get(f"{COLLECT}xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet.cell(3 + ROWS, 2).value == str(ROWS)
    assert clerk.get(f"{COLLECT}docx").content.startswith(b"PK")
    assert clerk.get(f"{COLLECT}pdf").content.startswith(b"%PDF")


def test_clicked_twice_it_is_put_together_once(large: Case, browse: Any) -> None:
    clerk, leader = browse("clerk"), browse("leader")
    first = clerk.post(f"{TOGETHER}begin")
    assert clerk.post(f"{TOGETHER}begin")["Location"] == first["Location"]
    assert leader.post(f"{TOGETHER}begin")["Location"] == first["Location"]  # of just the same
    assert len(waiting_jobs()) == 1
    work()
    clerk.post(f"{TOGETHER}begin")
    assert len(waiting_jobs()) == 1
    assert Event.objects.filter(verb="consolidation.begin").count() == 1
    assert events.verify() is None


def test_progress_is_written_while_it_goes_on(
    county: SimpleNamespace, large: Case, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = browse("clerk")
    address = clerk.post(f"{TOGETHER}begin")["Location"]
    seen: list[str] = []
    save = Consolidation.save

    def look(row: Consolidation, **more: Any) -> None:
        save(row, **more)
        if row.state in ("reading", "writing"):
            seen.append(words(clerk.get(address)))

    monkeypatch.setattr(Consolidation, "save", look)
    with bounds.within(bounds_of(county.clerk, AT)):
        put_together(Consolidation.objects.select_related("person", "unit").get(), AT)
    assert "正在读取各单位的报送：0 / 1 个单位" in seen[0]
    assert f"生成 Excel、Word 和 PDF 文件：0 / {ROWS} 行" in seen[1]
    assert f"2000 / {ROWS} 行" in seen[2]


def test_what_is_accepted_afterwards_is_said_and_put_together_anew(
    county: SimpleNamespace, large: Case, sent: Any, browse: Any
) -> None:
    clerk = browse("clerk")
    clerk.post(f"{TOGETHER}begin")
    work()
    old = Consolidation.objects.get()
    accept(county, sent("other"))
    page = words(clerk.get(TOGETHER))
    assert "此后接收情况有变化" in page
    assert "灭火器压力不足" in page
    assert "开始汇总" in words(browse("leader").get(TOGETHER))  # it was not made for the leader
    clerk.post(f"{TOGETHER}begin")
    work()
    new = Consolidation.objects.get()  # the old one is gone
    assert new.pk != old.pk
    assert "此后接收情况有变化" not in words(clerk.get(TOGETHER))


def test_what_is_accepted_before_the_worker_comes_is_in_it(
    county: SimpleNamespace, large: Case, sent: Any, browse: Any
) -> None:
    clerk = browse("clerk")
    clerk.post(f"{TOGETHER}begin")
    accept(county, sent("other"))
    work()
    assert "此后接收情况有变化" not in words(clerk.get(TOGETHER))


def test_what_cannot_be_put_together_says_why(
    county: SimpleNamespace, large: Case, browse: Any
) -> None:
    clerk = browse("clerk")
    address = clerk.post(f"{TOGETHER}begin")["Location"]
    Case.objects.filter(pk=large.pk).update(
        state="returned", data={**large.data, "standing": False}
    )
    work()
    page = words(clerk.get(address))
    assert "现在没有已接收的报送" in page
    assert "重新汇总" in page
    assert 'http-equiv="refresh"' not in page


def test_a_failure_of_the_server_is_told_and_can_be_tried_again(
    large: Case, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = browse("clerk")
    address = clerk.post(f"{TOGETHER}begin")["Location"]
    content = Frozen.objects.get(case_id=large.pk).content
    Frozen.objects.filter(case_id=large.pk).update(content={})  # as no program leaves it
    with pytest.raises(KeyError):
        work()
    assert "汇总时出了意外" in words(clerk.get(address))
    assert clerk.get(TOGETHER)["Location"] == address
    Frozen.objects.filter(case_id=large.pk).update(content=content)
    assert clerk.post(f"{TOGETHER}begin")["Location"] == address
    assert len(waiting_jobs()) == 2
    work()
    assert "灭火器压力不足" in words(clerk.get(TOGETHER))


def test_what_was_forgotten_by_a_killed_worker_can_be_begun_again(
    county: SimpleNamespace, large: Case, browse: Any, time_machine: Any
) -> None:
    clerk = browse("clerk")
    address = clerk.post(f"{TOGETHER}begin")["Location"]
    time_machine.move_to(AT + consolidations.STUCK + timedelta(minutes=1), tick=False)
    assert "很久没有进展" in words(clerk.get(address))
    clerk.post(f"{TOGETHER}begin")
    assert len(waiting_jobs()) == 2
    assert "正在排队" in words(clerk.get(address))


def test_whoever_lost_the_right_meanwhile_gets_nothing(
    county: SimpleNamespace, large: Case, browse: Any
) -> None:
    browse("clerk").post(f"{TOGETHER}begin")
    org.leave(None, at=AT, person=county.clerk, on=AT.date())
    work()
    row = Consolidation.objects.get()
    assert (row.state, row.xlsx, row.content) == ("failed", "", {})
    assert row.why


@pytest.mark.parametrize("who", ["far_clerk", "manager", "head", "inspector", "chief", "nurse"])
def test_nobody_else_sees_or_begins_a_consolidation(large: Case, browse: Any, who: str) -> None:
    address = browse("clerk").post(f"{TOGETHER}begin")["Location"]
    work()
    client = browse(who)
    for answer in (
        client.get(address), client.get(TOGETHER), client.post(f"{TOGETHER}begin"),
        client.get(f"{COLLECT}xlsx"),
    ):  # fmt: skip
        assert answer.status_code in (403, 404)
    assert len(waiting_jobs()) == 1


def test_a_stranger_with_the_same_right_finds_no_such_page(
    county: SimpleNamespace, large: Case, browse: Any
) -> None:
    address = browse("clerk").post(f"{TOGETHER}begin")["Location"]
    assert browse("far_clerk").get(address).status_code == 404
    own = address.replace(f"unit={county.office.pk}", f"unit={county.far.pk}")
    assert own != address
    assert browse("far_clerk").get(own).status_code == 404


def test_the_action_itself_asks_for_the_right(county: SimpleNamespace, large: Case) -> None:
    kind = queries.kind_or_404("report.hazard_list")
    found = queries.collection(county.office, kind, "2026-Q3", None, AT)
    with pytest.raises(Forbidden):
        consolidation_actions.begin(
            county.inspector, unit=county.office, found=found,
            title=title_of(county.office, found), at=AT,
        )  # fmt: skip


def test_a_small_one_is_put_together_at_once(
    county: SimpleNamespace, sent: Any, browse: Any
) -> None:
    accept(county, sent())
    clerk = browse("clerk")
    assert clerk.get(TOGETHER).status_code == 200
    assert clerk.post(f"{TOGETHER}begin")["Location"].startswith(f"{TOGETHER}?")
    assert not Consolidation.objects.exists()


def test_its_files_are_kept_as_long_as_it_is(large: Case, browse: Any) -> None:
    browse("clerk").post(f"{TOGETHER}begin")
    work()
    row = Consolidation.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(store.all_named())
        named = {sha for (sha,) in cursor.fetchall()}
    assert {row.xlsx, row.docx, row.pdf, row.whole} <= named


@pytest.fixture
def upward(county: SimpleNamespace, large: Case) -> Case:
    """The city asks the county for the same list; the county has begun it."""
    edition, _ = policy.load_edition(load_text(UPWARD, "upward"), at=BEGUN)
    policy.adopt(None, edition=edition, unit=county.city, since=BEGUN.date(), at=BEGUN)
    due = queries.due_or_404(county.office, LIST, "2026-Q3", AT)
    for unit in (county.other, county.young):
        actions.note_missing(
            county.clerk, unit=county.office, due=due, missing=unit, reason="停业", at=AT
        )
    return actions.prepare(county.clerk, unit=county.office, due=due, at=AT)


def test_what_goes_further_up_is_put_together_by_the_worker_too(
    county: SimpleNamespace, upward: Case, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = browse("clerk")
    page = words(clerk.get(f"/reports/{upward.pk}/"))
    assert "由服务器在后台汇总，还没有按现在的接收情况汇总" in page
    with pytest.raises(Conflict, match="请先在“下级报送”里开始汇总"):
        actions.sign(county.leader, case=upward, version=None, at=AT)
    clerk.post(f"{TOGETHER}begin")
    work()
    # from here on nothing is joined while somebody waits
    monkeypatch.setattr(collecting, "accepted_parts", None)
    page = words(clerk.get(f"/reports/{upward.pk}/"))
    assert "这里只列前 300 行，签字时全部列入" in page
    assert f">{ROWS}<" in page
    actions.sign(county.leader, case=upward, version=None, at=AT)
    frozen = queries.frozen_of(upward)
    assert frozen is not None
    table = from_content(frozen.content)
    assert (len(table.rows), table.title) == (ROWS, "2026年第三季度问题隐患和制度措施清单")
    assert table.rows[-1][1] == str(ROWS)
    assert table.sources[5].endswith("000000000005")
    assert "停业" in {key: text for key, _, text in table.words}["standing"]
    assert table.digest() == frozen.digest


def test_what_was_accepted_since_must_be_put_together_before_it_is_signed(
    county: SimpleNamespace, upward: Case, sent: Any, browse: Any
) -> None:
    browse("clerk").post(f"{TOGETHER}begin")
    work()
    accept(county, sent("other"))
    with pytest.raises(Conflict, match="还没有按现在的接收情况汇总"):
        actions.sign(county.leader, case=upward, version=None, at=AT)


def test_waiting_costs_few_queries(large: Case, browse: Any) -> None:
    clerk = browse("clerk")
    address = clerk.post(f"{TOGETHER}begin")["Location"]
    clerk.get(address)
    with CaptureQueriesContext(connection) as asked:
        clerk.get(address)
    assert len(asked) <= 12, [q["sql"][:120] for q in asked]

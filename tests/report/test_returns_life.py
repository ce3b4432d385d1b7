"""What a return goes through beyond its usual way: correction, adoption, the consolidation of a parent."""

from datetime import datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from weian.base.clock import TZ
from weian.base.errors import Conflict, NotVisible, Refusal
from weian.case import queries as cases
from weian.policy import actions as policy
from weian.policy.loading import load_text
from weian.report import actions, queries
from weian.report.diff import differences
from weian.report.documents import to_docx, to_xlsx
from weian.report.queries import Case
from weian.report.table import from_content

from .conftest import AT, BEGUN, BRIEF, LIST
from .papers import UPWARD

pytestmark = pytest.mark.db
WORDS = "本月开展消防演练一次，参加三十人，发现问题两条，均已整改。"
YEAR_END = datetime(2026, 12, 20, 9, tzinfo=TZ)


def accept(county: SimpleNamespace, case: Case, at: datetime = AT) -> Case:
    return actions.review(county.clerk, case=case, verb="accept", given={}, version=None, at=at)


def again(county: SimpleNamespace, case: Case, at: datetime) -> Case:
    """Signed and sent once more."""
    case = actions.sign(county.head, case=case, version=None, at=at)
    return actions.submit(county.manager, case=case, version=None, at=at)


@pytest.fixture
def brief(county: SimpleNamespace, due_of: Any) -> Case:
    due = due_of("clinic", BRIEF, "2026-09")
    return actions.prepare(
        county.manager, unit=county.clinic, due=due, at=AT, headline="演练", answers={"text": WORDS}
    )


def test_a_correction_is_version_two_and_the_first_stands_until_it_is_accepted(
    county: SimpleNamespace, sent: Any, hazard: Any
) -> None:
    hazard("配电箱未上锁")
    case = accept(county, sent())
    case = actions.correct(county.manager, case=case, reason="漏了一条", version=None, at=AT)
    hazard("漏报的一条")
    kind = queries.kind_or_404(LIST)

    def rows() -> list[str]:
        found = queries.collection(county.office, kind, "2026-Q3", county.clerk, AT)
        assert found.tally.accepted == 1 or found.of("submitted")
        table = queries.consolidated(found, "汇总")
        return [row[5] for row in table.rows] if table else []

    assert rows() == ["配电箱未上锁"]
    case = accept(county, again(county, case, AT + timedelta(hours=1)), AT + timedelta(hours=2))
    assert rows() == ["配电箱未上锁", "漏报的一条"]
    seen = queries.seen_by(county.clerk, case, AT)
    assert seen.before is not None and seen.table is not None and seen.frozen is not None
    assert (seen.before.version, seen.frozen.version) == (1, 2)
    changes = differences(from_content(seen.before.content), seen.table)
    assert [(c.place, c.was, c.now) for c in changes] == [("漏报的一条", "", "新增这一行")]


def test_words_rewritten_after_a_return_are_seen_above_only_when_sent(
    county: SimpleNamespace, brief: Case, browse: Any
) -> None:
    sent = again(county, brief, AT)
    given = {"reason": "太简单"}
    case = actions.review(county.clerk, case=sent, verb="return", given=given, version=None, at=AT)
    assert "与上一版相同" in browse("manager").get(f"/reports/{case.pk}/").content.decode()
    secret = "改写后还没有签字的文字，上级现在不应看到。"
    actions.revise(county.manager, case=case, answers={"text": secret}, version=None, at=AT)
    page = browse("clerk").get(f"/reports/{case.pk}/").content.decode()
    assert WORDS in page and secret not in page
    export = browse("clerk").get("/cases/return/export").content
    assert secret.encode() not in export
    house = browse("manager").get(f"/reports/{case.pk}/").content.decode()
    assert secret in house and "与上一版的差别" in house


@pytest.mark.parametrize("who", ["clerk", "leader", "city_clerk"])
def test_what_is_still_prepared_is_in_no_list_above(
    county: SimpleNamespace, brief: Case, browse: Any, who: str
) -> None:
    person = getattr(county, who)
    assert not cases.visible(person, AT).filter(pk=brief.pk).exists()
    assert cases.visible(county.manager, AT).filter(pk=brief.pk).exists()
    assert browse(who).get(f"/cases/{brief.pk}/").status_code == 404
    assert "演练" not in browse(who).get("/cases/return/").content.decode()
    sent = again(county, brief, AT)
    assert cases.visible(person, AT).filter(pk=sent.pk).exists()


def test_a_brief_is_adopted_once_and_a_list_never(
    county: SimpleNamespace, brief: Case, sent: Any
) -> None:
    case = accept(county, again(county, brief, AT))

    def adopt(which: Case) -> Case:
        return actions.review(county.clerk, case=which, verb="adopt", given={}, version=None, at=AT)

    assert adopt(case).data["adopted"] is True
    with pytest.raises(Refusal, match="已经采用过"):
        adopt(case)
    with pytest.raises(Refusal, match="只有简讯和经验做法"):
        adopt(accept(county, sent("other")))


def test_a_frozen_return_gives_the_same_bytes_a_year_later(
    county: SimpleNamespace, sent: Any, hazard: Any, browse: Any, time_machine: Any
) -> None:
    hazard("配电箱未上锁")
    case = sent()
    address = f"/reports/{case.pk}/"
    before = [browse("manager").get(f"{address}{form}").content for form in ("xlsx", "docx", "pdf")]
    later = AT + timedelta(days=365)
    hazard("第二年的隐患", at=later)
    client = browse("manager")
    time_machine.move_to(later, tick=False)
    client.force_login(county.manager, "allauth.account.auth_backends.AuthenticationBackend")
    after = [client.get(f"{address}{form}").content for form in ("xlsx", "docx", "pdf")]
    assert before == after and before[0][:2] == b"PK"


def test_formulas_typed_by_people_are_inert(
    county: SimpleNamespace, sent: Any, hazard: Any
) -> None:
    hazard('=HYPERLINK("http://x","点我")')
    frozen = queries.frozen_of(sent())
    assert frozen is not None
    table = from_content(frozen.content)
    given: dict[str, Any] = {"unit": "=1+1", "day": frozen.day, "signer": "+1"}
    for data in (to_xlsx(table, **given), to_docx(table, **given)):
        assert b"<f>" not in data
    page = load_workbook(BytesIO(to_xlsx(table, **given))).worksheets[0]
    assert {c.data_type for row in page.iter_rows() for c in row} <= {"s", "n"}


def test_a_commissions_own_return_is_filled_from_the_ledgers(
    county: SimpleNamespace, due_of: Any
) -> None:
    """The county owes the city its yearly work; the clinics owe it the county."""
    found = queries.dues_of(county.office, YEAR_END)
    due = next(d for d in found if d.kind.key == "report.yearly_work" and d.period == "2026")
    draft = queries.draft_of(county.office, due, YEAR_END)
    assert draft.below is None  # no clinic files it: the figures come from the ledgers
    assert draft.table is not None and draft.table.rows


def test_a_unit_that_did_not_file_is_noted_with_a_reason(
    county: SimpleNamespace, due_of: Any, sent: Any
) -> None:
    sent()
    due, at = due_of("clinic"), AT + timedelta(days=10)
    kind = queries.kind_or_404(LIST)

    def line(unit: Any) -> queries.Line:
        found = queries.collection(county.office, kind, "2026-Q3", county.clerk, at)
        return next(x for x in found.lines if x.unit.pk == unit.pk)

    given: dict[str, Any] = {"unit": county.office, "due": due, "at": at}
    assert line(county.other) in _unsettled(county, at)
    actions.note_missing(county.clerk, missing=county.other, reason="停业整顿", **given)
    assert line(county.other).noted == "停业整顿"
    assert line(county.other) not in _unsettled(county, at)
    assert line(county.clinic) in _unsettled(county, at)  # sent, but nobody has looked at it
    with pytest.raises(Conflict, match="没有缺报"):
        actions.note_missing(county.clerk, missing=county.clinic, reason="没有", **given)
    with pytest.raises(Refusal):
        actions.note_missing(county.manager, missing=county.other, reason="没有", **given)


def _unsettled(county: SimpleNamespace, at: datetime) -> list[queries.Line]:
    kind = queries.kind_or_404(LIST)
    return queries.collection(county.office, kind, "2026-Q3", county.clerk, at).unsettled


def test_a_parent_signs_when_each_child_is_accepted_returned_or_noted_missing(
    county: SimpleNamespace, due_of: Any, sent: Any, hazard: Any
) -> None:
    """The city asks the county for the same list: it is what came from below."""
    edition, _ = policy.load_edition(load_text(UPWARD, "upward"), at=BEGUN)
    policy.adopt(None, edition=edition, unit=county.city, since=BEGUN.date(), at=BEGUN)
    hazard("配电箱未上锁")
    hazard("消火栓被遮挡", "other")
    first, second = sent("clinic"), sent("other")
    due = queries.due_or_404(county.office, LIST, "2026-Q3", AT)
    mine = actions.prepare(county.clerk, unit=county.office, due=due, at=AT)

    def sign() -> Case:
        return actions.sign(county.leader, case=mine, version=None, at=AT)

    with pytest.raises(Conflict, match="还有 3 个下级单位没有处理完"):
        sign()
    accept(county, first)
    with pytest.raises(Conflict, match="还有 2 个下级单位没有处理完（白沙镇卫生院、双桥镇卫生院）"):
        sign()
    given = {"reason": "缺少整改措施"}
    actions.review(county.clerk, case=second, verb="return", given=given, version=None, at=AT)
    with pytest.raises(Conflict, match="还有 1 个下级单位没有处理完（双桥镇卫生院）"):
        sign()
    actions.note_missing(
        county.clerk, unit=county.office, due=due, missing=county.young, reason="停业整顿", at=AT
    )
    done = actions.submit(county.clerk, case=sign(), version=None, at=AT)
    frozen = queries.frozen_of(done)
    assert frozen is not None
    table = from_content(frozen.content)
    assert [row[5] for row in table.rows] == ["配电箱未上锁"]
    ((_, title, text),) = table.words
    assert title == "报送情况"
    assert text == (
        "应收 3 个单位，已接收 1 个。\n已退回、没有重新报送：白沙镇卫生院。\n缺报：双桥镇卫生院（停业整顿）。"
    )
    page = load_workbook(BytesIO(to_xlsx(table, unit="局", day=frozen.day, signer=""))).worksheets[
        0
    ]
    assert text in {c.value for row in page.iter_rows() for c in row}
    assert text.splitlines()[2] in {
        p.text
        for p in Document(BytesIO(to_docx(table, unit="局", day=frozen.day, signer=""))).paragraphs
    }


def test_nobody_elses_figure_opens(county: SimpleNamespace, brief: Case, browse: Any) -> None:
    for who in ("far_clerk", "other_manager"):
        assert browse(who).get(f"/reports/{brief.pk}/behind/0-2/").status_code == 404
    assert browse("manager").get(f"/reports/{brief.pk}/behind/0-2/").status_code == 404
    with pytest.raises(NotVisible):
        queries.return_or_404(county.far_clerk, brief.pk, AT)

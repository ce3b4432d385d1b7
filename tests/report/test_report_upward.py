"""A report on its way: prepared, signed and frozen, submitted, returned, accepted."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base import events
from weian.base.clock import TZ
from weian.base.errors import BadInput, Conflict, Forbidden, Refusal
from weian.core.flow import Flow
from weian.duty import actions as duties
from weian.duty import queries as duty
from weian.notify import queries as notices
from weian.record.kinds import KINDS as RECORDS
from weian.report import actions, queries
from weian.report.documents import to_docx, to_xlsx
from weian.report.kinds import FLOW, REPORTS
from weian.report.queries import Case
from weian.report.table import from_content

from .conftest import AT, BRIEF

pytestmark = pytest.mark.db
WORDS = "本月开展消防演练一次，参加三十人，发现问题两条，均已整改。"
VERBS = ("revise", "sign", "unsign", "submit", "return", "accept", "correct", "adopt")
TABLE = {
    "drafted": {"sign": "signed", "revise": "drafted"},
    "signed": {"unsign": "drafted", "submit": "submitted"},
    "submitted": {"return": "returned", "accept": "accepted"},
    "returned": {"sign": "signed", "revise": "drafted"},
    "accepted": {"correct": "drafted", "adopt": "accepted"},
}  # fmt: skip


@pytest.fixture
def brief(county: SimpleNamespace, due_of: Any) -> Case:
    """A report in words, being drafted."""
    due = due_of("clinic", BRIEF, "2026-09")
    return actions.prepare(
        county.manager, unit=county.clinic, due=due, at=AT, answers={"text": WORDS}
    )


def take(county: SimpleNamespace, case: Case, verb: str, at: datetime = AT) -> Case:
    """One step by whoever usually takes it."""
    common: dict[str, Any] = {"case": case, "version": None, "at": at}
    if verb == "revise":
        return actions.revise(county.manager, answers={"text": f"{WORDS}（补充）"}, **common)
    if verb == "sign":
        return actions.sign(county.head, **common)
    if verb == "unsign":
        return actions.take_back(county.manager, **common)
    if verb == "submit":
        return actions.submit(county.manager, **common)
    if verb == "correct":
        return actions.correct(county.manager, reason="人数写错", **common)
    given = {"reason": "请补充效果。"} if verb == "return" else {}
    return actions.review(county.clerk, verb=verb, given=given, **common)


PATHS = {
    "drafted": (), "signed": ("sign",), "submitted": ("sign", "submit"),
    "returned": ("sign", "submit", "return"), "accepted": ("sign", "submit", "accept"),
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", TABLE)
def test_every_step_starts_from_its_states_only(
    county: SimpleNamespace, brief: Case, state: str, verb: str
) -> None:
    case = brief
    for earlier in PATHS[state]:
        case = take(county, case, earlier)
    assert case.state == state
    target = TABLE[state].get(verb)
    if target is not None:
        assert take(county, case, verb).state == target
        return
    with pytest.raises(Refusal):
        take(county, case, verb)
    case.refresh_from_db()
    assert case.state == state


def test_the_table_of_this_test_is_the_flow() -> None:
    flow: Flow = FLOW
    told = {(s, v): t for s, row in TABLE.items() for v, t in row.items()}
    assert told == {(s, step.verb): step.target or s for step in flow.steps for s in step.sources}


def test_beginning_twice_is_once(county: SimpleNamespace, due_of: Any, sent: Any) -> None:
    first = sent(until="draft")
    again = actions.prepare(county.head, unit=county.clinic, due=due_of("clinic"), at=AT)
    assert again.pk == first.pk


def test_nothing_is_begun_before_its_period(county: SimpleNamespace, due_of: Any) -> None:
    with pytest.raises(BadInput, match="还没有到编制的时候"):
        actions.prepare(
            county.manager, unit=county.clinic, due=due_of("clinic", period="2026-Q4"), at=AT
        )


def test_a_report_in_words_needs_words(county: SimpleNamespace, due_of: Any) -> None:
    due = due_of("clinic", BRIEF, "2026-09")
    with pytest.raises(BadInput) as refused:
        actions.prepare(county.manager, unit=county.clinic, due=due, at=AT, answers={"text": "  "})
    assert refused.value.fields == {"text": "请填写正文。"}


def test_before_the_window_it_is_signed_but_not_sent(county: SimpleNamespace, sent: Any) -> None:
    early = datetime(2026, 9, 20, 9, tzinfo=TZ)
    case = sent(until="sign", at=early)
    with pytest.raises(BadInput, match="9月24日 周四 起才能报送"):
        actions.submit(county.manager, case=case, version=None, at=early)


def test_what_was_signed_stands_still(county: SimpleNamespace, sent: Any, hazard: Any) -> None:
    hazard("配电箱未上锁")
    case = sent(until="sign")
    frozen = queries.frozen_of(case)
    assert frozen is not None
    before = files(frozen)
    hazard("签字以后才发现")
    take(county, case, "submit")
    again = queries.frozen_of(case)
    assert again is not None
    assert files(again) == before
    assert from_content(again.content).digest() == again.digest == case.data["digest"]


def files(frozen: Any) -> list[bytes]:
    """Both files of what was signed."""
    table, unit = from_content(frozen.content), frozen.content["unit"]
    return [
        write(table, unit=unit, day=frozen.day, signer=frozen.signer)
        for write in (to_xlsx, to_docx)
    ]


def test_a_signature_taken_back_freezes_anew(
    county: SimpleNamespace, sent: Any, hazard: Any
) -> None:
    case = sent(until="sign")
    take(county, case, "unsign")
    hazard("撤回以后补录")
    case = take(county, take(county, case, "sign"), "submit")
    frozen = queries.frozen_of(case)
    assert frozen is not None
    assert (frozen.version, len(frozen.content["rows"])) == (2, 1)
    assert case.data["rows"] == 1


def test_what_is_returned_comes_again_as_version_two(
    county: SimpleNamespace, sent: Any, hazard: Any
) -> None:
    case = take(county, sent(), "return", AT + timedelta(hours=1))
    hazard("退回后补录")
    for verb, hours in (("sign", 2), ("submit", 3)):
        case = take(county, case, verb, AT + timedelta(hours=hours))
    first, last = queries.Case.objects.get(pk=case.pk).data["sent_at"], queries.frozen_of(case)
    assert datetime.fromisoformat(first) == AT
    assert last is not None and last.version == 2 and last.record_id is not None
    assert case.round == 2


def test_submitting_is_the_record_that_meets_the_duty(county: SimpleNamespace, sent: Any) -> None:
    def status() -> str:
        found = duty.duties_of(county.clinic, AT + timedelta(minutes=1), keys={"reporting#list"})
        return next(d.status for d in found if d.window.key == "2026-Q3")

    assert status() == "open"
    case = sent(until="sign")
    assert status() == "open"
    take(county, case, "submit")
    assert status() == "met"


def test_late_is_told_by_the_first_submission(county: SimpleNamespace, sent: Any) -> None:
    after = datetime(2026, 10, 2, 9, tzinfo=TZ)
    late = sent(until="sign", at=after)
    assert take(county, late, "submit", after).data["late"] is True
    other = sent("other")
    assert other.data["late"] is False
    take_other = actions.review(
        county.clerk, case=other, verb="return", given={"reason": "缺一栏"}, version=None, at=AT
    )
    again = actions.sign(county.other_head, case=take_other, version=None, at=after)
    again = actions.submit(county.other_manager, case=again, version=None, at=after)
    assert again.data["late"] is False


@pytest.mark.parametrize("who", ["chief", "nurse", "other_manager", "far_clerk", "clerk", "leader"])
def test_nobody_else_signs_or_sends(county: SimpleNamespace, sent: Any, who: str) -> None:
    person = getattr(county, who)
    draft = sent(until="draft")
    with pytest.raises(Refusal):
        actions.sign(person, case=draft, version=None, at=AT)
    signed = sent(until="sign")
    with pytest.raises(Refusal):
        actions.submit(person, case=signed, version=None, at=AT)
    with pytest.raises(Refusal):
        actions.take_back(person, case=signed, version=None, at=AT)


def test_the_manager_does_not_sign(county: SimpleNamespace, sent: Any) -> None:
    with pytest.raises(Forbidden):
        actions.sign(county.manager, case=sent(until="draft"), version=None, at=AT)


def test_nobody_takes_their_own_report(county: SimpleNamespace) -> None:
    due = queries.due_or_404(county.office, "report.yearly_work", "2026", AT)
    case = actions.prepare(
        county.clerk, unit=county.office, due=due, at=AT, answers={"text": WORDS}
    )
    case = actions.sign(county.leader, case=case, version=None, at=AT)
    case = actions.submit(county.clerk, case=case, version=None, at=AT)
    with pytest.raises(Forbidden, match="上级卫健部门"):
        actions.review(county.clerk, case=case, verb="accept", given={}, version=None, at=AT)
    taken = actions.review(
        county.city_clerk, case=case, verb="accept", given={}, version=None, at=AT
    )
    assert taken.state == "accepted"


def test_a_list_is_not_rewritten_by_hand(county: SimpleNamespace, sent: Any) -> None:
    with pytest.raises(Conflict, match="台账"):
        actions.revise(
            county.manager, case=sent(until="draft"), answers={"text": WORDS}, version=None, at=AT
        )


def test_the_second_of_two_is_told_what_happened(county: SimpleNamespace, sent: Any) -> None:
    case = sent(until="draft")
    seen = case.version
    actions.sign(county.head, case=case, version=seen, at=AT)
    with pytest.raises(Conflict, match="签字"):
        actions.sign(county.head, case=case, version=seen, at=AT)
    assert queries.frozen_of(case).version == 1  # type: ignore[union-attr]


def test_those_whom_a_step_concerns_are_told(county: SimpleNamespace, sent: Any) -> None:
    case = take(county, sent(), "return")
    head = [n.title for n in notices.notices_of(county.head)]
    manager = [n.title for n in notices.notices_of(county.manager)]
    assert head == [f"{case.title}已退回：请补充效果。", f"{case.title}已编制，请签字"]
    assert manager == [f"{case.title}已退回：请补充效果。", f"{case.title}已签字，可以报送"]


def test_the_log_holds_every_step(county: SimpleNamespace, sent: Any) -> None:
    case = take(county, sent(), "accept")
    verbs = events.Event.objects.filter(object_id=str(case.pk)).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        "case.draft", "case.sign", "case.submit", "case.accept",
    ]  # fmt: skip
    assert events.verify() is None


def test_every_report_is_a_kind_of_record_that_only_submitting_makes() -> None:
    for key in REPORTS:
        assert RECORDS[key].internal and RECORDS[key].submit_right == "report.submit"


def test_extension_moves_the_end_of_the_window(county: SimpleNamespace, due_of: Any) -> None:
    duties.rebuild(AT)
    row = duty.Standing.objects.get(
        owner_id=county.clinic.pk, obligation="reporting#list", window="2026-Q3"
    )
    assert due_of("clinic").due == queries.wall(row.due)
    row.due += timedelta(days=10)
    row.save()
    assert due_of("clinic").due == datetime(2026, 10, 11)  # noqa: DTZ001

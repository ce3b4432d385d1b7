"""Opening a case and moving it along its flow: by whom, from where, and what each step leaves."""

import threading
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from weian.base import bulk, events
from weian.base.clock import TZ
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible, Refusal
from weian.base.fields import Field
from weian.base.models import Event
from weian.case import actions, kinds
from weian.case.actions import Draft, Move
from weian.case.models import Case, CaseStep
from weian.core.flow import Flow, Step

pytestmark = pytest.mark.db

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
GRADES = (("ordinary", "一般"), ("major", "重大"))


def _other(case: Any, actor: Any, given: Any) -> str | None:
    return "整改人不能验收自己的整改。" if case["last"].get("fix") == actor["id"] else None


DEFECT = kinds.CaseKind(
    "test_defect",
    "测试问题",
    "hazard",
    (
        Field("what", "问题", "text", required=True, search=True),
        Field("where", "地点", "text", search=True),
        Field("grade", "级别", "choice", choices=GRADES),
    ),
    Flow(
        "test_defect",
        {"found": "已上报", "planned": "整改中", "fixed": "待验收", "done": "已销号"},
        "found",
        frozenset({"done"}),
        (
            Step("plan", "安排整改", ("found",), "planned", "case.act:manage", ("due",)),
            Step("fix", "整改完成", ("planned",), "fixed", "case.act:handle", ("result",)),
            Step("back", "退回", ("fixed",), "planned", "case.act:manage"),
            Step("pass_", "验收", ("fixed",), "done", "case.act:manage", (), ("other",)),
            Step("reopen", "重新立案", ("done",), "", "case.act:manage"),
        ),
        {"other": _other},
    ),
    "{what}",
    "CS",
    step_fields={
        "plan": (
            Field("due", "期限", "date"),
            Field("who", "责任人", "person"),
            Field("measures", "措施", "text"),
        ),
        "fix": (Field("result", "结果", "text", search=True), Field("note", "说明", "text")),
    },
    fills={"grade": "grade", "place": "where"},
    step_fills={"plan": {"due_on": "due", "assignee": "who"}},
    keeps=("measures", "result"),
    again=frozenset({"back"}),
    levels={"major": "red"},
)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that stands for the time of a test."""
    monkeypatch.setitem(kinds.KINDS._kinds, DEFECT.key, DEFECT)


@pytest.fixture
def case(tree: SimpleNamespace, people: SimpleNamespace) -> Case:
    return actions.open_case(
        people.nurse, kind="test_defect", unit=tree.hospital, department=tree.surgery, at=AT,
        data={"what": "通道堆物", "where": "三楼", "grade": "major"}, opened_on=date(2026, 11, 4),
    )  # fmt: skip


def act(actor: Any, case: Case, verb: str, version: int | None = None, **given: Any) -> Case:
    at = AT + timedelta(minutes=case.version)
    return actions.act(actor, case=case, verb=verb, given=given, at=at, version=version)


def test_opening_numbers_the_case_and_is_its_first_step(case: Case, people: Any) -> None:
    case.refresh_from_db()
    assert (case.number, case.state, case.grade, case.place) == (
        "CS2026-00001", "found", "major", "三楼",
    )  # fmt: skip
    assert (case.opened_on, case.closed_on, case.is_open) == (date(2026, 11, 4), None, True)
    (step,) = case.steps.all()
    assert (step.verb, step.seq, step.by_id, step.to_state) == (
        "report",
        1,
        people.nurse.pk,
        "found",
    )
    assert Event.objects.get(object_id=str(case.pk)).verb == "case.report"


def test_numbers_have_no_gaps_when_an_opening_fails(tree: Any, people: Any, case: Case) -> None:
    with pytest.raises(BadInput):
        actions.open_case(people.nurse, kind="test_defect", unit=tree.hospital, at=AT, data={})
    second = actions.open_case(
        people.nurse, kind="test_defect", unit=tree.hospital, at=AT, data={"what": "灯坏"}
    )
    assert second.number == "CS2026-00002"


def test_a_case_goes_its_way_to_the_end(case: Case, people: Any) -> None:
    case = act(people.manager, case, "plan", due="2026-11-20", who=people.nurse.pk, measures="清走")
    assert (case.state, case.due_on, case.assignee_id) == (
        "planned", date(2026, 11, 20), people.nurse.pk,
    )  # fmt: skip
    case = act(people.nurse, case, "fix", result="已清", note="见照片")
    case = act(people.manager, case, "back")
    assert (case.state, case.round) == ("planned", 2)
    case = act(people.nurse, case, "fix", result="再清")
    case = act(people.head, case, "pass_")
    case.refresh_from_db()
    assert (case.state, case.is_open, case.closed_on) == ("done", False, date(2026, 11, 5))
    assert case.data == {
        "what": "通道堆物", "where": "三楼", "grade": "major", "measures": "清走", "result": "再清",
    }  # fmt: skip
    assert [s.verb for s in case.steps.all()] == ["report", "plan", "fix", "back", "fix", "pass_"]
    assert case.steps.get(seq=3).note == "见照片"
    assert Event.objects.filter(object_id=str(case.pk)).count() == 6
    assert events.verify() is None


def test_the_second_of_two_is_told_who_did_what(case: Case, people: Any) -> None:
    act(people.manager, case, "plan", version=1, due="2026-11-20")
    with pytest.raises(Conflict) as refusal:
        act(people.deputy, case, "plan", version=1, due="2026-11-25")
    assert refusal.value.code == "case.stale"
    for word in ("陈安", "安排整改", "整改中", "没有保存"):
        assert word in refusal.value.message


def test_a_step_from_another_state_is_refused(case: Case, people: Any) -> None:
    with pytest.raises(Conflict, match="已上报"):
        act(people.nurse, case, "fix", result="好")
    with pytest.raises(Conflict) as refusal:
        act(people.nurse, case, "nonsense")
    assert refusal.value.code == "case.unknown_step"


def test_what_a_step_needs_is_named(case: Case, people: Any) -> None:
    with pytest.raises(BadInput) as refusal:
        act(people.manager, case, "plan")
    assert refusal.value.fields == {"due": "请填写期限。"}


def test_a_guard_says_why(case: Case, people: Any) -> None:
    case = act(people.manager, case, "plan", due="2026-11-20")
    case = act(people.manager, case, "fix", result="好")
    with pytest.raises(Refusal, match="整改人不能验收") as refusal:
        act(people.manager, case, "pass_")
    assert refusal.value.code == "case.other"


def test_a_stranger_is_told_nothing_and_a_reader_is_refused(case: Case, people: Any) -> None:
    with pytest.raises(NotVisible):
        act(people.other, case, "plan", due="2026-11-20")
    with pytest.raises(Forbidden):
        act(people.nurse, case, "plan", due="2026-11-20")


def test_who_it_was_given_to_sees_it(case: Case, people: Any) -> None:
    with pytest.raises(NotVisible):
        act(people.newcomer, case, "fix", result="好")
    act(people.manager, case, "plan", due="2026-11-20", who=people.newcomer.pk)
    case.refresh_from_db()
    assert act(people.newcomer, case, "fix", result="好").state == "fixed"


def test_people_of_elsewhere_cannot_be_given_it(case: Case, people: Any) -> None:
    with pytest.raises(BadInput, match="所选人员不是"):
        act(people.manager, case, "plan", due="2026-11-20", who=people.other.pk)


def test_a_deadline_before_the_opening_is_refused(case: Case, people: Any) -> None:
    with pytest.raises(BadInput) as refusal:
        act(people.manager, case, "plan", due="2026-11-01")
    assert "due" in refusal.value.fields


def test_a_refused_step_changes_nothing(case: Case, people: Any) -> None:
    with pytest.raises(BadInput):
        act(people.manager, case, "plan")
    case.refresh_from_db()
    assert (case.version, case.steps.count(), case.state) == (1, 1, "found")


def test_it_comes_back_as_a_new_case(case: Case, people: Any) -> None:
    for verb, given in (("plan", {"due": "2026-11-20"}), ("fix", {"result": "好"}), ("pass_", {})):
        case = act(people.nurse if verb == "fix" else people.manager, case, verb, **given)
    closed_on = case.closed_on
    case = act(people.manager, case, "reopen")
    fresh = Case.objects.get(previous=case)
    assert (fresh.state, fresh.title, fresh.number) == ("found", "通道堆物", "CS2026-00002")
    case.refresh_from_db()
    assert (case.state, case.closed_on) == ("done", closed_on)


def test_the_same_request_twice_is_one_step(case: Case, people: Any) -> None:
    for _ in range(2):
        done = actions.act(
            people.manager, case=case, verb="plan", given={"due": "2026-11-20"}, version=1,
            at=AT + timedelta(hours=1), idempotency_key="plan-1",
        )  # fmt: skip
    assert (done.version, done.steps.count()) == (2, 2)


def test_staff_report_anywhere_in_their_own_house(tree: Any, people: Any) -> None:
    given: Any = {"kind": "test_defect", "data": {"what": "灯坏"}, "at": AT}
    assert actions.open_case(people.nurse, unit=tree.hospital, department=tree.ward, **given)
    with pytest.raises(NotVisible):
        actions.open_case(people.nurse, unit=tree.clinic, **given)


def test_a_batch_of_cases_and_of_steps(
    tree: Any, people: Any, django_assert_max_num_queries: Any
) -> None:
    days = [AT - timedelta(days=n % 90) for n in range(200)]
    with django_assert_max_num_queries(16):
        cases = actions.open_batch(
            [Draft(people.nurse, "test_defect", tree.hospital, {"what": f"第{n}处"}, at)
             for n, at in enumerate(days)]
        )  # fmt: skip
    with django_assert_max_num_queries(16):
        actions.act_batch(
            [Move(people.manager, c, "plan", {"due": "2026-12-31"}, c.moved_at) for c in cases]
            + [Move(people.deputy, c, "fix", {"result": "好"}, AT) for c in cases[:100]]
        )
    assert Case.objects.filter(state="fixed", version=3).count() == 100
    assert CaseStep.objects.count() == 500
    assert Event.objects.filter(object_kind="test_defect").count() == 500
    assert events.verify() is None


def test_writing_many_keeps_who_alone_knows_of_each(tree: Any, people: Any) -> None:
    cases = actions.open_batch(
        [
            Draft(people.nurse, "test_defect", tree.hospital, {"what": f"第{n}处"}, AT)
            for n in "一二三"
        ]
    )
    known: list[list[int] | None] = [None, [], [people.nurse.pk, people.manager.pk]]
    for case, who in zip(cases, known, strict=True):
        case.known_to = who
    bulk.update(cases, ("known_to", "data"))
    found = {case.pk: case.known_to for case in Case.objects.all()}
    assert found == {case.pk: who for case, who in zip(cases, known, strict=True)}


@pytest.mark.parametrize(
    "impossible",
    [
        {"closed_on": date(2026, 11, 1), "is_open": False},
        {"closed_on": date(2026, 11, 6)},
        {"is_open": False},
        {"version": 0},
    ],
)
def test_the_database_refuses_what_cannot_be(case: Case, impossible: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**impossible)
        connection.check_constraints()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_wins(case: Case, people: Any) -> None:
    outcome: list[str] = []
    start = threading.Barrier(2)

    def run(actor: Any) -> None:
        try:
            start.wait()
            act(actor, case, "plan", version=1, due="2026-11-20")
            outcome.append("done")
        except Conflict as refusal:
            outcome.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(a,)) for a in (people.manager, people.deputy)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["case.stale", "done"]
    assert case.steps.count() == 2

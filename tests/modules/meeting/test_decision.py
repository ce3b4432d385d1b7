"""What a meeting decided is done by whom it named and confirmed by somebody else."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import Forbidden, Refusal
from weian.case import actions
from weian.case.models import Case

from ..conftest import AT


@pytest.fixture
def decision(tree: SimpleNamespace, people: SimpleNamespace) -> Case:
    data = {
        "content": "更换老旧灭火器", "meeting_on": "2026-11-04", "body": "leading_group",
        "category": "major_problem", "assignee": people.nurse.pk, "due_on": "2026-11-20",
    }  # fmt: skip
    return actions.open_case(people.head, kind="decision", unit=tree.hospital, data=data, at=AT)


def act(case: Case, who: Any, verb: str, **given: object) -> Case:
    at = case.moved_at + timedelta(minutes=1)
    return actions.act(who, case=case, verb=verb, given=given, at=at, version=case.version)


def test_it_waits_for_the_person_named(decision: Case, people: SimpleNamespace) -> None:
    assert (decision.assignee, str(decision.due_on)) == (people.nurse, "2026-11-20")


def test_a_colleague_of_the_person_named_does_not_report_it_done(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    data = {"content": "换灯", "meeting_on": "2026-11-04", "category": "measure",
            "assignee": people.chief.pk, "due_on": "2026-11-20"}  # fmt: skip
    case = actions.open_case(
        people.head, kind="decision", unit=tree.hospital, department=tree.surgery, data=data, at=AT
    )
    with pytest.raises(Refusal, match="责任人"):
        act(case, people.nurse, "complete", result="换好了。")


def test_somebody_else_confirms_it(decision: Case, people: SimpleNamespace) -> None:
    case = act(decision, people.nurse, "complete", result="换好了。", solved=True)
    with pytest.raises(Forbidden):
        act(case, people.nurse, "confirm", finding="好。")
    case = act(case, people.head, "confirm", finding="看过，换好了。")
    assert (case.state, case.data["solved"]) == ("closed", True)


def test_whoever_reported_it_done_does_not_confirm_it(
    decision: Case, people: SimpleNamespace
) -> None:
    case = act(decision, people.manager, "complete", result="换好了。")
    with pytest.raises(Refusal, match="办理人"):
        act(case, people.manager, "confirm", finding="好。")
    case = act(case, people.head, "send_back", reason="二楼还没有换。")
    assert (case.state, case.round) == ("assigned", 2)


def test_more_time_is_later(decision: Case, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="晚于"):
        act(decision, people.head, "extend", due_on="2026-11-20", reason="采购没有到。")
    case = act(decision, people.head, "extend", due_on="2026-12-01", reason="采购没有到。")
    assert str(case.due_on) == "2026-12-01"


def test_staff_do_not_give_decisions(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    data = {"content": "买新车", "meeting_on": "2026-11-04", "category": "measure",
            "assignee": people.head.pk, "due_on": "2026-11-20"}  # fmt: skip
    with pytest.raises(Forbidden):
        actions.open_case(people.nurse, kind="decision", unit=tree.hospital, data=data, at=AT)

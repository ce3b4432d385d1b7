"""Tips become hazards where they are true, are answered and rewarded; suggestions are answered."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput, Refusal
from weian.case import actions
from weian.case.models import Case

from ..conftest import AT

DATA = {"category": "fire_hazard", "place": "门诊楼", "description": "安全出口上锁"}
HAZARD = {
    "hazard_place": "门诊楼", "hazard_description": "安全出口上锁", "hazard_category": "fire",
}  # fmt: skip


def tip(tree: SimpleNamespace, who: Any, **changes: object) -> Case:
    data = {**DATA, **changes}
    return actions.open_case(who, kind="tip", unit=tree.hospital, data=data, at=AT)


def act(case: Case, who: Any, verb: str, **given: object) -> Case:
    at = case.moved_at + timedelta(minutes=1)
    return actions.act(who, case=case, verb=verb, given=given, at=at, version=case.version)


def verified(case: Case, people: SimpleNamespace, finding: str) -> Case:
    case = act(case, people.manager, "accept")
    return act(case, people.manager, "verify", finding=finding, detail="现场看过。")


def test_what_is_true_becomes_a_hazard_is_answered_and_rewarded(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = verified(tip(tree, people.nurse), people, "true")
    with pytest.raises(Refusal, match="转为隐患"):
        act(case, people.manager, "reply", reply="已开锁。")
    case = act(case, people.manager, "to_hazard", **HAZARD)
    case = act(case, people.manager, "reply", reply="已开锁。")
    with pytest.raises(Refusal, match="奖励"):
        act(case, people.manager, "close")
    case = act(case, people.head, "reward", form="money", amount="200")
    case = act(case, people.manager, "close")
    assert (case.state, case.data["amount"]) == ("closed", "200.00")


def test_no_reward_is_explained(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    case = verified(tip(tree, people.nurse, category="violation"), people, "partly")
    case = act(case, people.manager, "reply", reply="已批评教育。")
    assert act(case, people.manager, "close", no_reward="举报人不要奖励").state == "closed"


def test_what_is_not_true_is_answered_and_not_rewarded(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = verified(tip(tree, people.nurse), people, "untrue")
    with pytest.raises(Refusal, match="不属实"):
        act(case, people.head, "reward", form="honour")
    case = act(case, people.manager, "reply", reply="出口是开着的。")
    assert act(case, people.manager, "close").state == "closed"


def test_nobody_verifies_his_own_tip(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="其他人"):
        verified(tip(tree, people.manager), people, "true")


def test_a_suggestion_is_answered_either_way(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    data = {"description": "楼梯加防滑条", "category": "condition"}
    given = {"kind": "suggestion", "unit": tree.hospital, "data": data, "at": AT}
    with pytest.raises(BadInput):
        act(actions.open_case(people.nurse, **given), people.head, "decline")
    case = act(
        actions.open_case(people.nurse, **given), people.head, "adopt", reply="采纳，下月装。",
        assignee=people.chief.pk, due_on="2026-12-01",
    )  # fmt: skip
    case = act(case, people.chief, "carry_out", result="已装好。")
    case = act(case, people.manager, "close", finding="没有再滑倒。")
    assert case.data["reply"] == "采纳，下月装。"

"""An incident from the call to its four ends."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.clock import TZ
from weian.base.errors import BadInput, Forbidden, Refusal
from weian.case import actions
from weian.case.models import Case
from weian.modules.incident.guards import RESPONSE

from ..conftest import AT

DATA: dict[str, object] = {
    "occurred_at": "2026-11-05T09:30:00+08:00",
    "place": "住院楼三层",
    "description": "配电间起火，已扑灭",
    "grade": "ordinary",
    "category": "fire",
}


def report(tree: SimpleNamespace, who: Any, **changes: object) -> Case:
    return actions.open_case(
        who, kind="incident", unit=tree.hospital, data={**DATA, **changes}, at=AT
    )


def act(case: Case, who: Any, verb: str, **given: object) -> Case:
    at = case.moved_at + timedelta(minutes=1)
    return actions.act(who, case=case, verb=verb, given=given, at=at, version=case.version)


def written(case: Case, people: SimpleNamespace, **changes: object) -> Case:
    given: dict[str, object] = {
        "content": "起火经过和处置情况。",
        "approved_by": people.head.pk,
        "receivers": ["health", "fire"],
        **changes,
    }
    return act(case, people.head, "written", **given)


def investigated(case: Case, people: SimpleNamespace) -> Case:
    people_ = [people.manager.pk]
    return act(case, people.manager, "investigate", investigators=people_, cause="线路老化短路。")


def corrected(case: Case, people: SimpleNamespace) -> Case:
    return act(
        case, people.manager, "measures", measures="更换线路并加装保护。",
        assignee=people.chief.pk, due_on="2026-11-20",
    )  # fmt: skip


def told(case: Case, people: SimpleNamespace, *receivers: str) -> Case:
    for receiver in receivers:
        case = act(
            case, people.manager, "inform", receiver=receiver, told_at="2026-11-05T09:40:00+08:00"
        )
    return case


def responded(case: Case, people: SimpleNamespace) -> Case:
    return act(
        case, people.manager, "respond", actions=list(RESPONSE),
        acted_at="2026-11-05T09:35:00+08:00", commander=people.head.pk,
    )  # fmt: skip


def settled(case: Case, people: SimpleNamespace) -> Case:
    case = act(case, people.manager, "handle", handling="internal", people_handled=["电工：批评"])
    return act(case, people.manager, "educate", educated_on="2026-11-05", people=[people.nurse.pk])


def whole(case: Case, people: SimpleNamespace) -> Case:
    case = written(responded(told(case, people, "health", "fire"), people), people)
    return settled(corrected(investigated(case, people), people), people)


def test_it_is_closed_when_all_is_accounted_for(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = whole(report(tree, people.nurse), people)
    assert (case.assignee, str(case.due_on)) == (people.chief, "2026-11-20")
    case = act(case, people.head, "close", finding="措施已落实。")
    assert (case.state, case.is_open) == ("closed", False)


@pytest.mark.parametrize(
    ("left", "why"),
    [("cause", "原因"), ("handling", "责任人员"), ("educated_on", "教育"), ("measures", "措施")],
)
def test_each_of_the_four_keeps_it_open(
    left: str, why: str, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = whole(report(tree, people.nurse), people)
    Case.objects.filter(pk=case.pk).update(data={**case.data, left: None})
    with pytest.raises(Refusal, match=why):
        act(case, people.head, "close", finding="措施已落实。")


@pytest.mark.parametrize("receivers", [(), ("health",), ("fire",)])
def test_both_receivers_have_been_told(
    receivers: tuple[str, ...], tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = written(responded(report(tree, people.nurse), people), people)
    case = told(settled(corrected(investigated(case, people), people), people), people, *receivers)
    with pytest.raises(Refusal, match="报告"):
        act(case, people.head, "close", finding="措施已落实。")


def test_the_response_is_accounted_for(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    case = written(told(report(tree, people.nurse), people, "health", "fire"), people)
    case = settled(corrected(investigated(case, people), people), people)
    with pytest.raises(Refusal, match="启动预案、赶赴现场"):
        act(case, people.head, "close", finding="措施已落实。")


def test_an_accident_is_not_investigated_before_it_is_reported_in_writing(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    with pytest.raises(Refusal, match="书面报告"):
        investigated(report(tree, people.nurse), people)


def test_a_near_miss_needs_no_written_report_and_nobody_to_blame(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = corrected(investigated(report(tree, people.nurse, grade="near_miss"), people), people)
    case = act(case, people.manager, "educate", educated_on="2026-11-05", people=[people.nurse.pk])
    assert act(case, people.head, "close", finding="措施已落实。").state == "closed"


def test_a_late_report_says_why(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    case = report(tree, people.nurse, occurred_at="2026-11-03T09:30:00+08:00")
    with pytest.raises(Refusal, match="第 2 天"):
        written(case, people)
    case = written(case, people, late_reason="当晚没有网络。")
    assert case.data["late_reason"] == "当晚没有网络。"
    first = case.steps.order_by("seq").first()
    assert first is not None and first.at == AT  # the moment of entry is the system's


def test_nothing_is_reported_before_it_happens(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    with pytest.raises(BadInput) as refused:
        report(tree, people.nurse, occurred_at="2026-11-05T10:30:00+08:00")
    assert "occurred_at" in refused.value.fields
    case = report(tree, people.nurse)
    with pytest.raises(Refusal, match="早于发生时间"):
        act(case, people.manager, "inform", receiver="health", told_at="2026-11-05T09:00:00+08:00")


def test_what_the_authority_asks_for_is_answered(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = whole(report(tree, people.nurse), people)
    with pytest.raises(Forbidden):
        act(case, people.manager, "instruct", demand="报伤者情况。")
    case = act(case, people.clerk, "instruct", demand="报伤者情况。")
    with pytest.raises(Refusal, match="续报"):
        act(case, people.head, "close", finding="措施已落实。")
    case = act(case, people.manager, "follow_up", progress="两人已出院。", injured=2)
    assert case.data["injured"] == 2
    assert act(case, people.head, "close", finding="措施已落实。").state == "closed"


def test_a_serious_accident_is_closed_by_the_authority(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = whole(report(tree, people.nurse, grade="major"), people)
    with pytest.raises(Refusal, match="卫健部门"):
        act(case, people.head, "close", finding="措施已落实。")
    assert act(case, people.clerk, "close", finding="措施已落实。").state == "closed"


def test_concealment_is_marked_by_the_authority_alone_even_afterwards(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = act(whole(report(tree, people.nurse), people), people.head, "close", finding="已落实。")
    with pytest.raises(Forbidden):
        act(case, people.head, "mark", mark="late", reason="晚报一天。")
    case = act(case, people.clerk, "mark", mark="concealed", reason="群众举报后查实。")
    assert (case.data["mark"], case.state) == ("concealed", "closed")


def test_an_outbreak_ends_when_both_were_told_and_it_was_written(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    data = {
        "occurred_at": datetime(2026, 11, 5, 9, 0, tzinfo=TZ).isoformat(),
        "place": "内科", "description": "三例不明原因发热", "category": "unknown",
    }  # fmt: skip
    case = actions.open_case(people.nurse, kind="outbreak", unit=tree.hospital, data=data, at=AT)
    case = act(case, people.manager, "verify", finding="检测阳性。")
    case = act(case, people.manager, "assess", risk="orange", conclusions="有扩散可能。")
    assert case.data["risk"] == "orange"
    with pytest.raises(Refusal, match="疾控中心"):
        act(case, people.head, "close", summary="没有新增病例。")
    case = told(case, people, "health", "cdc")
    with pytest.raises(Refusal, match="书面报告"):
        act(case, people.head, "close", summary="没有新增病例。")
    case = act(case, people.head, "written", content="疫情书面报告。", approved_by=people.head.pk)
    assert act(case, people.head, "close", summary="没有新增病例。").state == "closed"


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("inform", {"receiver": "health", "told_at": "2026-11-06T09:30:00+08:00"}),
        ("respond", {"actions": ["plan"], "acted_at": "2026-11-06T09:30:00+08:00"}),
    ],
)
def test_what_has_not_come_yet_is_not_entered_as_done(
    verb: str, given: dict[str, object], tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    case = report(tree, people.chief)
    with pytest.raises(BadInput) as refused:
        act(case, people.manager, verb, **given)
    assert "还没有到" in str(refused.value.fields)

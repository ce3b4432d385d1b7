"""Each guard refuses with a Chinese reason that says what to do."""

from typing import Any

import pytest

from weian.core.flow import Refused

from .walking import (
    CLERK,
    DEPARTMENT_HEAD,
    FIXER,
    HEAD,
    PHOTO,
    SAFETY_MANAGER,
    STAFF,
    Actor,
    Hazard,
    walked,
)

MAJOR: dict[str, Any] = {"grade": "major"}
PLANNED = (("grade", SAFETY_MANAGER), ("plan", DEPARTMENT_HEAD))
RECTIFIED = (*PLANNED, ("rectify", FIXER))
VERIFIED = (*RECTIFIED, ("verify", SAFETY_MANAGER))
MAJOR_PLANNED = (
    ("grade", SAFETY_MANAGER, MAJOR),
    ("plan", SAFETY_MANAGER),
    ("approve_plan", HEAD),
)
MAJOR_VERIFIED = (*MAJOR_PLANNED, ("rectify", FIXER), ("verify", SAFETY_MANAGER))


def refusal(hazard: Hazard, verb: str, actor: Actor, **changes: Any) -> tuple[str, str]:
    refused = hazard.decide(verb, actor, **changes)
    assert isinstance(refused, Refused), refused
    return refused.code.removeprefix("case."), refused.message


@pytest.mark.parametrize(
    ("path", "verb", "actor", "changes", "guard", "words"),
    [
        ((), "grade", SAFETY_MANAGER, {**MAJOR, "basis": None}, "standard_named", "判定依据"),
        ((), "fix_on_spot", STAFF, {"spot": False}, "on_spot", "整改方案"),
        ((), "fix_on_spot", STAFF, {"before": None}, "before_and_after", "整改前"),
        (PLANNED[:1], "plan", HEAD, {"due_on": "2026-11-04"}, "due_ahead", "不能早于今天"),
        (
            (*PLANNED[:1], ("list", CLERK, {"due_on": "2026-11-10"})),
            "plan", HEAD, {}, "due_ahead", "督办期限 2026-11-10",
        ),
        (PLANNED[:1], "plan", HEAD, {"long_term": True}, "milestones_planned", "阶段目标"),
        (
            PLANNED[:1], "plan", HEAD, {"milestones": ["完成设计"]},
            "milestones_planned", "开头要写日期",
        ),
        (
            PLANNED[:1], "plan", HEAD, {"milestones": ["2026-11-21 完成设计"]},
            "milestones_planned", "晚于整改时限",
        ),
        (PLANNED, "plan", HEAD, {}, "not_planned", "申请延期"),
        (PLANNED, "approve_plan", HEAD, {}, "major_only", "一般"),
        (MAJOR_PLANNED[:2], "approve_plan", SAFETY_MANAGER, {}, "not_planner", "其他负责人"),
        (MAJOR_PLANNED[:2], "rectify", FIXER, {}, "plan_approved", "批准方案"),
        ((*MAJOR_PLANNED, ("refine", HEAD)), "rectify", FIXER, {}, "plan_approved", "批准方案"),
        (PLANNED, "rectify", STAFF, {}, "own_task", "责任人"),
        (PLANNED, "rectify", FIXER, {"photos": None}, "evidence", "照片"),
        (RECTIFIED, "verify", FIXER, {}, "other_person", "不能验收自己"),
        ((*PLANNED, ("rectify", HEAD)), "verify", HEAD, {}, "other_person", "不能验收自己"),
        ((*PLANNED, ("rectify", HEAD)), "verify", FIXER, {}, "other_person", "不能验收自己"),
        (PLANNED, "request_extension", FIXER, {"due_on": "2026-11-20"}, "later_than_due", "晚于"),
        (PLANNED, "extend", HEAD, {}, "extension_pending", "没有等待批准"),
        (
            (*PLANNED, ("request_extension", FIXER)),
            "request_extension", FIXER, {"due_on": "2026-12-30"}, "nothing_asked", "等批复",
        ),
        (
            (*PLANNED, ("request_extension", HEAD)),
            "extend", HEAD, {}, "not_requester", "其他人审批",
        ),
        (
            (*PLANNED, ("list", CLERK, {"due_on": "2026-11-25"}), ("request_extension", FIXER)),
            "extend", HEAD, {}, "authority_if_listed", "卫健部门",
        ),
        ((*PLANNED, ("list", CLERK)), "list", CLERK, {}, "not_listed", "解除督办"),
        (VERIFIED, "release", CLERK, {}, "listed", "没有挂牌督办"),
        (MAJOR_VERIFIED, "close", CLERK, {}, "reported_up", "报告监管部门"),
        (
            (*MAJOR_VERIFIED, ("report_up", HEAD)),
            "close", HEAD, {}, "authority_if_major", "上级卫健部门",
        ),
        (
            (*MAJOR_VERIFIED, ("report_up", HEAD)),
            "close", CLERK, {"lasting": None}, "lasting_if_major", "长效措施",
        ),
        ((), "void", HEAD, {"reason": "duplicate"}, "original_named", "编号"),
        ((*VERIFIED, ("close", HEAD), ("reopen", HEAD)), "reopen", HEAD, {}, "not_reopened", "新的"),
    ],
)  # fmt: skip
def test_a_guard_refuses_and_says_what_to_do(
    path: tuple[Any, ...], verb: str, actor: Actor, changes: dict[str, Any], guard: str, words: str
) -> None:
    code, message = refusal(walked(*path), verb, actor, **changes)
    assert code == guard
    assert words in message


def test_a_major_hazard_is_not_fixed_on_the_spot() -> None:
    code, message = refusal(walked(("grade", SAFETY_MANAGER, MAJOR)), "fix_on_spot", FIXER)
    assert code == "ordinary_only"
    assert "治理方案" in message


def test_a_listed_hazard_is_neither_closed_nor_voided() -> None:
    listed = walked(*PLANNED, ("list", CLERK), ("rectify", FIXER), ("verify", HEAD))
    assert refusal(listed, "close", HEAD)[0] == "not_listed"
    assert refusal(walked(*PLANNED, ("list", CLERK)), "void", HEAD)[0] == "not_listed"


def test_a_picture_from_the_report_is_the_before_of_a_spot_correction() -> None:
    hazard = Hazard(data={"photos": [PHOTO]})
    assert hazard.decide("fix_on_spot", STAFF, before=None) == "rectified"


def test_milestones_with_their_days_are_taken() -> None:
    hazard = walked(*PLANNED[:1])
    lines = ["2026-11-10 完成设计", "2026-11-20 完成更换"]
    assert hazard.decide("plan", HEAD, long_term=True, milestones=lines) == "planned"


def test_the_person_named_last_is_the_one_who_may_rectify() -> None:
    hazard = walked(*PLANNED, ("refine", HEAD, {"assignee": STAFF.id}))
    assert refusal(hazard, "rectify", FIXER)[0] == "own_task"
    assert hazard.decide("rectify", STAFF) == "rectified"

"""Guards of registering a hazard and planning its rectification."""

from typing import Final

from weian.core.hands import hands, hands_of
from weian.modules.hazard.guards.reading import (
    PLANNING,
    Given,
    as_day,
    is_listed,
    is_major,
    last_of,
    milestone_day,
)

#: 五到位: key of the answer and its name.
FIVE: Final = {
    "assignee": "责任人",
    "measures": "措施",
    "amount": "资金",
    "due_on": "时限",
    "contingency": "预案",
}


def standard_named(case: Given, actor: Given, given: Given) -> str | None:
    """FP 二（四）2: graded major only by a standard for judging major hazards."""
    if given.get("grade") == "major" and not given.get("basis"):
        return "定为重大隐患要写明判定依据（依照哪个判定标准的哪一条）。请填写“判定依据”。"
    return None


def not_planned(case: Given, actor: Given, given: Given) -> str | None:
    """A plan is drawn up once; a later day is asked for, not written over."""
    if last_of(case, ("plan",)):
        return "已经有整改方案。改措施请用“调整方案”，改时限请用“申请延期”。"
    return None


def due_ahead(case: Given, actor: Given, given: Given) -> str | None:
    """A time limit lies ahead, and within that of listed supervision."""
    due, day = as_day(given.get("due_on")), as_day(given["day"])
    if due and day and due < day:
        return f"整改时限不能早于今天。请改为 {day.isoformat()} 或以后。"
    limit = as_day(case["due_on"])
    if due and limit and is_listed(case) and due > limit:
        return f"本隐患正挂牌督办，整改时限不能晚于督办期限 {limit.isoformat()}。"
    return None


def milestones_planned(case: Given, actor: Given, given: Given) -> str | None:
    """SX 三（二）三是: what cannot be put right soon has a plan with milestones, each with its day."""
    lines = given.get("milestones") or []
    if given.get("long_term") and not lines:
        return "短时间内难以整改的隐患要列出阶段目标，一行一个，例如：2026-12-01 完成设计。"
    due = as_day(given.get("due_on")) or as_day(case["due_on"])
    for line in lines:
        day = milestone_day(line)
        if day is None:
            return f"阶段目标“{line}”开头要写日期，例如：2026-12-01 完成设计。"
        if due and day > due:
            return f"阶段目标“{line}”晚于整改时限 {due.isoformat()}，请调整日期。"
    return None


def major_only(case: Given, actor: Given, given: Given) -> str | None:
    """For major hazards."""
    return None if is_major(case) else "这一步只用于重大隐患，本隐患定级为一般。"


def not_planner(case: Given, actor: Given, given: Given) -> str | None:
    """A plan is approved by somebody else than who drew it up."""
    planners = hands_of(s for s in case["steps"] if s["verb"] in PLANNING)
    if not planners.isdisjoint(hands(actor)):
        return "治理方案由您制定，要由其他负责人批准。"
    return None

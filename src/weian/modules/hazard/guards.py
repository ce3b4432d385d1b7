"""Conditions on the steps of a hazard beyond state, right and required answers.

Each looks at the case, the person acting and what is given (see case.kinds.CaseKind), and returns
why the step is refused, in Chinese, or None. Pure: no database, no clock.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from weian.core.flow import Guard

Given = Mapping[str, Any]

#: Roles that act for the authority: 重大隐患由监管部门销号, 谁督办谁复查.
AUTHORITY: Final = frozenset({"commission_leader", "commission_clerk", "commission_inspector"})
#: Roles that direct the work of a unit; the others only carry out what they are named for.
DIRECTING: Final = frozenset(
    {"institution_head", "deputy_in_charge", "safety_manager", "department_head"}
    | {"commission_clerk"}
)
_FIXING = ("rectify", "fix_on_spot")
_PLANNING = ("plan", "refine")


def is_major(case: Given) -> bool:
    """Whether it is graded 重大."""
    return bool(case["grade"] == "major")


def is_listed(case: Given) -> bool:
    """Whether it stands under listed supervision: listed and not yet released."""
    return last_of(case, ("list", "release")) == "list"


def extension_asked(case: Given) -> Given | None:
    """The step that asked for more time and is still unanswered."""
    verbs = ("request_extension", "extend", "decline_extension")
    found = [s for s in case["steps"] if s["verb"] in verbs]
    return found[-1] if found and found[-1]["verb"] == verbs[0] else None


def last_of(case: Given, verbs: Iterable[str]) -> str:
    """Which of these verbs was taken last; "" if none."""
    wanted = frozenset(verbs)
    return next((s["verb"] for s in reversed(case["steps"]) if s["verb"] in wanted), "")


def rectifiers(case: Given) -> frozenset[int]:
    """Everybody who reported a rectification in any round, and who is responsible for it."""
    found = {s["by"] for s in case["steps"] if s["verb"] in _FIXING}
    return frozenset(p for p in (*found, case["assignee"]) if p is not None)


def by_authority(actor: Given) -> bool:
    """Whether the person acts for a commission."""
    return not AUTHORITY.isdisjoint(actor["roles"])


def as_day(value: object) -> date | None:
    """A day as a date, whether it comes as one or as ISO text."""
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)) if value else None


def standard_named(case: Given, actor: Given, given: Given) -> str | None:
    """FP 二（四）2: graded major only by a standard for judging major hazards."""
    if given.get("grade") == "major" and not given.get("basis"):
        return "定为重大隐患要写明判定依据（依照哪个判定标准的哪一条）。请填写“判定依据”。"
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


def milestone_day(line: str) -> date | None:
    """The day with which a milestone begins, as in "2026-12-01 完成设计"."""
    try:
        return date.fromisoformat(line.strip()[:10])
    except ValueError:
        return None


def major_only(case: Given, actor: Given, given: Given) -> str | None:
    """For major hazards."""
    return None if is_major(case) else "这一步只用于重大隐患，本隐患定级为一般。"


def not_planner(case: Given, actor: Given, given: Given) -> str | None:
    """A plan is approved by somebody else than who drew it up."""
    if actor["id"] in {s["by"] for s in case["steps"] if s["verb"] in _PLANNING}:
        return "治理方案由您制定，要由其他负责人批准。"
    return None


def plan_approved(case: Given, actor: Given, given: Given) -> str | None:
    """FP 二（四）2: the plan of a major hazard is approved before it is carried out."""
    if is_major(case) and last_of(case, (*_PLANNING, "approve_plan")) != "approve_plan":
        return "重大隐患的治理方案还没有批准。请本单位负责人先“批准方案”，再上报整改完成。"
    return None


def own_task(case: Given, actor: Given, given: Given) -> str | None:
    """Who is named does it, or somebody who directs the work."""
    if actor["id"] == case["assignee"] or not DIRECTING.isdisjoint(actor["roles"]):
        return None
    return "您不是这条隐患的整改责任人。请由责任人办理，或请安全管理员调整责任人。"


def evidence(case: Given, actor: Given, given: Given) -> str | None:
    """Rectification is shown, not claimed."""
    if given.get("photos") or given.get("files"):
        return None
    return "请至少上传一张整改后的照片，或者一份证明材料。"


def ordinary_only(case: Given, actor: Given, given: Given) -> str | None:
    """A major hazard is by definition not put right on the spot (安全生产法 口径)."""
    if is_major(case):
        return "重大隐患不能按当场整改办理，要制定治理方案。"
    return None


def on_spot(case: Given, actor: Given, given: Given) -> str | None:
    """Said, not assumed."""
    return None if given.get("spot") else "请确认是当场整改的；不是当场改好的，请制定整改方案。"


def before_and_after(case: Given, actor: Given, given: Given) -> str | None:
    """SX 四（二）: put right during the check, shown by pictures of before and after."""
    if case["data"].get("photos") or given.get("before"):
        return None
    return "当场整改要有整改前和整改后的照片，上报时没有拍整改前的照片，请在这里补上。"


def other_person(case: Given, actor: Given, given: Given) -> str | None:
    """FP 二（四）2: accepted by a person other than the rectifier and the responsible person."""
    if actor["id"] in rectifiers(case):
        return "您是整改人或整改责任人，不能验收自己的整改。请由其他人验收。"
    return None


def later_than_due(case: Given, actor: Given, given: Given) -> str | None:
    """An extension gives more time, never less."""
    due, asked = as_day(case["due_on"]), as_day(given.get("due_on"))
    if due and asked and asked <= due:
        return f"延期后的时限要晚于现在的时限 {due.isoformat()}。"
    return None


def nothing_asked(case: Given, actor: Given, given: Given) -> str | None:
    """One request at a time."""
    if extension_asked(case):
        return "已经有一个延期申请在等待批准，请等批复后再申请。"
    return None


def extension_pending(case: Given, actor: Given, given: Given) -> str | None:
    """Only what was asked for can be answered."""
    return None if extension_asked(case) else "没有等待批准的延期申请。"


def not_requester(case: Given, actor: Given, given: Given) -> str | None:
    """A request and its approval are two persons' acts."""
    asked = extension_asked(case)
    if asked and asked["by"] == actor["id"]:
        return "延期申请由您提出，要由其他人审批。"
    return None


def authority_if_listed(case: Given, actor: Given, given: Given) -> str | None:
    """What the authority has listed, only the authority grants time for."""
    if is_listed(case) and not by_authority(actor):
        return "本隐患正挂牌督办，延期要由督办的卫健部门批准。"
    return None


def not_listed(case: Given, actor: Given, given: Given) -> str | None:
    """Listed once at a time; listed ones are neither closed nor voided before release."""
    return "本隐患正挂牌督办，请先由督办的卫健部门解除督办。" if is_listed(case) else None


def listed(case: Given, actor: Given, given: Given) -> str | None:
    """Only what is listed can be released."""
    return None if is_listed(case) else "本隐患没有挂牌督办，不需要解除。"


def reported_up(case: Given, actor: Given, given: Given) -> str | None:
    """安全生产法 41 条: a major hazard is reported to the authority in charge of safety."""
    if is_major(case) and not last_of(case, ("report_up",)):
        return "重大隐患要先向监管部门报告，再销号。请先办理“报告监管部门”。"
    return None


def authority_if_major(case: Given, actor: Given, given: Given) -> str | None:
    """Major hazards are closed out or voided by the authority."""
    if is_major(case) and not by_authority(actor):
        return "重大隐患要由上级卫健部门销号或者作废，请联系上级安全生产办公室办理。"
    return None


def lasting_if_major(case: Given, actor: Given, given: Given) -> str | None:
    """SX 三（二）三是: treat symptoms and causes."""
    if is_major(case) and not given.get("lasting"):
        return "重大隐患销号要写明防止再发生的长效措施。"
    return None


def original_named(case: Given, actor: Given, given: Given) -> str | None:
    """A duplicate says of which hazard."""
    if given.get("reason") == "duplicate" and not given.get("original"):
        return "重复上报的隐患作废时，请填写保留的那一条隐患的编号。"
    return None


def not_reopened(case: Given, actor: Given, given: Given) -> str | None:
    """It comes back as one new case, once."""
    return "这条隐患已经重新立案，请到新的隐患里处理。" if last_of(case, ("reopen",)) else None


GUARDS: Final[Mapping[str, Guard]] = {
    guard.__name__: guard
    for guard in (
        standard_named,
        due_ahead,
        milestones_planned,
        major_only,
        not_planner,
        plan_approved,
        own_task,
        evidence,
        ordinary_only,
        on_spot,
        before_and_after,
        other_person,
        later_than_due,
        nothing_asked,
        extension_pending,
        not_requester,
        authority_if_listed,
        not_listed,
        listed,
        reported_up,
        authority_if_major,
        lasting_if_major,
        original_named,
        not_reopened,
    )
}

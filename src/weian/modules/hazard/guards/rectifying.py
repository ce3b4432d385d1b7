"""Guards of putting right and of accepting what was put right."""

from weian.core.hands import hands, is_named
from weian.modules.hazard.guards.planning import FIVE
from weian.modules.hazard.guards.reading import (
    DIRECTING,
    PLANNING,
    Given,
    is_major,
    last_of,
    rectifiers,
)


def five_settled(case: Given, actor: Given, given: Given) -> str | None:
    """FP 二（四）2 五到位: nothing is put right without person, measures, money, day and contingency."""
    held = {**case["data"], "assignee": case["assignee"], "due_on": case["due_on"]}
    missing = [title for key, title in FIVE.items() if held.get(key) in (None, "")]
    if missing:
        return f"整改方案还缺{'、'.join(missing)}，请先“制定整改方案”。"
    return None


def plan_approved(case: Given, actor: Given, given: Given) -> str | None:
    """FP 二（四）2: the plan of a major hazard is approved before it is carried out."""
    if is_major(case) and last_of(case, (*PLANNING, "approve_plan")) != "approve_plan":
        return "重大隐患的治理方案还没有批准。请本单位负责人先“批准方案”，再上报整改完成。"
    return None


def own_task(case: Given, actor: Given, given: Given) -> str | None:
    """Who is named does it, or somebody who directs the work."""
    if is_named(actor, case["assignee"]) or not DIRECTING.isdisjoint(actor["roles"]):
        return None
    return "您不是这条隐患的整改责任人。请由责任人办理，或请安全管理员调整责任人。"


def evidence(case: Given, actor: Given, given: Given) -> str | None:
    """Rectification is shown, not claimed."""
    if given.get("photos") or given.get("files"):
        return None
    return "请至少上传一张整改后的照片，或者一份证明材料。"


def on_spot(case: Given, actor: Given, given: Given) -> str | None:
    """Said, not assumed."""
    return None if given.get("spot") else "请确认是当场整改的；不是当场改好的，请制定整改方案。"


def ordinary_only(case: Given, actor: Given, given: Given) -> str | None:
    """A major hazard is by definition not put right on the spot (安全生产法 口径)."""
    if is_major(case):
        return "重大隐患不能按当场整改办理，要制定治理方案。"
    return None


def before_and_after(case: Given, actor: Given, given: Given) -> str | None:
    """SX 四（二）: put right during the check, shown by pictures of before and after."""
    if case["data"].get("photos") or given.get("before"):
        return None
    return "当场整改要有整改前和整改后的照片，上报时没有拍整改前的照片，请在这里补上。"


def other_person(case: Given, actor: Given, given: Given) -> str | None:
    """FP 二（四）2: accepted by a person other than the rectifier and the responsible person."""
    if not rectifiers(case).isdisjoint(hands(actor)):
        return "您是整改人或整改责任人，不能验收自己的整改。请由其他人验收。"
    return None

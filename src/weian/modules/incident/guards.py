"""Conditions on the steps of an incident. Pure: see case.kinds.CaseKind for what they read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from weian.base.clock import day_of
from weian.core.flow import Guard
from weian.core.hands import is_named
from weian.modules.incident.choices import SERIOUS, Given, receivers_told, taken

#: WS 附件（二）7: what is done at once.
RESPONSE: Final = {
    "plan": "启动预案",
    "scene": "赶赴现场",
    "rescue": "组织抢救",
    "protect": "保护现场",
    "aftermath": "善后处理",
}
_AUTHORITY: Final = frozenset({"commission_leader", "commission_clerk", "commission_inspector"})


def late_explained(case: Given, actor: Given, given: Given) -> str | None:
    """Nothing is entered on a later day than it happened without saying why: never unseen."""
    happened = datetime.fromisoformat(str(case["data"]["occurred_at"]))
    entered = case["steps"][0]["at"]
    if day_of(entered) > day_of(happened) and not given.get("late_reason"):
        days = (day_of(entered) - day_of(happened)).days
        return f"发生后第 {days} 天才上报，属于补录。请写明“晚报原因”。"
    return None


def not_before(case: Given, actor: Given, given: Given) -> str | None:
    """Nobody was told before it happened."""
    happened = datetime.fromisoformat(str(case["data"]["occurred_at"]))
    told = given.get("told_at")
    if told and datetime.fromisoformat(str(told)) < happened:
        return "报告时间早于发生时间，请核对。"
    return None


def written_first(case: Given, actor: Given, given: Given) -> str | None:
    """ZZ 九（二十三）: by mouth first, then in writing; a near miss needs no written report."""
    if case["grade"] != "near_miss" and not taken(case, "written"):
        return "还没有书面报告。请先办理“书面报告”，再调查。"
    return None


def receivers_complete(case: Given, actor: Given, given: Given) -> str | None:
    """ZZ 九（二十三）: the health authority and the body in charge by category are both told."""
    if case["grade"] == "near_miss":
        return None
    told = receivers_told(case)
    if "health" not in told:
        return "还没有登记向卫健部门报告。请先办理“口头报告”，写明报告时间和接报人。"
    if not told - {"health"}:
        return "还没有登记向安全监管等有关部门报告。请先办理“口头报告”。"
    return None


def response_complete(case: Given, actor: Given, given: Given) -> str | None:
    """The steps of the response are all accounted for, with time and person."""
    if case["grade"] == "near_miss":
        return None
    done = {a for g in taken(case, "respond") for a in g.get("actions", ())}
    missing = [title for key, title in RESPONSE.items() if key not in done]
    return f"应急处置还没有登记：{'、'.join(missing)}。请先办理“应急处置”。" if missing else None


def four_settled(case: Given, actor: Given, given: Given) -> str | None:
    """四不放过: cause, responsible persons, lesson and measures, each settled before it is closed."""
    held = case["data"]
    wanted = {
        "cause": "原因未查清",
        "educated_on": "有关人员未受教育",
        "measures": "整改措施未落实",
    }
    if case["grade"] != "near_miss":
        wanted["handling"] = "责任人员未处理"
    missing = [title for key, title in wanted.items() if not held.get(key)]
    return f"四不放过：{'、'.join(missing)}，不能结案。" if missing else None


def documents_named(case: Given, actor: Given, given: Given) -> str | None:
    """Whoever is dealt with by a decision has its number on record."""
    decided = given.get("handling") in ("administrative", "discipline", "judicial")
    if decided and not given.get("decision_number"):
        return "行政处罚、处分、移送司法的，请填写“决定文号”。"
    return None


def authority_if_serious(case: Given, actor: Given, given: Given) -> str | None:
    """Larger accidents are closed and withdrawn by the authority."""
    if case["grade"] in SERIOUS and _AUTHORITY.isdisjoint(actor["roles"]):
        return "较大及以上的事故由卫健部门结案或者撤销。"
    return None


def other_person(case: Given, actor: Given, given: Given) -> str | None:
    """Measures are checked by somebody else than who answers for them."""
    if is_named(actor, case["assignee"]):
        return "您是整改责任人，要由其他人核查结案。"
    return None


def asked_answered(case: Given, actor: Given, given: Given) -> str | None:
    """What the authority asked for has been answered by a later report."""
    verbs = [s["verb"] for s in case["steps"] if s["verb"] in ("instruct", "follow_up")]
    if verbs and verbs[-1] == "instruct":
        return "上级要求的续报还没有报，请先办理“续报”。"
    return None


_RULES: Final[Mapping[Guard, str]] = {
    late_explained: "隔天才上报的写明晚报原因",
    not_before: "报告时间不早于发生时间",
    written_first: "未遂以外的已有书面报告",
    receivers_complete: "卫健部门和有关部门都已报告",
    response_complete: "启动预案、赶赴现场、组织抢救、保护现场、善后都已登记",
    four_settled: "四不放过：原因查清、责任人处理、人员受教育、措施落实",
    documents_named: "处罚处分写明决定文号",
    authority_if_serious: "较大及以上由卫健部门办理",
    other_person: "核查人不是整改责任人",
    asked_answered: "上级要求的续报已报",
}
GUARDS: Final[Mapping[str, Guard]] = {guard.__name__: guard for guard in _RULES}
RULES: Final[Mapping[str, str]] = {guard.__name__: text for guard, text in _RULES.items()}

"""Conditions on permits: another person approves, in time, and looks after it has ended. Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from weian.base.clock import day_of
from weian.core.flow import Guard
from weian.core.hands import hands, hands_of, opened

Given = Mapping[str, Any]
#: 乌审旗 附件 清单 2 第 5 项: special work is approved by the deputy in charge; the head stands above.
APPROVING: Final = frozenset({"deputy_in_charge", "institution_head"})


def by_deputy(case: Given, actor: Given, given: Given) -> str | None:
    """Only who answers for safety in the unit lets the work begin."""
    if APPROVING.isdisjoint(actor["roles"]):
        return "特殊作业要由分管副职(或主要负责人)审批，请转分管副职办理。"
    return None


def not_applicant(case: Given, actor: Given, given: Given) -> str | None:
    """Nobody approves their own work."""
    return "申请人不能审批自己的作业。" if opened(actor, case) else None


def still_valid(case: Given, actor: Given, given: Given) -> str | None:
    """A permit runs out: nothing starts after its last day."""
    ends = _day(case["data"]["ends_at"])
    if given["day"] > ends:
        return f"作业许可已于 {ends} 到期，不能开工。请重新申请。"
    return None


def not_over(case: Given, actor: Given, given: Given) -> str | None:
    """A permit is for work that is still to come."""
    if given["day"] > _day(case["data"]["ends_at"]):
        return "作业时间已经过去，不能补批。"
    return None


def measures_ready(case: Given, actor: Given, given: Given) -> str | None:
    """Before it starts everything on the list is in place."""
    if given.get("ready"):
        return None
    return "开工前要确认安全措施已经落实、监护人到场。"


def other_checks(case: Given, actor: Given, given: Given) -> str | None:
    """The place is looked at afterwards by somebody who did not do the work."""
    finishers = hands_of(s for s in case["steps"] if s["verb"] in ("start", "finish"))
    if not finishers.isdisjoint(hands(actor)):
        return "作业人不能验收自己的作业现场，请由其他人验收。"
    return None


def _day(value: object) -> date:
    return day_of(datetime.fromisoformat(str(value)))


_RULES: Final[Mapping[Guard, str]] = {
    by_deputy: "由分管副职或主要负责人审批",
    not_applicant: "审批人不是申请人",
    still_valid: "许可没有过期",
    not_over: "作业时间还没有过去",
    measures_ready: "措施已落实、监护人已到场",
    other_checks: "验收人不是作业人",
}
GUARDS: Final[Mapping[str, Guard]] = {guard.__name__: guard for guard in _RULES}
RULES: Final[Mapping[str, str]] = {guard.__name__: text for guard, text in _RULES.items()}

"""What a case, a person and an answer say, in the words that the guards use."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from weian.core.hands import hands_of

Given = Mapping[str, Any]

#: Roles that act for the authority: 重大隐患由监管部门销号, 谁督办谁复查.
AUTHORITY: Final = frozenset({"commission_leader", "commission_clerk", "commission_inspector"})
#: Roles that direct the work of a unit; the others only carry out what they are named for.
DIRECTING: Final = frozenset(
    {"institution_head", "deputy_in_charge", "safety_manager", "department_head"}
    | {"commission_clerk"}
)
PLANNING: Final = ("plan", "refine")
_FIXING = ("rectify", "fix_on_spot")


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
    found = hands_of(s for s in case["steps"] if s["verb"] in _FIXING)
    return frozenset(p for p in (*found, case["assignee"]) if p is not None)


def by_authority(actor: Given) -> bool:
    """Whether the person acts for a commission."""
    return not AUTHORITY.isdisjoint(actor["roles"])


def as_day(value: object) -> date | None:
    """A day as a date, whether it comes as one or as ISO text."""
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)) if value else None


def milestone_day(line: str) -> date | None:
    """The day with which a milestone begins, as in "2026-12-01 完成设计"."""
    try:
        return date.fromisoformat(line.strip()[:10])
    except ValueError:
        return None

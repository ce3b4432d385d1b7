"""Times that an ask takes from around it: the date of the targets before it, the lead-in of its list."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from weian.policy.reading.clauses import Clause
from weian.policy.reading.forms import Context, Reading
from weian.policy.reading.recurrence import read_recurrences

#: Rules of a lead-in whose time holds for every item below it.
_HOLDS: Final = frozenset({"counted", "before", "part_of_period", "each", "dated"})


def inherited(
    clause: Clause, context: Context, kind: str, modality: str, threshold: Mapping[str, Any] | None
) -> list[Reading]:
    """What holds for an ask that says no time itself; empty when nothing does.

    到9月底，隐患清零，整改率达到98%: one date for all the targets behind it. 开机前应当完成下列检查： one
    moment for all the items below.
    """
    if threshold and clause.last_target and kind in ("target", "qualification"):
        return [Reading(clause.last_target, "target")]
    if not clause.under or modality == "prohibition":
        return []
    told = read_recurrences(clause.under, replace(context, phase=None, per="", condition=""))
    return [r for r in told if r.rule in _HOLDS]

"""How far a tip has come, in words for its sender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from weian.modules.tips import queries
from weian.modules.tips.queries import Found
from weian.modules.tips.tip import FLOW, TIP

_WAITING: Final = ("已收到", "已转办", *(FLOW.states[s] for s in TIP.line[1:]))


@dataclass(frozen=True)
class Stand:
    """``line`` is every stage with whether it is reached; ``now`` the last one reached."""

    day: date
    line: tuple[tuple[str, bool], ...]
    now: str
    replies: tuple[tuple[date, str], ...]
    rewarded: bool
    paid_on: date | None


def of(found: Found) -> Stand:
    """Where a tip stands, and what was written to its sender."""
    tip, case = found.tip, queries.case_of(found.tip)
    if case is not None:
        at = TIP.line.index(case.state) + 1 if case.state in TIP.line else 1
        now = FLOW.states[case.state] if case.state != FLOW.initial else _WAITING[1]
        line = tuple((title, n <= at) for n, title in enumerate(_WAITING))
    else:
        now = tip.state_title
        line = tuple((title, n == 0) for n, title in enumerate(_WAITING))
    if tip.state == "closed" or (case is not None and case.state == "declined"):
        line = ((_WAITING[0], True), (now, True))
    replies = tuple(queries.replies(found))
    return Stand(tip.day, line, now, replies, queries.rewarded(case), tip.paid_on)

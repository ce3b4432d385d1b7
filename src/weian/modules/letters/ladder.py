"""The ladder of letters about a hazard: notice, interview, proposal. Pure, and data.

郑卫信安〔2019〕4号 二十一（二）至（四）. The product proposes the next letter with the clause and the facts; a
person drafts, another reviews, the leader issues.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

PLACE: Final = "郑卫信安〔2019〕4号 二十一"
PACK: Final = "zhengzhou-2019"  # where it is in force; elsewhere the ladder is an example to go by


@dataclass(frozen=True)
class Standing:
    """What is known of a hazard that is still open. ``sent`` are the kinds of letters issued about it,
    ``held`` whether its interview has been held; ``accident_on`` the first accident of the unit after
    that interview."""

    number: str
    major: bool
    on_spot: bool
    from_tip: bool
    verified_tip: bool
    due_on: date | None
    rectified: bool
    rounds: int
    listed: bool
    sent: frozenset[str] = frozenset()
    held: bool = False
    accident_on: date | None = None

    def overdue(self, today: date) -> bool:
        """Not rectified by the day that was set."""
        return not self.rectified and self.due_on is not None and self.due_on < today


def said(day: date) -> str:
    """As letters write a day."""
    return f"{day.year}年{day.month}月{day.day}日"


Test = Callable[[Standing, date], str]


@dataclass(frozen=True)
class Rung:
    """``test`` gives the fact because of which the letter is due, or ""."""

    letter: str
    clause: str
    after: str
    test: Test


def _not_on_spot(s: Standing, today: date) -> str:
    if not s.major or s.on_spot or s.rectified or s.from_tip:
        return ""
    return "检查发现的重大隐患，不能当场整改"


def _verified_tip(s: Standing, today: date) -> str:
    return "举报的重大隐患，经核实属实" if s.major and s.from_tip and s.verified_tip else ""


def _failed(s: Standing, today: date) -> str:
    if s.overdue(today):
        assert s.due_on is not None  # else it could not be overdue
        return f"整改期限{said(s.due_on)}已过，没有按要求整改"
    return f"整改不到位，已退回 {s.rounds - 1} 次" if s.rounds > 1 and not s.rectified else ""


def _listed(s: Standing, today: date) -> str:
    return "已被有关部门挂牌督办" if s.listed else ""


def _accident(s: Standing, today: date) -> str:
    if not s.held or s.rectified or s.accident_on is None:
        return ""
    return f"约谈后经核实仍未整改，{said(s.accident_on)}发生事故"


RUNGS: Final = (
    Rung("rectification", f"{PLACE}（二）", "", _not_on_spot),
    Rung("rectification", f"{PLACE}（二）", "", _verified_tip),
    Rung("interview", f"{PLACE}（三）", "rectification", _failed),
    Rung("interview", f"{PLACE}（三）", "", _listed),
    Rung("accountability", f"{PLACE}（四）", "interview", _accident),
)


@dataclass(frozen=True)
class Proposal:
    """The next letter, its clause, and the fact."""

    letter: str
    clause: str
    fact: str


def proposed(standing: Standing, today: date, rungs: Iterable[Rung] = RUNGS) -> Proposal | None:
    """The highest rung that is due and not sent yet; a rung stands on the one before it."""
    found = None
    for rung in rungs:
        if rung.letter in standing.sent or (rung.after and rung.after not in standing.sent):
            continue
        if fact := rung.test(standing, today):
            found = Proposal(rung.letter, rung.clause, fact)
    return found

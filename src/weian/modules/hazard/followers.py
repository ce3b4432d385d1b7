"""Whom a hazard now waits for: they are told as soon as the step is committed.

What concerns the assignee and the reporter is told by ``notify`` for every kind of case; here stand
the posts that only the flow of a hazard knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from weian.base.models import Event
from weian.case import queries as cases
from weian.case.queries import Case
from weian.modules.hazard.actions import address
from weian.modules.hazard.kinds import HAZARD
from weian.notify.actions import tell
from weian.org import queries as org

#: Verb → (what is asked, posts for an ordinary hazard, posts for a major one).
WAITS: Final[dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    "report": ("待登记定级", ("department_head", "safety_manager"), ("safety_manager", "head")),
    "grade": ("定为重大隐患", (), ("head", "deputy", "clerk")),
    "plan": ("方案待批准", (), ("head", "deputy")),
    "refine": ("方案待批准", (), ("head", "deputy")),
    "rectify": ("待验收", ("department_head", "safety_manager"), ("safety_manager", "head")),
    "fix_on_spot": ("待验收", ("department_head", "safety_manager"), ()),
    "request_extension": ("延期待批准", ("safety_manager", "head"), ("head", "deputy")),
    "verify": ("待销号", ("safety_manager",), ("clerk",)),
    "list": ("已挂牌督办", ("safety_manager", "head"), ("safety_manager", "head")),
    "release": ("督办已解除，待销号", ("safety_manager",), ("clerk",)),
}
_COUNTY: Final = frozenset({"clerk"})


def tell_of(event: Event) -> None:
    """Follower of events: tells whoever has to act next, and employees of what is circulated."""
    verb = event.verb.removeprefix("case.")
    if event.object_kind != "hazard" or verb == event.verb:
        return
    if verb not in WAITS and verb != "circulate":
        return
    key = UUID(event.object_id)
    case = cases.by_ids([key]).get(key)
    if case is None:
        return
    if verb == "circulate":
        _circulate(case, event.at)
        return
    what, ordinary, major = WAITS[verb]
    posts = major if case.grade == "major" else ordinary
    told = {p.pk: p for p in _holders(case, posts, event.at)}
    told.pop(event.actor_id or 0, None)
    tell(
        told.values(),
        kind="case",
        title=f"隐患{what}：{case.title}（{case.number}）",
        url=address(case),
        item=f"case:{case.pk}",
        at=event.at,
    )


def _holders(case: Case, posts: Iterable[str], at: datetime) -> Iterable[org.Person]:
    for post in posts:
        if post == "department_head":
            place = case.department
        elif post in _COUNTY:
            place = org.unit_by_id(case.county_id) if case.county_id is not None else None
        else:
            place = case.unit
        if place is not None:
            yield from org.holders(place, post, at)


def _circulate(case: Case, at: datetime) -> None:
    """WS 四（四）: employees are informed. All of the unit, in words: not all may open the case."""
    tell(
        org.people_of(case.unit, at),
        kind="case",
        title=f"隐患通报：{case.title}",
        body=f"地点：{case.place}。目前{HAZARD.flow.states[case.state]}。",
        item=f"case:{case.pk}",
        at=at,
    )

"""Which steps somebody may take now, and who a case waits for: what buttons are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from weian.base.clock import day_of
from weian.case.kinds import CaseKind
from weian.case.models import Case, CaseStep
from weian.case.steps import actor_seen, case_seen
from weian.core.flow import Step
from weian.org import queries as org
from weian.org.kinds import ROLES
from weian.org.queries import Grant, Person
from weian.org.rights import RIGHTS, covers, holds
from weian.subject.envelope.known import prime

NO_RIGHT = "没有这一步的权限。"
_NAMED = 3
_ASKED = 12  # people whose guards are tried


class Untold(Mapping[str, Any]):
    """Answers that nobody has given yet: remembers whether a guard wanted to know them."""

    def __init__(self, **known: Any) -> None:
        self._known = known
        self.asked = False

    def __getitem__(self, key: str) -> Any:
        if key in self._known:
            return self._known[key]
        self.asked = True
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        self.asked = True
        return iter(self._known)

    def __len__(self) -> int:
        self.asked = True
        return len(self._known)


@dataclass(frozen=True)
class Offer:
    """A step that starts from where the case stands; ``why_not`` is "" if the person may take it.

    Else every reason that stands in its way, one sentence after another.
    """

    step: Step
    why_not: str
    forward: bool


def offers(
    case: Case, declared: CaseKind, steps: Sequence[CaseStep], person: Person, at: datetime
) -> list[Offer]:
    """The steps open from this state for one person, in the order of the flow.

    A guard that refuses without looking at the answers refuses for good; one that asks for an
    answer is left to the step itself.
    """
    seen, onward = case_seen(case, steps), _onward(declared, case.state)
    out = []
    for step in declared.flow.open_steps(case.state):
        if step.verb in declared.internal:
            continue
        why = _why_not(case, declared, step, seen, person, at)
        out.append(Offer(step, why, step in onward))
    return out


def _why_not(
    case: Case,
    declared: CaseKind,
    step: Step,
    seen: Mapping[str, Any],
    person: Person,
    at: datetime,
) -> str:
    if not org.can(person, step.right, case.unit, at, case.department):
        return NO_RIGHT
    return _kept_back(declared, step, seen, actor_seen(person, case, at), at)


def _kept_back(
    declared: CaseKind, step: Step, seen: Mapping[str, Any], actor: Mapping[str, Any], at: datetime
) -> str:
    """What the guards say to this actor before anything is answered."""
    reasons = []
    for name in step.guards:
        given = Untold(day=day_of(at))
        try:
            why = declared.flow.guards[name](seen, actor, given)
        except KeyError:  # it wanted an answer
            continue
        if why and not given.asked:
            reasons.append(why)
    return "".join(reasons)


def _onward(declared: CaseKind, state: str) -> list[Step]:
    """The steps that lead on in the order of a usual life; from a detour those that lead out of it."""
    order = list(declared.flow.states)
    moving = [
        s
        for s in declared.flow.open_steps(state)
        if not s.danger and s.target not in ("", state) and state not in declared.flow.ends
    ]
    return [s for s in moving if order.index(s.target) > order.index(state)] or moving


def waits_for(
    case: Case, declared: CaseKind, steps: Sequence[CaseStep], at: datetime
) -> tuple[str, str]:
    """Who can take the next step forward, and what it is called; ("", "") at an end.

    The person it was given to if they may; else those nearest to the case who may. Where something
    else has to be done before anybody may, those who may then; the roles where it is the people who
    are barred (nobody verifies what he did himself).
    """
    onward = _onward(declared, case.state)
    if not onward:
        return "", ""
    candidates = _candidates(case, {s.right for s in onward}, at)
    prime(candidates, [at])
    seen = case_seen(case, steps)
    for step in onward:
        able = [
            p for p in candidates[:_ASKED]
            if not _why_not(case, declared, step, seen, p, at)
        ]  # fmt: skip
        if able:
            return _names(able, case), step.title
    step = onward[0]
    entitled = [p for p in candidates if org.can(p, step.right, case.unit, at, case.department)]
    if entitled and _kept_back(declared, step, seen, actor_seen(None, case, at), at):
        return _names(entitled, case), step.title
    return "、".join(_roles(case, step.right)[:_NAMED]), step.title


def _roles(case: Case, right: str) -> list[str]:
    """Roles that might: what lies with a commission waits for none of an institution."""
    above = case.unit.group == "commission"
    fitting = [ROLES[r] for r in RIGHTS if holds(r, right)]
    return [r.title for r in fitting if not above or "commission" in r.groups]


def _candidates(case: Case, rights: set[str], at: datetime) -> list[Person]:
    """People with one of these rights over the case, the nearest grants first."""
    roles = [r for r in RIGHTS if any(holds(r, right) for right in rights)]
    line = [int(part) for part in case.unit.path.split("/") if part]
    places = [*line, *([case.department_id] if case.department_id else [])]
    rows = Grant.objects.on(day_of(at)).filter(role__in=roles, unit_id__in=places)
    near = sorted(
        (g for g in rows.select_related("unit", "person") if _reaches(g, case, rights)),
        key=lambda g: (-places.index(g.unit_id), roles.index(g.role), g.pk),
    )
    first = [case.assignee] if case.assignee is not None else []
    people = {p.pk: p for p in [*first, *(g.person for g in near)]}
    return [p for p in people.values() if p.works_on(day_of(at)) and p.is_active]


def _reaches(grant: Grant, case: Case, rights: set[str]) -> bool:
    return any(covers(grant.unit, right, case.unit, case.department) for right in rights)


def _names(people: Sequence[Person], case: Case) -> str:
    if case.assignee_id in {p.pk for p in people}:
        return case.assignee.name if case.assignee else ""
    shown = "、".join(p.name for p in people[:_NAMED])
    return f"{shown}等" if len(people) > _NAMED else shown

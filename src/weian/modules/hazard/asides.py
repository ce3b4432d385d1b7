"""Steps of hazards that wait for somebody beside the usual way: the to-do page finds the usual next
step by itself; a plan to approve, more time to grant and a report to the authority are these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from weian.case import queries as cases
from weian.case.queries import Case, CaseStep
from weian.core.hands import hands, hands_of
from weian.modules.hazard.flow import DECIDE, MANAGE
from weian.modules.hazard.guards.reading import PLANNING, extension_asked, is_listed, last_of
from weian.org import queries as org

MOST: Final = 100
_COMMISSIONS: Final = frozenset({"province_id", "city_id", "county_id"})
_TO_REPORT: Final = ("graded", "planned", "rectified", "verified")
_ASKING: Final = ("request_extension", "extend", "decline_extension")
_READ: Final = (*PLANNING, "approve_plan", *_ASKING, "report_up", "list", "release")

Reach = Mapping[str, list[int]]


@dataclass(frozen=True)
class Aside:
    """A step that the person may take now."""

    case: Case
    verb: str


@dataclass(frozen=True)
class _Reaches:
    """Where a person decides and manages inside a unit, and where they decide above it."""

    decides: Reach
    manages: Reach
    above: Reach

    @classmethod
    def of(cls, person: org.Person, at: datetime) -> _Reaches:
        grants = org.grants_of(person, at)
        decides, manages = org.reach_of(grants, DECIDE), org.reach_of(grants, MANAGE)
        return cls(
            {c: n for c, n in decides.items() if c not in _COMMISSIONS},
            {c: n for c, n in manages.items() if c not in _COMMISSIONS | {"department_id"}},
            {c: n for c, n in decides.items() if c in _COMMISSIONS},
        )

    def wanted(self) -> Q:
        """The cases in which one of the steps may be the person's; an empty one finds none."""
        planned = Q(state="planned")
        unreported = Q(state__in=_TO_REPORT, grade="major") & ~_took("report_up")
        waiting = Q()
        if self.decides:
            waiting |= planned & (Q(grade="major") | _took("request_extension")) & _at(self.decides)
        if self.manages:
            waiting |= unreported & _at(self.manages)
        if self.above:
            listed = planned & _took("request_extension") & _took("list")
            waiting |= listed & _at(self.above)
        return waiting


def asides(person: org.Person, at: datetime) -> Iterator[Aside]:
    """Every such step, by deadline.

    The unit approves its plans, grants its own time and reports its major hazards; under listed
    supervision the authority grants time.
    """
    reaches = _Reaches.of(person, at)
    wanted = reaches.wanted()
    if not wanted:
        return
    rows = cases.visible(person, at).filter(wanted, kind="hazard", closed_on=None)
    rows = rows.defer("search", "words").select_related("unit").order_by("due_on", "id")
    found = list(rows[:MOST])
    taken = _taken([case.pk for case in found])
    for case in found:
        seen = {"grade": case.grade, "steps": taken.get(case.pk, [])}
        yield from (Aside(case, verb) for verb in _verbs(case, seen, person, reaches))


def _verbs(
    case: Case, seen: Mapping[str, Any], person: org.Person, reaches: _Reaches
) -> Iterator[str]:
    major = case.grade == "major"
    if major and case.state == "planned" and _within(case, reaches.decides):
        planners = hands_of(step for step in seen["steps"] if step["verb"] in PLANNING)
        approved = last_of(seen, (*PLANNING, "approve_plan")) == "approve_plan"
        if not approved and planners.isdisjoint(person.hands):
            yield "approve_plan"
    asked = extension_asked(seen) if case.state == "planned" else None
    deciding = reaches.above if is_listed(seen) else reaches.decides
    if asked and hands(asked).isdisjoint(person.hands) and _within(case, deciding):
        yield "extend"
    reported = bool(last_of(seen, ("report_up",)))
    if major and not reported and case.state in _TO_REPORT and _within(case, reaches.manages):
        yield "report_up"


def _took(verb: str) -> Exists:
    return Exists(CaseStep.objects.filter(case=OuterRef("pk"), verb=verb))


def _at(reach: Reach) -> Q:
    out = Q()
    for column, numbers in reach.items():
        out |= Q(**{f"{column}__in": numbers})
    return out


def _within(case: Case, reach: Reach) -> bool:
    return any(getattr(case, column) in numbers for column, numbers in reach.items())


def _taken(keys: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Of each case the steps that matter here, in order."""
    wanted = list(keys)
    out: dict[UUID, list[dict[str, Any]]] = {}
    if not wanted:
        return out
    rows = CaseStep.objects.filter(case_id__in=wanted, verb__in=_READ).order_by("case_id", "seq")
    for key, *told in rows.values_list("case_id", "verb", "by_id", "behalf_id"):
        out.setdefault(key, []).append(dict(zip(("verb", "by", "behalf"), told, strict=True)))
    return out

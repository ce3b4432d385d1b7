"""Which letters are due now, from the open hazards that an authority may see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from weian.base.clock import day_of
from weian.case import queries as cases
from weian.case.queries import Case, CaseStep
from weian.modules.letters.ladder import PACK, Proposal, Standing, proposed
from weian.org.queries import Person, Unit
from weian.policy import queries as policy

MOST = 500


@dataclass(frozen=True)
class Due:
    """A letter to draft about a hazard."""

    hazard: Case
    proposal: Proposal


def in_force(unit: Unit, at: datetime) -> bool:
    """Whether the document that sets the ladder up binds the unit, itself or re-issued: only then may
    its letters cite it."""
    known = {edition.pack for edition in policy.editions_for([unit], at)[unit.pk]}
    return any(re.fullmatch(rf"{re.escape(PACK)}([+-]\d+)?", pack) for pack in known)


def due(person: Person, at: datetime) -> list[Due]:
    """Major hazards and those with a history, the oldest first: three queries, whatever their number."""
    rows = cases.visible(person, at).filter(kind="hazard", closed_on=None, grade="major")
    hazards = list(
        rows.select_related("unit").defer("search", "words").order_by("opened_on", "id")[:MOST]
    )
    if not hazards:
        return []
    steps = _steps(hazards)
    letters = _letters(person, at, [h.number for h in hazards])
    accidents = _accidents(person, at, {h.unit_id for h in hazards})
    today = day_of(at)
    found = [
        (
            h,
            proposed(
                _standing(h, steps.get(h.pk, []), letters.get(h.number, []), accidents), today
            ),
        )
        for h in hazards
    ]
    return [Due(hazard, proposal) for hazard, proposal in found if proposal is not None]


def _steps(hazards: Sequence[Case]) -> dict[object, list[CaseStep]]:
    out: dict[object, list[CaseStep]] = {}
    for step in cases.steps_of([h.pk for h in hazards]):
        out.setdefault(step.case_id, []).append(step)
    return out


def _letters(person: Person, at: datetime, numbers: Sequence[str]) -> dict[str, list[Case]]:
    """The letters issued about each hazard."""
    rows = cases.visible(person, at).filter(
        kind="letter", state__in=("issued", "closed"), data__hazards__has_any_keys=list(numbers)
    )
    out: dict[str, list[Case]] = {}
    for letter in rows.only("category", "data", "closed_on", "state", "unit_id"):
        for number in letter.data.get("hazards") or ():
            out.setdefault(str(number), []).append(letter)
    return out


def _accidents(person: Person, at: datetime, units: Iterable[int]) -> dict[int, list[date]]:
    rows = cases.visible(person, at).filter(kind="incident", unit_id__in=list(units))
    rows = rows.exclude(grade="near_miss").exclude(state="voided")
    out: dict[int, list[date]] = {}
    for unit, day in rows.order_by("opened_on").values_list("unit_id", "opened_on"):
        out.setdefault(unit, []).append(day)
    return out


def _standing(
    hazard: Case, steps: Sequence[CaseStep], letters: Sequence[Case], accidents: dict[int, list[date]]
) -> Standing:  # fmt: skip
    verbs = [s.verb for s in steps]
    listed = verbs.count("list") > verbs.count("release")
    held = min((str(x.data["held_on"]) for x in letters if x.data.get("held_on")), default="")
    after = [d for d in accidents.get(hazard.unit_id, ()) if held and d >= date.fromisoformat(held)]
    return Standing(
        number=hazard.number,
        major=hazard.grade == "major",
        on_spot="fix_on_spot" in verbs,
        from_tip=hazard.source == "tip",
        verified_tip=hazard.source == "tip" and "grade" in verbs,
        due_on=hazard.due_on,
        rectified=hazard.state in ("rectified", "verified", "closed"),
        rounds=hazard.round,
        listed=listed,
        sent=frozenset(letter.category for letter in letters),
        held=bool(held),
        accident_on=after[0] if after else None,
    )

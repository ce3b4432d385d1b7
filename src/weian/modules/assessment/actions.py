"""The year's result: told to a unit with the working frozen, and kept as a record once published."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict
from weian.base.models import Event
from weian.base.nearest import setting_of
from weian.case import actions as cases
from weian.case import queries as case_queries
from weian.case.queries import Case
from weian.modules.assessment import scoring
from weian.modules.assessment.working import in_words
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.org.rights import OVERSEE
from weian.record import actions as records

#: How many days a unit has to contest its result.
OBJECTION_DAYS_SETTING: Final = "assessment.objection_days"
OBJECTION_DAYS: Final = 7


def tell(actor: Person, *, unit: Unit, year: int, at: datetime) -> Case:
    """Work the year out, freeze it and tell the unit. Raises Forbidden, BadInput where nothing came
    due, Conflict where the unit was told already."""
    org.require(actor, OVERSEE, unit, at)
    if results(actor, year, at).filter(unit=unit).exclude(state="voided").exists():
        raise Conflict(
            "assessment.told", f"{unit}{year} 年的结果已经告知。要重新计算，请先把它作废。"
        )
    found = scoring.assess(unit, actor, at, year=year)
    if found.points is None:
        raise BadInput("assessment.nothing", "这一年没有到期的责任事项，没有可以定格的结果。")
    data: dict[str, object] = {
        "year": year, "sheet": found.marks.sheet.title, "points": round(found.points, 1),
        "vetoed": bool(found.vetoed), "veto_reasons": "\n".join(found.vetoed),
        "object_until": (day_of(at) + timedelta(days=objection_days(unit))).isoformat(),
        "working": in_words(found),
    }  # fmt: skip
    return cases.open_case(actor, kind="assessment", unit=unit, data=data, at=at)


def objection_days(unit: Unit) -> int:
    """As the jurisdiction set it, or seven."""
    told = setting_of(OBJECTION_DAYS_SETTING, unit.path)
    return told if isinstance(told, int) and told > 0 else OBJECTION_DAYS


def results(person: Person, year: int, at: datetime) -> QuerySet[Case]:
    """The results of a year that a person may see."""
    return case_queries.visible(person, at).filter(kind="assessment", data__year=year)


def publish(actor: Person, *, case: Case, at: datetime) -> Case:
    """Publish a settled result. Raises what ``case.actions.act`` raises."""
    return cases.act(actor, case=case, verb="publish", given={}, version=case.version, at=at)


def published(event: Event) -> None:
    """Follower of events: what was published is kept as the result of the assessment, by the authority
    that published it, so that nobody types it again."""
    if event.object_kind != "assessment" or event.verb != "case.publish":
        return
    found = case_queries.by_ids([UUID(event.object_id)]).get(UUID(event.object_id))
    step = case_queries.timeline(found)[-1] if found is not None else None
    if found is None or step is None or step.by is None:
        return
    data = found.data
    final = data.get("final_points")
    records.submit(
        None, kind="assessment_result", unit=step.by.unit, happened_at=event.at, at=event.at,
        data={
            "assessed": found.unit_id, "year": data["year"], "includes_hazards": True,
            "points": data["points"] if final is None else final, "vetoed": data["vetoed"],
            "verdict": data.get("verdict", "none"), "working": data["working"],
        },
    )  # fmt: skip

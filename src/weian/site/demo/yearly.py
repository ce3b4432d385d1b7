"""Last year's assessment: told, contested or accepted, settled and published in the weeks after."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from weian.base import clock
from weian.base.errors import BadInput
from weian.base.models import Event
from weian.case import actions as cases
from weian.case.actions import Move
from weian.case.queries import Case
from weian.duty import actions as duties
from weian.modules.assessment import actions as assessment
from weian.site.demo.crew import Crew

_COMMENDED = 2
_OBJECTION = "9 月的夜间巡查因停电未能扫码，有纸质记录，请核对后计分。"
_ANSWER = "纸质记录没有当班人员签字，不能作为凭据，维持原计分。"


def assess_last_year(crews: Mapping[str, Crew], office: Crew, now: datetime) -> int:
    """Every institution's result of last year. The duties must be computed; the office's are again,
    as what it published counts there. Returns how many were told."""
    year = now.year - 1
    begun = datetime(now.year, 1, 8, 9, tzinfo=clock.TZ)
    told = list(_told(crews, office, year, min(begun, now)))
    if begun + timedelta(days=30) < now:
        cases.act_batch(list(_moves(told, office, begun)))
        for event in Event.objects.filter(object_kind="assessment", verb="case.publish"):
            assessment.published(event)  # as the follower does where followers listen
        duties.refresh([office.unit.pk], now)
    return len(told)


def _told(
    crews: Mapping[str, Crew], office: Crew, year: int, at: datetime
) -> Iterable[tuple[Crew, Case]]:
    for crew in crews.values():
        if crew.office:
            continue
        try:
            case = assessment.tell(office.hands["clerk"], unit=crew.unit, year=year, at=at)
        except BadInput:  # nothing came due
            continue
        yield crew, case


def _moves(told: Sequence[tuple[Crew, Case]], office: Crew, begun: datetime) -> Iterable[Move]:
    """The worst contests, the last but one is heard and settled, all else is published."""
    ranked = sorted(told, key=lambda pair: -float(pair[1].data["points"]))
    for place, (crew, case) in enumerate(ranked):
        day = begun + timedelta(days=2 + place % 4, hours=place % 7)
        contested = place == len(ranked) - 1
        given: dict[str, Any] = {"objection": _OBJECTION} if contested else {}
        yield Move(crew.head, case, "object" if contested else "accept", given, day)
        verdict = {"verdict": _verdict(place, case)}
        answer = {"answer": _ANSWER} if contested else {}
        settled = begun + timedelta(days=14, minutes=5 * place)
        yield Move(office.head, case, "settle", verdict | answer, settled)
        if place != len(ranked) - 2 or len(ranked) < _COMMENDED + 2:
            published = begun + timedelta(days=20, minutes=place)
            yield Move(office.head, case, "publish", {}, published)


def _verdict(place: int, case: Case) -> str:
    if case.data.get("vetoed"):
        return "disqualified"
    return "commended" if place < _COMMENDED else "none"

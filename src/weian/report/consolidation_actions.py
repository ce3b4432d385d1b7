"""Having a commission's returns put together: begun by a person, done by the worker."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from procrastinate.contrib.django import app

from weian.base import events
from weian.base.verbs import name_verbs
from weian.org import queries as org
from weian.report.collecting import Collection
from weian.report.consolidations import basis_of, is_busy, is_stuck
from weian.report.models import Consolidation

JOB: Final = "report.consolidate"
State = Consolidation.State
name_verbs({"consolidation.begin": "汇总下级报送"})


@transaction.atomic
def begin(
    actor: org.Person, *, unit: org.Unit, found: Collection, title: str, at: datetime
) -> Consolidation:
    """Leave it to the worker. What is under way or done of just this is not begun twice; what failed,
    or has not been heard of for long, is begun again. Raises Forbidden."""
    org.require(actor, "report.review", unit, at)
    mine: dict[str, Any] = {
        "person": actor, "delegation_id": actor.acting.pk if actor.acting else None, "at": at,
        "seen_at": at, "state": State.QUEUED, "why": "", "looked": 0, "total": 0,
    }  # fmt: skip
    row: Consolidation
    row, made = Consolidation.objects.select_for_update(of=("self",)).get_or_create(
        unit=unit, kind=found.kind.key, period=found.due.period, basis=basis_of(found, title),
        defaults={**org.scope_of(unit), **mine},
    )  # fmt: skip
    if not made:
        if row.state == State.DONE or (is_busy(row) and not is_stuck(row, at)):
            return row
        Consolidation.objects.filter(pk=row.pk).update(**mine)
    events.append(
        verb="consolidation.begin", object_kind="consolidation", object_id=row.pk, actor=actor,
        unit=unit, at=at, given={"report": row.kind, "period": row.period},
    )  # fmt: skip
    app.configure_task(JOB).defer(number=str(row.pk))
    return row

"""Declaring facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from weian.base import events, merging
from weian.base.clock import day_of
from weian.base.errors import BadInput
from weian.base.fields import clean
from weian.org import queries
from weian.org.facts import facts_asked
from weian.org.models import Fact, Person, Unit


@transaction.atomic
def declare_facts(
    actor: Person | None,
    *,
    at: datetime,
    unit: Unit,
    answers: Mapping[str, object],
    since: date | None = None,
    was: Mapping[str, object] | None = None,
) -> list[Fact]:
    """Declare several facts from a day on (default: that day); None takes one back to 待核实.

    Only what differs from what stands is written; nothing new, no event. ``was`` is what stood when
    the actor began. Raises BadInput naming every answer that is wrong, Conflict (declared otherwise
    meanwhile), Forbidden, NotVisible.
    """
    queries.require(actor, "fact.declare", unit, at)
    unit = queries.lock(unit)
    since = since or day_of(at)
    if was:
        asked = [kind.field for kind in facts_asked(unit.group)]
        answers = merging.undisturbed(asked, was, answers, _standing(unit, day_of(at)))
    rows = planned(unit, answers, since, at, actor)
    standing = _standing(unit, since)
    rows = [row for row in rows if standing.get(row.key) != row.value]
    if rows:
        Fact.objects.bulk_create(rows)
        act = act_of(unit, rows, since, at, actor)
        events.append(**vars(act))
    return rows


def declare_fact(
    actor: Person | None,
    *,
    at: datetime,
    unit: Unit,
    key: str,
    value: object,
    since: date | None = None,
) -> Fact | None:
    """Declare one fact; None if it stands like that already. See ``declare_facts``."""
    rows = declare_facts(actor, at=at, unit=unit, answers={key: value}, since=since)
    return rows[0] if rows else None


def _standing(unit: Unit, day: date) -> dict[str, Any]:
    rows = Fact.objects.filter(unit=unit, since__lte=day).order_by("since", "declared_at", "pk")
    return dict(rows.values_list("key", "value"))


def planned(
    unit: Unit, answers: Mapping[str, object], since: date, at: datetime, by: Person | None
) -> list[Fact]:
    """The rows, checked and not yet saved."""
    asked = [kind.field for kind in facts_asked(unit.group)]
    checked = clean(asked, answers, partial=True)
    if since > day_of(at):
        raise BadInput("fact.future_date", "不能申报将来的情况，请在当天申报。")
    if not unit.stands_on(since):
        raise BadInput("fact.before_unit", f"{since} 时“{unit}”还不存在或已终止，请核对日期。")
    return [
        Fact(unit=unit, key=key, value=value, since=since, declared_by=by, declared_at=at)
        for key, value in checked.items()
    ]


def act_of(
    unit: Unit, rows: list[Fact], since: date, at: datetime, by: Person | None
) -> events.Act:
    """What the log says of one declaration."""
    given: dict[str, Any] = {"since": since.isoformat()}
    given["facts"] = {row.key: row.value for row in rows}
    return events.Act("fact.declare", "unit", unit.pk, by, unit, at, given)

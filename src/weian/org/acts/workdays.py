"""Changing the calendar of working days, rest days and holidays, which all units share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from weian.base import events
from weian.base.calendar_seed import known_days
from weian.base.errors import BadInput
from weian.base.models import CalendarDay
from weian.org import queries
from weian.org.models import Person, Unit

RIGHT = "setting.keep"
BY_RULE = "rule"  # no entry: weekends rest, other days are worked
KINDS = (*CalendarDay.KINDS, (BY_RULE, "按周末规则"))
_FIRST_YEAR, _AHEAD = 2015, 3


@dataclass(frozen=True)
class Import:
    """What an import did: days that were new, and days that people had entered otherwise (kept)."""

    added: int
    kept: tuple[date, ...]


@transaction.atomic
def change_day(
    actor: Person | None, *, at: datetime, unit: Unit, day: date, kind: str, name: str = ""
) -> bool:
    """Say what one day is; ``kind`` BY_RULE takes back what was said. ``unit`` is the commission
    that the person acts for. Returns whether anything changed.

    Raises BadInput, Forbidden.
    """
    queries.require(actor, RIGHT, unit, at)
    name = name.strip()
    _check(day, kind, name, at)
    before = CalendarDay.objects.select_for_update().filter(day=day).first()
    was = (before.kind, before.name) if before else (BY_RULE, "")
    now = (kind, "" if kind == BY_RULE else name)
    if was == now:
        return False
    if kind == BY_RULE:
        CalendarDay.objects.filter(day=day).delete()
    else:
        CalendarDay.objects.update_or_create(day=day, defaults={"kind": kind, "name": name})
    given = {"kind": now[0], "name": now[1], "was": was[0]}
    _log("calendar.change", str(day), actor, unit, at, given)
    return True


@transaction.atomic
def import_year(actor: Person | None, *, at: datetime, unit: Unit, year: int) -> Import:
    """Fill in what the built-in arrangement knows of a year; what people have entered stays.

    Raises BadInput for a year that it does not know yet, Forbidden.
    """
    queries.require(actor, RIGHT, unit, at)
    rows = [CalendarDay(day=s.day, kind=s.kind, name=s.name) for s in known_days() if s.day.year == year]  # fmt: skip
    if not rows:
        raise BadInput(
            "calendar.unknown_year",
            f"系统里没有 {year} 年的放假安排。请按国务院办公厅的通知逐日填写，或升级系统后再导入。",
        )
    held = {d.day: (d.kind, d.name) for d in CalendarDay.objects.filter(day__year=year)}
    new = [row for row in rows if row.day not in held]
    kept = tuple(r.day for r in rows if r.day in held and held[r.day] != (r.kind, r.name))
    if new:
        CalendarDay.objects.bulk_create(new)
        given = {"days": {str(row.day): row.kind for row in new}}
        _log("calendar.import", str(year), actor, unit, at, given)
    return Import(len(new), kept)


def years_known() -> Iterator[int]:
    """The years that can be imported."""
    yield from sorted({seed.day.year for seed in known_days()})


def _check(day: date, kind: str, name: str, at: datetime) -> None:
    wrong = {}
    if not _FIRST_YEAR <= day.year <= at.year + _AHEAD:
        wrong["day"] = f"只能填写 {_FIRST_YEAR} 年到 {at.year + _AHEAD} 年的日期。"
    if kind not in dict(KINDS):
        wrong["kind"] = "请选择这一天是上班、休息还是节假日。"
    if kind == "holiday" and not name:
        wrong["name"] = "节假日要写名称，例如：国庆节。同一个假期各天名称要一致。"
    if len(name) > 40:
        wrong["name"] = "名称不超过 40 个字。"
    if wrong:
        raise BadInput("calendar.invalid", fields=wrong)


def _log(
    verb: str, what: str, actor: Person | None, unit: Unit, at: datetime, given: dict[str, Any]
) -> None:
    events.append(
        verb=verb,
        object_kind="calendar",
        object_id=what,
        actor=actor,
        unit=unit,
        at=at,
        given=given,
    )

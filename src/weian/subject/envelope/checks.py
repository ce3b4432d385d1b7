"""What must hold before anything is written, the same for subjects, records and cases.

Pure over what ``known.gather`` read. Each check adds to a dict of field key → Chinese message, so
that a form shows everything that is wrong at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from weian.base.clock import day_of
from weian.base.errors import BadInput, Forbidden
from weian.base.fields import Field
from weian.base.values import show_day
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope.known import Known

Wrong = dict[str, str]


def place(unit: Unit, department: Unit | None, day: date) -> None:
    """Raises BadInput unless the unit, and the department in it, stood on that day."""
    if unit.kind == "department":
        raise BadInput("place.department", f"“{unit}”是科室：请填写所在单位，科室另外选择。")
    if department is not None and department.parent_id != unit.pk:
        wrong = f"“{department}”不是“{unit}”的科室，请重新选择科室。"
        raise BadInput("place.other_department", fields={"department": wrong})
    for where in (unit, department):
        if where is None or where.stands_on(day):
            continue
        if day < where.since:
            why = f"“{where}”{show_day(where.since)}才设立，{show_day(day)}还没有这个单位，请核对日期。"
            raise BadInput("place.before_founded", why)
        why = f"“{where}”已于{show_day(where.until or day)}撤销，不能再登记{show_day(day)}的事项。"
        raise BadInput("place.after_closed", why)


def in_service(actor: Person | None, day: date, at: datetime) -> None:
    """Raises Forbidden if the author was not in service on the day it happened or now."""
    if actor is None:
        return
    for moment, what in ((day_of(at), "办理"), (day, f"登记{show_day(day)}的工作")):
        if actor.works_on(moment):
            continue
        if moment < actor.since:
            why = f"{actor.name}{show_day(actor.since)}才到岗，不能{what}。"
            raise Forbidden("author.not_yet_here", why)
        left = show_day(actor.until) if actor.until else ""
        raise Forbidden("author.left", f"{actor.name}已于{left}离岗，不能{what}。")


def not_future(day: date, at: datetime, code: str, key: str) -> None:
    """Raises BadInput for a day that has not come yet."""
    if day > day_of(at):
        wrong = f"日期 {show_day(day)} 还没有到（今天是 {show_day(day_of(at))}），请改成已经发生的日期。"
        raise BadInput(code, fields={key: wrong})


def right(
    actor: Person | None, right: str, unit: Unit, department: Unit | None, at: datetime
) -> None:
    """Raises NotVisible if the actor may not see the unit, Forbidden without the right."""
    org.require(actor, right, unit, at, department)


def answers(
    fields: Iterable[Field], data: Mapping[str, object], unit: Unit, day: date, known: Known,
    by: Person | None = None, at: datetime | None = None,
) -> Wrong:  # fmt: skip
    """What is wrong with the people, units and things that the answers point at, and with the time.

    People belong to the unit, its institution or a commission above it, and were in service that
    day; departments are the unit's; subjects are of the kind asked for and of the unit; units are
    those that ``by`` sees at ``at``, as the form offers them (None: the system names any). What
    is asked as having happened has happened by ``at``.
    """
    wrong: Wrong = {}
    for field in fields:
        value = data.get(field.key)
        if field.past and at is not None and not _has_come(field, str(value or ""), at):
            wrong[field.key] = f"{field.title}还没有到，请填写已经发生的时间。"
        if value is None or not field.noun:
            continue
        entries = value if isinstance(value, list) else [value]
        if field.item == "unit":
            found = list(_units(entries, known, by, at))
        else:
            found = [why for e in entries for why in _entry(field, e, unit, day, known)]
        if found:
            shown = "；".join(found[:5]) + (f"；等 {len(found)} 项" if len(found) > 5 else "")
            wrong[field.key] = f"{field.title}：{shown}。"
    return wrong


def _has_come(field: Field, value: str, at: datetime) -> bool:
    if not value:
        return True
    if field.type == "date":
        return date.fromisoformat(value) <= day_of(at)
    return datetime.fromisoformat(value) <= at


def _entry(field: Field, entry: object, unit: Unit, day: date, known: Known) -> Iterator[str]:
    if field.item == "person":
        yield from person(int(str(entry)), unit, day, known, wide=True)
    elif field.item == "department":
        found = known.units.get(int(str(entry)))
        if found is None or found.parent_id != unit.pk or found.kind != "department":
            yield "所选科室不属于本单位"
        elif not found.stands_on(day):
            yield f"“{found}”当天不存在"
    elif field.item == "subject":
        yield from subject(entry, field.kind, unit, day, known)


def _units(
    entries: Iterable[object], known: Known, by: Person | None, at: datetime | None
) -> Iterator[str]:
    for entry in entries:
        found = known.units.get(int(str(entry)))
        if found is None or found.kind == "department":
            yield "所选单位不存在"
        elif by is not None and at is not None and not org.sees_unit(by, found, at):
            yield "所选单位不存在"  # the same words: whoever asks may not know it


def person(pk: int, unit: Unit, day: date, known: Known, *, wide: bool) -> Iterator[str]:
    """Why somebody cannot stand in a record of a unit; ``wide`` lets those of commissions in."""
    who = known.people.get(pk)
    if who is None:
        yield "所选人员不存在"
        return
    same = who.unit_id == unit.pk or (
        unit.institution_id is not None and who.institution_id == unit.institution_id
    )
    above = wide and str(who.unit_id) in unit.path.split("/")
    if not (same or above):
        yield f"所选人员不是“{unit}”的"  # no name: whoever asks may not know it
    elif day < who.since:
        yield f"“{who.name}”{show_day(who.since)}才到岗"
    elif not who.works_on(day):
        yield f"“{who.name}”{show_day(who.until or day)}已离岗"


def subject(key: object, kind: str, unit: Unit, day: date, known: Known) -> Iterator[str]:
    """Why a thing cannot be what a record of a unit is about."""
    found = known.subjects.get(UUID(str(key)))
    if found is None or (kind and found.kind != kind):
        yield "所选对象不存在或类别不符"
    elif found.unit_id != unit.pk:
        yield f"所选对象不是“{unit}”的"
    elif day < found.since:
        yield f"“{found.name}”{show_day(found.since)}才启用"
    elif not found.stands_on(day):
        yield f"“{found.name}”{show_day(found.until or day)}已停用"


def refuse(code: str, wrong: Wrong) -> None:
    """Raises BadInput if anything is wrong."""
    if wrong:
        raise BadInput(code, fields=wrong)

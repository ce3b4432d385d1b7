"""Appointing people and ending what they were appointed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from weian.base import events, merging
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict
from weian.base.fields import clean
from weian.org import queries
from weian.org.acts import granting
from weian.org.kinds import POSTS
from weian.org.models import Appointment, Grant, Person, Unit
from weian.org.questions import PERSON_FIELDS
from weian.org.scope import scope_of

D = TypeVar("D", Person, Appointment, Grant)


@transaction.atomic
def appoint(
    actor: Person | None,
    *,
    at: datetime,
    unit: Unit,
    department: Unit | None = None,
    person: Person | None = None,
    posts: Iterable[str] = (),
    roles: Iterable[str] = (),
    since: date | None = None,
    **given: object,
) -> Person:
    """Give somebody posts (kinds.POSTS) and roles (kinds.ROLES) from a day on (default: that day).

    Without ``person`` a new one is made; ``given`` are then questions.PERSON_FIELDS (name,
    employment …). A role for departments is granted on ``department``, any other on ``unit``.
    Raises BadInput, Conflict (already appointed so), Forbidden, NotVisible.
    """
    queries.require(actor, "person.appoint", unit, at, department)
    since = since or day_of(at)
    if person is None:
        person = planned(given, unit, department, since)
        person.save()
    offices = planned_posts(person, unit, department, posts, since)
    grants = planned_grants(person, unit, department, roles, since)
    for grant in grants:
        granting.check(actor, grant.role, grant.unit, at)
    _check_new(person, offices, grants, since)
    Appointment.objects.bulk_create(offices)
    Grant.objects.bulk_create(grants)
    person.forget_grants()
    act = act_of(person, unit, department, offices, grants, at, actor)
    events.append(**vars(act))
    return person


@transaction.atomic
def keep_person(
    actor: Person | None,
    *,
    at: datetime,
    person: Person,
    department: Unit | None = None,
    was: Mapping[str, object] | None = None,
    **given: object,
) -> Person:
    """Correct what is known of a person, or move them to a department of their unit.

    ``given`` are some of questions.PERSON_FIELDS, ``was`` what the actor saw before changing them.
    Raises BadInput, Conflict (changed meanwhile), Forbidden, NotVisible.
    """
    queries.require(actor, "person.appoint", person.unit, at, person.department)
    person = Person.objects.select_for_update(of=("self",)).select_related("unit").get(pk=person.pk)
    now = {field.key: getattr(person, field.key) for field in PERSON_FIELDS}
    wanted = clean(PERSON_FIELDS, given, partial=True)
    answers = merging.undisturbed(PERSON_FIELDS, was or {}, wanted, now)
    _fill(person, answers)
    if department is not None and _moves(person, department, was or {}):
        _place(person, person.unit, department)
    person.save()
    more = {"department": department.pk} if department else {}
    _log(actor, at, person, "person.keep", {**answers, **more})
    return person


@transaction.atomic
def end_appointment(
    actor: Person | None, *, at: datetime, appointment: Appointment, on: date | None = None
) -> Appointment:
    """End a post: from ``on`` (default: that day) it is no longer held. Raises BadInput, Forbidden."""
    queries.require(actor, "person.appoint", appointment.unit, at, appointment.department)
    ended = _end(Appointment.objects.select_for_update().get(pk=appointment.pk), on or day_of(at))
    given = {"post": ended.post, "unit": ended.unit_id, "until": str(ended.until)}
    _log(actor, at, ended.person, "person.end_post", given)
    return ended


@transaction.atomic
def end_grant(actor: Person | None, *, at: datetime, grant: Grant, on: date | None = None) -> Grant:
    """Take a role away: from ``on`` (default: that day, at once). Raises BadInput, Forbidden."""
    place = grant.unit
    unit = place.parent if place.kind == "department" and place.parent else place
    queries.require(actor, "person.appoint", unit, at, place)
    granting.check(actor, grant.role, place, at)
    ended = _end(Grant.objects.select_for_update().get(pk=grant.pk), on or day_of(at))
    given = {"role": ended.role, "unit": ended.unit_id, "until": str(ended.until)}
    _log(actor, at, ended.person, "person.end_role", given)
    return ended


@transaction.atomic
def leave(actor: Person | None, *, at: datetime, person: Person, on: date | None = None) -> Person:
    """Somebody leaves: from ``on`` (default: that day) not in service, all posts and roles end."""
    queries.require(actor, "person.appoint", person.unit, at, person.department)
    for grant in person.grants.select_related("unit"):
        granting.check(actor, grant.role, grant.unit, at)
    day = on or day_of(at)
    person = _end(Person.objects.select_for_update().get(pk=person.pk), day)
    held: list[Appointment | Grant] = list(person.appointments.all())
    held += list(person.grants.all())
    for row in held:
        if row.until is None or row.until > day:
            row.until = max(day, row.since)
            row.save(update_fields=["until"])
    _log(actor, at, person, "person.leave", {"until": day.isoformat()})
    return person


def planned(
    given: Mapping[str, object], unit: Unit, department: Unit | None, since: date
) -> Person:
    """A person not yet saved, checked."""
    answers = clean(PERSON_FIELDS, {"since": since, "employment": "staff", **given})
    person = Person()
    person.set_unusable_password()
    _fill(person, answers)
    if not unit.stands_on(person.since):
        raise BadInput(
            "person.before_unit", fields={"since": f"{person.since} 时“{unit}”还不存在或已终止。"}
        )
    _place(person, unit, department)
    return person


def _fill(person: Person, answers: Mapping[str, Any]) -> None:
    for key, value in answers.items():
        if value is None and key in ("name", "employment", "since"):
            raise BadInput("person.invalid", fields={key: "这一项不能为空。"})
        setattr(person, key, date.fromisoformat(value) if key == "since" else value or "")
    person.index_name()


def _moves(person: Person, department: Unit, was: Mapping[str, object]) -> bool:
    """Whether the actor meant to move them; Conflict if somebody else moved them meanwhile."""
    before = was.get("department")
    if before is None or str(department.pk) == before:
        return before is None
    if str(person.department_id or "") not in (before, str(department.pk)):
        now = person.department.name if person.department else "（空）"
        told = f"您填写时别人改成了“{now}”。核对后再点保存，就以您填的为准。"
        raise Conflict("edit.stale", fields={"department": told})
    return True


def _place(person: Person, unit: Unit, department: Unit | None) -> None:
    try:
        columns = scope_of(unit, department)
    except ValueError:
        raise BadInput(
            "person.misplaced", fields={"department": f"这个科室不属于“{unit}”。"}
        ) from None
    for column, value in columns.items():
        setattr(person, column, value)


def planned_posts(
    person: Person, unit: Unit, department: Unit | None, posts: Iterable[str], since: date
) -> list[Appointment]:
    """Appointments not yet saved, checked."""
    wanted = list(dict.fromkeys(posts))
    for post in wanted:
        if post not in POSTS:
            raise BadInput("post.unknown", fields={"posts": f"没有“{post}”这个岗位。"})
    _check_day(person, since)
    return [
        Appointment(person=person, unit=unit, department=department, post=post, since=since)
        for post in wanted
    ]


def planned_grants(
    person: Person, unit: Unit, department: Unit | None, roles: Iterable[str], since: date
) -> list[Grant]:
    """Grants not yet saved, each placed where its role belongs."""
    return [
        Grant(person=person, role=role, unit=granting.place_of(role, unit, department), since=since)
        for role in dict.fromkeys(roles)
    ]


def _check_day(person: Person, since: date) -> None:
    if not person.works_on(since):
        raise BadInput(
            "person.not_in_service",
            fields={"since": f"{since} 时{person.name}尚未到岗或已离开，请核对日期。"},
        )


def _check_new(
    person: Person, offices: list[Appointment], grants: list[Grant], since: date
) -> None:
    held = set(person.appointments.on(since).values_list("unit_id", "department_id", "post"))
    for office in offices:
        if (office.unit_id, office.department_id, office.post) in held:
            raise Conflict("post.held", f"{person.name}已经担任{POSTS[office.post]}。")
    given = set(person.grants.on(since).values_list("unit_id", "role"))
    for grant in grants:
        if (grant.unit_id, grant.role) in given:
            raise Conflict("grant.held", f"{person.name}已经有“{grant.role_title}”这个角色。")


def _end(row: D, on: date) -> D:
    if row.until is not None and row.until <= on:
        raise Conflict("org.ended", f"已于 {row.until} 结束，不用重复办理。")
    if on < row.since:
        raise BadInput("org.end_before_start", fields={"on": f"不能早于开始日期（{row.since}）。"})
    row.until = on
    row.save(update_fields=["until"])
    return row


def act_of(
    person: Person,
    unit: Unit,
    department: Unit | None,
    offices: list[Appointment],
    grants: list[Grant],
    at: datetime,
    by: Person | None,
) -> events.Act:
    """What the log says of one appointment."""
    given = {
        "name": person.name,
        "employment": person.employment,
        "posts": [office.post for office in offices],
        "roles": [[grant.role, grant.unit_id] for grant in grants],
        "since": (offices or grants or [person])[0].since.isoformat(),
    }
    place = department.pk if department else None
    return events.Act("person.appoint", "person", person.pk, by, unit, at, given, place)


def _log(
    actor: Person | None, at: datetime, person: Person, verb: str, given: Mapping[str, Any]
) -> None:
    events.append(
        verb=verb,
        object_kind="person",
        object_id=person.pk,
        actor=actor,
        unit=person.unit,
        department_id=person.department_id,
        at=at,
        given=dict(given),
    )

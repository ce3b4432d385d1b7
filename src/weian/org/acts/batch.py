"""The batch form of the verbs, for imports and the generator: same checks, one event each, few writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from weian.base import events
from weian.base.errors import BadInput
from weian.base.fields import clean
from weian.org import queries
from weian.org.acts import accounts, facts, granting, people, units
from weian.org.models import Appointment, Fact, Grant, Person, Unit
from weian.org.questions import UNIT_FIELDS


@dataclass(frozen=True)
class UnitSeed:
    """A unit to be; ``parent`` is the key of another seed, or "" for the given root.

    ``given`` are questions.UNIT_FIELDS without kind, name and since; ``at``: when it was entered.
    """

    key: str
    kind: str
    name: str
    parent: str
    since: date
    given: Mapping[str, object] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True)
class Engagement:
    """A new person with posts and roles; ``given`` are questions.PERSON_FIELDS without name and since.

    ``until``: has left since. ``login`` and ``password`` make an account.
    """

    name: str
    unit: Unit
    since: date
    department: Unit | None = None
    posts: Sequence[str] = ()
    roles: Sequence[str] = ()
    until: date | None = None
    login: str = ""
    password: str | None = None
    given: Mapping[str, object] = field(default_factory=dict)
    at: datetime | None = None


@transaction.atomic
def load_tree(
    actor: Person | None, *, at: datetime, seeds: Sequence[UnitSeed], root: Unit | None = None
) -> dict[str, Unit]:
    """Make many units, parents before children; returns them by key. Raises as ``keep_unit``."""
    if root is not None:
        queries.require(actor, "unit.keep", root, at)
    elif actor is not None:
        raise BadInput("unit.no_parent", "批量新建需要指定上级单位。")
    out: dict[str, Unit] = {}
    acts = []
    for seed, number in zip(seeds, units.new_ids(len(seeds)), strict=True):
        parent = out[seed.parent] if seed.parent else root
        base = {"kind": seed.kind, "name": seed.name, "since": seed.since, "is_login": True}
        answers = clean(UNIT_FIELDS, {**base, **seed.given})
        unit = units.planned(answers, parent)
        unit.pk = number
        units.place(unit, parent)
        unit.index_name()
        out[seed.key] = unit
        given = {**answers, "parent": parent.pk if parent else None}
        moment = seed.at or at
        acts.append(events.Act("unit.keep", "unit", number, actor, unit, moment, given))
    Unit.objects.bulk_create(out.values())
    events.append_batch(acts)
    return out


@transaction.atomic
def appoint_batch(
    actor: Person | None, *, at: datetime, engagements: Sequence[Engagement]
) -> list[Person]:
    """Make many people with posts and roles; returns them in the same order. Raises as ``appoint``."""
    for unit, department in {(e.unit, e.department) for e in engagements}:
        queries.require(actor, "person.appoint", unit, at, department)
    made = [_person(engagement) for engagement in engagements]
    Person.objects.bulk_create(made)
    offices: list[Appointment] = []
    grants: list[Grant] = []
    acts = []
    for person, wanted in zip(made, engagements, strict=True):
        posts = people.planned_posts(
            person, wanted.unit, wanted.department, wanted.posts, wanted.since
        )
        roles = people.planned_grants(
            person, wanted.unit, wanted.department, wanted.roles, wanted.since
        )
        for office in posts:
            office.until = wanted.until
        for grant in roles:
            grant.until = wanted.until
        offices += posts
        grants += roles
        moment = wanted.at or at
        acts.append(
            people.act_of(person, wanted.unit, wanted.department, posts, roles, moment, actor)
        )
    for role, place in {(grant.role, grant.unit) for grant in grants}:
        granting.check(actor, role, place, at)
    Appointment.objects.bulk_create(offices)
    Grant.objects.bulk_create(grants)
    events.append_batch(acts)
    return made


def _person(wanted: Engagement) -> Person:
    given = {"name": wanted.name, **wanted.given}
    person = people.planned(given, wanted.unit, wanted.department, wanted.since)
    person.until = wanted.until
    if wanted.login:
        person.login = accounts.check_login(wanted.login, person)
        accounts.set_first_password(person, wanted.password)
        person.index_name()
    return person


@transaction.atomic
def declare_batch(
    actor: Person | None,
    *,
    at: datetime,
    declarations: Iterable[tuple[Unit, Mapping[str, object], date, datetime, Person | None]],
) -> list[Fact]:
    """Declare facts of many units: (unit, answers, since, declared at, by). Raises as ``declare_facts``."""
    rows: list[Fact] = []
    acts = []
    for unit, answers, since, declared, by in declarations:
        queries.require(actor, "fact.declare", unit, at)
        planned = facts.planned(unit, answers, since, declared, by)
        rows += planned
        acts.append(facts.act_of(unit, planned, since, declared, by))
    Fact.objects.bulk_create(rows)
    events.append_batch(acts)
    return rows

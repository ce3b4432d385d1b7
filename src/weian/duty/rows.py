"""Duties as rows of the two tables, without writing them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from weian.core.bearers import parted
from weian.core.cadence import FOREVER
from weian.core.duty import Duty
from weian.core.obligation import Obligation
from weian.core.summary import Summary
from weian.core.verdict import NOT_APPLICABLE
from weian.duty.wall import aware
from weian.org import queries as org
from weian.org.scope import Scope


class Row(NamedTuple):
    """The columns of Standing after those of the scope; ``department_id`` is the department
    whose thing, case or person the duty stands for, or that owns it."""

    owner_id: int
    department_id: int | None
    obligation: str
    area: str
    status: str
    clause: str
    bearer: str
    bearer_name: str
    window: str
    opens: datetime
    due: datetime
    next_change: datetime | None
    met_at: datetime | None
    value: float
    target: float
    weight: float
    veto: bool
    post: str
    person_id: int | None
    reason: str


class Count(NamedTuple):
    """The columns of StandingCount after those of the scope."""

    owner_id: int
    department_id: int | None
    obligation: str
    area: str
    status: str
    month: date
    n: int


SCOPE = ("unit_id", "province_id", "city_id", "county_id", "institution_id")
ROW_KEY = ("owner_id", "obligation", "bearer", "window")
COUNT_KEY = ("owner_id", "obligation", "month", "status")


def scope_of(owner: org.Unit) -> tuple[Any, ...]:
    """The scope columns of the rows of a unit or department."""
    scope: Scope = org.scope_of(owner)
    return tuple(scope[name] for name in SCOPE)  # type: ignore[literal-required]


def department_of(owner: org.Unit) -> int | None:
    """Its own number for a department."""
    return owner.pk if owner.kind == "department" else None


Moment = Callable[[datetime], datetime]


def rows_of(summary: Summary, owner: org.Unit, at: datetime, moment: Moment = aware) -> list[Row]:
    """A row for each open duty; ``at`` is wall time. Of two with one key the later law prevails."""
    found = {_key(duty): duty for duty in summary.rows}
    return [row_of(duty, owner, at, moment) for duty in found.values()]


def plain_rows_of(summary: Summary, owner: org.Unit, at: datetime) -> list[Row]:
    """The same with moments as wall time, to be compared with the table."""
    return rows_of(summary, owner, at, _same)


def _same(at: datetime) -> datetime:
    return at


def _key(duty: Duty) -> tuple[str, str, str]:
    return duty.obligation.key, duty.bearer.key, duty.window.key


def counts_of(summary: Summary, owner: org.Unit, areas: dict[str, str]) -> list[Count]:
    """A row for each count; what did not bind is not counted."""
    department = department_of(owner)
    return [
        Count(owner.pk, department, key, areas[key], status, month, n)
        for (key, month, status), n in summary.counts.items()
        if status != NOT_APPLICABLE
    ]


def row_of(duty: Duty, owner: org.Unit, at: datetime, moment: Moment = aware) -> Row:
    """One duty as a row; ``at`` is wall time, the row's moments are what ``moment`` makes of it."""
    law, bearer, window = duty.obligation, duty.bearer, duty.window
    post, person = actor_of(law, bearer.key)
    department = department_of(owner) or bearer.data.get("department")
    change = next_change(duty, at)
    return Row(
        owner.pk, department, law.key, law.area, duty.status, law.clause.id, bearer.key, bearer.name[:200],
        window.key, moment(window.opens), moment(duty.due), change and moment(change),
        duty.met_at and moment(duty.met_at), duty.value, duty.target, law.weight, law.veto, post, person,
        duty.reason[:80],
    )  # fmt: skip


def next_change(duty: Duty, at: datetime) -> datetime | None:
    """When time alone alters the row: the duty's status, or that it is settled and counted."""
    change = duty.next_change
    if at < duty.due < FOREVER and (change is None or duty.due < change):
        return duty.due
    return change


def actor_of(law: Obligation, bearer: str) -> tuple[str, int | None]:
    """The post that acts, or the person for whom the duty stands where it is their own to do."""
    bearing = law.bearing
    kind, number = parted(bearer)
    own = bearing.each in ("post", "person") and law.who.post in ("", bearing.kind)
    if own and kind == "person":
        return law.who.post or bearing.kind, int(number)
    return law.who.post or (bearing.kind if bearing.each == "post" else ""), None

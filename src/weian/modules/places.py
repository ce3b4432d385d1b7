"""Where a person acts: the unit and department that a form starts with."""

from datetime import datetime

from weian.org import queries as org
from weian.org.kinds import kinds_in

_GROUPS = ("institution", "employer", "commission")


def reportable(person: org.Person, right: str, at: datetime) -> list[org.Unit]:
    """The units that a person may leave something at, in the order of their names."""
    rows = (
        org.units_visible(person, at).filter(kind__in=kinds_in(_GROUPS)).order_by("sort_key", "pk")
    )
    return [unit for unit in rows if org.can(person, right, unit, at)]


def own_place(
    person: org.Person, right: str, at: datetime
) -> tuple[org.Unit, org.Unit | None] | None:
    """The person's own unit, with the department where the right reaches no further; else None."""
    unit, department = person.unit, person.department
    if org.can(person, right, unit, at):
        return unit, None
    if department is not None and org.can(person, right, unit, at, department):
        return unit, department
    return None

"""Who may give which role: nobody hands out rights beyond their own, except those set over others."""

from __future__ import annotations

from datetime import datetime

from weian.base.errors import BadInput, Forbidden
from weian.org import queries
from weian.org.kinds import ROLES
from weian.org.models import Person, Unit
from weian.org.rights import RIGHTS, covers, holds


def place_of(role: str, unit: Unit, department: Unit | None) -> Unit:
    """Where a role is granted: on the department if it is one for departments, else on the unit.

    Raises BadInput if the role is unknown or does not exist for such a unit.
    """
    known = ROLES.get(role)
    for place in (department, unit):
        if known and place and place.group in known.groups:
            return place
    title = known.title if known else role
    raise BadInput(
        "grant.misplaced",
        fields={"roles": f"“{title}”不能授予在“{unit}”，请选择别的角色或先选科室。"},
    )


def check(actor: Person | None, role: str, place: Unit, at: datetime) -> None:
    """Nothing, or Forbidden if this person may not give this role there.

    A platform admin gives any; a commission gives any role of the units below it; everybody else
    only such roles whose rights they hold themselves.
    """
    if actor is None or queries.can(actor, "person.admin", place, at):
        return
    grants = queries.grants_of(actor, at)
    granting = [
        grant
        for grant in grants
        if grant.gives("person.appoint") and covers(grant.unit, "person.appoint", place, place)
    ]
    if place.group != "commission" and any(g.unit.group == "commission" for g in granting):
        return
    own = {grant.role for grant in granting}
    if not any(all(_implied(held, right) for right in RIGHTS[role]) for held in own):
        title = ROLES[role].title
        raise Forbidden("grant.beyond_own", f"“{title}”的权限超出您自己的权限，请由上级办理。")


def roles_offered(actor: Person, unit: Unit, at: datetime) -> tuple[tuple[str, str], ...]:
    """(key, title) of the roles that this person may give to people of a unit or its departments."""
    return tuple(
        (role.key, role.title)
        for role in ROLES.values()
        if role.groups & {unit.group, "department"} and _may(actor, role.key, unit, at)
    )


def _may(actor: Person, role: str, unit: Unit, at: datetime) -> bool:
    try:
        check(actor, role, unit, at)
    except Forbidden:
        return False
    return True


def _implied(held: str, right: str) -> bool:
    return holds(held, "read" if right.startswith("read.") else right)

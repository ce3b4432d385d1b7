"""Who may do what: the one table of rights by role, and how a grant covers a place.

A right with a colon is a special case of the one before it: whoever holds "record.submit" holds
"record.submit:patrol". Rights to act on cases are of four sorts, named by the steps of a flow:
``case.act:handle`` (carry out: rectify, ask for more time), ``case.act:manage`` (direct the work:
arrange, verify, return), ``case.act:decide`` (answer for the unit: approve, grant time, close out)
and ``case.act:oversee`` (the authority's: list, release). ``pack.adopt:draft`` is to review a
document; approving and adopting what was reviewed is ``pack.adopt``.
"""

from typing import Final, Protocol

#: The sorts of rights to act on cases, for the tables of flows.
HANDLE: Final = "case.act:handle"
MANAGE: Final = "case.act:manage"
DECIDE: Final = "case.act:decide"
OVERSEE: Final = "case.act:oversee"

RIGHTS: dict[str, frozenset[str]] = {
    "platform_admin": frozenset(
        {"read", "unit.keep", "person.appoint", "person.admin", "pack.adopt", "log.read",
         "board.read", "export", "setting.keep"}
    ),
    "commission_leader": frozenset(
        {"read", "board.read", "export", "log.read", "record.submit", "case.report",
         "case.act:oversee", "case.act:decide", "report.sign", "report.submit", "report.review", "notify.urge",
         "waiver.decide", "pack.adopt", "subject.keep", "fact.declare", "person.appoint",
         "setting.keep:rules", "tip.oversee"}
    ),
    "commission_clerk": frozenset(
        {"read", "board.read", "export", "record.submit", "case.report", "case.act:manage",
         "case.act:oversee", "case.act:decide", "case.act:handle", "subject.keep", "fact.declare", "unit.keep",
         "person.appoint", "pack.adopt", "report.submit", "report.review", "notify.urge",
         "waiver.decide", "setting.keep:rules"}
    ),
    "commission_inspector": frozenset(
        {"read", "board.read", "export", "record.submit", "case.report", "case.act:oversee",
         "notify.urge"}
    ),
    "institution_head": frozenset(
        {"read", "board.read", "export", "record.submit", "case.report", "case.act:manage",
         "case.act:decide", "case.act:handle", "subject.keep", "fact.declare", "person.appoint", "report.sign",
         "report.submit", "waiver.ask", "notify.urge", "pack.adopt"}
    ),
    "deputy_in_charge": frozenset(
        {"read", "board.read", "export", "record.submit", "case.report", "case.act:manage",
         "case.act:decide", "case.act:handle", "subject.keep", "fact.declare", "report.submit", "waiver.ask",
         "notify.urge", "pack.adopt:draft"}
    ),
    "safety_manager": frozenset(
        {"read", "board.read", "export", "record.submit", "case.report", "case.act:manage",
         "case.act:decide", "case.act:handle", "subject.keep", "fact.declare", "unit.keep", "person.appoint",
         "report.submit", "waiver.ask", "notify.urge", "pack.adopt:draft"}
    ),
    "department_head": frozenset(
        {"read", "export", "record.submit", "case.report", "case.act:handle", "case.act:manage",
         "subject.keep"}
    ),
    "staff": frozenset(
        {"read.department", "read.own", "record.submit:own", "case.report", "case.act:handle"}
    ),
    "security_guard": frozenset(
        {"read.department", "read.own", "record.submit:own", "record.submit:patrol", "case.report",
         "case.act:handle"}
    ),
    "health_keeper": frozenset({"health.read", "health.keep"}),
    "tip_custodian": frozenset({"read", "case.report", "tip.keep"}),
    "auditor": frozenset({"log.read"}),
}  # fmt: skip

# Who holds one of these proves with a second factor who it is: they give rights, or read tips.
TWO_FACTOR_ROLES: Final = frozenset({"platform_admin", "tip_custodian"})

# What nobody hands to a stand-in (委托代办): the keeping of secrets and of the platform, giving rights to
# others (a delegation would be passed on by it), reading the log, and putting documents into force.
NOT_LENT_ROLES: Final = frozenset({"platform_admin", "tip_custodian", "health_keeper", "auditor"})
_NOT_LENT: Final = frozenset({"person", "tip", "health", "log", "setting"})

# Whoever holds nothing else works in shifts with a telephone, and stays logged in through one.
ON_SHIFT: Final = frozenset({"staff", "security_guard"})

# Granted on a department, these still reach its whole institution: whoever sees a hazard reports
# it, wherever it is, and whoever is named to put it right does so.
INSTITUTION_WIDE = frozenset({"case.report", "case.act:handle", "record.submit:own"})


class Place(Protocol):
    """A unit as far as rights need it; ``level_column`` is the scope column it heads."""

    id: int
    kind: str
    parent_id: int | None
    province_id: int | None
    city_id: int | None
    county_id: int | None
    institution_id: int | None

    @property
    def level_column(self) -> str: ...


def holds(role: str, right: str, *, on_department: bool = False) -> bool:
    """Whether a role carries a right, as granted on a department or on a whole unit.

    ``read.department`` is "read" where the grant is on a department: staff of a unit without
    departments see their own rows only.
    """
    rights = RIGHTS.get(role, frozenset())
    if right in rights or right.partition(":")[0] in rights:
        return True
    return right == "read" and on_department and "read.department" in rights


def lends(right: str) -> bool:
    """Whether a stand-in has this right of whoever they stand in for."""
    part = right.partition(".")[0]
    return part not in _NOT_LENT and not right.startswith("pack.adopt")


def covers(granted: Place, right: str, unit: Place, department: Place | None = None) -> bool:
    """Whether a grant on ``granted`` reaches a row of ``unit`` and, if it has one, ``department``."""
    column = granted.level_column
    if column == "department_id":
        house = unit.parent_id if unit.kind == "department" else unit.id
        if right in INSTITUTION_WIDE and granted.parent_id == house:
            return True
        return granted.id in (unit.id, department.id if department else None)
    if column == "unit_id":
        return granted.id == unit.id or (unit.kind == "department" and unit.parent_id == granted.id)
    return bool(getattr(unit, column) == granted.id)

"""The scope of rows: which columns a unit fills, and which of them a grant on it compares."""

from typing import TypedDict

from weian.org.kinds import COMMISSION_LEVELS, UNIT_KINDS
from weian.org.rights import Place


class Columns(TypedDict):
    """The plain scope columns of a row."""

    province_id: int | None
    city_id: int | None
    county_id: int | None
    institution_id: int | None


class Scope(Columns):
    """All columns by which a row is filtered."""

    unit_id: int
    department_id: int | None


def level_column(kind: str, id_: int, institution_id: int | None) -> str:
    """The column that rows below such a unit have in common.

    An institution below another has no column of its own: its rows share ``unit_id``.
    """
    level = UNIT_KINDS[kind].level
    if level == "institution" and institution_id != id_:
        return "unit_id"
    return f"{level}_id"


def columns_below(kind: str, id_: int, parent: Place | None) -> Columns:
    """The columns of a new unit: its parent's, and its own at its level."""
    columns = Columns(
        province_id=parent.province_id if parent else None,
        city_id=parent.city_id if parent else None,
        county_id=parent.county_id if parent else None,
        institution_id=parent.institution_id if parent else None,
    )
    level = UNIT_KINDS[kind].level
    if level == "province":
        columns["province_id"] = id_
    elif level == "city":
        columns["city_id"] = id_
    elif level == "county":
        columns["county_id"] = id_
    elif level == "institution" and columns["institution_id"] is None:
        columns["institution_id"] = id_
    return columns


def scope_of(unit: Place, department: Place | None = None) -> Scope:
    """The columns of a row of ``unit``; a row of a department belongs to the unit above it.

    Raises ValueError if the department is not one of the unit.
    """
    if department is not None and department.parent_id != unit.id:
        raise ValueError("the department belongs to another unit")
    if unit.kind == "department":
        if unit.parent_id is None or department is not None:
            raise ValueError("a department within a department has no rows")
        unit_id, department = unit.parent_id, unit
    else:
        unit_id = unit.id
    return Scope(
        unit_id=unit_id,
        department_id=department.id if department else None,
        province_id=unit.province_id,
        city_id=unit.city_id,
        county_id=unit.county_id,
        institution_id=unit.institution_id,
    )


def may_stand_below(kind: str, parent_kind: str | None) -> bool:
    """Whether a commission stands below a higher one; the rest is in kinds.PARENTS."""
    if kind not in COMMISSION_KINDS:
        return True
    if parent_kind is None:
        return True
    ranks = list(COMMISSION_KINDS)
    return parent_kind in ranks and ranks.index(parent_kind) < ranks.index(kind)


COMMISSION_KINDS = tuple(
    kind.key for level in COMMISSION_LEVELS for kind in UNIT_KINDS.values() if kind.level == level
)

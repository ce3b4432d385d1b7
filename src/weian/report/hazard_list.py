"""The quarterly list of problems, hazards and measures, from the cases of the ledger.

The table of the attachment of 始兴's plan (五、保障措施（四）) has no body in the published text, so
its columns are a setting (``report.hazard_list.columns``); this is the default.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from weian.base.errors import BadInput
from weian.case.kinds import kind
from weian.report.table import Column, Table
from weian.ui import humane

COLUMNS: Final = (
    Column("number", "序号", 6),
    Column("found_on", "排查日期", 11),
    Column("unit", "单位", 16),
    Column("department", "科室", 12),
    Column("place", "部位", 16),
    Column("hazard", "问题隐患", 28),
    Column("category", "类别", 10),
    Column("grade", "级别", 8),
    Column("basis", "依据", 16),
    Column("measures", "整改（制度）措施", 28),
    Column("person", "责任人", 9),
    Column("money", "资金（元）", 10),
    Column("due_on", "整改时限", 11),
    Column("progress", "进展", 10),
    Column("verified_by", "复查人", 9),
    Column("closed_on", "销号日期", 11),
)
KNOWN: Final = {column.key: column for column in COLUMNS}


@dataclass(frozen=True)
class Hazard:
    """What the list needs of one case."""

    id: str
    opened_on: date
    unit: str
    department: str
    place: str
    title: str
    category: str
    grade: str
    state: str
    due_on: date | None
    closed_on: date | None
    assignee: str
    verified_by: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """Something missing or contradictory in a row, and where it is put right."""

    row: int
    case: str
    text: str


def columns_from(setting: Sequence[Mapping[str, Any]] | None) -> tuple[Column, ...]:
    """The columns that a commission has set: key, and its own title and width if it likes.

    Raises BadInput for a key that the list does not know.
    """
    if not setting:
        return COLUMNS
    unknown = [str(c.get("key")) for c in setting if c.get("key") not in KNOWN]
    if unknown:
        raise BadInput("report.unknown_column", f"清单没有这些列：{'、'.join(unknown)}。")
    return tuple(
        Column(
            c["key"],
            c.get("title") or KNOWN[c["key"]].title,
            c.get("width") or KNOWN[c["key"]].width,
        )
        for c in setting
    )


def table_of(title: str, hazards: Iterable[Hazard], columns: Sequence[Column]) -> Table:
    """The list: one row per hazard in the order given."""
    found = list(hazards)
    rows = tuple(
        tuple(values[column.key] for column in columns)
        for index, hazard in enumerate(found, start=1)
        for values in (_values(index, hazard),)
    )
    return Table(title, tuple(columns), rows, tuple(h.id for h in found))


def _values(index: int, hazard: Hazard) -> dict[str, str]:
    declared = kind("hazard")
    data = hazard.data
    return {
        "number": str(index),
        "found_on": hazard.opened_on.isoformat(),
        "unit": hazard.unit,
        "department": hazard.department,
        "place": hazard.place,
        "hazard": hazard.title,
        "category": declared.choices("category").get(hazard.category, hazard.category),
        "grade": declared.choices("grade").get(hazard.grade, "待定"),
        "basis": str(data.get("basis") or ""),
        "measures": str(data.get("measures") or data.get("result") or ""),
        "person": hazard.assignee,
        "money": _money(data),
        "due_on": hazard.due_on.isoformat() if hazard.due_on else "",
        "progress": declared.flow.states.get(hazard.state, hazard.state),
        "verified_by": hazard.verified_by,
        "closed_on": hazard.closed_on.isoformat() if hazard.closed_on else "",
    }


def _money(data: Mapping[str, Any]) -> str:
    """The amount without its unit, which stands in the head of the column; 0 is an answer."""
    amount = data.get("amount")
    return "" if amount in (None, "") else f"{Decimal(str(amount)).normalize():f}"


def problems_of(hazards: Iterable[Hazard], today: date) -> list[Problem]:
    """What a superior would send back: three things missing, or past its deadline and still open.

    Clause: each problem names a responsible person, measures and a time limit (三（二）三、三（三）一).
    """
    out = []
    for row, hazard in enumerate(hazards, start=1):
        if hazard.closed_on or hazard.data.get("spot"):
            continue
        missing = [
            title
            for title, value in (
                ("级别", hazard.grade),
                ("责任人", hazard.assignee),
                ("整改措施", hazard.data.get("measures")),
                ("整改时限", hazard.due_on),
            )
            if not value
        ]
        if missing:
            out.append(Problem(row, hazard.id, f"还没有{'、'.join(missing)}"))
        elif hazard.due_on and hazard.due_on < today:
            out.append(Problem(row, hazard.id, f"已超过整改时限 {humane.day(hazard.due_on)}"))
    return out

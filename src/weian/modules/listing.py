"""Duties, cases and units as rows of lists that modules open behind their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from weian.base.areas import AREAS
from weian.base.clock import day_of
from weian.case.kinds import KINDS
from weian.case.queries import Case
from weian.duty.items import Items, Listed
from weian.duty.words import due_exact, status_words, tone_of, window_words
from weian.org.queries import Unit
from weian.ui import humane
from weian.ui.shapes import Cell, Column, Row

DUTY_COLUMNS: Final = (
    Column("what", "责任事项", width="wide"), Column("unit", "单位"), Column("area", "板块"),
    Column("window", "期间"), Column("status", "状态", kind="status"),
    Column("due", "期限", kind="date"), Column("clause", "依据", width="wide", phone=False),
)  # fmt: skip
CASE_COLUMNS: Final = (
    Column("title", "事项", width="wide"), Column("state", "状态", kind="status"),
    Column("grade", "级别", kind="level"), Column("unit", "单位"), Column("place", "地点"),
    Column("due", "期限", kind="date"), Column("opened", "发现日期", kind="date"),
    Column("closed", "办结日期", kind="date", phone=False),
)  # fmt: skip


def duty_rows(rows: Sequence[Listed], at: datetime, on: str = "") -> list[Row]:
    """Duties, open or computed; ``on`` is the day for addresses where it is not today."""
    items = Items.over(rows, at, on)
    return [_duty(row, items) for row in rows]


def _duty(row: Listed, items: Items) -> Row:
    law = items.law(row)
    return Row(
        f"{row.owner_id}|{row.obligation}|{row.bearer}|{row.window}",
        (
            Cell(items.title(row)),
            Cell(items.unit(row)),
            Cell(AREAS.get(law.area, law.area) if law else ""),
            Cell(window_words(row.window)),
            Cell(
                status_words(row.status, row.due, items.at),
                tone=tone_of(row.status, row.due, items.at) or "muted",
            ),
            Cell(due_exact(row.due) or "—", sub=items.due(row)),
            Cell(f"《{law.clause.document}》{law.clause.place}" if law else ""),
        ),
        href=items.href(row),
    )


def case_rows(cases: Iterable[Case], at: datetime) -> list[Row]:
    """Cases with their units."""
    return [_case(case, at) for case in cases]


def _case(case: Case, at: datetime) -> Row:
    kind, late = KINDS[case.kind], case.overdue_on(day_of(at))
    grade = kind.choices("grade").get(case.grade, case.grade)
    due = case.due_on.isoformat() if case.due_on else ""
    left = humane.due(case.due_on, day_of(at)) if case.due_on and case.is_open else ""
    return Row(
        str(case.pk),
        (
            Cell(case.title, sub=case.number),
            Cell(
                kind.flow.states.get(case.state, case.state),
                tone="overdue" if late and case.is_open else "soon" if case.is_open else "ok",
            ),
            Cell(grade, level=kind.levels.get(case.grade, "")),
            Cell(str(case.unit)),
            Cell(case.place),
            Cell(due, sub=left),
            Cell(case.opened_on.isoformat()),
            Cell(case.closed_on.isoformat() if case.closed_on else ""),
        ),
        href=f"/cases/{case.pk}/",
    )


def unit_rows(units: Iterable[Unit], href: Callable[[Unit], str]) -> list[Row]:
    """Units by name with their kind and township."""
    return [
        Row(str(u.pk), (Cell(u.name), Cell(u.kind_title), Cell(u.township)), href=href(u))
        for u in units
    ]


UNIT_COLUMNS: Final = (
    Column("unit", "单位", width="wide"), Column("kind", "类别"), Column("township", "乡镇（街道）"),
)  # fmt: skip

"""A row of a sheet as a draft of its verb, or the reasons why it is none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from weian.base.clock import TZ, day_of
from weian.base.errors import Refusal
from weian.base.fields import Field
from weian.base.values import READERS, Bounds, Unreadable
from weian.case.actions import Draft as CaseDraft
from weian.org.actions import PersonDraft, UnitDraft
from weian.org.queries import Person, Unit
from weian.record.actions import Draft as RecordDraft
from weian.site.importing.names import Names
from weian.site.importing.plan import ABOUT, DEPARTMENT, SUBJECT, UNIT, WHEN, Plan
from weian.subject.actions import Draft as SubjectDraft

Draft = RecordDraft | SubjectDraft | CaseDraft | UnitDraft | PersonDraft
_NOON = time(12)


@dataclass
class Line:
    """``draft`` is None where ``reasons`` say why; ``digest`` tells equal rows; ``done`` is the id
    of what an earlier import made of an equal row."""

    number: int
    draft: Draft | None = None
    reasons: list[str] = field(default_factory=list)
    digest: str = ""
    done: str = ""


def line_of(
    plan: Plan, number: int, cells: Mapping[str, object], names: Names, person: Person,
    own: Unit, at: datetime,
) -> Line:  # fmt: skip
    """The row, with every name looked up; what its fields hold is checked later by the verb."""
    line = Line(number)
    unit = unit_of(line, cells, names, own)
    if unit is None:
        return line
    given = answers_of(line, plan.columns, cells, names, unit)
    department = department_of(line, cells, names, unit)
    if not line.reasons:
        line.draft = _draft(plan, person, unit, department, given, at)
        line.digest = said(plan, unit.pk, given)
    return line


def unit_of(line: Line, cells: Mapping[str, object], names: Names, own: Unit) -> Unit | None:
    """The unit that a row names, the own one if it names none; None if there is no such unit."""
    text = str(cells.get(UNIT) or "").strip()
    if not text or text in (own.name, own.short_name):
        return own
    try:
        return names.unit(text)
    except Unreadable as error:
        line.reasons.append(f"单位：{error}")
        return None


def department_of(line: Line, cells: Mapping[str, object], names: Names, unit: Unit) -> Unit | None:
    """The department that a row names, if it names one."""
    text = str(cells.get(DEPARTMENT) or "").strip()
    if not text:
        return None
    try:
        return names.department(unit, text)
    except Unreadable as error:
        line.reasons.append(f"科室：{error}")
        return None


def answers_of(
    line: Line, columns: Sequence[Field], cells: Mapping[str, object], names: Names, unit: Unit
) -> dict[str, object]:
    """Cells by key, names replaced; the envelope's own are read here, the others by the verb."""
    out: dict[str, object] = {}
    for column in columns:
        raw = cells.get(column.key)
        if column.key in (UNIT, DEPARTMENT) or raw is None or raw == "":
            if column.required and column.key.endswith("__"):
                line.reasons.append(f"请填写{column.title}。")
            continue
        try:
            value = _known(column, names, unit, _plain(column, raw))
            if column.key in (WHEN, ABOUT):
                value = READERS[column.item](value, Bounds())
        except Unreadable as error:
            line.reasons.append(f"{column.title}：{error}")
            continue
        out[column.key] = value
    return out


def _known(column: Field, names: Names, unit: Unit, raw: object) -> object:
    if column.key == SUBJECT:
        return names.subject(column.kind, unit, str(raw))
    return names.value(column, unit, raw)


def _plain(column: Field, raw: object) -> object:
    """A spreadsheet holds days as moments and numbers as fractions."""
    if isinstance(raw, datetime) and column.item == "date":
        return raw.date()
    if (
        isinstance(raw, float)
        and raw.is_integer()
        and column.item in ("text", "longtext", "choice")
    ):
        return str(int(raw))
    if isinstance(raw, date | time) and column.item in ("text", "longtext"):
        return raw.isoformat()
    return raw


def _draft(
    plan: Plan, person: Person, unit: Unit, department: Unit | None, given: dict[str, object],
    at: datetime,
) -> Draft:  # fmt: skip
    data = {key: value for key, value in given.items() if not key.endswith("__")}
    key, when = plan.kind.key, given.get(WHEN)
    if plan.noun == "records":
        thing, about = given.get(SUBJECT), given.get(ABOUT)
        return RecordDraft(
            person, key, unit, _moment(str(when), at), data, at, department,
            subject=UUID(str(thing)) if thing else None,
            about=date.fromisoformat(str(about)) if about else None,
        )  # fmt: skip
    day = date.fromisoformat(str(when)) if when else None
    if plan.noun == "subjects":
        return SubjectDraft(person, key, unit, data, at, department, day)
    return CaseDraft(person, key, unit, data, at, department, day)


def _moment(when: str, at: datetime) -> datetime:
    """Of a day alone: this very moment if it is today, else its noon."""
    if "T" in when:
        return datetime.fromisoformat(when)
    day = date.fromisoformat(when)
    return at if day == day_of(at) else datetime.combine(day, _NOON, TZ)


def said(plan: Plan, place: object, given: Mapping[str, Any]) -> str:
    """A digest, equal for rows that say the same of the same place, in whatever file."""
    told = {key: value for key, value in given.items() if value not in (None, "", [])}
    text = json.dumps([plan.noun, plan.kind.key, place, told], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def reasons_of(refusal: Refusal) -> list[str]:
    """A refusal as the reasons that stand beside the row."""
    return list(refusal.fields.values()) or [refusal.message]

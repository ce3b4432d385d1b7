"""One row of the database as core sees it."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import from_json  # half the time of json, which is felt with thousands of rows

from weian.case.kinds import KINDS as CASES
from weian.core.world import Record, Thing
from weian.duty.reading import CaseRow, RecordRow, StepRow, SubjectRow
from weian.duty.wall import end_of, start_of, until


def loads(text: str) -> dict[str, Any]:
    """JSON text of an object."""
    if text == "{}":
        return {}
    value: dict[str, Any] = from_json(text)
    return value


def record_of(row: RecordRow) -> Record:
    """A record as evidence."""
    # Taken apart at once: there are a thousand of them for each unit.
    unit, _, id_, kind, happened, recorded, by, subject, case, about, until_, people, data = row
    return Record(
        id_, kind, happened, recorded, str(unit), by or "", subject or "", case or "", about,
        None if until_ is None else end_of(until_), tuple(people.split(",")) if people else (), loads(data),
    )  # fmt: skip


def step_of(row: StepRow, case: Mapping[str, Any]) -> Record:
    """A step as evidence "hazard.verify": its own answers over those of its case."""
    # Taken apart at once, as above: of a case there are half a dozen.
    unit, _, id_, of, kind, verb, at, by, given = row
    data = case if given == "{}" else {**case, **loads(given)}
    return Record(id_, f"{kind}.{verb}", at, at, str(unit), by or "", "", of, None, None, (), data)


def case_of(row: CaseRow, data: dict[str, Any] | None = None) -> Thing:
    """A case that stands until the end of the day on which it ended."""
    return Thing(
        row.id, row.kind, start_of(row.opened_on), end_of(row.closed_on),
        f"{row.number} {row.title}",
        placed(case_data(row) if data is None else data, row.department),
    )  # fmt: skip


def case_data(row: CaseRow) -> dict[str, Any]:
    """The facts of a case and the columns of its envelope; a box left empty means no."""
    data = loads(row.data)
    for key in boxes(row.kind):
        data.setdefault(key, False)
    for name in ("grade", "category", "place", "source", "assignee"):
        if value := getattr(row, name):
            data[name] = value
    if row.due_on is not None:
        data["due_on"] = row.due_on.isoformat()
    return data


def placed(data: dict[str, Any], department: int | None) -> dict[str, Any]:
    """With the department whose it is, which the envelope keeps beside the fields."""
    if department is not None:
        data["department"] = department
    return data


def boxes(kind: str) -> tuple[str, ...]:
    """The yes-or-no fields asked when a case of a kind is opened."""
    found = CASES.get(kind)
    return tuple(f.key for f in found.fields if f.type == "bool") if found else ()


def subject_of(row: SubjectRow) -> Thing:
    """A subject with its level beside its fields."""
    data = loads(row.data)
    if row.level:
        data["level"] = row.level
    data = placed(data, row.department)
    return Thing(row.id, row.kind, start_of(row.since), until(row.until), row.name, data)

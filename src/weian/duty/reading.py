"""Rows for worlds, read in bulk: one statement for each table, however many units are asked.

Times leave the database as wall time and ids as text, which costs it nothing and Python much.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import connection

from weian.duty.wall import first_of
from weian.record.kinds import KINDS as RECORDS

_ZONE = "AT TIME ZONE 'Asia/Shanghai'"
_BATCH = 5000


class RecordRow(NamedTuple):
    """``data`` is JSON text, ``people`` are numbers between commas."""

    unit: int
    department: int | None
    id: str
    kind: str
    happened: datetime
    recorded: datetime
    by: str | None
    subject: str | None
    case: str | None
    about: date | None
    valid_until: date | None
    people: str
    data: str


class StepRow(NamedTuple):
    """A step of a case; ``given`` is JSON text."""

    unit: int
    department: int | None
    id: str
    case: str
    kind: str
    verb: str
    at: datetime
    by: str | None
    given: str


class Story(NamedTuple):
    """One case that has been read: its row, and all its steps in order."""

    row: "CaseRow"
    steps: Sequence[StepRow]


class CaseRow(NamedTuple):
    """A case as it stands; ``data`` is JSON text."""

    unit: int
    department: int | None
    id: str
    kind: str
    number: str
    title: str
    opened_on: date
    closed_on: date | None
    due_on: date | None
    grade: str
    category: str
    place: str
    source: str
    assignee: int | None
    data: str


class SubjectRow(NamedTuple):
    """``data`` is JSON text."""

    unit: int
    department: int | None
    id: str
    kind: str
    name: str
    level: str
    since: date
    until: date | None
    data: str


def records(
    units: Sequence[int], kinds: Sequence[str], known: datetime, since: date | None = None,
    case: str = "",
) -> Iterator[RecordRow]:  # fmt: skip
    """Records of these kinds as they were known at a moment: corrected ones left out.

    ``since`` leaves out what happened before that day and is not about a later one, ``case`` what is
    not about this case.
    """
    if not kinds:
        return iter(())
    sql = f"""
        SELECT r.unit_id, r.department_id, r.id::text, r.kind, r.happened_at {_ZONE},
               r.recorded_at {_ZONE}, r.by_id::text, r.subject_id::text, r.case_id::text, r.about,
               r.valid_until, array_to_string(r.people, ','), r.data::text
        FROM record_record r
        WHERE r.unit_id = ANY(%(units)s) AND r.kind = ANY(%(kinds)s)
          AND r.recorded_at <= %(known)s
          AND (r.superseded_by_id IS NULL OR NOT EXISTS (
               SELECT FROM record_record s
               WHERE s.id = r.superseded_by_id AND s.recorded_at <= %(known)s))
    """
    given: dict[str, Any] = {"units": list(units), "kinds": list(kinds), "known": known}
    if case:
        sql += " AND r.case_id = %(case)s"
        given["case"] = case
    if since is not None:
        given["since"], given["day"] = first_of(since), since
        ahead = [k for k in kinds if k in RECORDS and RECORDS[k].about]
        if ahead:  # told twice, so that each half is one range of the index
            given["ahead"] = ahead
            sql = (
                f"{sql} AND r.happened_at >= %(since)s UNION ALL {sql} AND r.kind = ANY(%(ahead)s)"
            )
            sql += " AND r.happened_at < %(since)s AND r.about >= %(day)s"
        else:
            sql += " AND r.happened_at >= %(since)s"
    return _rows(RecordRow, sql, given)


def steps(
    units: Sequence[int], verbs: Mapping[str, set[str]], known: datetime, case: str = ""
) -> Iterator[StepRow]:
    """Steps of cases, or of one, by kind of case and verb."""
    if not verbs:
        return iter(())
    sql = f"""
        SELECT c.unit_id, c.department_id, s.id::text, s.case_id::text, c.kind, s.verb,
               s.at {_ZONE}, s.by_id::text, s.given::text
        FROM case_case c JOIN case_casestep s ON s.case_id = c.id
        WHERE c.unit_id = ANY(%(units)s) AND c.kind = ANY(%(kinds)s)
          AND s.verb = ANY(%(verbs)s) AND s.at <= %(known)s
    """
    names = sorted(set().union(*verbs.values()))
    given = {"units": list(units), "kinds": sorted(verbs), "verbs": names, "known": known}
    if case:
        sql += " AND c.id = %(case)s"
        given["case"] = case
    return (row for row in _rows(StepRow, sql, given) if row.verb in verbs[row.kind])


def cases(
    units: Sequence[int], kinds: Sequence[str], known: datetime, case: str = ""
) -> Iterator[CaseRow]:
    """Cases opened by a moment, or one of them."""
    if not kinds:
        return iter(())
    sql = """
        SELECT c.unit_id, c.department_id, c.id::text, c.kind, c.number, c.title, c.opened_on,
               c.closed_on, c.due_on, c.grade, c.category, c.place, c.source, c.assignee_id,
               c.data::text
        FROM case_case c
        WHERE c.unit_id = ANY(%(units)s) AND c.kind = ANY(%(kinds)s)
          AND (c.moved_at <= %(known)s OR EXISTS (
               SELECT FROM case_casestep s
               WHERE s.case_id = c.id AND s.seq = 1 AND s.at <= %(known)s))
    """
    given: dict[str, Any] = {"units": list(units), "kinds": list(kinds), "known": known}
    if case:
        sql += " AND c.id = %(case)s"
        given["case"] = case
    return _rows(CaseRow, sql, given)


def all_steps(cases: Sequence[str], known: datetime) -> Iterator[StepRow]:
    """Every step of some cases up to a moment, in order."""
    sql = f"""
        SELECT c.unit_id, c.department_id, s.id::text, s.case_id::text, c.kind, s.verb,
               s.at {_ZONE}, s.by_id::text, s.given::text
        FROM case_casestep s JOIN case_case c ON s.case_id = c.id
        WHERE s.case_id = ANY(%(cases)s::uuid[]) AND s.at <= %(known)s
        ORDER BY s.case_id, s.seq
    """
    return _rows(StepRow, sql, {"cases": list(cases), "known": known})


def subjects(units: Sequence[int], kinds: Sequence[str]) -> Iterator[SubjectRow]:
    """Subjects that stand or stood."""
    if not kinds:
        return iter(())
    sql = """
        SELECT unit_id, department_id, id::text, kind, name, level, since, until, data::text
        FROM subject_subject WHERE unit_id = ANY(%(units)s) AND kind = ANY(%(kinds)s)
    """
    return _rows(SubjectRow, sql, {"units": list(units), "kinds": list(kinds)})


def _rows(shape: Any, sql: str, given: Mapping[str, Any]) -> Iterator[Any]:
    make = partial(tuple.__new__, shape)  # what shape._make does, without a call of Python's
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        while batch := cursor.fetchmany(_BATCH):
            yield from map(make, batch)

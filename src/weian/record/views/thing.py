"""The page of one thing: its facts, its records with their validity, its changes.

It stands here and not in ``subject`` because records stand above the things they are about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.fields import Names, references
from weian.base.models import Event
from weian.base.values import show_day
from weian.base.verbs import title_of
from weian.org import queries as org
from weian.org.queries import Person
from weian.record import queries
from weian.record.kinds import KINDS as RECORDS
from weian.record.queries import Record
from weian.subject import queries as subjects
from weian.subject.envelope import private, showing, web
from weian.subject.envelope.duties import duties_of
from weian.subject.envelope.known import names_of
from weian.subject.kinds import LEVELS, SubjectKind
from weian.subject.kinds import kind as kind_of
from weian.subject.queries import Subject
from weian.ui import humane
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Crumb,
    Empty,
    Fact,
    Ledger,
    Row,
    Section,
    SubjectShape,
    TimelineEntry,
)
from weian.ui.shapes.common import Level

_VERBS = {"subject.keep": "登记或修改", "subject.retire": "停用"}
_COLUMNS = (
    Column("title", "记录", width="wide"),
    Column("happened", "日期", kind="date"),
    Column("until", "有效期至", kind="date"),
    Column("by", "登记人", phone=False),
)
_MOST = 20


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One thing that the person may see."""
    person, at = web.asking(request)
    subject = subjects.subject_or_404(person, pk, at)
    declared = kind_of(subject.kind)
    private.looked(person, declared, at, unit=subject.unit, key=subject.pk)
    stands = subject.stands_on(day_of(at))
    page = SubjectShape(
        title=subject.name,
        subtitle=declared.title,
        crumbs=(Crumb("台账", "/ledgers/"), Crumb(declared.title, f"/subjects/{subject.kind}/")),
        code=subject.code,
        state="在用" if stands else "已停用" if subject.until else "未启用",
        tone="ok" if stands else "muted",
        grade=dict(LEVELS).get(subject.level, ""),
        level=cast(Level, subject.level),
        sections=(_section(subject, declared, at),),
        duties=duties_of("subject", subject, person, at),
        records=_records(subject, person, at),
        history=_history(subject, at),
        actions=(
            *_actions(subject, declared, person, at),
            *web.traces(person, at, subject.kind, subject.pk),
        ),
    )
    return render(request, "ui/subject.html", {"page": page})


def _section(subject: Subject, declared: SubjectKind, at: datetime) -> Section:
    files = showing.stored(declared.fields, subject.data)
    names: Names = names_of(references(declared.fields, subject.data))
    base = f"/subjects/{subject.pk}/files/"
    laid = showing.shown(declared.fields, subject.data, names, files, base)
    facts = [Fact("单位", subject.unit.name, href=f"/units/{subject.unit_id}/")]
    if subject.department is not None:
        facts.append(Fact("科室", subject.department.name))
    facts.append(Fact("启用", show_day(subject.since)))
    if subject.until is not None:
        facts.append(Fact("停用", show_day(subject.until)))
    return Section("基本情况", (*facts, *laid.facts), laid.photos, laid.files)


def _records(subject: Subject, person: Person, at: datetime) -> Ledger:
    rows = queries.of_subject(person, subject.pk, at, _MOST + 1)
    kinds = [k for k in RECORDS.values() if k.subject_kind == subject.kind and not k.internal]
    may = [
        k for k in kinds if org.can(person, k.submit_right, subject.unit, at, subject.department)
    ]
    more = kinds[0].key if len(rows) > _MOST and kinds else ""
    return Ledger(
        title="记录",
        key="subject-records",
        columns=_COLUMNS,
        rows=_rows(rows[:_MOST], day_of(at)),
        create=tuple(
            Action(
                f"登记{k.title}",
                f"/records/{k.key}/new?unit={subject.unit_id}&subject={subject.pk}",
            )
            for k in may
        )
        if subject.until is None
        else (),
        next_url=f"/records/{more}/?subject={subject.pk}" if more else "",
        empty=Empty("还没有记录"),
    )


def _rows(rows: Sequence[Record], today: date) -> list[Row]:
    return [
        Row(
            str(row.pk),
            (
                Cell(row.title, sub="补录" if row.late_entry else ""),
                Cell(row.happened_on.isoformat()),
                _until(row.valid_until, today),
                Cell(row.who),
            ),
            href=f"/records/{row.pk}",
        )
        for row in rows
    ]


def _until(day: date | None, today: date) -> Cell:
    if day is None:
        return Cell("")
    gone = day < today
    return Cell(day.isoformat(), tone="overdue" if gone else "", sub="已过期" if gone else "")


def _history(subject: Subject, at: datetime) -> tuple[TimelineEntry, ...]:
    events = subjects.history(subject)
    names = names_of(org.doers(events))
    return tuple(_entry(event, names, at) for event in events)


def _entry(event: Event, names: Names, at: datetime) -> TimelineEntry:
    return TimelineEntry(
        at=humane.ago(event.at, at),
        exact=humane.exact(event.at),
        who=org.doer(event, names),
        what=_VERBS.get(event.verb) or title_of(event.verb),
        note=str(event.given.get("reason", "")),
    )


def _actions(
    subject: Subject, declared: SubjectKind, person: Person, at: datetime
) -> tuple[Action, ...]:
    may = org.can(person, declared.keep_right, subject.unit, at, subject.department)
    if subject.until is not None or not may:
        return ()
    base = f"/subjects/{subject.pk}"
    return (
        Action("修改", f"{base}/edit", icon="edit"),
        Action("停用", f"{base}/retire", danger=True),
    )

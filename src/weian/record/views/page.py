"""The page of one record: what, who, when, evidence, corrections, validity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.fields import references
from weian.org import queries as org
from weian.org.queries import Person
from weian.record import queries
from weian.record.kinds import RecordKind
from weian.record.kinds import kind as kind_of
from weian.record.queries import Record
from weian.subject.envelope import private, showing, web
from weian.subject.envelope.duties import duties_of
from weian.subject.envelope.files import named_in
from weian.subject.envelope.known import names_of
from weian.ui import humane
from weian.ui.shapes import Action, Crumb, Fact, Notice, RecordShape, TimelineEntry
from weian.ui.shapes.common import Tone

_LINES, _WIDTH = 6, 200  # buttons beside one another; signs that a short answer takes
SOON = 30  # days before its end that a validity is pointed out


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One record that the person may see."""
    person, at = web.asking(request)
    record = queries.record_or_404(person, pk, at)
    declared = kind_of(record.kind)
    private.looked(person, declared, at, unit=record.unit, key=record.pk)
    files = showing.stored(declared.fields, record.data)
    names = names_of(references(declared.fields, record.data))
    laid = showing.shown(declared.fields, record.data, names, files, f"/records/{pk}/files/")
    validity, tone = _validity(record, day_of(at))
    page = RecordShape(
        title=record.title,
        subtitle=declared.title if record.title != declared.title else "",
        crumbs=(Crumb("台账", "/ledgers/"), Crumb(declared.title, f"/records/{record.kind}/")),
        number=record.number,
        facts=(*_envelope(record, declared, at), *laid.facts),
        photos=laid.photos,
        files=laid.files,
        validity=validity,
        validity_tone=tone,
        late=_late(record),
        duties=duties_of("record", record, person, at),
        history=_history(record, at),
        actions=(
            *_actions(record, declared, person, at),
            *web.traces(person, at, record.kind, record.pk),
        ),
        notices=_notices(record),
    )
    return render(request, "ui/record.html", {"page": page})


@require_GET
def file(request: HttpRequest, pk: UUID, number: UUID) -> FileResponse:
    """A file of a record, for whoever may see the record."""
    person, at = web.asking(request)
    record = queries.record_or_404(person, pk, at)
    private.looked(person, kind_of(record.kind), at, unit=record.unit, key=record.pk)
    named = named_in(kind_of(record.kind).fields, record.data)
    return web.file_of(("record", pk), named, number)


@require_GET
def moved(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    """The address with its kind leads to the one without."""
    return redirect(f"/records/{pk}")


def _envelope(record: Record, declared: RecordKind, at: datetime) -> list[Fact]:
    when = record.happened_at if declared.timed else record.happened_on
    out = [
        Fact("时间" if declared.timed else "日期", humane.exact(when)),
        Fact("单位", record.unit.name, href=f"/units/{record.unit_id}/"),
    ]
    if record.department is not None:
        out.append(Fact("科室", record.department.name))
    if record.subject is not None:
        out.append(Fact("对象", record.subject.name, href=f"/subjects/{record.subject_id}/"))
    if record.case_id is not None:
        out.append(Fact("事项", "查看", href=f"/cases/{record.case_id}/"))
    if record.about is not None:
        out.append(Fact("所属时段", f"{humane.day(record.about, at)} 所在时段"))
    return out


def _validity(record: Record, day: date) -> tuple[str, Tone]:
    until = record.valid_until
    if until is None:
        return "", ""
    left = (until - day).days
    if left < 0:
        return f"{until} 已过期", "overdue"
    return f"有效至 {until}", "soon" if left <= SOON else "ok"


def _late(record: Record) -> str:
    if not record.late_entry:
        return ""
    return f"{humane.exact(record.happened_at)} 的工作，{humane.exact(record.recorded_at)} 才登记"


def _history(record: Record, at: datetime) -> tuple[TimelineEntry, ...]:
    rows = queries.chain(record)
    return tuple(
        TimelineEntry(
            at=humane.ago(row.recorded_at, at),
            exact=humane.exact(row.recorded_at),
            who=row.who,
            what="登记" if not row.supersedes_id else "更正",
            mark="本条" if row.pk == record.pk and len(rows) > 1 else "",
            note="补录" if row.late_entry else "",
            href="" if row.pk == record.pk else f"/records/{row.pk}",
        )
        for row in rows
    )


def _actions(
    record: Record, declared: RecordKind, person: Person, at: datetime
) -> tuple[Action, ...]:
    paper = declared.paper.format(pk=record.pk)
    printed = (Action("打印", paper, icon="print"),) if paper else ()
    if declared.internal or record.superseded_by_id is not None:
        return printed
    if not org.can(person, declared.submit_right, record.unit, at, record.department):
        return (*printed, *_onward(record, declared, person, at))
    change = Action("更正", f"/records/{record.pk}/correct", icon="edit")
    return (*printed, *_onward(record, declared, person, at), change)


def _onward(record: Record, declared: RecordKind, person: Person, at: datetime) -> Iterator[Action]:
    """A button for each line that may be taken up, its form filled with what is said already."""
    to = declared.onward
    if to is None or not org.can(person, to.right, record.unit, at, record.department):
        return
    lines = [t.strip() for t in str(record.data.get(to.each) or "").splitlines() if t.strip()]
    said = {**record.data, "happened_on": record.happened_on.isoformat()}
    also = {key: str(said[source]) for key, source in to.also if source in said}
    also |= dict(to.fixed)
    for n, line in enumerate(lines[:_LINES], 1):
        query = urlencode({"unit": record.unit_id, to.into: line[:_WIDTH], **also})
        which = f"第 {n} 项" if len(lines) > 1 else ""
        yield Action(f"{to.title}{which}", f"{to.address}?{query}")


def _notices(record: Record) -> tuple[Notice, ...]:
    if record.superseded_by_id is None:
        return ()
    newer = Action("查看最新一条", f"/records/{record.superseded_by_id}")
    return (Notice("这条记录已经更正，不再计算。", kind="warning", actions=(newer,)),)

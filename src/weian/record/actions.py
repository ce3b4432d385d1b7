"""Leaving records: the one verb, alone and in batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from weian.base import bulk, events
from weian.base.errors import Conflict, NotVisible, Refusal
from weian.base.events import Act
from weian.base.verbs import name_verbs
from weian.org.queries import Person, Unit
from weian.record import drafts
from weian.record.drafts import Draft
from weian.record.kinds import KINDS
from weian.record.models import Record
from weian.subject import queries as subjects
from weian.subject.envelope import batch, once
from weian.subject.envelope.files import Files, Uploads, named_in
from weian.subject.envelope.known import Known, gather, prime

__all__ = ["Draft", "look_over", "submit", "submit_batch"]

name_verbs({"record.submit": "登记记录"})


@transaction.atomic
def submit(
    actor: Person | None,
    *,
    kind: str,
    unit: Unit,
    happened_at: datetime,
    data: Mapping[str, object],
    at: datetime,
    department: Unit | None = None,
    subject: UUID | None = None,
    case: UUID | None = None,
    about: date | None = None,
    supersedes: Record | None = None,
    files: Files | None = None,
    idempotency_key: str | None = None,
    right: str = "",
) -> Record:
    """Leave a record of a kind; with ``supersedes`` it corrects that one, which then no longer counts.

    ``data`` answers the kind's fields, ``files`` are uploads by field key, ``subject`` and ``case``
    ids (of a case that the caller has looked up). The same ``idempotency_key`` with the same content
    returns the record that was made the first time. ``right`` is for modules that work the answers out
    themselves: it is asked for in place of the kind's own.
    Raises NotVisible (unit, kind), Forbidden (right; author not in service on that day), BadInput
    (fields, people who do not belong, a day in the future or on which the unit did not stand, a
    thing of another kind or unit, a bad file, a key used for something else), Conflict (already
    corrected). Nothing is left behind then.
    """
    draft = Draft(
        actor, kind, unit, happened_at, data, at, department, subject, case, about, supersedes,
        Uploads(files), right=right,
    )  # fmt: skip
    body = {
        "kind": kind, "unit": unit.pk, "department": department and department.pk,
        "happened_at": happened_at, "data": data, "subject": subject, "case": case, "about": about,
        "supersedes": supersedes and supersedes.pk,
    }  # fmt: skip
    print_ = once.digest("record.submit", body, files, named_in(draft.declared.fields, data))
    if done := once.claim(actor, idempotency_key, print_, draft.id, at):
        return Record.objects.get(pk=done)
    (record,) = _write([draft])
    event = _act(record, unit, actor)
    events.append(**vars(event))
    return record


@transaction.atomic
def submit_batch(given: Sequence[Draft]) -> list[Record]:
    """Leave many records with the checks of ``submit`` and one event each, all or none.

    Followers are not called: the caller refreshes at the end. A refusal names the row (from 1).
    """
    prime([d.actor for d in given], [d.at for d in given])
    records = _write(given)
    events.append_batch(
        _act(record, draft.unit, draft.actor) for record, draft in zip(records, given, strict=True)
    )
    return records


def look_over(given: Sequence[Draft]) -> list[Refusal | None]:
    """What ``submit_batch`` would refuse of each draft; nothing is written."""
    prime([d.actor for d in given], [d.at for d in given])
    if not any(d.declared.in_turn for d in given):
        return batch.look_over(given, drafts.check)
    out: list[Refusal | None] = [None] * len(given)
    with transaction.atomic():
        for at, draft in _in_turn(given):
            try:
                with transaction.atomic():
                    _write_together([draft])
            except Refusal as refusal:
                out[at] = refusal
        transaction.set_rollback(True)
    return out


def _write(given: Sequence[Draft]) -> list[Record]:
    _lock_corrected(given)
    if not any(d.declared.in_turn for d in given):
        return _write_together(given)
    subjects.lock([d.subject for d in given if d.subject is not None])
    records: dict[UUID, Record] = {}
    known = Known()
    for at, draft in _in_turn(given):
        with batch.row(at + 1, len(given) == 1):
            records[draft.id] = _write_together([draft], known)[0]
    return [records[draft.id] for draft in given]


def _in_turn(given: Sequence[Draft]) -> Iterator[tuple[int, Draft]]:
    """The drafts with their places, in the order in which it happened."""
    return iter(sorted(enumerate(given), key=lambda pair: pair[1].happened_at))


def _write_together(given: Sequence[Draft], known: Known | None = None) -> list[Record]:
    alone = len(given) == 1
    cleaned = []
    for number, draft in batch.numbered(given):
        with batch.row(number, alone):
            cleaned.append((draft, draft.clean()))
    known = gather(drafts.all_refs(cleaned), known)
    for number, (draft, data) in batch.numbered(cleaned):
        with batch.row(number, alone):
            drafts.check(draft, data, known)
    records = drafts.build([(d, drafts.store(d, data)) for d, data in cleaned], known)
    bulk.insert(records)
    for record in records:
        if record.supersedes is not None:
            record.supersedes.superseded_by = record
            record.supersedes.save(update_fields=["superseded_by"])
    return records


def _lock_corrected(given: Sequence[Draft]) -> None:
    """Of two corrections of one record at the same time the second waits, and is told."""
    for draft in given:
        if draft.supersedes is None:
            continue
        locked = Record.objects.select_for_update().filter(pk=draft.supersedes.pk).first()
        if locked is None:
            raise NotVisible()
        draft.supersedes = locked
    targets = [d.supersedes.pk for d in given if d.supersedes is not None]
    if len(set(targets)) != len(targets):
        raise Conflict("record.already_corrected", "同一条记录不能同时更正两次。")


def _act(record: Record, unit: Unit, actor: Person | None) -> Act:
    declared = KINDS[record.kind]
    private = (
        declared.read_right != "read"
    )  # of which the log, that others read, says only what it is
    given = {
        "title": declared.title if private else record.title,
        "happened_at": record.happened_at.isoformat(),
        "data": None if private else record.data,
        "subject": record.subject_id,
        "case": record.case_id,
        "about": record.about,
        "supersedes": record.supersedes_id,
    }
    return Act(
        "record.submit",
        record.kind,
        record.pk,
        actor,
        unit,
        record.recorded_at,
        {k: v for k, v in given.items() if v is not None},
        record.department_id,
    )

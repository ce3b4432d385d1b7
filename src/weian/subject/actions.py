"""Keeping and retiring subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from weian.base import events, ids
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, NotVisible, Refusal
from weian.base.events import Act
from weian.base.values import show_day
from weian.base.verbs import name_verbs
from weian.org.queries import Person, Unit
from weian.subject import drafts
from weian.subject.drafts import Draft
from weian.subject.envelope import batch, checks, once
from weian.subject.envelope.files import Files, Uploads, named_in
from weian.subject.envelope.known import gather, prime
from weian.subject.kinds import kind as kind_of
from weian.subject.models import Subject

__all__ = ["Draft", "keep", "keep_batch", "look_over", "retire"]

name_verbs({"subject.keep": "登记或修改对象", "subject.retire": "停用对象"})


@transaction.atomic
def keep(
    actor: Person | None,
    *,
    kind: str,
    unit: Unit,
    data: Mapping[str, object],
    at: datetime,
    department: Unit | None = None,
    subject: Subject | None = None,
    since: date | None = None,
    version: int | None = None,
    files: Files | None = None,
    idempotency_key: str | None = None,
) -> Subject:
    """Enter a thing of a unit, or change ``subject``: answers not given stay as they are.

    ``since`` is the day it stands from (default: today). ``version`` is the one that was looked at.
    The same ``idempotency_key`` with the same content returns what the first request made.
    Raises NotVisible, Forbidden (right; not in service), BadInput (fields, people, a day in the
    future or on which the unit did not stand), Conflict (changed meanwhile, retired, code taken).
    """
    body = {
        "kind": kind, "unit": unit.pk, "department": department and department.pk, "data": data,
        "subject": subject and subject.pk, "since": since, "version": version,
    }  # fmt: skip
    wanted = subject.pk if subject else ids.uuid7()
    print_ = once.digest("subject.keep", body, files, named_in(kind_of(kind).fields, data))
    if done := once.claim(actor, idempotency_key, print_, wanted, at):
        return Subject.objects.get(pk=done)
    old = _locked(subject, version) if subject else None
    draft = Draft(actor, kind, unit, data, at, department, since, old, Uploads(files), wanted)
    (kept,) = _write([draft])
    events.append(**vars(_event(kept, draft)))
    return kept


@transaction.atomic
def keep_batch(given: Sequence[Draft]) -> list[Subject]:
    """Enter many things with the checks of ``keep`` and one event each, all or none.

    Followers are not called: the caller refreshes at the end. A refusal names the row (from 1).
    """
    prime([d.actor for d in given], [d.at for d in given])
    kept = _write(given)
    events.append_batch(_event(s, d) for s, d in zip(kept, given, strict=True))
    return kept


def look_over(given: Sequence[Draft]) -> list[Refusal | None]:
    """What ``keep_batch`` would refuse of each draft, codes taken aside; nothing is written."""
    prime([d.actor for d in given], [d.at for d in given])
    return batch.look_over(given, drafts.check)


@transaction.atomic
def retire(
    actor: Person | None,
    *,
    subject: Subject,
    at: datetime,
    on: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> Subject:
    """A thing stands no longer from ``on`` (default: today); it stays in the books.

    Raises NotVisible, Forbidden, BadInput (a day in the future or before it stood), Conflict.
    """
    row = _locked(subject, version)
    day = on or day_of(at)
    declared = kind_of(row.kind)
    checks.right(actor, declared.keep_right, row.unit, row.department, at)
    checks.in_service(actor, day_of(at), at)
    checks.not_future(day, at, "subject.future_date", "on")
    if day < row.since:
        wrong = f"停用日期不能早于启用日期 {show_day(row.since)}。"
        raise BadInput("subject.ends_before_start", fields={"on": wrong})
    row.until, row.version, row.keeper, row.kept_at = day, row.version + 1, actor, at
    row.save(update_fields=["until", "version", "keeper", "kept_at"])
    given = {"name": _named(row), "until": day.isoformat(), "reason": reason.strip()[:500]}
    events.append(
        verb="subject.retire", object_kind=row.kind, object_id=row.pk, actor=actor, unit=row.unit,
        at=at, given=given, department_id=row.department_id,
    )  # fmt: skip
    return row


def _locked(subject: Subject, version: int | None) -> Subject:
    rows = Subject.objects.select_for_update(of=("self",))
    rows = rows.select_related("unit", "department", "keeper")
    row: Subject | None = rows.filter(pk=subject.pk).first()
    if row is None:
        raise NotVisible()
    if row.until is not None:
        raise Conflict(
            "subject.retired", f"“{row.name}”已于{show_day(row.until)}停用，不能再修改。"
        )
    if version is not None and version != row.version:
        who = row.keeper.name if row.keeper else "系统"
        when = show_day(day_of(row.kept_at))
        why = f"在您填写时，{who}已于{when}修改了“{row.name}”。您填的内容没有保存，请刷新后再改。"
        raise Conflict("subject.stale", why)
    return row


def _write(given: Sequence[Draft]) -> list[Subject]:
    alone = len(given) == 1
    cleaned = []
    for number, draft in batch.numbered(given):
        with batch.row(number, alone):
            cleaned.append((draft, draft.clean()))
    known = gather([ref for draft, data in cleaned for ref in draft.refs(data)])
    for number, (draft, data) in batch.numbered(cleaned):
        with batch.row(number, alone):
            drafts.check(draft, data, known)
    drafts.check_codes(cleaned)
    rows = [drafts.row(d, drafts.store(d, data), known.names) for d, data in cleaned]
    fresh = [r for r, (d, _) in zip(rows, cleaned, strict=True) if d.old is None]
    Subject.objects.bulk_create(fresh, batch_size=2000)
    changed = [r for r, (d, _) in zip(rows, cleaned, strict=True) if d.old is not None]
    if changed:
        Subject.objects.bulk_update(changed, drafts.CHANGED, batch_size=500)
    return rows


def _named(row: Subject) -> str:
    """What the log, which others read, may call it: of a private kind not by its name."""
    declared = kind_of(row.kind)
    return row.name if declared.read_right == "read" else declared.title


def _event(row: Subject, draft: Draft) -> Act:
    given: dict[str, object] = {
        "name": _named(row),
        "data": row.data if kind_of(row.kind).read_right == "read" else {},
        "since": row.since.isoformat(),
        "version": row.version,
    }
    return Act(
        "subject.keep", row.kind, row.pk, draft.actor, draft.unit, draft.at, given,
        row.department_id,
    )  # fmt: skip

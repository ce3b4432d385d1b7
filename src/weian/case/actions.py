"""Opening cases and moving them along their flow, alone and in batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from weian.base import bounds, bulk, events, ids
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.base.events import Act
from weian.base.models import Event
from weian.base.verbs import name_verbs
from weian.case import begets, drafts, steps
from weian.case.drafts import Draft
from weian.case.kinds import kind as kind_of
from weian.case.models import Case, CaseStep
from weian.case.steps import Move
from weian.org.queries import Person, Unit
from weian.subject.envelope import batch, once
from weian.subject.envelope.files import Files, Uploads, named_in
from weian.subject.envelope.known import Known, gather, prime

__all__ = ["Draft", "Move", "act", "act_batch", "look_over", "looked", "open_batch", "open_case"]

LOOKED, PRINTED = "secret.view", "secret.print"
name_verbs({LOOKED: "查看保密事项", PRINTED: "打印保密事项"})


@transaction.atomic
def open_case(
    actor: Person | None,
    *,
    kind: str,
    unit: Unit,
    data: Mapping[str, object],
    at: datetime,
    department: Unit | None = None,
    opened_on: date | None = None,
    previous: Case | None = None,
    files: Files | None = None,
    idempotency_key: str | None = None,
) -> Case:
    """Open a case of a kind: its first step, named by the kind's ``opening_verb``.

    ``data`` answers the kind's fields, ``files`` are uploads by field key, ``opened_on`` is the day
    it was found (default: today), ``previous`` an ended case that has come back. The same
    ``idempotency_key`` with the same content returns the case opened the first time.
    Raises NotVisible (unit, kind, previous), Forbidden (right; not in service), BadInput (fields,
    people, day in the future or on which the unit did not stand, a bad file), Conflict (the
    previous one is still open). Nothing is left behind then.
    """
    draft = Draft(actor, kind, unit, data, at, department, opened_on, previous, Uploads(files))
    body = {
        "kind": kind, "unit": unit.pk, "department": department and department.pk, "data": data,
        "opened_on": opened_on, "previous": previous and previous.pk,
    }  # fmt: skip
    print_ = once.digest("case.open", body, files, named_in(draft.declared.fields, data))
    if done := once.claim(actor, idempotency_key, print_, draft.id, at):
        return _found(done)
    if draft.declared.concerns:
        bounds.own_too()  # it may lie with the body above, and stays one's own
    (case,), (step,) = _open([draft])
    events.append(**vars(_event(case, step, _keeper(draft, case), actor)))
    return case


@transaction.atomic
def open_batch(given: Sequence[Draft]) -> list[Case]:
    """Open many cases with the checks of ``open_case`` and one event each, all or none.

    Followers are not called: the caller refreshes at the end. A refusal names the row (from 1).
    """
    prime([d.actor for d in given], [d.at for d in given])
    cases, opened = _open(given)
    events.append_batch(
        _event(case, step, _keeper(draft, case), draft.actor)
        for case, step, draft in zip(cases, opened, given, strict=True)
    )
    return cases


def look_over(given: Sequence[Draft]) -> list[Refusal | None]:
    """What ``open_batch`` would refuse of each draft; nothing is written."""
    prime([d.actor for d in given], [d.at for d in given])
    return batch.look_over(given, drafts.check)


@transaction.atomic
def act(
    actor: Person | None,
    *,
    case: Case,
    verb: str,
    given: Mapping[str, object],
    at: datetime,
    version: int | None,
    files: Files | None = None,
    idempotency_key: str | None = None,
) -> Case:
    """Take a step of a case's flow; ``version`` is the one that the person looked at (None: any).

    ``given`` answers the step's fields. A verb that renews opens a new case as well, whose
    ``previous`` is this one; one that begets opens one of another kind, whose number is noted. Raises NotVisible, Conflict (somebody was faster: says who did what when; or
    the step does not start from this state), Forbidden (right; not in service), BadInput (answers,
    people, a bad file), Refusal (a guard of the flow). Nothing is changed then.
    """
    body = {"case": case.pk, "verb": verb, "given": given, "version": version}
    asked = kind_of(case.kind).step_fields.get(verb, ())
    print_ = once.digest("case.act", body, files, named_in(asked, given))
    wanted = ids.uuid7()
    if once.claim(actor, idempotency_key, print_, wanted, at):
        return _found(case.pk)
    move = Move(actor, _locked(case), verb, given, at, version, Uploads(files))
    before = list(move.case.steps.select_related("by", "behalf").order_by("seq"))
    steps.admit(move, before)
    data = _begotten(move, move.clean())
    step = _step(move, data, before, gather(move.refs(data)))
    step.id = wanted
    bulk.update([move.case], steps.CHANGED)
    bulk.insert([step])
    if verb in move.declared.renews:
        _renew(move)
    events.append(**vars(_event(move.case, step, move.case.unit, actor)))
    return move.case


@transaction.atomic
def looked(actor: Person, *, case: Case, at: datetime, printed: bool = False) -> Event | None:
    """Note in the log that somebody looked at a secret case, or printed it; None where there is nothing
    secret."""
    if case.known_to is None and not printed:
        return None
    return events.append(
        verb=PRINTED if printed else LOOKED, object_kind=case.kind, object_id=case.pk, actor=actor,
        unit=case.unit, at=at,
    )  # fmt: skip


@transaction.atomic
def act_batch(given: Sequence[Move]) -> list[Case]:
    """Take many steps, in the given order, with the checks of ``act`` and one event each.

    Several moves of one case follow one another; pass ``version=None``. Followers are not called.
    Verbs that renew are refused here with ValueError: use ``act``.
    """
    if any(m.verb in m.declared.renews for m in given):
        raise ValueError("a verb that renews opens a case: take it alone")
    if any(m.verb in m.declared.begets for m in given):
        raise ValueError("a verb that begets opens a case: take it alone")
    prime([m.actor for m in given], [m.at for m in given])
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit", "department")
    cases = {c.pk: c for c in rows.filter(pk__in={m.case.pk for m in given}).order_by("pk")}
    taken: dict[UUID, list[CaseStep]] = {pk: [] for pk in cases}
    for old in CaseStep.objects.filter(case_id__in=cases).order_by("seq"):
        taken[old.case_id].append(old)
    for move in given:
        if move.case.pk not in cases:
            raise NotVisible()
        move.case = cases[move.case.pk]
    cleaned = []
    for number, move in batch.numbered(given):
        with batch.row(number):
            cleaned.append((move, move.clean()))
    known = gather([ref for move, data in cleaned for ref in move.refs(data)])
    made = []
    for number, (move, data) in batch.numbered(cleaned):
        before = taken[move.case.pk]
        with batch.row(number):
            steps.admit(move, before)
            step = _step(move, data, before, known)
        before.append(step)
        made.append((move, step))
    bulk.update(list(cases.values()), steps.CHANGED)
    bulk.insert([step for _, step in made])
    events.append_batch(_event(m.case, s, m.case.unit, m.actor) for m, s in made)
    return list(cases.values())


def _keeper(draft: Draft, case: Case) -> Unit:
    """The unit that it was filed with, read again only if it is not the one given."""
    return draft.unit if case.unit_id == draft.unit.pk else case.unit


def _found(pk: UUID) -> Case:
    row: Case = Case.objects.get(pk=pk)
    return row


def _known(pk: UUID) -> Case:
    found: Case = Case.objects.get(pk=pk)
    return found


def _locked(case: Case) -> Case:
    """Of two people acting at once the second waits here, then sees what the first did."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit", "department")
    found: Case | None = rows.filter(pk=case.pk).first()
    if found is None:
        raise NotVisible()
    return found


def _open(given: Sequence[Draft]) -> tuple[list[Case], list[CaseStep]]:
    alone = len(given) == 1
    cleaned = []
    for number, draft in batch.numbered(given):
        with batch.row(number, alone):
            cleaned.append((draft, draft.clean()))
    known = gather(drafts.all_refs(cleaned))
    for number, (draft, data) in batch.numbered(cleaned):
        with batch.row(number, alone):
            drafts.check(draft, data, known)
    filed = [draft.filed(data) for draft, data in cleaned]
    cases, opened = drafts.build([(d, drafts.store(d, data)) for d, data in filed], known)
    bulk.insert(cases)
    bulk.insert(opened)
    return cases, opened


def _step(
    move: Move, data: Mapping[str, object], before: Sequence[CaseStep], known: Known
) -> CaseStep:
    state = steps.judge(move, data, before, known)
    return steps.taken(move, steps.store(move, data), state, known)


def _begotten(move: Move, data: Mapping[str, object]) -> Mapping[str, object]:
    """The answers with the number of the case that the step opens, if it opens one."""
    draft = begets.draft_of(move, data)
    if draft is None:
        return data
    try:
        (case,), (step,) = _open([draft])
    except BadInput as refused:
        raise begets.in_own_words(move, refused) from None
    events.append(**vars(_event(case, step, draft.unit, move.actor)))
    return {**data, move.declared.begets[move.verb].number: case.number}


def _renew(move: Move) -> None:
    """The new case that stands for the old one come back."""
    old = move.case
    asked = {f.key for f in move.declared.fields}
    data = {k: v for k, v in old.data.items() if k in asked}
    draft = Draft(move.actor, old.kind, old.unit, data, move.at, old.department, previous=old)
    (case,), (step,) = _open([draft])
    events.append(**vars(_event(case, step, old.unit, move.actor)))


def _event(case: Case, step: CaseStep, unit: Unit, actor: Person | None) -> Act:
    given = {
        "number": case.number,
        "title": case.title,
        "from": step.from_state,
        "to": step.to_state,
        "version": step.seq,
        "given": step.given,
        "previous": case.previous_id,
    }
    return Act(
        f"case.{step.verb}",
        case.kind,
        case.pk,
        actor,
        unit,
        step.at,
        {k: v for k, v in given.items() if v not in (None, "")},
        case.department_id,
    )

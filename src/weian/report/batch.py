"""Many reports on their whole way at once, for imports and generators: each step as one batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from weian.base.errors import Conflict
from weian.case import actions as cases
from weian.case.queries import Case
from weian.org import queries as org
from weian.record import actions as records
from weian.report import queries, steps, words
from weian.report.due import Due
from weian.report.models import Frozen, Words


@dataclass(frozen=True)
class Filing:
    """One report from its beginning to its acceptance; ``accepted`` None: it still lies there."""

    unit: org.Unit
    due: Due
    scribe: org.Person
    head: org.Person
    prepared: datetime
    signed: datetime
    submitted: datetime
    text: str = ""
    headline: str = ""
    reviewer: org.Person | None = None
    accepted: datetime | None = None


@transaction.atomic
def file_batch(filings: Sequence[Filing]) -> list[Case]:
    """Prepare, sign, submit and accept with the checks of the single steps, all or none.

    Followers are not called and nobody is told: the caller refreshes at the end. Raises as the single steps, and
    Conflict for a report that was begun before.
    """
    found = _prepare(filings)
    signed = _sign(filings, found)
    _submit(filings, found, signed)
    Frozen.objects.bulk_create(signed)
    _accept(filings, found)
    return found


def _prepare(filings: Sequence[Filing]) -> list[Case]:
    rows = Case.objects.filter(kind="return", unit__in={f.unit.pk for f in filings})
    begun = {(c.unit_id, queries.kind_key(c), c.data["period"]) for c in rows}
    drafts, answers = [], []
    for f in filings:
        place = f.unit.pk, f.due.kind.key, f.due.period
        if place in begun:
            raise Conflict("report.begun", f"“{f.unit}”的{f.due.title}已经在编制或报送。")
        begun.add(place)
        answers.append(words.checked(f.due.kind, {"text": f.text} if f.due.kind.asks else {}))
        data = steps.opening(f.due, f.prepared, f.headline)
        drafts.append(cases.Draft(f.scribe, "return", f.unit, data, f.prepared))
    found = cases.open_batch(drafts)
    for f, case in zip(filings, found, strict=True):
        case.unit = f.unit  # known: not to be looked up again for each
    Words.objects.bulk_create(
        Words(case_id=case.pk, answers=given)
        for case, given in zip(found, answers, strict=True)
        if given
    )
    return found


def _sign(filings: Sequence[Filing], found: Sequence[Case]) -> list[Frozen]:
    moves, signed = [], []
    for f, case in zip(filings, found, strict=True):
        table = steps.contents(case, f.due, f.signed)
        moves.append(cases.Move(f.head, case, "sign", steps.signing(table), f.signed))
        signed.append(steps.frozen(case, table, f.head, f.signed, 1))
    cases.act_batch(moves)
    return signed


def _submit(filings: Sequence[Filing], found: Sequence[Case], signed: Sequence[Frozen]) -> None:
    drafts, moves = [], []
    for f, case, sent in zip(filings, found, signed, strict=True):
        steps.check_open(f.due, f.submitted)
        draft = records.Draft(
            f.scribe, f.due.kind.record, f.unit, f.submitted, steps.record_data(case, sent),
            f.submitted, case=case.pk, about=f.due.begins,
        )  # fmt: skip
        sent.record_id = draft.id
        given = steps.sending(case, f.due, draft.id, f.submitted)
        moves.append(cases.Move(f.scribe, case, "submit", given, f.submitted))
        drafts.append(draft)
    records.submit_batch(drafts)
    cases.act_batch(moves)


def _accept(filings: Sequence[Filing], found: Sequence[Case]) -> None:
    taken = [(f, c, f.accepted) for f, c in zip(filings, found, strict=True) if f.accepted]
    cases.act_batch(
        [cases.Move(f.reviewer, c, "accept", {"standing": True}, at) for f, c, at in taken]
    )
    for _, case, at in taken:
        Frozen.objects.filter(case_id=case.pk).update(accepted_at=at)

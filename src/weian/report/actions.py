"""The way of a report: prepared, signed and frozen, submitted, returned or accepted."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from weian.base.errors import Conflict
from weian.case import actions as cases
from weian.case.queries import Case
from weian.org import queries as org
from weian.record import actions as records
from weian.record.queries import Record
from weian.report import queries, steps, words
from weian.report.batch import Filing, file_batch
from weian.report.due import Due
from weian.report.kinds import MISSING, ReportKind
from weian.report.models import Frozen
from weian.subject.envelope.files import Files, Uploads

__all__ = [
    "Filing", "correct", "file_batch", "note_missing", "prepare", "review", "revise", "sign", "submit",
    "take_back",
]  # fmt: skip

Answers = Mapping[str, object]
NOTHING: Answers = {}


@transaction.atomic
def prepare(
    actor: org.Person, *, unit: org.Unit, due: Due, at: datetime, headline: str = "",
    answers: Answers = NOTHING, files: Files | None = None,
) -> Case:  # fmt: skip
    """Begin the report of a period, or take up the one already begun.

    ``answers`` are what is written by hand, ``files`` new pictures by key of field. Raises BadInput
    before the period begins and for answers that are wrong or left out; Forbidden for whoever does
    not work for the unit.
    """
    steps.check_own(actor, unit, at)
    org.lock(unit)
    found = queries.returns_of(unit, actor, at).get((due.kind.key, due.period))
    if found is not None:
        return found
    uploads = Uploads(files)
    checked = words.checked(due.kind, uploads.into(answers))
    case = cases.open_case(
        actor, kind="return", unit=unit, data=steps.opening(due, at, headline), at=at
    )
    if checked:
        words.keep(case, _stored(uploads, due.kind, checked, case, actor, at))
    steps.tell_of(case, "draft", actor, at)
    return case


def _stored(
    uploads: Uploads,
    kind: ReportKind,
    checked: Answers,
    case: Case,
    actor: org.Person,
    at: datetime,
) -> Answers:
    """The answers with their pictures stored beside the case; those it has had may stay."""
    return uploads.store(
        kind.asks, checked, owner=("return", case.pk), kept=(), unit=case.unit, department=None,
        actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def revise(
    actor: org.Person, *, case: Case, answers: Answers, version: int | None, at: datetime,
    files: Files | None = None,
) -> Case:  # fmt: skip
    """Write the words of a report anew before it is signed.

    Raises Conflict for a report without words, which follows the ledger; BadInput for wrong
    answers; else as ``case.actions.act``.
    """
    steps.check_own(actor, case.unit, at)
    kind = queries.kind_or_404(queries.kind_key(case))
    if not kind.asks:
        raise Conflict("report.not_words", "清单由台账生成，请在台账里改正对应的事项。")
    uploads = Uploads(files)
    checked = words.checked(kind, uploads.into(answers))
    given = {"words": steps.digest_of(checked)}
    done = cases.act(actor, case=case, verb="revise", given=given, at=at, version=version)
    words.keep(case, _stored(uploads, kind, checked, case, actor, at))
    return done


@transaction.atomic
def sign(actor: org.Person, *, case: Case, version: int | None, at: datetime) -> Case:
    """The head signs: from now on the figures stand still.

    Raises BadInput while something required is empty, Conflict while a commission has not dealt with
    all units below; else as ``case.actions.act``.
    """
    steps.check_own(actor, case.unit, at)
    due = queries.due_or_404(case.unit, queries.kind_key(case), case.data["period"], at)
    table = steps.contents(case, due, at)
    given = steps.signing(table)
    signed = cases.act(actor, case=case, verb="sign", given=given, at=at, version=version)
    last = queries.frozen_of(case)
    steps.frozen(case, table, actor, at, last.version + 1 if last else 1).save(force_insert=True)
    steps.tell_of(signed, "sign", actor, at)
    return signed


@transaction.atomic
def submit(actor: org.Person, *, case: Case, version: int | None, at: datetime) -> Case:
    """Send the signed report upward: the record that meets the duty, and the step of the case.

    Raises BadInput before the window opens, Conflict when nothing is signed.
    """
    steps.check_own(actor, case.unit, at)
    due = queries.due_or_404(case.unit, queries.kind_key(case), case.data["period"], at)
    steps.check_open(due, at)
    frozen = queries.frozen_of(case)
    if frozen is None:
        raise Conflict("report.unsigned", "还没有签字，不能报送。请主要负责人先签字。")
    record = records.submit(
        actor, kind=due.kind.record, unit=case.unit, happened_at=at, at=at, case=case.pk,
        about=due.begins, data=steps.record_data(case, frozen),
    )  # fmt: skip
    given = steps.sending(case, due, record.pk, at)
    sent = cases.act(actor, case=case, verb="submit", given=given, at=at, version=version)
    Frozen.objects.filter(pk=frozen.pk).update(record_id=record.pk)
    return sent


@transaction.atomic
def review(
    actor: org.Person, *, case: Case, verb: str, given: Mapping[str, object], version: int | None, at: datetime
) -> Case:  # fmt: skip
    """Return or accept what was submitted; the unit is told. Raises as ``case.actions.act``."""
    steps.check_above(actor, case.unit, at)
    told = {**given, **_SAID.get(verb, {})}
    done = cases.act(actor, case=case, verb=verb, given=told, at=at, version=version)
    if verb == "accept":
        last = queries.frozen_of(case, sent=True)
        assert last is not None  # only what was sent can be accepted
        Frozen.objects.filter(pk=last.pk).update(accepted_at=at)
    steps.tell_of(done, verb, actor, at, given.get("reason", ""))
    return done


#: What the steps of a superior leave in the case.
_SAID: Mapping[str, Mapping[str, object]] = {
    "accept": {"standing": True}, "adopt": {"adopted": True},
}  # fmt: skip


@transaction.atomic
def correct(
    actor: org.Person, *, case: Case, reason: str, version: int | None, at: datetime
) -> Case:
    """Open an accepted report again for its unit; the accepted version stands until a new one is
    accepted. Raises as ``case.actions.act``."""
    steps.check_own(actor, case.unit, at)
    given = {"correcting": reason}
    done = cases.act(actor, case=case, verb="correct", given=given, at=at, version=version)
    steps.tell_of(done, "correct", actor, at, reason)
    return done


@transaction.atomic
def note_missing(
    actor: org.Person, *, unit: org.Unit, due: Due, missing: org.Unit, reason: str, at: datetime
) -> Record:
    """The commission ``unit`` goes on without what one unit below owes, and says why.

    Raises Conflict for a unit that has sent it or does not owe it, BadInput without a reason.
    """
    org.require(actor, "report.review", unit, at)
    found = queries.collection(unit, due.kind, due.period, actor, at)
    line = next((x for x in found.lines if x.unit.pk == missing.pk), None)
    if line is None or line.state != "missing":
        raise Conflict("report.not_missing", f"“{missing}”没有缺报这一期，请刷新页面查看。")
    data = {
        "headline": f"{missing}：{due.title}"[:120], "report": due.kind.key, "period": due.period,
        "missing": missing.pk, "reason": reason,
    }  # fmt: skip
    return records.submit(
        actor, kind=MISSING.key, unit=unit, happened_at=at, at=at, about=due.begins, data=data
    )


def take_back(actor: org.Person, *, case: Case, version: int | None, at: datetime) -> Case:
    """Take a signature back before submitting; the next one freezes anew."""
    steps.check_own(actor, case.unit, at)
    return cases.act(actor, case=case, verb="unsign", given={}, at=at, version=version)

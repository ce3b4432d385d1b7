"""The way of a report: prepared, signed and frozen, submitted, returned or accepted."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from weian.base.errors import Conflict
from weian.case import actions as cases
from weian.case.queries import Case
from weian.org import queries as org
from weian.record import actions as records
from weian.report import queries, steps
from weian.report.batch import Filing, file_batch
from weian.report.due import Due
from weian.report.kinds import REPORTS
from weian.report.models import Frozen

__all__ = ["Filing", "file_batch", "prepare", "review", "revise", "sign", "submit", "take_back"]


@transaction.atomic
def prepare(
    actor: org.Person, *, unit: org.Unit, due: Due, at: datetime, headline: str = "", text: str = ""
) -> Case:
    """Begin the report of a period, or take up the one already begun.

    Raises BadInput before the period begins, and for a report in words without words; Forbidden
    for whoever does not work for the unit.
    """
    steps.check_own(actor, unit, at)
    org.lock(unit)
    found = queries.returns_of(unit, actor, at).get((due.kind.key, due.period))
    if found is not None:
        return found
    data = steps.opening(due, at, headline, text)
    case = cases.open_case(actor, kind="return", unit=unit, data=data, at=at)
    steps.tell_of(case, "draft", actor, at)
    return case


@transaction.atomic
def revise(actor: org.Person, *, case: Case, text: str, version: int | None, at: datetime) -> Case:
    """Write the words of a report anew before it is signed.

    Raises Conflict for a list, which follows the ledger; else as ``case.actions.act``.
    """
    steps.check_own(actor, case.unit, at)
    if not REPORTS[case.data["report"]].asks_text:
        raise Conflict("report.not_words", "清单由隐患台账生成，请在台账里改正对应的隐患。")
    return cases.act(actor, case=case, verb="revise", given={"text": text}, at=at, version=version)


@transaction.atomic
def sign(
    actor: org.Person, *, case: Case, version: int | None, at: datetime, text: str = ""
) -> Case:
    """The head signs: from now on the figures stand still. Raises as ``case.actions.act``."""
    steps.check_own(actor, case.unit, at)
    due = queries.due_or_404(case.unit, case.data["report"], case.data["period"], at)
    table = steps.contents(case, due, at, text)
    given = steps.signing(table, text)
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
    due = queries.due_or_404(case.unit, case.data["report"], case.data["period"], at)
    steps.check_open(due, at)
    frozen = queries.frozen_of(case)
    if frozen is None:
        raise Conflict("report.unsigned", "还没有签字，不能报送。请主要负责人先签字。")
    record = records.submit(
        actor, kind=case.data["report"], unit=case.unit, happened_at=at, at=at, case=case.pk,
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
    done = cases.act(actor, case=case, verb=verb, given=given, at=at, version=version)
    steps.tell_of(done, verb, actor, at, given.get("reason", ""))
    return done


def take_back(actor: org.Person, *, case: Case, version: int | None, at: datetime) -> Case:
    """Take a signature back before submitting; the next one freezes anew."""
    steps.check_own(actor, case.unit, at)
    return cases.act(actor, case=case, verb="unsign", given={}, at=at, version=version)

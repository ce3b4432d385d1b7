"""Moving one substance, and counting everything in a store: one record for each, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from weian.base import ids
from weian.base.errors import BadInput
from weian.duty import actions as duties
from weian.modules.chemicals.books import Book
from weian.modules.chemicals.ledger import STOCK_MOVEMENT
from weian.modules.chemicals.running import plain
from weian.org.queries import Person, Unit
from weian.policy import queries as policy
from weian.record import actions as records
from weian.record.actions import Draft
from weian.record.queries import Record
from weian.subject.envelope import once
from weian.subject.envelope.files import named_in
from weian.subject.queries import Subject


class Counted(NamedTuple):
    """What was found of a substance; ``number`` is its place on the form."""

    book: Book
    counted: Decimal
    reason: str
    number: int
    department: Unit | None


@transaction.atomic
def move(
    person: Person, *, unit: Unit, thing: Subject, department: Unit | None,
    answers: Mapping[str, object], right: str, key: str, at: datetime,
) -> Record | None:  # fmt: skip
    """Leave a movement of this moment. The same request again (``key``), which comes at another
    moment, leaves nothing. Raises what ``record.actions.submit`` raises."""
    told = {"subject": thing.pk, **answers}
    print_ = once.digest("stock.move", told, None, named_in(STOCK_MOVEMENT.fields, answers))
    if once.claim(person, key, print_, ids.uuid7(), at):
        return None
    return records.submit(
        person, kind="stock_movement", unit=unit, department=department, happened_at=at,
        subject=thing.pk, data=answers, at=at, right=right,
    )  # fmt: skip


@transaction.atomic
def take(
    person: Person, *, unit: Unit, handler: int, checker: int, lines: Sequence[Counted], right: str,
    key: str, at: datetime,
) -> int:  # fmt: skip
    """Leave the counts; how many. The same request again (``key``) leaves nothing.

    Raises BadInput where nothing was counted, where the two are one, and where a count differs from the
    books and nobody says why; else what ``record.actions.submit_batch`` raises.
    """
    _check(lines, handler, checker)
    body = [(str(x.book.substance.pk), str(x.counted), x.reason) for x in lines]
    told = {"unit": unit.pk, "handler": handler, "checker": checker, "lines": body}
    if once.claim(person, key, once.digest("stock.count", told, None), ids.uuid7(), at):
        return 0
    made = records.submit_batch(
        [_draft(person, unit, handler, checker, x, right, at) for x in lines]
    )
    transaction.on_commit(lambda: _refresh(unit, at))
    return len(made)


def _check(lines: Sequence[Counted], handler: int, checker: int) -> None:
    if not lines:
        raise BadInput("stock.nothing_counted", "请至少填一种物质的实盘数量。")
    wrong = {}
    if handler == checker:
        wrong["checker"] = "必须由两个人清点，监盘人不能是盘点人本人。"
    for x in lines:
        difference = x.counted - x.book.balance
        if difference and not x.reason:
            more = f"{'多' if difference > 0 else '少'} {plain(abs(difference))}"
            wrong[f"reason_{x.number}"] = (
                f"实盘 {plain(x.counted)}，账面 {plain(x.book.balance)}，{more}。请写明原因和处理；原因不明的立即上报。"
            )
    if wrong:
        raise BadInput("stock.unexplained", fields=wrong)


def _draft(
    person: Person, unit: Unit, handler: int, checker: int, x: Counted, right: str, at: datetime
) -> Draft:
    data = {"counted": float(x.counted), "handler": handler, "checker": checker, "reason": x.reason}
    return Draft(
        person, "stock_count", unit, at, data, at, x.department, x.book.substance.pk, right=right
    )


def _refresh(unit: Unit, at: datetime) -> None:
    """A batch tells no followers: the duties that counts settle are worked out once, at the end."""
    keys = {o.key for o in policy.obligations_for(unit, at) if "stock_count" in o.owes.kinds}
    if keys:
        duties.refresh([unit.pk], at, keys)

"""What the books say when something moves or is counted, and what they do not allow."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from weian.base.clock import day_of
from weian.modules.chemicals import second
from weian.modules.chemicals.balance import Entry, balance, lowest
from weian.modules.chemicals.running import plain
from weian.record.queries import Record
from weian.subject.envelope.hooks import Answers, by_oneself

_KINDS: Final = ("stock_movement", "stock_count", second.CONFIRMATION)


def entries(answers: Answers, *, waiting: bool = True) -> list[Entry]:
    """The ledger of a substance so far, without the line that is corrected; ``waiting``: with the
    movements that their second person has not confirmed yet."""
    if answers.subject is None:
        return []
    rows = Record.objects.filter(subject_id=answers.subject, kind__in=_KINDS, superseded_by=None)
    lines, left = second.split(list(rows.order_by("happened_at", "recorded_at", "id")))
    return [
        Entry(r.happened_at, r.data.get("direction", "count"), r.amount)
        for r in (*lines, *(left if waiting else ()))
        if r.amount is not None and r.pk != answers.corrects
    ]


def balance_after(answers: Answers) -> Mapping[str, object]:
    """The balance that a movement leaves."""
    return {"balance": balance([*entries(answers), _moved(answers)], answers.moment)}


def check_movement(answers: Answers) -> Mapping[str, str]:
    """Two people, and never more out than there is: now and at any later line."""
    wrong = two_people(answers)
    before = entries(answers)
    if not wrong and lowest([*before, _moved(answers)]) < 0:
        there = balance(before, answers.moment)
        why = f"账面结存只有 {plain(there)}，出库后会成为负数。请核对数量和时间；漏登的先补登入库。"
        return {"quantity": why}
    return wrong


def check_confirmation(answers: Answers) -> Mapping[str, str]:
    """Each of the two confirms in person what somebody else entered, once."""
    if wrong := by_oneself("person")(answers):
        return wrong
    found = movement_of(answers)
    if found is None:
        return {"movement": "没有这笔出入库，或者已经更正。请从出入库总账里确认。"}
    rows = Record.objects.filter(
        subject=found.subject_id, kind=second.CONFIRMATION, superseded_by=None
    )
    left = second.waits_for(found, second.confirmed_by(r for r in rows if r.pk != answers.corrects))
    if answers.data["person"] not in left:
        return {"person": "这笔出入库不等您确认：您不是经手人或复核人，或者已经登记、确认过。"}
    if len(left) == 1 and lowest([*entries(answers, waiting=False), entry_of(found)]) < 0:
        return {"movement": "确认后结存会成为负数：在它之前的入库还没有复核，请先复核入库。"}
    return {}


def entry_of(movement: Record) -> Entry:
    """A movement as a line of the books."""
    amount = movement.amount if movement.amount is not None else Decimal(0)
    return Entry(movement.happened_at, str(movement.data["direction"]), amount)


def movement_of(answers: Answers) -> Record | None:
    """The movement that a confirmation is about: of this unit and substance, not corrected."""
    try:
        number = UUID(str(answers.data["movement"]))
    except ValueError:
        return None
    rows = Record.objects.filter(pk=number, kind=second.MOVEMENT, superseded_by=None)
    found = rows.filter(unit=answers.unit).first()
    return found if found is not None and found.subject_id == answers.subject else None


def book_at(answers: Answers) -> Mapping[str, object]:
    """What the books say at the moment of a count, and whether it is what was counted."""
    book = balance(entries(answers, waiting=False), answers.moment)
    return {"book": book, "equal": book == Decimal(str(answers.data["counted"]))}


def check_count(answers: Answers) -> Mapping[str, str]:
    """A difference is explained, and what went out later was there."""
    wrong = dict(two_people(answers))
    counted = Entry(answers.moment, "count", Decimal(str(answers.data["counted"])))
    if lowest([*entries(answers), counted]) < 0:
        wrong["counted"] = "这个数少于之后已经登记出库的数量。请核对数量和时间。"
    if not answers.data.get("equal") and not answers.data.get("reason"):
        wrong["reason"] = f"账面 {answers.data.get('book')}，账实不符，请写明原因和处理。"
    return wrong


def storage_days(answers: Answers) -> Mapping[str, object]:
    """How long the oldest bag has lain."""
    since = date.fromisoformat(str(answers.data["stored_since"]))
    return {"storage_days": max(0, (day_of(answers.moment) - since).days)}


def check_waste(answers: Answers) -> Mapping[str, str]:
    """Nothing is handed over before it came about."""
    if date.fromisoformat(str(answers.data["stored_since"])) > day_of(answers.moment):
        return {"stored_since": "最早产生日期不能晚于交接日期。"}
    return {}


def two_people(answers: Answers) -> Mapping[str, str]:
    """Whoever does it is not whoever checks it."""
    data = answers.data
    if data.get("handler") == data.get("checker"):
        return {"checker": "必须由两个人办理，复核人不能是经手人本人。"}
    return {}


def check_store(answers: Answers) -> Mapping[str, str]:
    """Two keepers are two people."""
    keeper, second = answers.data.get("keeper"), answers.data.get("second_keeper")
    if second is not None and keeper == second:
        return {"second_keeper": "双人管理的另一人不能是管理责任人本人。"}
    return {}


def _moved(answers: Answers) -> Entry:
    quantity = Decimal(str(answers.data["quantity"]))
    return Entry(answers.moment, str(answers.data["direction"]), quantity)

"""Where a record, a case or a thing counts: the duties it settles or stands for.

Only the obligations that could ask for it are computed, for its unit and its department.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from weian.core.duty import Duty
from weian.core.obligation import Obligation
from weian.core.verdict import UPCOMING
from weian.duty import addresses, law, queries
from weian.duty.wall import aware
from weian.duty.words import due_exact, status_words, tone_of, window_words
from weian.org import queries as org
from weian.ui.shapes import DutyRow

MOST = 20


def of_record(person: org.Person, record: Any, at: datetime) -> tuple[DutyRow, ...]:
    """The duties that a record counts for, the latest due first."""
    number = str(record.pk)
    return _rows(
        record, at,
        asks=lambda o: record.kind in o.owes.kinds and not o.owes.below,
        counts=lambda d: any(r.id == number for r in d.records),
    )  # fmt: skip


def of_case(person: org.Person, case: Any, at: datetime) -> tuple[DutyRow, ...]:
    """The duties that stand for a case."""
    return _bearing(case, "case", at)


def of_subject(person: org.Person, subject: Any, at: datetime) -> tuple[DutyRow, ...]:
    """The duties that stand for a thing, the next one included."""
    return _bearing(subject, "subject", at)


def of_facts(unit: org.Unit, at: datetime) -> dict[str, str]:
    """Which clauses rest on each fact of a unit, in words: the first, and how many more."""
    found: dict[str, list[str]] = {}
    for obligation in law.laws_of([unit], at)[unit.pk]:
        for key in obligation.who.applies.fields():
            clause = obligation.clause
            said = f"《{clause.document}》{clause.place or clause.id}"
            if said not in found.setdefault(key, []):
                found[key].append(said)
    return {
        key: f"依据 {said[0]}" + (f" 等 {len(said)} 条" if len(said) > 1 else "")
        for key, said in found.items()
    }


def _bearing(row: Any, noun: str, at: datetime) -> tuple[DutyRow, ...]:
    key = f"{noun}:{row.pk}"
    return _rows(
        row, at,
        asks=lambda o: o.bearing.each == noun and o.bearing.kind == row.kind,
        counts=lambda d: d.bearer.key == key,
    )  # fmt: skip


def _rows(
    row: Any, at: datetime, *, asks: Callable[[Obligation], bool], counts: Callable[[Duty], bool]
) -> tuple[DutyRow, ...]:
    found: list[tuple[org.Unit, Duty]] = []
    for owner in _owners(row):
        keys = {o.key for o in law.laws_of([owner], at)[owner.pk] if asks(o)}
        if keys:
            duties = queries.duties_of(owner, at, keys=keys)
            found += [(owner, d) for d in duties if counts(d) and d.status != UPCOMING]
    found.sort(key=lambda pair: pair[1].due, reverse=True)
    together: dict[tuple[int, str, str], list[tuple[org.Unit, Duty]]] = {}
    for owner, duty in found:
        together.setdefault((owner.pk, duty.obligation.key, duty.window.key), []).append(
            (owner, duty)
        )
    return tuple(_row(*same[0], len(same), at) for same in list(together.values())[:MOST])


def _owners(row: Any) -> Iterable[org.Unit]:
    yield row.unit
    if row.department is not None:
        yield row.department


def _row(owner: org.Unit, duty: Duty, many: int, at: datetime) -> DutyRow:
    window = window_words(duty.window.key) + (f"，{many} 人" if many > 1 else "")
    return DutyRow(
        title=f"{duty.obligation.title}（{window}）",
        status=status_words(duty.status, aware(duty.due), at),
        tone=tone_of(duty.status, aware(duty.due), at) or "muted",
        due=due_exact(aware(duty.due)),
        href=addresses.why_url(owner.pk, duty.obligation.key, duty.bearer.key, duty.window.key),
    )

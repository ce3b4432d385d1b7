"""The two halves of an import: look at every row, then take the good ones."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from weian.base import store
from weian.base.errors import Conflict, Refusal
from weian.case import actions as cases
from weian.duty import actions as duties
from weian.org import actions as org
from weian.org.queries import Unit
from weian.record import actions as records
from weian.site.importing import marking, sheet
from weian.site.importing.names import Names
from weian.site.importing.plan import PEOPLE, UNITS, Plan, plan_of
from weian.site.importing.rosters import Roster, join_people, join_units
from weian.site.importing.rows import Line, line_of, reasons_of
from weian.site.importing.twins import join_subjects
from weian.site.models import Import, ImportedRow
from weian.subject import actions as subjects

CHUNK: Final = 250  # rows written in one transaction
SHOWN: Final = 100  # problems kept for the page; the marked file has them all
_BY_NAME: Final = ("subjects", "org")  # what stands already is known by itself, not by its row
_VERBS: Final[dict[str, tuple[Callable[..., Any], Callable[..., Any]]]] = {
    "unit": (org.look_over_units, org.keep_units),
    "person": (org.look_over_people, org.appoint_people),
    "records": (records.look_over, records.submit_batch),
    "subjects": (subjects.look_over, subjects.keep_batch),
    "cases": (cases.look_over, cases.open_batch),
}


def check(row: Import, at: datetime) -> None:
    """Read the file and tell of every row whether it can be taken; nothing is left but the answer."""
    try:
        _, lines, ignored = _lines(row, at)
    except Refusal as refusal:
        _set(row, at, state=Import.State.FAILED, why=refusal.message[:500])
        return
    bad = [line for line in lines if line.reasons]
    good = [line for line in lines if not line.reasons]
    _set(
        row, at, state=Import.State.CHECKED, total=len(lines), looked=len(lines), bad=len(bad),
        good=len(good), same=sum(bool(line.done) for line in good), ignored=list(ignored)[:50],
        problems=[[line.number, line.reasons] for line in bad[:SHOWN]],
        marked=_mark(row, bad) if bad else "",
    )  # fmt: skip


def take(row: Import, at: datetime) -> None:
    """Take the good rows, some hundred at a time. Stopped half-way and begun again it goes on: what
    was taken is known by its digest."""
    try:
        plan, lines, _ = _lines(row, at)
    except Refusal as refusal:
        _set(row, at, state=Import.State.FAILED, why=refusal.message[:500])
        return
    good = [line for line in lines if not line.reasons]
    fresh = [line for line in good if not line.done]
    _set(row, at, total=len(good), looked=len(good) - len(fresh))
    made, changed, late = row.made, row.changed, list[Line]()
    units: dict[int, Unit] = {}
    for start in range(0, len(fresh), CHUNK):
        chunk = fresh[start : start + CHUNK]
        for line in _take(row, plan, chunk, late):
            assert line.draft is not None
            units[line.draft.unit.pk] = line.draft.unit
            made, changed = made + (not _old(line)), changed + _old(line)
        _set(row, at, looked=row.looked + len(chunk), made=made, changed=changed)
    _finish(row, at, lines, late, len(good) - len(fresh))
    for unit in units.values():
        duties.refresh_later(unit, at, f"导入{plan.title}后重新计算")


def _finish(row: Import, at: datetime, lines: Sequence[Line], late: list[Line], same: int) -> None:
    bad = [line for line in lines if line.reasons]
    _set(
        row, at, state=Import.State.DONE, same=same, bad=len(bad), good=len(lines) - len(bad),
        problems=[[line.number, line.reasons] for line in bad[:SHOWN]],
        marked=_mark(row, bad) if late else row.marked,
    )  # fmt: skip


def _old(line: Line) -> bool:
    return bool(getattr(line.draft, "old", None))


def _lines(row: Import, at: datetime) -> tuple[Plan, list[Line], Sequence[str]]:
    plan = plan_of(row.noun, row.kind)
    read = sheet.read(store.path_of(row.sha256).read_bytes(), plan.columns)
    names = Names(row.person, at)
    roster = Roster(plan, names, row.person, row.unit, at)
    lines = []
    for number, cells in read.rows:
        lines.append(
            roster.line_of(number, cells)
            if plan.noun == "org"
            else line_of(plan, number, cells, names, row.person, row.unit, at)
        )
        if number % 500 == 0:
            _set(row, at, looked=number, total=len(read.rows))
    _refuse_twins(lines)
    if plan.noun == "subjects":
        join_subjects(plan, lines)
    elif plan.kind is UNITS:
        join_units(lines)
    elif plan.kind is PEOPLE:
        join_people(lines, at)
    else:
        _known(lines)
    _look_over(plan, [line for line in lines if line.draft and not line.done])
    return plan, lines, read.ignored


def _refuse_twins(lines: Iterable[Line]) -> None:
    """The same row twice in one file is a slip of copying."""
    first: dict[str, int] = {}
    for line in lines:
        if line.digest and (earlier := first.setdefault(line.digest, line.number)) != line.number:
            line.reasons.append(f"与第 {earlier} 行完全相同，请删去一行。")
            line.draft = None


def _known(lines: Sequence[Line]) -> None:
    taken = ImportedRow.objects.in_bulk([line.digest for line in lines if line.draft])
    for line in lines:
        if line.draft and line.digest in taken:
            line.done = str(taken[line.digest].made)


def _verbs(plan: Plan) -> tuple[Callable[..., Any], Callable[..., Any]]:
    return _VERBS[plan.kind.key if plan.noun == "org" else plan.noun]


def _look_over(plan: Plan, lines: Sequence[Line]) -> None:
    look, _ = _verbs(plan)
    for line, refusal in zip(lines, look([line.draft for line in lines]), strict=True):
        if refusal is not None:
            line.reasons += reasons_of(refusal)


def _take(row: Import, plan: Plan, chunk: Sequence[Line], late: list[Line]) -> list[Line]:
    """Those of a chunk that were taken; one that is refused now does not stop the others."""
    try:
        _write(row, plan, chunk)
    except Refusal as refusal:
        if len(chunk) > 1:
            return [line for one in chunk for line in _take(row, plan, [one], late)]
        chunk[0].reasons += reasons_of(refusal)
        late.append(chunk[0])
        return []
    return list(chunk)


@transaction.atomic
def _write(row: Import, plan: Plan, chunk: Sequence[Line]) -> None:
    made = _verbs(plan)[1]([line.draft for line in chunk])
    if plan.noun in _BY_NAME:
        return
    rows = [
        ImportedRow(digest=line.digest, made=UUID(str(one.pk)), source=row, number=line.number)
        for line, one in zip(chunk, made, strict=True)
    ]
    kept = ImportedRow.objects.bulk_create(rows, ignore_conflicts=True)
    if ImportedRow.objects.filter(source=row, digest__in=[r.digest for r in kept]).count() < len(
        rows
    ):
        raise Conflict("import.twice", "另一次导入正在登记同样的内容，请稍后重新检查。")


def _mark(row: Import, bad: Sequence[Line]) -> str:
    content = store.path_of(row.sha256).read_bytes()
    marked = marking.mark(content, {line.number: "；".join(line.reasons) for line in bad})
    return store.put(io.BytesIO(marked))[0]


def _set(row: Import, at: datetime, **changed: Any) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.seen_at = at
    row.save(update_fields=[*changed, "seen_at"])

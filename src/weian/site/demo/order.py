"""Hazards and reports in the order of time: what a list freezes is what stood in the ledger then."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from weian.case import actions as cases
from weian.case.actions import Draft, Move
from weian.case.queries import Case
from weian.report import actions as reports
from weian.report.actions import Filing

_TOGETHER = timedelta(days=20)


@dataclass
class Life:
    """A hazard from its opening on; ``lives`` gives its steps in order once it is there."""

    draft: Draft
    lives: Callable[[Case], list[Move]]
    case: Case | None = None
    ahead: list[Move] = field(default_factory=list)


def run(lives: Sequence[Life], filings: Iterable[Filing]) -> tuple[int, int]:
    """Open, move and report; returns how many hazards and reports there are.

    A list is of one unit: before each is signed, all that its unit did until then is done. That
    leaves many units to a batch.
    """
    sent = 0
    for group in in_groups(filings):
        first = min(f.signed for f in group)
        signed = {f.unit.pk: f.signed for f in group}
        _until(lives, signed, first)
        sent += len(reports.file_batch(group))
    _until(lives, {}, None)
    return len(lives), sent


def in_groups(filings: Iterable[Filing]) -> list[list[Filing]]:
    """In order of signing, no unit twice in a group, none longer than some weeks."""
    out: list[list[Filing]] = []
    for filing in sorted(filings, key=lambda f: f.signed):
        group = out[-1] if out else []
        known = {f.unit.pk for f in group}
        if not group or filing.unit.pk in known or filing.signed > group[0].signed + _TOGETHER:
            out.append([filing])
        else:
            group.append(filing)
    return out


def _until(lives: Sequence[Life], signed: dict[int, datetime], others: datetime | None) -> None:
    """What happened before each unit's moment; ``others`` is that of the units not named (None: all)."""

    def passed(life: Life, at: datetime) -> bool:
        moment = signed.get(life.draft.unit.pk, others)
        return moment is None or at < moment

    begun = [x for x in lives if x.case is None and passed(x, x.draft.at)]
    opened = cases.open_batch([x.draft for x in begun]) if begun else []
    for life, case in zip(begun, opened, strict=True):
        life.case, life.ahead = case, life.lives(case)
    steps: list[Move] = []
    for life in lives:
        taken = [move for move in life.ahead if passed(life, move.at)]
        life.ahead = life.ahead[len(taken) :]
        steps += taken
    if steps:
        cases.act_batch(sorted(steps, key=lambda m: m.at))

"""Bringing the tables up to date: some units, some of their obligations, at a moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from weian.base import bounds, events
from weian.core.summary import reach_back
from weian.duty import law, reliefs, table
from weian.duty.rows import counts_of, plain_rows_of, scope_of
from weian.duty.summaries import Checkpoint, summaries_of
from weian.duty.wall import wall
from weian.org import queries as org

BATCH = 40  # units of one transaction: enough to read in bulk, few enough to hold no lock for long


@dataclass(slots=True)
class Outcome:
    """``duties`` computed, of which ``open`` stand one by one; ``written`` rows changed."""

    units: int = 0
    duties: int = 0
    open: int = 0
    written: int = 0

    def add(self, other: "Outcome") -> None:
        self.units += other.units
        self.duties += other.duties
        self.open += other.open
        self.written += other.written


class Known(NamedTuple):
    """The laws of some units as they were read after event ``seq`` was committed."""

    seq: int
    laws: law.Laws


@bounds.everything("duties are written for everybody")
@transaction.atomic
def refresh_batch(
    units: Sequence[org.Unit],
    at: datetime,
    keys: Collection[str] | None = None,
    *,
    since: date | None = None,
    known: Known | None = None,
) -> Outcome:
    """Compute the duties of these units (of the obligations ``keys``; None: all) and write what
    changed, in one transaction and under one lock for each unit.

    ``since``: a day before which nothing has changed; where the windows of all these obligations
    are independent of each other, the earlier ones are left as they are.
    ``known`` after an event: see :func:`_now`.
    """
    table.lock(unit.pk for unit in units)
    at, laws = _now(units, at, known)
    wanted = None if keys is None else frozenset(keys)
    if wanted is not None:
        laws = {pk: tuple(o for o in found if o.key in wanted) for pk, found in laws.items()}
    checkpoint = _checkpoint(units, laws, since, at)
    summaries = summaries_of(units, laws, at, checkpoint=checkpoint)
    outcome = Outcome(len(units))
    rows, counts = [], []
    for unit in units:
        summary = summaries[unit.pk]
        areas = {o.key: o.area for o in laws[unit.pk]}
        rows += plain_rows_of(summary, unit, wall(at))
        counts += counts_of(summary, unit, areas)
        outcome.open += len(summary.rows)
        outcome.duties += len(summary.rows) + sum(summary.counts.values())
    scopes = {unit.pk: scope_of(unit) for unit in units}
    part = table.Part(scopes, wanted, checkpoint.due_after if checkpoint else None)
    outcome.written = table.replace_rows(part, rows) + table.replace_counts(part, counts)
    return outcome


def _now(units: Sequence[org.Unit], at: datetime, known: Known | None) -> tuple[datetime, law.Laws]:
    """From when to look, and the laws then; under the lock.

    After an event it is the last event of the log if that is later: of two acts at the same time
    the one whose refresh comes last must not undo what the other one showed. Laws that are known
    hold as long as nothing was done since.
    """
    if known is not None:
        last = events.last()
        if last is not None:
            at = max(at, last[1])
        if last is None or last[0] == known.seq:
            return at, {unit.pk: known.laws[unit.pk] for unit in units}
    return at, law.laws_of(units, at)


@bounds.everything("duties are written for everybody")
@transaction.atomic
def refresh_case(
    unit: org.Unit, at: datetime, keys: Collection[str], case: str, known: Known
) -> bool:
    """Compute the duties that a new case bears, of obligations that cases bear, and nothing else.

    False, with nothing done, when some of them are settled already: these are counted together
    with those of other cases.
    """
    table.lock([unit.pk])
    at, bound = _now([unit], at, known)
    wanted = frozenset(keys)
    laws = {unit.pk: tuple(o for o in bound[unit.pk] if o.key in wanted)}
    summary = summaries_of([unit], laws, at, case=case)[unit.pk]
    if summary.counts:
        return False
    part = table.Part({unit.pk: scope_of(unit)}, wanted, bearer=f"case:{case}")
    table.replace_rows(part, plain_rows_of(summary, unit, wall(at)))
    return True


def _checkpoint(
    units: Sequence[org.Unit], laws: law.Laws, since: date | None, at: datetime
) -> Checkpoint | None:
    """From where to compute anew after a change on a day; None: from the beginning."""
    spans = [reach_back(o) for found in laws.values() for o in found]
    known = [span for span in spans if span is not None]
    if since is None or not spans or len(known) < len(spans) or reliefs.any_of(units, at):
        return None
    first = (since - max(known)).replace(day=1)
    return Checkpoint(first, first - max(known))

"""Bringing the tables up to date: some units, some of their obligations, at a moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from weian.base.models import Event
from weian.duty import law, table
from weian.duty.rows import counts_of, rows_of, scope_of
from weian.duty.summaries import summaries_of
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


@transaction.atomic
def refresh_batch(
    units: Sequence[org.Unit],
    at: datetime,
    keys: Collection[str] | None = None,
    *,
    latest: bool = False,
) -> Outcome:
    """Compute the duties of these units (of the obligations ``keys``; None: all) and write what
    changed, in one transaction and under one lock for each unit.

    ``latest`` looks from the last event of the log if that is later than ``at``: of two acts at
    the same time the one whose refresh comes last must not undo what the other one showed.
    """
    table.lock(unit.pk for unit in units)
    if latest:
        at = max(at, _head(at))
    laws = law.laws_of(units, at)
    if keys is not None:
        wanted = frozenset(keys)
        laws = {pk: tuple(o for o in found if o.key in wanted) for pk, found in laws.items()}
    summaries = summaries_of(units, laws, at)
    outcome = Outcome(len(units))
    rows, counts = [], []
    for unit in units:
        summary = summaries[unit.pk]
        areas = {o.key: o.area for o in laws[unit.pk]}
        rows += rows_of(summary, unit, wall(at))
        counts += counts_of(summary, unit, areas)
        outcome.open += len(summary.rows)
        outcome.duties += len(summary.rows) + sum(summary.counts.values())
    scopes = {unit.pk: scope_of(unit) for unit in units}
    outcome.written = table.replace_rows(scopes, rows, keys)
    outcome.written += table.replace_counts(scopes, counts, keys)
    return outcome


def _head(at: datetime) -> datetime:
    last = Event.objects.order_by("-seq").values_list("at", flat=True).first()
    return last or at

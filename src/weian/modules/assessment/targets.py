"""年度目标: what must not happen and which share must be reached, as it stands within the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from weian.core.cadence import FOREVER
from weian.core.obligation import Obligation
from weian.core.verdict import MET, OVERDUE
from weian.duty import law
from weian.duty.queries import Filters, Standing, duties_visible
from weian.duty.wall import aware
from weian.duty.words import STATUS_WORDS
from weian.org.queries import Person, Unit
from weian.ui.shapes.common import Tone


@dataclass(frozen=True)
class Target:
    """A target with what has come of it so far; ``place`` cites the clause."""

    key: str
    title: str
    place: str
    now: str
    wanted: str
    state: str
    tone: Tone


def targets(person: Person, unit: Unit, at: datetime) -> list[Target]:
    """The targets of the present period, broken ones first. Two queries."""
    laws = {o.key: o for o in law.laws_of([unit], at)[unit.pk] if o.measure.running}
    rows = duties_visible(person, at, Filters(unit=unit.pk)).filter(
        obligation__in=list(laws), owner_id=unit.pk, opens__lte=at, due__gt=at
    )
    found = [_target(laws[row.obligation], row) for row in rows.exclude(due__gte=aware(FOREVER))]
    return sorted(found, key=lambda t: (t.tone != "overdue", t.title))


def _target(law_: Obligation, row: Standing) -> Target:
    share = law_.measure.kind == "ratio"
    broken = row.status == OVERDUE
    state = "已突破" if broken else "保持" if row.status == MET else _running(row, share)
    return Target(
        law_.key, law_.title, f"《{law_.clause.document}》{law_.clause.place}" if law_.clause.document else law_.clause.place,
        f"{100 * row.value:.0f}%" if share else f"{row.value:g}",
        f"≥ {100 * row.target:.0f}%" if share else _at_most(law_, row),
        state, "overdue" if broken else "",
    )  # fmt: skip


def _running(row: Standing, share: bool) -> str:
    within = row.value >= row.target if share else row.value <= row.target
    return "目前达到" if within else STATUS_WORDS.get(row.status, row.status)


def _at_most(law_: Obligation, row: Standing) -> str:
    if law_.measure.field == "fewer":
        return f"< {row.target + 1:g}"
    return "0" if not row.target else f"≤ {row.target:g}"

"""Which reports a unit owes for which periods, read from the obligations that bind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from weian.core.bearers import Bearer
from weian.core.cadence import (
    FOREVER,
    After,
    Always,
    Before,
    Deadline,
    Every,
    Once,
    Rules,
    Window,
    midnight,
)
from weian.core.obligation import Obligation
from weian.core.windows import windows_of
from weian.core.world import World
from weian.report.kinds import REPORTS, ReportKind


@dataclass(frozen=True)
class Due:
    """One report of one period. ``opens`` and ``due`` are wall time, ``due`` exclusive;
    ``obligation`` is the key of the law that asks."""

    kind: ReportKind
    period: str
    begins: date
    opens: datetime
    due: datetime
    obligation: str

    @property
    def title(self) -> str:
        """As it stands on the report."""
        return f"{period_title(self.period)}{self.kind.title.removeprefix('年度')}"


def dues(unit: str, laws: Iterable[Obligation], at: datetime, rules: Rules) -> list[Due]:
    """Every period that a report was or is asked for, the next one included, latest first.

    ``at`` is wall time. Where two documents ask for the same report of the same period, the
    earlier deadline stands.
    """
    found: dict[tuple[str, str], Due] = {}
    laws = list(laws)
    repeated = {k for law in laws if isinstance(law.when, Every) for k in law.owes.kinds}
    for law in laws:
        if isinstance(law.when, Once) and repeated.intersection(law.owes.kinds):
            continue  # a phase of what comes round anyway: the round serves both
        for key in law.owes.kinds:
            if key in REPORTS and not isinstance(law.when, After | Before | Deadline | Always):
                for due in _of(unit, law, REPORTS[key], at, rules):
                    known = found.get((key, due.period))
                    if known is None or due.due < known.due:
                        found[key, due.period] = due
    return sorted(found.values(), key=lambda d: (d.due, d.kind.key), reverse=True)


def _of(unit: str, law: Obligation, kind: ReportKind, at: datetime, rules: Rules) -> list[Due]:
    since = midnight(law.since)
    bearer = Bearer("", unit, since, midnight(law.until) if law.until else FOREVER)
    world = World(unit, frozenset())
    windows = windows_of(law, bearer, world, at, rules)
    return [_due(kind, law, w) for w in windows]


def _due(kind: ReportKind, law: Obligation, window: Window) -> Due:
    period = window.key if window.key != "once" else f"{window.due.year}"
    return Due(kind, period, window.start.date(), window.opens, window.due, law.key)


def period_title(period: str) -> str:
    """``2026-Q3`` as 2026年第三季度, ``2026-11`` as 2026年11月, ``2026`` as 2026年度."""
    year, _, part = period.partition("-")
    if not part:
        return f"{year}年度"
    if part.startswith("Q"):
        return f"{year}年第{'一二三四'[int(part[1]) - 1]}季度"
    if part.startswith("H"):
        return f"{year}年{'上' if part[1] == '1' else '下'}半年"
    return f"{year}年{int(part)}月" if part.isdigit() else f"{period} "

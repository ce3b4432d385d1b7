"""Which reports a unit owes for which periods, read from the obligations that bind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from weian.core.bearers import Bearer
from weian.core.cadence import FOREVER, Every, Once, Rules, Window, midnight
from weian.core.obligation import Obligation
from weian.core.periods import PERIOD_OF, period_of
from weian.core.windows import windows_of
from weian.core.world import World
from weian.report.kinds import OWN, REPORTS, ReportKind

ONCE = "once"
#: Returns that commissions made up, by the number of their template.
Kinds = Mapping[str, ReportKind]
NO_KINDS: Final[Kinds] = {}


@dataclass(frozen=True)
class Due:
    """One report of one period.

    It is about the days from ``begins`` until before ``ends``; ``opens`` and ``due`` are wall time,
    ``due`` exclusive. ``obligation`` is the key of the law that asks, ``window`` of its window.
    ``waived``: the unit has been let off.
    """

    kind: ReportKind
    period: str
    begins: date
    ends: date
    opens: datetime
    due: datetime
    obligation: str
    window: str
    waived: bool = False

    @property
    def title(self) -> str:
        """As it stands on the report."""
        return f"{period_title(self.period)}{self.kind.title.removeprefix('年度')}"


def asking(laws: Iterable[Obligation]) -> list[Obligation]:
    """The obligations under which a unit itself reports, period by period or once.

    A phase of what comes round anyway is left out: the round serves both.
    """
    ours = [law for law in laws if _asks(law)]
    repeated = {k for law in ours if isinstance(law.when, Every) for k in law.owes.kinds} - {OWN}
    return [
        law
        for law in ours
        if isinstance(law.when, Every) or not repeated.intersection(law.owes.kinds)
    ]


def _asks(law: Obligation) -> bool:
    own = law.bearing.each == "unit" and not law.owes.below
    reports = any(key in REPORTS or key == OWN for key in law.owes.kinds)
    return own and reports and isinstance(law.when, Every | Once)


def forms_of(law: Obligation) -> tuple[str, ...]:
    """The numbers of the made-up returns that an obligation asks for."""
    if OWN not in law.owes.kinds:
        return ()
    return tuple(
        str(value)
        for test in law.owes.where
        if test.field == "form"
        for value in (test.value if isinstance(test.value, tuple | list | frozenset) else (test.value,))
    )  # fmt: skip


def asked_by(law: Obligation, kinds: Kinds) -> list[ReportKind]:
    """The returns that an obligation asks for; ``kinds`` are those that commissions made up."""
    shipped = [REPORTS[key] for key in law.owes.kinds if key in REPORTS]
    return shipped + [kinds[form] for form in forms_of(law) if form in kinds]


def dues(
    since: date, laws: Iterable[Obligation], at: datetime, rules: Rules, kinds: Kinds = NO_KINDS
) -> list[Due]:
    """Every period that a report was or is asked for, the next one included, latest first.

    ``since`` is when the unit began, ``at`` wall time, ``kinds`` the returns made up by commissions. Where two documents ask for the same report
    of the same period, the earlier deadline stands.
    """
    found: dict[tuple[str, str], Due] = {}
    for law in asking(laws):
        for kind in asked_by(law, kinds):
            for due in _of(since, law, kind, at, rules):
                known = found.get((kind.key, due.period))
                if known is None or due.due < known.due:
                    found[kind.key, due.period] = due
    return sorted(found.values(), key=lambda d: (d.due, d.kind.key), reverse=True)


def _of(since: date, law: Obligation, kind: ReportKind, at: datetime, rules: Rules) -> list[Due]:
    begun = midnight(max(since, law.since))
    bearer = Bearer("", "", begun, midnight(law.until) if law.until else FOREVER)
    windows = windows_of(law, bearer, World("", frozenset()), at, rules)
    return [_due(kind, law, window) for window in windows]


def _due(kind: ReportKind, law: Obligation, window: Window) -> Due:
    begins = window.start.date()
    last = (
        window.due - window.due.resolution
    )  # the end is exclusive: 31 December ends with the year
    period = window.key if window.key != ONCE else f"{last.year}"
    return Due(
        kind, period, begins, _end(law, window), window.opens, window.due, law.key, window.key
    )


def _end(law: Obligation, window: Window) -> date:
    """The first day after the period that a report is about: its deadline may be later."""
    when = law.when
    if isinstance(when, Every) and when.n == 1 and when.period in PERIOD_OF:
        return period_of(when.period, window.start.date())[2]
    return window.due.date()


def period_title(period: str) -> str:
    """``2026-Q3`` as 2026年第三季度, ``2026-11`` as 2026年11月, ``2026`` as 2026年度."""
    year, _, part = period.partition("-")
    if not part:
        return f"{year}年度"
    if part in ("Q1", "Q2", "Q3", "Q4"):
        return f"{year}年第{'一二三四'[int(part[1]) - 1]}季度"
    if part in ("H1", "H2"):
        return f"{year}年{'上' if part == 'H1' else '下'}半年"
    return f"{year}年{int(part)}月" if part.isdigit() else f"{period} "

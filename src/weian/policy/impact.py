"""What adopting would bring: duties a year for each kind of unit, and a unit's new to-dos."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from weian.core.cadence import After, Always, Before, Deadline, Every, Once
from weian.core.duty import Duty
from weian.core.obligation import Obligation
from weian.org.kinds import UNIT_KINDS
from weian.org.queries import Unit

#: Windows a year of each period; of holidays as many as the state usually declares.
PER_YEAR = {
    "day": 365, "night": 365, "week": 52, "half_month": 24, "month": 12, "quarter": 4,
    "half_year": 2, "year": 1, "holiday": 7,
}  # fmt: skip
#: Computes a unit's duties as if these obligations bound it; given by ``duty``, which stands above.
Deriver = Callable[[Unit, Sequence[Obligation], datetime], Iterable[Duty]]

_deriver: list[Deriver] = []


@dataclass(frozen=True)
class Load:
    """What one unit of a kind owes, for each bearer: windows a year, and by form of cadence."""

    kind: str
    obligations: int = 0
    yearly: float = 0
    once: int = 0
    triggered: int = 0
    standing: int = 0

    @property
    def title(self) -> str:
        """The kind in Chinese."""
        return UNIT_KINDS[self.kind].title

    def plus(self, o: Obligation) -> "Load":
        when = o.when
        return Load(
            self.kind,
            self.obligations + 1,
            self.yearly + windows_a_year(o),
            self.once + isinstance(when, Once),
            self.triggered + isinstance(when, After | Before | Deadline),
            self.standing + isinstance(when, Always),
        )

    def words(self) -> str:
        """12 项要求：每年约 40 项定期责任，…"""
        parts = (
            (self.yearly, "每年约 {:g} 项定期责任"),
            (self.once, "一次性 {:g} 项"),
            (self.triggered, "按事件产生 {:g} 类"),
            (self.standing, "须始终保持 {:g} 项"),
        )
        told = "，".join(text.format(round(n)) for n, text in parts if n)
        return f"{self.obligations} 项要求" + (f"：{told}" if told else "")


def windows_a_year(o: Obligation) -> float:
    """How many windows a year a periodic obligation opens for each bearer; 0 for other forms."""
    return PER_YEAR.get(o.when.period, 0) / o.when.n if isinstance(o.when, Every) else 0


def loads(obligations: Sequence[Obligation]) -> list[Load]:
    """For every kind of unit that is bound at all."""
    out = []
    for kind in UNIT_KINDS.values():
        load = Load(kind.key)
        for o in obligations:
            if o.who.units & {kind.key, kind.group}:
                load = load.plus(o)
        if load.obligations:
            out.append(load)
    return out


def derive_with(deriver: Deriver) -> None:
    """Say once, at start, how a unit's duties are computed."""
    _deriver[:] = [deriver]


def new_duties(unit: Unit, obligations: Sequence[Obligation], at: datetime) -> list[Duty]:
    """The duties that a unit would have at ``at``, earliest due first; none before a deriver is
    given."""
    if not _deriver:
        return []
    return sorted(_deriver[0](unit, obligations, at), key=lambda d: (d.due, d.key))

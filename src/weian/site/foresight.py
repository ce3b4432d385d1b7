"""How a unit's duties are computed before a pack is adopted, for those who ask for the impact."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from weian.core.duty import Duty, derive
from weian.core.obligation import Obligation
from weian.duty import law
from weian.duty.wall import wall
from weian.duty.world import world_of
from weian.org.queries import Unit
from weian.policy.impact import derive_with


def install() -> None:
    """Give it to policy; called once while Django starts."""
    derive_with(foresee)


def foresee(unit: Unit, laws: Sequence[Obligation], at: datetime) -> Iterable[Duty]:
    """The duties that the unit would have if these obligations bound it."""
    return derive(world_of(unit, laws, at), laws, wall(at), law.rules())

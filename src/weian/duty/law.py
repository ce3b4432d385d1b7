"""Which obligations bind which unit, and how its jurisdiction reads them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from weian.base.calendar import load_calendar
from weian.core.cadence import Rules
from weian.core.calendar import Calendar
from weian.core.obligation import Obligation
from weian.duty.readings import readings
from weian.org import queries as org
from weian.policy import queries as policy

Laws = Mapping[int, Sequence[Obligation]]


def laws_of(units: Sequence[org.Unit], at: datetime) -> dict[int, tuple[Obligation, ...]]:
    """The obligations of each unit, by its number, as known at an aware moment."""
    book = policy.lawbook_for(units, at)
    return {unit.pk: book.of(line_of(unit), org.kinds_of(unit)) for unit in units}


def line_of(unit: org.Unit) -> list[int]:
    """Its number and those of its ancestors, the topmost first."""
    return [int(part) for part in unit.path.split("/") if part]


def rules() -> Rules:
    """The readings in force; the same object as long as the calendar is the same."""
    return _rules(load_calendar(), *readings())


@lru_cache(maxsize=4)
def _rules(calendar: Calendar, last_week: str, before: bool) -> Rules:
    return Rules(last_week=last_week, before_includes_day=before, calendar=calendar)


class Book:
    """The obligations of many units by key, for pages that show rows of the table."""

    def __init__(self, at: datetime) -> None:
        self._book = policy.obligations_by_unit_kind(at)
        self._by_id: dict[int, dict[str, Obligation]] = {}

    def find(self, unit: org.Unit, key: str) -> Obligation | None:
        """The obligation of a key as it binds a unit; of two with one key the later one."""
        found = self._book.of(line_of(unit), org.kinds_of(unit))
        if id(found) not in self._by_id:
            self._by_id[id(found)] = {law.key: law for law in found}
        return self._by_id[id(found)].get(key)

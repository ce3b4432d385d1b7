"""What was budgeted for safety against what was spent, by purpose and by institution, in a year.

Sums of budget lines and of spending records; a line of a budget is in its year as long as it is not
retired, a spending in the year that it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import DecimalField, Sum, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from weian.modules.funding.choices import CATEGORIES
from weian.org import queries as org
from weian.org.kinds import UNIT_KINDS
from weian.org.queries import Person, Unit
from weian.record.queries import Record
from weian.subject.queries import Subject

_MONEY: Final = DecimalField(max_digits=20, decimal_places=4)
_NOTHING: Final = Decimal(0)
_WHERE: Final = {"category": "data__category", "unit": "unit_id"}


@dataclass(frozen=True)
class Line:
    """Yuan: budgeted, spent, and spent the year before; ``key`` is a category or a unit's number."""

    key: Any
    title: str
    budget: Decimal
    spent: Decimal
    before: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be spent; below nothing if more was spent than budgeted."""
        return self.budget - self.spent

    @property
    def unplanned(self) -> bool:
        """There is no budget."""
        return self.budget == 0

    @property
    def over(self) -> bool:
        """More was spent than budgeted."""
        return 0 < self.budget < self.spent

    @property
    def fell(self) -> bool:
        """Less was spent than in the year before."""
        return self.spent < self.before


def by_category(person: Person, unit: Unit | None, year: int, at: datetime) -> list[Line]:
    """A line for each purpose with a budget or a spending in the year or the one before."""
    return _lines(dict(CATEGORIES), _sums("category", person, unit, year, at), every=False)


def by_unit(person: Person, year: int, at: datetime) -> list[Line]:
    """A line for each institution that the person sees, those without a budget included."""
    rows = org.units_visible(person, at).filter(kind__in=_houses(), until=None)
    titles = dict(rows.order_by("sort_key", "pk").values_list("pk", "name"))
    return _lines(titles, _sums("unit", person, None, year, at), every=True)


def _houses() -> list[str]:
    return sorted(k for k, v in UNIT_KINDS.items() if v.group == "institution")


def _lines(
    titles: Mapping[Any, str], sums: tuple[Mapping[Any, Decimal], ...], *, every: bool
) -> list[Line]:
    lines = [
        Line(key, title, *(found.get(key, _NOTHING) for found in sums))
        for key, title in titles.items()
    ]
    return [x for x in lines if every or x.budget or x.spent or x.before]


def _sums(
    by: str, person: Person, unit: Unit | None, year: int, at: datetime
) -> tuple[Mapping[Any, Decimal], ...]:
    budgets = Subject.objects.visible_to(person, at).filter(kind="budget_line", until=None)
    records = Record.objects.visible_to(person, at).filter(kind="funding", superseded_by=None)
    if unit is not None:
        budgets, records = budgets.filter(unit=unit), records.filter(unit=unit)
    amount = Cast(KeyTextTransform("amount", "data"), _MONEY)
    return (
        _grouped(budgets.filter(data__year=year), by, amount),
        _grouped(records.filter(data__year=year), by, "amount"),
        _grouped(records.filter(data__year=year - 1), by, "amount"),
    )


def _grouped(rows: Any, by: str, amount: Any) -> dict[Any, Decimal]:
    total = Coalesce(Sum(amount), Value(_NOTHING), output_field=_MONEY)
    return dict(rows.order_by().values_list(_WHERE[by]).annotate(total=total))


def years(today: date) -> tuple[int, ...]:
    """Those that may be looked at: the next one is budgeted in this one."""
    return tuple(range(today.year + 1, today.year - 4, -1))

"""What a score sheet counts: records and cases of units in a year, in one query for each indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from weian.base.clock import TZ, day_of
from weian.case import queries as cases
from weian.core.condition import Test
from weian.core.sheet import Indicator, Sheet
from weian.org.queries import Person, Unit
from weian.record import queries as records

_COLUMNS = frozenset({"grade", "category", "source", "state"})


def counts_of(
    sheet: Sheet, person: Person, units: Sequence[Unit], year: int, at: datetime
) -> dict[int, dict[int, int]]:
    """Unit → indicator (its place) → how many, of what the person may see."""
    out: dict[int, dict[int, int]] = {}
    numbers = [unit.pk for unit in units]
    for i, indicator in enumerate(sheet.indicators):
        if indicator.counts:
            rows = rows_of(indicator, person, year, at).filter(unit__in=numbers)
            for unit, n in rows.order_by().values_list("unit").annotate(n=Count("pk")):
                out.setdefault(unit, {})[i] = n
    return out


def rows_of(indicator: Indicator, person: Person, year: int, at: datetime) -> QuerySet[Any]:
    """What is counted: records by the day they happened, cases by the day they were opened; late ones
    by the day that passed."""
    what, _, kind = indicator.kind.partition(":")
    first, last = date(year, 1, 1), date(year, 12, 31)
    if what == "record":
        rows: QuerySet[Any] = records.current(person, at).filter(
            kind=kind, happened_at__gte=datetime.combine(first, time(), TZ),
            happened_at__lt=datetime.combine(date(year + 1, 1, 1), time(), TZ),
        )  # fmt: skip
    elif indicator.late:
        passed = Q(closed_on=None, due_on__lt=day_of(at)) | Q(closed_on__gt=F("due_on"))
        rows = cases.visible(person, at).filter(
            passed, kind=kind, due_on__gte=first, due_on__lte=last
        )
    else:
        rows = cases.visible(person, at).filter(
            kind=kind, opened_on__gte=first, opened_on__lte=last
        )
    return rows.filter(_passing(indicator.where, what == "case"))


def _passing(tests: Iterable[Test], case: bool) -> Q:
    """Tests of a sheet (is, in, set) as a filter."""
    out = Q()
    for test in tests:
        name = test.field if case and test.field in _COLUMNS else f"data__{test.field}"
        if test.op == "set":
            empty = Q(**{f"{name}__isnull": True}) | Q(**{name: ""}) | Q(**{name: None})
            out &= ~empty if test.value else empty
        elif test.op == "in":
            out &= Q(**{f"{name}__in": list(test.value)})
        else:
            out &= Q(**{name: test.value})
    return out

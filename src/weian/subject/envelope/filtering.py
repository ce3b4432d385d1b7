"""Filters that the lists of subjects, records and cases share, read from an address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from weian.base.search import matching
from weian.org.queries import Person, Unit, unit_or_404


def day(text: str | None) -> date | None:
    """A day in ISO, or None: an address that people mistype narrows nothing."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def number(text: str | None) -> int | None:
    """A number of a unit or person."""
    given = text or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


def place(asked: Mapping[str, str], person: Person, at: Any) -> Unit | None:
    """The unit or department asked for; NotVisible for one that the person may not see."""
    wanted = number(asked.get("department")) or number(asked.get("unit"))
    return None if wanted is None else unit_or_404(person, wanted, at)


def at_place(rows: QuerySet[Any], unit: Unit | None) -> QuerySet[Any]:
    """The rows of a unit and all below it: equality on one scope column."""
    return rows.filter(**{unit.level_column: unit.pk}) if unit is not None else rows


def text(rows: QuerySet[Any], wanted: str) -> QuerySet[Any]:
    """The rows whose words hold every word of a text."""
    return matching(rows, wanted[:100], recheck=("words",)) if wanted.strip() else rows


def light(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Without the columns that only the search reads."""
    return rows.defer("words", "search")


#: What a list shows of a unit: enough for ``str(unit)``.
NAMES = tuple(
    f"{place}__{column}" for place in ("unit", "department") for column in ("name", "short_name")
)


def narrow(rows: QuerySet[Any], *columns: str) -> QuerySet[Any]:
    """Only the columns that a list shows: fifty whole units and people cost more than the query."""
    return rows.only(*columns, *NAMES)

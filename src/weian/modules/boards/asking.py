"""What a number of a board is about, as its address says it: the same words count it and list it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote_plus

from weian.base.areas import AREAS
from weian.subject.envelope import filtering

LIST = "/boards/list/"
_COUNTY = "county-"
_PLAIN = re.compile(r"[A-Za-z0-9_.~-]+").fullmatch  # what stands in an address as it is


@dataclass(frozen=True)
class Asked:
    """A set by its name, narrowed. ``place`` is a township, or ``county-`` and the number of a
    county; None is any place and "" the units that name none. ``period`` is a month as 2026-05, or
    a year. ``item`` names what a set is further about (a report and its period, a day)."""

    what: str
    unit: int | None = None
    place: str | None = None
    area: str = ""
    status: str = ""
    period: str = ""
    item: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """From an address; what cannot be read narrows nothing."""
        area = given.get("area", "")
        return cls(
            given.get("what", ""), filtering.number(given.get("unit")), given.get("place"),
            area if area in AREAS else "", given.get("status", ""), given.get("period", ""),
            given.get("item", ""),
        )  # fmt: skip

    @property
    def url(self) -> str:
        """Where the list stands."""
        told = (
            ("what", self.what), ("unit", self.unit), ("area", self.area), ("status", self.status),
            ("period", self.period), ("item", self.item),
        )  # fmt: skip
        parts = [f"{key}={_quoted(value)}" for key, value in told if value]
        if self.place is not None:
            parts.append(f"place={_quoted(self.place)}")
        return f"{LIST}?{'&'.join(parts)}"

    @property
    def county(self) -> int | None:
        """The county that ``place`` names."""
        return (
            filtering.number(self.place[len(_COUNTY) :])
            if self.place and self._names_county
            else None
        )

    @property
    def township(self) -> str | None:
        """The township that ``place`` names; "" where units name none."""
        return None if self._names_county else self.place

    @property
    def _names_county(self) -> bool:
        return bool(self.place and self.place.startswith(_COUNTY))

    @property
    def days(self) -> tuple[date, date] | None:
        """First and last day of the period."""
        return span(self.period)


def _quoted(value: str | int) -> str:
    """A value in an address. A page of units has thousands, and quoting takes longest."""
    text = str(value)
    return text if _PLAIN(text) else quote_plus(text)


def county_place(pk: int) -> str:
    """The place that is a county."""
    return f"{_COUNTY}{pk}"


def span(period: str) -> tuple[date, date] | None:
    """First and last day of ``2026`` or ``2026-05``."""
    year, _, month = period.partition("-")
    if not (year.isascii() and year.isdigit() and 2000 <= int(year) <= 2100):
        return None
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    first = filtering.day(f"{period}-01")
    return (first, next_month(first) - timedelta(days=1)) if first else None


def next_month(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def months_before(day: date, count: int) -> list[date]:
    """The first days of the last ``count`` months, that of ``day`` included, in order."""
    last = day.year * 12 + day.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - count + 1, last + 1)]


def month_key(first: date) -> str:
    """A month as a period."""
    return f"{first:%Y-%m}"

"""Fills the "@" words of the demonstration's tables in for one unit; see ``catalogue``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from weian.site.demo.crew import Crew


@dataclass
class Filler:
    """``at`` is the moment that days are counted from, ``made`` the things entered so far."""

    crew: Crew
    number: str
    at: datetime
    made: Mapping[str, Sequence[UUID]] = field(default_factory=dict)

    def data(self, row: Mapping[str, object], index: int = 0) -> dict[str, Any]:
        """A row with its words filled in; what a unit has not got is left out."""
        found = {key: self.value(value, index) for key, value in row.items()}
        return {key: value for key, value in found.items() if value is not None}

    def value(self, value: object, index: int = 0) -> Any:
        """What a word stands for; anything else stands for itself."""
        if not isinstance(value, str) or not value.startswith("@"):
            return value
        word, _, rest = value[1:].partition(":")
        return getattr(self, f"_{word}")(rest, index)

    def _post(self, posts: str, index: int) -> int:
        return self.crew.hand(*posts.split(",")).pk

    def _two(self, posts: str, index: int) -> int:
        return self.crew.other_than(self.crew.hand(*posts.split(",")).pk).pk

    def _people(self, posts: str, index: int) -> list[int]:
        wanted = set(posts.split(","))
        found = [
            p.pk
            for p in self.crew.everyone.values()
            if p.works_on(self.at.date()) and wanted & {a.post for a in p.appointments.all()}
        ]
        return found[:8] or [self.crew.scribe.pk]

    def _code(self, letters: str, index: int) -> str:
        return f"{letters}{self.number}{index + 1}"

    def _day(self, days: str, index: int) -> str:
        return (self.at.date() + timedelta(days=int(days))).isoformat()

    def _hour(self, hours: str, index: int) -> str:
        return (self.at + timedelta(hours=float(hours))).isoformat()

    def _year(self, years: str, index: int) -> int:
        return self.at.year + int(years or 0)

    def _unit(self, rest: str, index: int) -> int:
        return self.crew.unit.pk

    def _thing(self, kind: str, index: int) -> str | None:
        found = self.made.get(kind, ())
        return str(found[index % len(found)]) if found else None

    def _things(self, kind: str, index: int) -> list[str] | None:
        one = self._thing(kind, index)
        return None if one is None else [one]

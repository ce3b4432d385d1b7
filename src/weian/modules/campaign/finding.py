"""Which campaigns a person sees: adopted documents that have phases, and the units under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from weian.base.errors import NotVisible
from weian.duty import board
from weian.org.queries import Person, Unit
from weian.policy import queries as policy
from weian.policy.queries import Adoption
from weian.policy.schema import Clause, Obligation, PackFile, Phase

RIGHT = board.RIGHT


@dataclass(frozen=True)
class Campaign:
    """A document with phases as a unit adopted it, and those of its units that ``person`` sees at
    the moment ``at``, which is now whatever day is looked at."""

    adoption: Adoption
    pack: PackFile
    units: tuple[Unit, ...]
    person: Person
    at: datetime

    @property
    def pk(self) -> int:
        return self.adoption.pk

    @property
    def url(self) -> str:
        return f"/campaigns/{self.pk}/"

    @property
    def title(self) -> str:
        return self.adoption.edition.title

    @property
    def office(self) -> Unit:
        """The unit that adopted it."""
        return self.adoption.unit

    @property
    def prefix(self) -> str:
        """What the keys of its obligations begin with."""
        return f"{self.adoption.edition.pack}#"

    @property
    def phases(self) -> Sequence[Phase]:
        return self.pack.phases

    @property
    def begins(self) -> date:
        return min(phase.begins for phase in self.phases)

    @property
    def ends(self) -> date:
        return max(phase.ends for phase in self.phases)

    def now(self, day: date) -> list[Phase]:
        """The phases in which a day lies; several where they overlap."""
        return [phase for phase in self.phases if phase.begins <= day <= phase.ends]

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.pack.clauses}

    def tasks(self, phase: Phase) -> Sequence[Obligation]:
        """What a phase asks."""
        return self.clauses[phase.clause].obligations

    @cached_property
    def others(self) -> list[Obligation]:
        """What the document asks beside its phases."""
        named = {phase.clause for phase in self.phases}
        return [
            o for clause in self.pack.clauses if clause.id not in named for o in clause.obligations
        ]

    def keys(self, tasks: Iterable[Obligation]) -> frozenset[str]:
        """The keys of some of its obligations."""
        return frozenset(self.prefix + task.id for task in tasks)

    def institutions(self, day: date) -> list[Unit]:
        """Its units that are no commissions and stand on a day."""
        return [u for u in self.units if u.group != "commission" and u.stands_on(day)]

    def below(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of its area."""
        return rows.filter(**{self.office.level_column: self.office.pk})

    def seen(self, model: Any) -> QuerySet[Any]:
        """The rows of its area that the reader may see on boards."""
        return self.below(model.objects.visible_to(self.person, self.at, right=RIGHT))


def campaigns(person: Person, at: datetime) -> list[Campaign]:
    """The campaigns of a person's units, the latest to begin first."""
    units = board.units_on_board(person, at)
    found = [
        Campaign(adoption, pack, _under(units, adoption), person, at)
        for adoption in _adoptions(person, at)
        if (pack := policy.pack_of(adoption.edition)).phases
    ]
    return sorted((c for c in found if c.units), key=lambda c: (c.begins, c.pk), reverse=True)


def _under(units: Iterable[Unit], adoption: Adoption) -> tuple[Unit, ...]:
    return tuple(unit for unit in units if unit.path.startswith(adoption.unit.path))


def _adoptions(person: Person, at: datetime) -> Iterable[Adoption]:
    return [a for a in policy.adoptions_visible(person, at) if a.until is None or a.until > a.since]


def campaign_or_404(person: Person, pk: int, at: datetime) -> Campaign:
    """One of them, else NotVisible."""
    found = next((c for c in campaigns(person, at) if c.pk == pk), None)
    if found is None:
        raise NotVisible()
    return found


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def last_quarter_end(day: date) -> date:
    """The last day before its quarter: what the lists are compared with."""
    return quarter_of(day) - timedelta(days=1)

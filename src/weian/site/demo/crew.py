"""Who works in a unit, and what it has: what the generators of a demonstration look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from weian.org.queries import Person, Unit
from weian.subject.queries import Subject

_SCRIBES = ("safety_manager", "clerk", "department_head", "inspector", "head")
_ROUNDS = "record.submit:patrol"


@dataclass
class Crew:
    """Who does the paperwork of a unit: ``hands`` by post, ``everyone`` by number; ``facts`` are what
    it declares, ``departments`` the names of its own, ``things`` what it has, by kind. ``books``
    are the movements of each substance, in order."""

    unit: Unit
    department: Unit | None
    hands: dict[str, Person]
    everyone: dict[int, Person]
    diligence: float
    facts: Mapping[str, object] = field(default_factory=dict)
    departments: tuple[str, ...] = ()
    things: dict[str, list[Subject]] = field(default_factory=dict)
    books: dict[UUID, list[tuple[datetime, int]]] = field(default_factory=dict)
    below: tuple[int, ...] = ()

    @property
    def scribe(self) -> Person:
        for post in _SCRIBES:
            if post in self.hands:
                return self.hands[post]
        return next(iter(self.everyone.values()))

    @property
    def head(self) -> Person:
        """Who answers for the unit."""
        return self.hands.get("head") or self.hands.get("leader") or self.scribe

    @property
    def office(self) -> bool:
        """Whether it is a commission."""
        return self.unit.group == "commission"

    def hand(self, *posts: str) -> Person:
        """The holder of the first of these posts that somebody holds, else who writes."""
        return next((self.hands[p] for p in posts if p in self.hands), self.scribe)

    def post_of(self, author: Person, right: str) -> Unit | None:
        """The department of a guard, whose right to write down rounds is for there."""
        return author.department if right == _ROUNDS and author != self.scribe else None

    def other_than(self, person: int) -> Person:
        """Somebody else, for what takes two."""
        near = (self.hand("department_head"), self.hand("deputy"), self.scribe, self.head)
        rest = (*near, *self.everyone.values())
        return next(p for p in rest if p.pk != person)

    def balance(self, substance: UUID, at: datetime) -> int:
        """What the books say at a moment."""
        return sum(n for moment, n in self.books.get(substance, ()) if moment <= at)

    def small(self, department: Unit) -> "Crew | None":
        """Those of a department alone, None if there is nobody."""
        staff = {n: p for n, p in self.everyone.items() if p.department_id == department.pk}
        if not staff:
            return None
        return Crew(
            self.unit, department, hands_of(staff), staff, self.diligence, things=self.things
        )


def hands_of(people: Mapping[int, Person]) -> dict[str, Person]:
    """The first holder of each post."""
    out: dict[str, Person] = {}
    for person in people.values():
        for office in person.appointments.all():
            out.setdefault(office.post, person)
    return out

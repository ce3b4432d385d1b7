"""Two years of ordinary work, made by asking the law what each unit owed and doing most of it.

What is done already is not done again: one record often discharges duties of several clauses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from weian.base.clock import TZ
from weian.core import world as core
from weian.core.bearers import ids
from weian.core.cadence import After, Always, Deadline, Rules, midnight
from weian.core.duty import Duty, duties_of
from weian.core.obligation import Obligation
from weian.core.population import population_of
from weian.core.verdict import NOT_APPLICABLE, UNDETERMINED, UPCOMING
from weian.duty.world import world_of
from weian.org.queries import Person, Unit
from weian.record.actions import Draft
from weian.record.kinds import KINDS, RecordKind
from weian.site.demo.writing import answers, moment_in

_LATE, _WINDOWS = 0.06, 4000
_NOT_ASKED = (UPCOMING, NOT_APPLICABLE, UNDETERMINED)


@dataclass
class Crew:
    """Who does the paperwork of a unit: ``hands`` by post, ``everyone`` by number; ``facts`` are what
    it declares, ``departments`` the names of its own."""

    unit: Unit
    department: Unit | None
    hands: dict[str, Person]
    everyone: dict[int, Person]
    diligence: float
    facts: Mapping[str, object] = field(default_factory=dict)
    departments: tuple[str, ...] = ()

    @property
    def scribe(self) -> Person:
        for post in ("safety_manager", "clerk", "department_head", "inspector", "head"):
            if post in self.hands:
                return self.hands[post]
        return next(iter(self.everyone.values()))


@dataclass
class Desk:
    """The work of one unit or department until now (wall time)."""

    crew: Crew
    laws: Sequence[Obligation]
    now: datetime
    rules: Rules
    chance: Random
    drafts: list[Draft] = field(default_factory=list)
    below: Mapping[int, Crew] = field(default_factory=dict)

    def work(self) -> list[Draft]:
        """Drafts of all the records that the unit has left, in no order."""
        owner = self.crew.department or self.crew.unit
        world = world_of(owner, self.laws, self.now.replace(tzinfo=TZ))
        for law in self.laws:
            if _ordinary(law) and law.who.units & world.kinds:
                for duty in list(duties_of(world, law, self.now, self.rules))[:_WINDOWS]:
                    (self._ask_below if law.owes.below else self._do)(duty, world)
        return self.drafts

    def _do(self, duty: Duty, world: core.World) -> None:
        law = duty.obligation
        if duty.value >= duty.target > 0 or duty.met_at is not None:
            return
        if duty.status in _NOT_ASKED or duty.window.opens > self.now:
            return
        moment = self._moment(duty)
        if moment is None or moment > self.now:
            return
        missing = max(1, round(duty.target - duty.value)) if law.measure.kind == "count" else 1
        for _ in range(missing):
            self._write(duty, world, moment)

    def _ask_below(self, duty: Duty, world: core.World) -> None:
        """What a commission's duty counts over its units, most of them have done."""
        law, population = duty.obligation, duty.obligation.measure.population
        if duty.status in _NOT_ASKED or population is None or duty.window.opens > self.now:
            return
        kind = KINDS[self._kind(law)]
        members, _ = population_of(population, world, min(duty.due, self.now))
        done = {i for r in duty.records for i in ids(r.value(law.measure.field))}
        for member in sorted(members - done):
            crew = self.below.get(int(member))
            if crew is None or kind.subject_kind or self.chance.random() > crew.diligence:
                continue
            last = min(duty.window.due, self.now)
            moment = moment_in(
                max(duty.window.opens, last - timedelta(days=360)), last, self.chance
            )
            some = self.chance.sample(sorted(crew.everyone), min(8, len(crew.everyone)))
            people = [p for p in some if crew.everyone[p].works_on(moment.date())]
            data = answers(kind, law, self.chance, moment.date(), people, crew.scribe.pk)
            happened = moment.replace(tzinfo=TZ)
            self.drafts.append(Draft(crew.scribe, kind.key, crew.unit, happened, data, happened))

    def _moment(self, duty: Duty) -> datetime | None:
        """When it is done: mostly in time, sometimes late, sometimes never."""
        luck = self.chance.random()
        if isinstance(duty.obligation.when, Always):
            begun = duty.window.opens
            return (
                begun + timedelta(days=self.chance.randint(1, 25), hours=9)
                if luck < self.crew.diligence + 0.05
                else None
            )
        opens = max(duty.window.opens, duty.bearer.since - timedelta(days=20))
        if luck < self._diligence(duty):
            last = min(duty.window.due, self.now)
            early = self.chance.random() < 0.7 or duty.window.due <= self.now
            return moment_in(opens, last, self.chance) if early and last > opens else None
        if luck < self.crew.diligence + _LATE and duty.obligation.can_make_up:
            return duty.window.due + timedelta(days=self.chance.randint(1, 12), hours=10)
        return None

    def _diligence(self, duty: Duty) -> float:
        """What is done every day is a habit: it is missed four times less often."""
        fleeting = duty.obligation.when.fleeting
        return 1 - (1 - self.crew.diligence) / 4 if fleeting else self.crew.diligence

    def _write(self, duty: Duty, world: core.World, moment: datetime) -> None:
        law = duty.obligation
        kind = KINDS[self._kind(law)]
        for people, target in self._shares(duty, world, moment):
            leader, author = self._leader(duty), self._author(duty)
            data = answers(kind, law, self.chance, moment.date(), people, leader)
            if target is not None:
                data[law.measure.field] = target
            subject = UUID(duty.bearer.id) if duty.bearer.key.startswith("subject:") else None
            if kind.subject_kind and subject is None:
                return
            self._leave(kind, data, moment, author, subject, world)

    def _leave(
        self, kind: RecordKind, data: dict[str, object], moment: datetime, author: Person,
        subject: UUID | None, world: core.World,
    ) -> None:  # fmt: skip
        happened = moment.replace(tzinfo=TZ)
        entered = min(
            happened + timedelta(minutes=self.chance.randint(5, 90)), self.now.replace(tzinfo=TZ)
        )
        draft = Draft(
            author, kind.key, self.crew.unit, happened, data, entered,
            department=self.crew.department, subject=subject,
        )  # fmt: skip
        self.drafts.append(draft)
        people = data.get(kind.people) if kind.people else ()
        several = people if isinstance(people, list) else [people] if people else []
        made = core.Record(
            str(draft.id), kind.key, moment if kind.timed else midnight(moment.date()), moment,
            by=str(author.pk), subject=str(subject or ""), people=tuple(str(p) for p in several),
            data=data,
        )  # fmt: skip
        world.learn(made)

    def _kind(self, law: Obligation) -> str:
        return self.chance.choice(
            [k for k in law.owes.kinds if k in KINDS and not KINDS[k].internal]
        )

    def _shares(
        self, duty: Duty, world: core.World, moment: datetime
    ) -> Iterable[tuple[list[int], object]]:
        """Who takes part in each record needed, and what else the covering field holds."""
        population = duty.obligation.measure.population
        if population is None:
            some = [p for p in self.crew.everyone if self._serves(p, moment)]
            return [(self.chance.sample(some, min(len(some), self.chance.randint(4, 12))), None)]
        members, _ = population_of(
            population, world, min(duty.due - timedelta(seconds=1), self.now)
        )
        ids = sorted(int(m) for m in members if m.isdigit())
        if population.of == "people":
            present = [i for i in ids if i in self.crew.everyone and self._serves(i, moment)]
            return [(present, None)] if present else []
        chosen = [i for i in ids if self.chance.random() < self.crew.diligence + 0.04]
        field_ = {
            f.key: f for k in duty.obligation.owes.kinds if k in KINDS for f in KINDS[k].fields
        }.get(duty.obligation.measure.field)
        if field_ is None:
            return []
        return [([], chosen)] if field_.is_list else [([], one) for one in chosen]

    def _serves(self, number: int, moment: datetime) -> bool:
        return self.crew.everyone[number].works_on(moment.date())

    def _leader(self, duty: Duty) -> int:
        if duty.bearer.key.startswith("person:"):
            return int(duty.bearer.id)
        hands = self.crew.hands
        found = hands.get(duty.obligation.who.post) or hands.get("head") or hands.get("leader")
        return (found or self.crew.scribe).pk

    def _author(self, duty: Duty) -> Person:
        by_person = duty.bearer.key.startswith("person:") and not duty.obligation.owes.person
        return self.crew.everyone[int(duty.bearer.id)] if by_person else self.crew.scribe


def _ordinary(law: Obligation) -> bool:
    """Not about cases, not started by happenings, and met by records that people write."""
    if law.bearing.each == "case" or isinstance(law.when, After | Deadline):
        return False
    return any(k in KINDS and not KINDS[k].internal for k in law.owes.kinds)

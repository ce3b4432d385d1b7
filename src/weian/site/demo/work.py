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
from weian.core.cadence import After, Always, Deadline, Rules, midnight
from weian.core.duty import Duty, duties_of
from weian.core.obligation import Obligation
from weian.core.population import population_of
from weian.core.verdict import NOT_APPLICABLE, UNDETERMINED, UPCOMING
from weian.duty.world import world_of
from weian.org.queries import Person
from weian.record.actions import Draft
from weian.record.kinds import KINDS, RecordKind
from weian.site.demo.crew import Crew
from weian.site.demo.fitting import NEEDED, Given
from weian.site.demo.writing import answers, moment_in

_LATE, _WINDOWS = 0.06, 4000
_NOT_ASKED = (UPCOMING, NOT_APPLICABLE, UNDETERMINED)
#: Kept by hand elsewhere: books that must balance, stages that must follow one another.
APART = frozenset({"stock_movement", "three_simultaneous", "lab_activity"})


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
        """Drafts of all the records that the unit has left, in no order.

        What is asked for most exactly comes first: its records do for the rest as well.
        """
        owner = self.crew.department or self.crew.unit
        world = world_of(owner, self.laws, self.now.replace(tzinfo=TZ))
        ours = [law for law in self.laws if _ordinary(law) and law.who.units & world.kinds]
        for law in sorted(ours, key=lambda law: -len(law.owes.where)):
            for duty in list(duties_of(world, law, self.now, self.rules))[:_WINDOWS]:
                (self._ask_below if law.owes.below else self._do)(duty, world)
        return self.drafts

    def _do(self, duty: Duty, world: core.World) -> None:
        law = duty.obligation
        if duty.met_at is not None or (law.measure.kind == "count" and duty.value >= duty.target):
            return
        if duty.status in _NOT_ASKED or duty.window.opens > self.now:
            return
        kind = self._kind(law)
        missing = max(1, round(duty.target - duty.value)) if law.measure.kind == "count" else 1
        for moment in self._moments(duty):
            for _ in range(missing if moment <= self.now else 0):
                self._write(duty, world, kind, moment)

    def _ask_below(self, duty: Duty, world: core.World) -> None:
        """What a commission's duty counts over its units, most of them have done."""
        law, population = duty.obligation, duty.obligation.measure.population
        if duty.status in _NOT_ASKED or population is None or duty.window.opens > self.now:
            return
        kind = self._kind(law)
        members, _ = population_of(population, world, min(duty.due, self.now))
        done = {i for r in duty.records for i in core_ids(r.value(law.measure.field))}
        for member in sorted(members - done):
            crew = self.below.get(int(member))
            if crew is None or kind.subject_kind or self.chance.random() > crew.diligence:
                continue
            last = min(duty.window.due, self.now)
            first = max(duty.window.opens, last - timedelta(days=360))
            moment = moment_in(first, last, self.chance)
            given = Given(crew, self.chance, moment, self._some(crew, moment), crew.head.pk)
            data = answers(kind, law, given)
            happened = moment.replace(tzinfo=TZ)
            self.drafts.append(Draft(crew.scribe, kind.key, crew.unit, happened, data, happened))

    def _moments(self, duty: Duty) -> Iterable[datetime]:
        """When it is done: mostly in time, sometimes late, sometimes never; what must stand always
        is done again before it grows too old."""
        when, luck, begun = duty.obligation.when, self.chance.random(), duty.window.opens
        if not isinstance(when, Always):
            moment = self._moment(duty, luck)
            return () if moment is None else (moment,)
        if luck > self.crew.diligence + 0.05:
            return ()
        first = begun + timedelta(days=self.chance.randint(1, 25), hours=9)
        age = when.years * 365 + when.months * 30 + when.days
        step = timedelta(days=max(1, int(age * 0.85))) if age else self.now - begun
        count = int((self.now - first) / step) + 1 if first < self.now and step else 1
        if age and self.chance.random() > self.crew.diligence:
            count -= 1  # the last renewal is forgotten
        return [first + step * n for n in range(min(count, 400))]

    def _moment(self, duty: Duty, luck: float) -> datetime | None:
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

    def _write(self, duty: Duty, world: core.World, kind: RecordKind, moment: datetime) -> None:
        law = duty.obligation
        leader, author = self._leader(duty), self._author(duty, kind)
        for people, field_, target in self._shares(duty, world, kind, moment):
            subject = self._subject(duty, kind, leader)
            if field_ == "subject":
                subject = UUID(str(target))
            if lacking(kind, self.crew, subject):
                return
            said = {field_: target} if field_ and field_ not in ("subject", "people", "by") else {}
            given = Given(self.crew, self.chance, moment, people, leader, subject, said)
            data = answers(kind, law, given)
            self._leave(kind, data, moment, self._himself(kind, data) or author, subject, world)

    def _himself(self, kind: RecordKind, data: Mapping[str, object]) -> Person | None:
        """Whoever confirms something for himself, which nobody can do for him."""
        if kind.submit_right != "record.submit:own" or kind.people != "person":
            return None
        return self.crew.everyone.get(int(str(data["person"])))

    def _subject(self, duty: Duty, kind: RecordKind, leader: int) -> UUID | None:
        """What the record is about: the bearer, or one that belongs to the person, or any."""
        if not kind.subject_kind:
            return None
        if duty.bearer.key.startswith("subject:"):
            return UUID(duty.bearer.id)
        found = self.crew.things.get(kind.subject_kind, ())
        theirs = [t for t in found if t.data.get("person") == leader]
        if not found or (kind.subject_kind == "post_duty" and not theirs):
            return None
        return self.chance.choice(theirs or found).pk

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
            department=self.crew.department or self.crew.post_of(author, kind.submit_right),
            subject=subject,
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

    def _kind(self, law: Obligation) -> RecordKind:
        return KINDS[self.chance.choice(written(law))]

    def _shares(
        self, duty: Duty, world: core.World, kind: RecordKind, moment: datetime
    ) -> Iterable[tuple[list[int], str, object]]:
        """Who takes part in each record needed, and what the covering field holds."""
        measure = duty.obligation.measure
        if measure.population is None:
            return [(self._some(self.crew, moment), "", None)]
        last = min(duty.due - timedelta(seconds=1), self.now)
        members, _ = population_of(measure.population, world, last)
        sure = self.crew.diligence + 0.04
        if measure.population.of == "people":
            present = [i for i in sorted(map(int, members)) if self._serves(i, moment)]
            if self.chance.random() > sure:
                present = present[:-1]
            if any(f.key == kind.people and f.is_list for f in kind.fields):
                return [(present, "people", None)] if present else []
            field_ = measure.field if measure.field != "people" else kind.people
            return [([i], field_, i) for i in present if self.chance.random() < sure]
        chosen = [i for i in sorted(members) if self.chance.random() < sure]
        if measure.field == "subject":
            return [(self._some(self.crew, moment), "subject", i) for i in chosen]
        asked = next((f for f in kind.fields if f.key == measure.field), None)
        if asked is None or not chosen:
            return []
        ids = chosen if measure.population.of == "subjects" else [int(i) for i in chosen]
        some = self._some(self.crew, moment)
        if asked.is_list:
            return [(some, asked.key, list(ids))]
        return [(some, asked.key, one) for one in ids]

    def _some(self, crew: Crew, moment: datetime) -> list[int]:
        """A few of those who were there."""
        there = [p for p, who in crew.everyone.items() if who.works_on(moment.date())]
        return self.chance.sample(there, min(len(there), self.chance.randint(4, 12)))

    def _serves(self, number: int, moment: datetime) -> bool:
        who = self.crew.everyone.get(number)
        return who is not None and who.works_on(moment.date())

    def _leader(self, duty: Duty) -> int:
        if duty.bearer.key.startswith("person:"):
            return int(duty.bearer.id)
        return self.crew.hand(duty.obligation.who.post or "head", "head", "leader").pk

    def _author(self, duty: Duty, kind: RecordKind) -> Person:
        law = duty.obligation
        if duty.bearer.key.startswith("person:") and not law.owes.person:
            return self.crew.everyone[int(duty.bearer.id)]
        if kind.submit_right == "record.submit:patrol":
            return self.crew.hand("security_guard")
        return self.crew.scribe


def lacking(kind: RecordKind, crew: Crew, subject: UUID | None) -> bool:
    """Whether a unit has not got what such a record is about."""
    needed = NEEDED.get(kind.key)
    return bool((kind.subject_kind and subject is None) or (needed and not crew.things.get(needed)))


def core_ids(value: object) -> Iterable[str]:
    """The ids that a field holds, as words."""
    if isinstance(value, list | tuple | set | frozenset):
        return [str(v) for v in value]
    return [] if value is None else [str(value)]


def written(law: Obligation) -> list[str]:
    """The kinds asked for that people write, and that nothing else here keeps."""
    return [k for k in law.owes.kinds if k in KINDS and not KINDS[k].internal and k not in APART]


def _ordinary(law: Obligation) -> bool:
    """Not about cases, not started by happenings, met (not broken) by records that people write."""
    if law.bearing.each == "case" or isinstance(law.when, After | Deadline) or law.measure.running:
        return False
    return bool(written(law))

"""What a set of obligations asks of the world, so that nothing else is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from weian.case.kinds import KINDS as CASES
from weian.core.cadence import After
from weian.core.obligation import Obligation
from weian.record.kinds import KINDS as RECORDS


@dataclass(slots=True)
class Evidence:
    """Kinds of records, and verbs of steps by kind of case."""

    records: set[str] = field(default_factory=set)
    steps: dict[str, set[str]] = field(default_factory=dict)

    def add(self, kind: str) -> None:
        """A record kind, or a step as "hazard.verify"; a record kind may hold a dot, too."""
        case, dot, verb = kind.rpartition(".")
        if kind in RECORDS or not dot or case not in CASES:
            self.records.add(kind)
        else:
            self.steps.setdefault(case, set()).add(verb)

    def __bool__(self) -> bool:
        return bool(self.records or self.steps)


@dataclass(slots=True)
class Needs:
    """``own`` evidence of the unit, ``below`` that of the units below; ``people`` and ``units``
    (those below) only when an obligation stands for them or covers them."""

    own: Evidence = field(default_factory=Evidence)
    below: Evidence = field(default_factory=Evidence)
    subjects: set[str] = field(default_factory=set)
    cases: set[str] = field(default_factory=set)
    people: bool = False
    units: bool = False


def needs_of(obligations: Iterable[Obligation]) -> Needs:
    """The union of what each asks."""
    needs = Needs()
    for law in obligations:
        evidence = needs.below if law.owes.below else needs.own
        for kind in evidence_kinds(law):
            evidence.add(kind)
        bearing = law.bearing
        if bearing.each == "subject":
            needs.subjects.add(bearing.kind)
        elif bearing.each == "case":
            needs.cases.add(bearing.kind)
        elif bearing.each in ("post", "person"):
            needs.people = True
        population = law.measure.population
        if population is not None:
            needs.subjects.update(population.kinds if population.of == "subjects" else ())
            needs.people |= population.of == "people"
            needs.units |= population.of == "units"
        needs.units |= law.owes.below
    return needs


def evidence_kinds(law: Obligation) -> tuple[str, ...]:
    """What may settle a duty of the law, or start one."""
    if isinstance(law.when, After):
        return (*law.owes.kinds, law.when.happening)
    return law.owes.kinds

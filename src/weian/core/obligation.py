"""Obligations as law states them: who owes what, how much, when, because of which clause.

A closed grammar. What would need an expression becomes a named measure instead.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from weian.core.cadence import Cadence
from weian.core.condition import Condition, Test

EACH = ("unit", "subject", "post", "person", "case")
MEASURES = ("count", "sum", "coverage", "absence", "ratio")
POPULATIONS = ("people", "subjects", "units")


@dataclass(frozen=True, slots=True)
class Who:
    """The units bound (their kinds or groups), the post that acts, and the facts that must hold."""

    units: frozenset[str]
    post: str = ""
    applies: Condition = Condition()


@dataclass(frozen=True, slots=True)
class Bearing:
    """For whom or what each duty stands: the unit, or each subject, post-holder, person, case.

    ``kind`` is the subject kind, the post or the case kind; ``where`` filters by the fields of
    the subject, person or case.
    """

    each: str = "unit"
    kind: str = ""
    where: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which records count: any of ``kinds`` (a record kind, or ``case_kind.verb`` for a step).

    ``person`` names the field that must hold the post-holder or person for whom the duty stands
    (empty: the record's author); ``below`` takes the records of the units below instead.
    """

    kinds: tuple[str, ...]
    where: tuple[Test, ...] = ()
    person: str = ""
    below: bool = False


@dataclass(frozen=True, slots=True)
class Population:
    """Those to be covered: people, subjects of a kind, or units below, filtered."""

    of: str
    kinds: tuple[str, ...] = ()
    where: Condition = Condition()


@dataclass(frozen=True, slots=True)
class Measure:
    """How much: ``count`` records, ``sum`` of a field, ``coverage`` (a share) of a population, or
    ``absence``: no more than ``target`` records (0: none) in the window, or, with the field "fewer",
    less than in the period before it; ``ratio``: of the records a share pass the tests ``passing``.

    ``target`` is a number, for coverage a share between 0 and 1. ``at_most`` is the cap that
    some texts give ("2–4 times"); going over it is shown, not punished. ``field`` is the number
    to add up, or the field holding the ids covered (``people``, ``subject``, ``unit`` or a data field).
    """

    kind: str = "count"
    target: float = 1
    at_most: float | None = None
    field: str = ""
    population: Population | None = None
    passing: tuple[Test, ...] = ()

    @property
    def running(self) -> bool:
        """Whether it holds or not at every moment of the window, and nothing handed in later mends it."""
        return self.kind in ("absence", "ratio")


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in a document. ``place`` is its article path, ``summary`` our own words."""

    pack: str
    id: str
    place: str
    summary: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty-making sentence of a pack, in force from ``since`` until before ``until``."""

    id: str
    title: str
    clause: Clause
    area: str
    who: Who
    owes: Evidence
    when: Cadence
    measure: Measure = Measure()
    bearing: Bearing = Bearing()
    grace: timedelta = timedelta(0)
    late_counts: bool | None = None  # None: as the cadence says
    weight: float = 1
    veto: bool = False
    on_breach: str = ""
    since: date = date.min
    until: date | None = None

    @property
    def key(self) -> str:
        return f"{self.clause.pack}#{self.id}"

    @property
    def can_make_up(self) -> bool:
        """Whether evidence after the due moment still settles the window (as late)."""
        if self.measure.running:
            return False
        return not self.when.fleeting if self.late_counts is None else self.late_counts


@dataclass(frozen=True, slots=True)
class Pack:
    """A policy document as duties and places; ``judged`` and ``principles`` carry no arithmetic."""

    id: str
    title: str
    layer: str
    obligations: tuple[Obligation, ...] = ()
    clauses: tuple[Clause, ...] = field(default=())

"""Which duties an event may alter: of which units, under which obligations.

Too many costs time, too few is wrong; an event that is not known touches all of its unit.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from weian.base.clock import day_of
from weian.base.models import Event
from weian.case.kinds import KINDS as CASES
from weian.core.obligation import Obligation
from weian.duty.kinds import APPROVALS, REQUESTS
from weian.duty.needs import evidence_kinds
from weian.record.kinds import KINDS as RECORDS
from weian.subject.kinds import KINDS as SUBJECTS

Touches = Callable[[Obligation], bool]
_RELIEFS = frozenset({*REQUESTS.values(), *APPROVALS.values()})
_QUIET = frozenset(
    {
        "person.create_login", "person.reset_password", "person.end_role", "notify.urge",
        "pack.load", "pack.reissue", "person.add_factor", "person.remove_factor",
        "person.reset_factor", "person.new_codes", "person.change_password", "person.unlock",
        "person.end_sessions", "person.external",
    }
)  # fmt: skip
#: Verbs of these parts change nothing that a duty rests on: logging in, looking, taking away, standing in.
_QUIET_PARTS = frozenset({"account", "delegation", "export", "private", "secret", "token", "trace"})
_SUBTREE = frozenset({"pack.adopt", "pack.withdraw"})


@dataclass(frozen=True, slots=True)
class Touch:
    """``own`` tells which obligations of the event's unit (None: no one's), ``above`` which of the
    units above. ``subtree``: every unit below has to be looked at anew. ``since``: nothing that
    happened before this day has changed (None: anything may have). ``borne`` tells which duties
    of ``case`` alone are touched, while other cases stay as they are; if it is ``new``, nothing of it
    stood before."""

    own: Touches | None = None
    above: Touches | None = None
    borne: Touches | None = None
    case: str = ""
    new: bool = False
    subtree: bool = False
    since: date | None = None


def touch_of(event: Event) -> Touch:
    """What an event touches."""
    if event.unit_id is None or event.verb in _QUIET or _part(event) in _QUIET_PARTS:
        return Touch()
    if event.verb in _SUBTREE:
        return Touch(subtree=True)
    if event.object_kind in RECORDS:
        if event.object_kind in _RELIEFS:
            return Touch(own=_any)
        return replace(_evidence([event.object_kind]), since=_first_day(event))
    if event.object_kind in CASES:
        if event.verb == f"case.{CASES[event.object_kind].opening_verb}":
            return _opening(event.object_kind, event.object_id)
        return _case(event.object_kind, event.object_id)
    if event.object_kind in SUBJECTS:
        return Touch(own=_about_subjects(event.object_kind))
    if event.verb == "fact.declare" and event.given.get("facts"):
        return _facts(event.given["facts"])
    if _part(event) == "person":
        return Touch(own=_about_people)
    return Touch(own=_any, above=_counts_units)


def _part(event: Event) -> str:
    return event.verb.partition(".")[0]


def _first_day(event: Event) -> date | None:
    """The earliest day that a new record concerns; a correction may concern any."""
    given = event.given
    if event.verb != "record.submit" or given.get("supersedes") or "happened_at" not in given:
        return None
    happened = day_of(datetime.fromisoformat(given["happened_at"]))
    about = given.get("about")
    return min(happened, date.fromisoformat(about)) if about else happened


def _any(law: Obligation) -> bool:
    return True


def _evidence(kinds: Iterable[str]) -> Touch:
    wanted = frozenset(kinds)
    return Touch(
        own=lambda law: not law.owes.below and not wanted.isdisjoint(evidence_kinds(law)),
        above=lambda law: law.owes.below and not wanted.isdisjoint(evidence_kinds(law)),
    )


def _opening(kind: str, case: str) -> Touch:
    """A new case has left one step, and its own duties begin."""
    step = f"{kind}.{CASES[kind].opening_verb}"
    return Touch(
        own=lambda law: (
            not law.owes.below and not _borne(law, kind) and step in evidence_kinds(law)
        ),
        above=lambda law: law.owes.below and step in evidence_kinds(law),
        borne=lambda law: not law.owes.below and _borne(law, kind),
        case=case,
        new=True,
    )


def _borne(law: Obligation, kind: str) -> bool:
    return law.bearing.each == "case" and law.bearing.kind == kind


def _case(kind: str, case: str) -> Touch:
    """A step may change the case's facts as well, hence every duty that reads its steps."""
    prefix = f"{kind}."

    def reads(law: Obligation) -> bool:
        return any(k.startswith(prefix) for k in evidence_kinds(law))

    return Touch(
        own=lambda law: not law.owes.below and not _borne(law, kind) and reads(law),
        above=lambda law: law.owes.below and (reads(law) or _borne(law, kind)),
        borne=lambda law: not law.owes.below and _borne(law, kind),
        case=case,
    )


def _facts(keys: Iterable[str]) -> Touch:
    """A declared fact alters the obligations that rest on it, and above those that count the units of
    which it holds."""
    declared = frozenset(keys)

    def counted(law: Obligation) -> bool:
        population = law.measure.population
        return (
            population is not None
            and population.of == "units"
            and not declared.isdisjoint(population.where.fields())
        )

    return Touch(
        own=lambda law: not declared.isdisjoint(law.who.applies.fields()) or counted(law),
        above=counted,
    )


def _about_subjects(kind: str) -> Touches:
    def about(law: Obligation) -> bool:
        population = law.measure.population
        borne = law.bearing.each == "subject" and law.bearing.kind == kind
        return borne or (
            population is not None and population.of == "subjects" and kind in population.kinds
        )

    return about


def _about_people(law: Obligation) -> bool:
    population = law.measure.population
    return law.bearing.each in ("post", "person") or (
        population is not None and population.of == "people"
    )


def _counts_units(law: Obligation) -> bool:
    population = law.measure.population
    return law.owes.below or (population is not None and population.of == "units")

"""Tells the log what the fields of records, cases, things and facts are called."""

from collections.abc import Sequence

from weian.base import givens, verbs
from weian.base.fields import Field
from weian.case.kinds import KINDS as CASES
from weian.case.kinds import CaseKind
from weian.org.facts import FACTS
from weian.org.questions import DELEGATION_FIELDS
from weian.record.kinds import KINDS as RECORDS
from weian.subject.kinds import KINDS as SUBJECTS


def install() -> None:
    """Name who knows; called once while Django starts."""
    givens.provide(fields)
    for kind in CASES.values():
        verbs.name_verbs(
            {f"{kind.key}:case.{verb}": kind.title_of(verb) for verb in _verbs_of(kind)}
        )


def _verbs_of(kind: CaseKind) -> list[str]:
    return [kind.opening_verb, *(step.verb for step in kind.flow.steps)]


def fields(kind: str, verb: str) -> Sequence[Field]:
    """The fields of what was given with a verb of a thing of this kind."""
    if kind in CASES:
        known = {CASES[kind].opening_verb, *(s.verb for s in CASES[kind].flow.steps)}
        return CASES[kind].fields_of(verb) if verb in known else ()
    if kind in RECORDS:
        return RECORDS[kind].fields
    if kind in SUBJECTS:
        return SUBJECTS[kind].fields
    if kind == "delegation":
        return [Field("giver", "委托人", "person"), *DELEGATION_FIELDS]
    return [fact.field for fact in FACTS.values()] if verb == "declare" else ()

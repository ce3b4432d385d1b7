"""Tells the pages of records, cases and things which duties they count for, and the to-do page
what else waits for a person."""

from weian.duty import sources, uses
from weian.modules.hazard import todo
from weian.modules.responsibility import todo as signatures
from weian.subject.envelope import duties


def install() -> None:
    """Name those who know; called once while Django starts."""
    duties.provide("record", uses.of_record)
    duties.provide("case", uses.of_case)
    duties.provide("subject", uses.of_subject)
    sources.add_source(todo.waiting)
    sources.add_source(signatures.waiting)

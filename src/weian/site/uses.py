"""Tells the pages of records, cases and things which duties they count for, the to-do page what else
waits for a person, and downloads who sees what a file belongs to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from weian.base.errors import NotVisible
from weian.case.queries import case_or_404, secret_from
from weian.duty import sources, uses
from weian.modules.chemicals import todo as stock
from weian.modules.hazard import todo
from weian.modules.responsibility import todo as signatures
from weian.modules.tips import todo as tips
from weian.org import facts
from weian.org import queries as org
from weian.record.queries import record_or_404
from weian.site import beginning
from weian.subject.envelope import duties
from weian.subject.queries import subject_or_404


def install() -> None:
    """Name those who know; called once while Django starts."""
    duties.provide("record", uses.of_record)
    duties.provide("case", uses.of_case)
    duties.provide("subject", uses.of_subject)
    facts.provide_clauses(uses.of_facts)
    sources.add_source(todo.waiting)
    sources.add_source(signatures.waiting)
    sources.add_source(stock.waiting)
    sources.add_source(tips.waiting)
    sources.add_source(beginning.waiting)
    org.guard_files("record", _sees(record_or_404))
    org.guard_files("case", _sees(case_or_404))
    org.guard_files("subject", _sees(subject_or_404))
    org.hide_events(secret_from)


def _sees(find: Callable[[org.Person, UUID, datetime], Any]) -> org.SeesOwner:
    def sees(person: org.Person, number: str, at: datetime) -> bool:
        try:
            find(person, UUID(number), at)
        except NotVisible:
            return False
        return True

    return sees

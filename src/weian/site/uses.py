"""Tells the pages of records, cases and things which duties they count for."""

from weian.duty import uses
from weian.subject.envelope import duties


def install() -> None:
    """Name those who know; called once while Django starts."""
    duties.provide("record", uses.of_record)
    duties.provide("case", uses.of_case)
    duties.provide("subject", uses.of_subject)

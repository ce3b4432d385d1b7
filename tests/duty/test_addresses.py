"""The button of a duty leads to where it is done, by whoever has to do it."""

import pytest

from weian.core.cadence import Every
from weian.core.obligation import Clause, Evidence, Obligation, Who
from weian.core.verdict import OPEN
from weian.duty import addresses


def href(kind: str, *, below: bool) -> str:
    law = Obligation(
        id="o", title="", clause=Clause("p", "1", ""), area="report",
        who=Who(frozenset({"commission_county"})), owes=Evidence((kind,), below=below),
        when=Every("year"),
    )  # fmt: skip
    found = addresses.button(
        law, owner=7, bearer="", window="2026", begins="2026-01-01", status=OPEN, reason=""
    )
    assert found is not None
    return found.url


def test_what_the_unit_owes_itself_is_filled_in() -> None:
    assert href("report.yearly_work", below=False) == "/reports/report.yearly_work/2026/?unit=7"
    assert href("meeting", below=False) == "/records/meeting/new?unit=7"


@pytest.mark.parametrize(
    ("kind", "where"),
    [("report.yearly_work", "/reports/?unit=7"), ("meeting", "/records/meeting/")],
)
def test_what_those_below_owe_is_looked_at(kind: str, where: str) -> None:
    assert href(kind, below=True) == where

"""A waiver or an extension takes two people; nothing changes before the second."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.duty.conftest import AT
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.duty import queries, relief_actions, reliefs
from weian.record import actions as records

pytestmark = pytest.mark.db
LATER = AT + timedelta(hours=1)
DUTY = {"obligation": "trial#monthly-check", "bearer": "", "window": "2026-02"}


def status(county: SimpleNamespace, at: Any = LATER) -> tuple[str, date]:
    found = queries.duty_or_404(county.clinic, "trial#monthly-check", "", "2026-02", at)
    duty = found.duty
    return duty.status, duty.due.date()


def ask(county: SimpleNamespace, sort: str = "waiver", **given: Any) -> Any:
    return relief_actions.ask(
        county.clinic_manager, sort=sort, owner=county.clinic, reason="搬迁期间停业", at=AT,
        **{**DUTY, **given},
    )  # fmt: skip


def test_a_request_changes_nothing(county: SimpleNamespace) -> None:
    ask(county)
    assert status(county)[0] == "overdue"


def test_an_approval_by_the_office_waives(county: SimpleNamespace) -> None:
    request = ask(county)
    assert reliefs.waiting(county.clerk, LATER) == [request]
    relief_actions.decide(county.clerk, request=request, approve=True, note="", at=LATER)
    assert status(county)[0] == "waived"
    assert status(county, AT)[0] == "overdue"  # as it was known before
    assert reliefs.waiting(county.clerk, LATER) == []


def test_an_extension_moves_the_deadline(county: SimpleNamespace) -> None:
    request = ask(county, "extension", until=date(2026, 3, 20))
    relief_actions.decide(county.leader, request=request, approve=True, note="", at=LATER)
    assert status(county) == ("open", date(2026, 3, 21))


def test_a_refusal_needs_words_and_changes_nothing(county: SimpleNamespace) -> None:
    request = ask(county)
    with pytest.raises(BadInput):
        relief_actions.decide(county.clerk, request=request, approve=False, note=" ", at=LATER)
    relief_actions.decide(county.clerk, request=request, approve=False, note="理由不足", at=LATER)
    assert status(county)[0] == "overdue"


@pytest.mark.parametrize("who", ["clinic_manager", "clinic_head", "far_clerk", "head"])
def test_only_somebody_else_above_decides(county: SimpleNamespace, who: str) -> None:
    request = ask(county)
    with pytest.raises((Forbidden, NotVisible)):
        relief_actions.decide(
            getattr(county, who), request=request, approve=True, note="", at=LATER
        )
    assert status(county)[0] == "overdue"


def test_a_request_is_decided_once(county: SimpleNamespace) -> None:
    request = ask(county)
    relief_actions.decide(county.clerk, request=request, approve=False, note="不行", at=LATER)
    with pytest.raises(Conflict, match="作出审批"):
        relief_actions.decide(county.leader, request=request, approve=True, note="", at=LATER)


def test_the_same_is_not_asked_twice(county: SimpleNamespace) -> None:
    ask(county)
    with pytest.raises(Conflict):
        ask(county)


def test_an_approval_written_past_the_form_counts_only_by_a_second_person(
    county: SimpleNamespace,
) -> None:
    """Whoever holds both rights still cannot waive a duty alone."""
    data = {"obligation": "trial#monthly-check", "window": "2026-02", "what": "自查"}
    request = records.submit(
        None, kind="waiver_request", unit=county.clinic, happened_at=AT, at=AT,
        data={**data, "reason": "停业"},
    )  # fmt: skip
    records.submit(
        None, kind="waiver_approval", unit=county.clinic, happened_at=LATER, at=LATER,
        data={**data, "request": str(request.pk), "decision": "approved"},
    )  # fmt: skip
    assert status(county)[0] == "overdue"


@pytest.mark.parametrize(
    "given",
    [
        {"window": "2026-04"},
        {"sort": "extension"},
        {"sort": "extension", "until": date(2026, 2, 28)},
        {"obligation": "trial#nothing"},
    ],
)
def test_what_cannot_be_asked(county: SimpleNamespace, given: dict[str, Any]) -> None:
    if given == {"window": "2026-04"}:  # the next window may well be asked about
        assert ask(county, **given)
        return
    with pytest.raises((BadInput, NotVisible)):
        ask(county, **given)

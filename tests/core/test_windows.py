"""Windows at the edges of their bearer's time, to the moment."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from weian.core.bearers import Bearer
from weian.core.cadence import FOREVER, Deadline, Rules
from weian.core.obligation import Bearing
from weian.core.windows import windows_of

NOW = datetime(2026, 11, 5)


@pytest.mark.parametrize(
    ("since", "opens"),
    [
        (datetime(2026, 3, 1), datetime(2026, 3, 1)),
        (datetime(2026, 3, 10, 8), datetime(2026, 3, 10)),  # opened on its last day
        (
            datetime(2026, 4, 1),
            datetime(2026, 3, 10),
        ),  # opened too late: the day itself is its window
    ],
)
def test_a_deadline_opens_no_later_than_on_its_day(
    law: Callable[..., Any], world: Callable[..., Any], since: datetime, opens: datetime
) -> None:
    asked = law(Deadline("due_on"), bearing=Bearing("case", "hazard"))
    bearer = Bearer("case:1", "1", since, FOREVER, data={"due_on": date(2026, 3, 10)})
    (window,) = windows_of(asked, bearer, world(), NOW, Rules())
    assert (window.opens, window.due) == (opens, datetime(2026, 3, 11))


@pytest.mark.parametrize(
    ("ended", "count"), [(datetime(2026, 3, 1), 0), (datetime(2026, 3, 1, 0, 0, 1), 1)]
)
def test_a_case_that_ends_when_a_window_opens_was_not_in_it(
    law: Callable[..., Any], world: Callable[..., Any], ended: datetime, count: int
) -> None:
    asked = law(Deadline("due_on"), bearing=Bearing("case", "hazard"))
    bearer = Bearer("case:1", "1", datetime(2026, 3, 1), ended, data={"due_on": date(2026, 3, 10)})
    assert len(windows_of(asked, bearer, world(), NOW, Rules())) == count

"""Scores keep the parts of every rate; the ladder calls ever higher people."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from weian.core.cadence import Every, Rules
from weian.core.condition import Condition, Test
from weian.core.duty import derive
from weian.core.ladder import Rung, climb, next_rung
from weian.core.score import score, tally

Make = Callable[..., Any]
AT = datetime(2026, 4, 20)


def test_late_is_not_met_and_unknown_stays_in_the_denominator() -> None:
    counts = tally(
        ["met", "met_late", "overdue", "undetermined", "open", "waived", "not_applicable"]
    )
    assert (counts.counted, counts.met_share) == (4, 0.25)
    assert tally(["open", "upcoming"]).met_share is None


def test_points_are_weight_times_what_was_met(law: Make, world: Make, record: Make) -> None:
    rows = (
        record("a", datetime(2026, 1, 5)), record("b", datetime(2026, 3, 2)),
        record("c", datetime(2026, 3, 3)),
    )  # fmt: skip
    laws = [law(weight=3), law(Every("quarter"), id="q", weight=1, kinds=("other",))]
    got = score(derive(world(rows), laws, AT, Rules()))
    lines = {line.obligation: line for line in got.lines}
    assert lines["p#o"].tally.by_status == {"met": 2, "met_late": 1, "open": 1}
    assert (lines["p#o"].points, lines["p#q"].points) == (pytest.approx(2.5), 0)
    assert (got.points, got.full, got.percent) == (pytest.approx(2.5), 4, pytest.approx(62.5))


def test_one_breach_of_a_veto_fails_the_whole(law: Make, world: Make, record: Make) -> None:
    laws = [law(), law(id="v", veto=True, kinds=("other",))]
    rows = tuple(record(f"r{m}", datetime(2026, m, 5)) for m in (1, 2, 3))
    got = score(derive(world(rows), laws, AT, Rules()))
    assert (got.vetoed, got.percent) == (("p#v",), 0.0)


def test_what_is_unknown_earns_nothing(law: Make, world: Make, record: Make) -> None:
    unknown = law(applies=Condition((Test("medical", "is", True),)), since=date(2026, 3, 1))
    got = score(derive(world(), [unknown], AT, Rules()))
    assert got.percent == 0


def test_nothing_due_is_no_score(law: Make, world: Make) -> None:
    assert score(derive(world(), [law(Every("year"))], AT, Rules())).percent is None


LADDER = [
    Rung(timedelta(0), "department", "department_head", "督促整改"),
    Rung(timedelta(days=15), "county", "leader", "约谈"),
    Rung(timedelta(days=7), "institution", "head", "带队处理"),
]
DUE = datetime(2026, 4, 1)


@pytest.mark.parametrize(
    ("at", "posts", "following"),
    [
        (DUE - timedelta(seconds=1), [], DUE),
        (DUE, ["department_head"], datetime(2026, 4, 8)),
        (datetime(2026, 4, 8), ["department_head", "head"], datetime(2026, 4, 16)),
        (datetime(2026, 4, 16), ["department_head", "head", "leader"], None),
    ],
)
def test_the_longer_it_is_overdue_the_higher_it_climbs(
    at: datetime, posts: list[str], following: datetime | None
) -> None:
    assert [call.rung.post for call in climb(LADDER, DUE, None, at)] == posts
    assert next_rung(LADDER, DUE, at) == following


def test_what_is_settled_calls_nobody() -> None:
    assert climb(LADDER, DUE, datetime(2026, 4, 3), datetime(2026, 5, 1)) == []
    assert climb(LADDER, DUE, datetime(2026, 6, 3), datetime(2026, 5, 1)) != []

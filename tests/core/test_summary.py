"""The counting path gives the same duties as deriving each of them."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weian.core.cadence import (
    FOREVER,
    After,
    Always,
    Cadence,
    Deadline,
    Every,
    Once,
    Rules,
    midnight,
)
from weian.core.condition import Condition, Test
from weian.core.duty import Duty, derive
from weian.core.obligation import (
    Bearing,
    Clause,
    Evidence,
    Measure,
    Obligation,
    Population,
    Who,
)
from weian.core.summary import month_of, reach_back, summarise
from weian.core.world import Facts, Person, Record, Relief, Thing, World

START = datetime(2025, 1, 1)
RULES = Rules()
CADENCES: tuple[Cadence, ...] = (
    Every("day"), Every("night"), Every("week"), Every("month"), Every("quarter", last=0),
    Every("year", by=(6, 30)), Every("day", n=15), Once(date(2025, 5, 1)), Always(months=2),
    After("report", days=3), Deadline("due_on"),
)  # fmt: skip
BEARINGS = (
    Bearing(), Bearing("post", "head"), Bearing("subject", "lift"), Bearing("case", "hazard"),
    Bearing("person"),
)  # fmt: skip
MEASURES = (
    Measure(), Measure(target=2), Measure("sum", 3, field="hours"),
    Measure("coverage", 0.5, field="people", population=Population("people")), Measure("absence", 1),
    Measure("ratio", 0.6, passing=(Test("fire", "is", True),)),
)  # fmt: skip


def law(r: Random, number: int) -> Obligation:
    applies = Condition((Test("medical", "is", True),)) if r.random() < 0.5 else Condition()
    when, measure = r.choice(CADENCES), r.choice(MEASURES)
    if isinstance(when, Always) and measure.running:
        measure = Measure()
    return Obligation(
        id=f"o{number}", title="", clause=Clause("p", "1", ""), area="fire",
        who=Who(frozenset({"clinic"}), applies=applies),
        owes=Evidence(("patrol",), (Test("fire", "is", True),) if r.random() < 0.3 else ()),
        when=when, measure=measure, bearing=r.choice(BEARINGS),
        grace=timedelta(days=r.choice((0, 0, 3))), late_counts=r.choice((None, True, False)),
        since=date(2025, 1, 1) + timedelta(days=r.randrange(40)),
        until=r.choice((None, None, date(2025, 9, 1))),
    )  # fmt: skip


def moment(r: Random) -> datetime:
    return START + timedelta(hours=r.randrange(24 * 400))


def record(r: Random, number: int) -> Record:
    happened = moment(r)
    return Record(
        f"r{number}", r.choice(("patrol", "patrol", "report")), happened,
        happened + timedelta(days=r.choice((0, 0, 5))), "u", by=r.choice("ab"),
        subject=r.choice(("", "s0")), case=r.choice(("", "c0")),
        about=r.choice((None, None, None, happened.date() - timedelta(days=20))),
        people=tuple(p for p in "ab" if r.random() < 0.5),
        data={"fire": r.random() < 0.7, "hours": r.randrange(4)},
    )  # fmt: skip


def world(r: Random) -> World:
    facts = [("medical", date(2025, 1, 1) + timedelta(days=r.randrange(300)), r.random() < 0.7)]
    left = r.choice((FOREVER, datetime(2025, 8, 15)))
    people = [
        Person("a", datetime(2024, 1, 1), posts=(("head", datetime(2024, 5, 1), left),)),
        Person("b", datetime(2025, 3, 1), left),
    ]
    reliefs = [Relief(f"p#o{r.randrange(4)}", datetime(2025, 2, 1))] if r.random() < 0.4 else []
    return World(
        "u", frozenset({"clinic"}), Facts(facts if r.random() < 0.8 else ()),
        datetime(2024, 6, 1), people=people, reliefs=reliefs,
        subjects=[Thing("s0", "lift", datetime(2025, 2, 1), left)],
        cases=[Thing("c0", "hazard", datetime(2025, 2, 1), data={"due_on": "2025-04-01"})],
        records=[record(r, i) for i in range(r.randrange(60))],
    )  # fmt: skip


def told(duty: Duty) -> tuple[object, ...]:
    ids = tuple(r.id for r in duty.records)
    return duty.key, duty.status, duty.due, duty.value, duty.met_at, duty.next_change, ids


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_open_duties_and_counts_are_those_of_derive(seed: int) -> None:
    r = Random(seed)
    laws, known, at = [law(r, i) for i in range(4)], world(r), moment(r)
    every = [d for d in derive(known, laws, at, RULES) if d.reason != "ended"]
    summary = summarise(known, laws, at, RULES)
    assert sorted(map(told, summary.rows)) == sorted(told(d) for d in every if not d.settled(at))
    assert summary.counts == Counter(
        (d.obligation.key, month_of(d.due), d.status) for d in every if d.settled(at)
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_independent_windows_need_no_older_records(seed: int) -> None:
    r = Random(seed)
    known, at = world(r), moment(r)
    known.reliefs = []
    laws = [o for o in (law(r, i) for i in range(8)) if reach_back(o) is not None]
    spans = [span for o in laws if (span := reach_back(o)) is not None]
    since = min(date(2025, r.randrange(1, 13), 1), at.date().replace(day=1))
    begin = midnight(since) - max(spans, default=timedelta(0))
    whole = summarise(known, laws, at, RULES)
    recent = replace(
        known,
        records=[x for x in known.records if x.happened >= begin],
        _own=None,
        _known={},
        dealt={},
    )
    part = summarise(recent, laws, at, RULES, since=since)
    assert sorted(map(told, part.rows)) == sorted(
        told(d) for d in whole.rows if d.due > midnight(since)
    )
    assert part.counts == {k: n for k, n in whole.counts.items() if k[1] >= since}


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0, max_value=10**9))
def test_a_record_changes_no_window_that_ended_long_before(seed: int) -> None:
    """Hence a change on a day leaves alone what fell due before the month of (day - span)."""
    r = Random(seed)
    known, at = world(r), moment(r)
    known.reliefs = []
    laws = [o for o in (law(r, i) for i in range(8)) if reach_back(o) is not None]
    spans = [span for o in laws if (span := reach_back(o)) is not None]
    new = record(r, 999)
    day = min(new.happened.date(), new.about or new.happened.date())
    since = (day - max(spans, default=timedelta(0))).replace(day=1)
    before = summarise(known, laws, at, RULES)
    after = summarise(
        replace(known, records=[*known.records, new], _own=None, _known={}, dealt={}),
        laws,
        at,
        RULES,
    )
    assert sorted(told(d) for d in before.rows if d.due <= midnight(since)) == sorted(
        told(d) for d in after.rows if d.due <= midnight(since)
    )
    assert {k: n for k, n in before.counts.items() if k[1] < since} == {
        k: n for k, n in after.counts.items() if k[1] < since
    }


def test_years_of_days_become_a_few_counts() -> None:
    daily = Obligation(
        "daily", "", Clause("p", "1", ""), "fire", Who(frozenset({"clinic"})),
        Evidence(("patrol",)), Every("day"), since=date(2020, 1, 1),
    )  # fmt: skip
    summary = summarise(World("u", frozenset({"clinic"})), [daily], datetime(2026, 1, 1), RULES)
    assert sum(summary.counts.values()) == 2192
    assert len(summary.counts) == 72
    assert [d.window.key for d in summary.rows] == ["2026-01-01", "2026-01-02"]


@pytest.mark.parametrize(
    ("due", "month"),
    [(datetime(2025, 11, 1), date(2025, 10, 1)), (datetime(2025, 11, 1, 6), date(2025, 11, 1))],
)
def test_a_window_belongs_to_the_month_of_its_last_moment(due: datetime, month: date) -> None:
    assert month_of(due) == month


def of_case(**given: object) -> list[Duty]:
    rectify = Obligation(
        "rectify", "", Clause("p", "1", ""), "hazard", Who(frozenset({"clinic"})),
        Evidence(("hazard.verify",)), Deadline("due_on"), bearing=Bearing("case", "hazard"),
    )  # fmt: skip
    case = Thing("c", "hazard", START, datetime(2025, 1, 5), data={"due_on": "2025-01-31"})
    world_ = World("u", frozenset({"clinic"}), cases=[case], **given)  # type: ignore[arg-type]
    return list(derive(world_, [rectify], datetime(2025, 3, 1), RULES))


def test_a_case_closed_before_its_deadline_counts_as_met() -> None:
    step = Record("s", "hazard.verify", datetime(2025, 1, 4), datetime(2025, 1, 4), case="c")
    assert [d.status for d in of_case(records=[step])] == ["met"]


def test_a_case_closed_otherwise_before_its_deadline_owes_nothing() -> None:
    assert of_case() == []

"""What holds of every duty, whatever the law, the world and the day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from weian.core.cadence import FOREVER, After, Always, Before, Cadence, Deadline, Every, Once, Rules
from weian.core.calendar import Calendar, Holiday
from weian.core.condition import Condition, Test
from weian.core.duty import Duty, derive
from weian.core.obligation import Bearing, Clause, Evidence, Measure, Obligation, Population, Who
from weian.core.world import Facts, Person, Record, Relief, Thing, World

Make = Callable[..., Any]
START = datetime(2025, 11, 1)
NOW = datetime(2026, 3, 20, 10)
RULES = Rules(calendar=Calendar(holidays=tuple(
    Holiday(f"h{n}", date(2026, n, 5), date(2026, n, 7)) for n in range(1, 13)
)))  # fmt: skip

hours = st.integers(0, int((NOW - START) / timedelta(hours=1)))
past = hours.map(lambda n: START + timedelta(hours=n))
around = st.integers(0, 24 * 400).map(lambda n: START + timedelta(hours=n))
days = around.map(lambda at: datetime(at.year, at.month, at.day))
people_ids = st.sampled_from(["a", "b", "c"])

cadences: st.SearchStrategy[Cadence] = st.one_of(
    st.sampled_from([
        Every("day"), Every("night"), Every("week"), Every("half_month"), Every("month"),
        Every("month", last=10), Every("quarter", last=0), Every("half_year"),
        Every("year", by=(4, 10)), Every("year", month=6), Every("day", 15), Every("holiday"),
    ]),
    days.map(lambda d: Once(d.date())),
    st.sampled_from([
        After("t", hours=24), After("t", days=3), After("t", days=3, working=True), After("t"),
        Before("appointed", 5), Before("post_change", 3), Deadline("due_on"),
        Always(), Always(months=2), Always(days=30), Always(years=1),
    ]),
)  # fmt: skip
measures = st.sampled_from([
    Measure(), Measure(target=2), Measure("sum", 3, field="hours"),
    Measure("coverage", 0.5, field="people", population=Population("people")),
    Measure("coverage", 1, field="people", population=Population("people", ("head",))),
    Measure("absence", 0), Measure("absence", 2), Measure("absence", 0, field="fewer"),
    Measure("ratio", 0.5, passing=(Test("hours", "gte", 2),)),
])  # fmt: skip
bearings = st.sampled_from([
    Bearing(), Bearing("post", "head"), Bearing("person"), Bearing("subject", "lift"),
    Bearing("case", "hazard"),
])  # fmt: skip
conditions = st.sampled_from([
    Condition(), Condition((Test("medical", "is", True),)), Condition((Test("beds", "gte", 20),)),
])  # fmt: skip


@st.composite
def laws(draw: st.DrawFn, when: st.SearchStrategy[Cadence] = cadences) -> Obligation:
    cadence = draw(when)
    measure = draw(measures)
    if isinstance(cadence, Always) and (measure.kind == "sum" or measure.running):
        measure = Measure()
    return Obligation(
        id="o", title="o", clause=Clause("p", "1", ""), area="fire",
        who=Who(frozenset({"clinic"}), applies=draw(conditions)), owes=Evidence(("k",)),
        when=cadence, measure=measure, bearing=draw(bearings),
        grace=timedelta(days=draw(st.sampled_from([0, 0, 2]))),
        late_counts=draw(st.sampled_from([None, None, True, False])),
        since=draw(days).date(), until=draw(st.one_of(st.none(), days.map(lambda d: d.date()))),
    )  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    out = []
    for n in range(draw(st.integers(0, 12))):
        happened = draw(past)
        lasts = draw(st.sampled_from([None, 40, 90]))
        out.append(Record(
            f"r{n}", draw(st.sampled_from(["k", "k", "t"])), happened, happened, "u",
            by=draw(people_ids), subject=draw(st.sampled_from(["", "s"])),
            case=draw(st.sampled_from(["", "c"])),
            about=draw(st.one_of(st.none(), st.none(), past.map(lambda m: m.date()))),
            valid_until=None if lasts is None else happened + timedelta(days=lasts),
            people=tuple(draw(st.sets(people_ids))), data={"hours": draw(st.integers(0, 3))},
        ))  # fmt: skip
    return out


@st.composite
def spans(draw: st.DrawFn) -> tuple[datetime, datetime]:
    since = draw(days)
    return since, draw(
        st.one_of(st.just(FOREVER), st.integers(1, 300).map(lambda n: since + timedelta(days=n)))
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    facts = draw(st.lists(st.tuples(
        st.sampled_from(["medical", "beds"]), days.map(lambda d: d.date()),
        st.sampled_from([True, False, None, 10, 50]),
    ), max_size=4))  # fmt: skip
    people = []
    for name in "abc":
        since, until = draw(spans())
        posts = [
            (draw(st.sampled_from(["head", "head", "deputy"])), *draw(spans()))
            for _ in range(draw(st.integers(0, 2)))
        ]
        posts = [
            (p, max(a, since), min(b, until)) for p, a, b in posts if max(a, since) < min(b, until)
        ]
        people.append(Person(name, since, until, name, tuple(posts)))
    reliefs = draw(st.lists(st.builds(
        Relief, st.just("p#o"), past, until=st.one_of(st.none(), around),
        bearer=st.sampled_from(["", "", "person:a"]), window=st.sampled_from(["", "2026-02", "2026-03"]),
    ), max_size=2))  # fmt: skip
    due_on = draw(st.one_of(st.none(), days.map(lambda d: d.date().isoformat())))
    return World(
        "u", frozenset({"clinic"}), Facts(facts), START, people=people,
        subjects=[Thing("s", "lift", *draw(spans()))],
        cases=[Thing("c", "hazard", *draw(spans()), data={"due_on": due_on})],
        records=draw(records()), reliefs=reliefs,
    )  # fmt: skip


def computed(world: World, law: Obligation, at: datetime) -> dict[str, Duty]:
    found = list(derive(world, [law], at, RULES))
    out = {duty.key: duty for duty in found}
    assert len(out) == len(found), "two duties with one key"
    return out


def told(found: dict[str, Duty]) -> dict[str, str]:
    return {key: duty.status for key, duty in found.items()}


thorough = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)  # fmt: skip


@thorough
@given(laws(), worlds(), st.floats(0, 1))
def test_nothing_changes_before_next_change_and_on_it_something_does(
    law: Obligation, world: World, part: float
) -> None:
    now = computed(world, law, NOW)
    changes = [d.next_change for d in now.values() if d.next_change is not None]
    horizon = min(changes, default=NOW + timedelta(days=800))
    assert horizon > NOW
    between = NOW + (horizon - NOW) * min(part, 0.999999)
    for moment in (between, horizon - timedelta(microseconds=1)):
        later = told(computed(world, law, moment))
        assert {key: later.get(key) for key in now} == told(now)
    if changes:
        later = told(computed(world, law, horizon))
        assert {key: later.get(key) for key in now} != told(now)


@thorough
@given(laws(), worlds())
def test_each_duty_changes_on_its_own_next_change(law: Obligation, world: World) -> None:
    for key, duty in computed(world, law, NOW).items():
        if duty.next_change is not None:
            assert computed(world, law, duty.next_change)[key].status != duty.status
            before = computed(world, law, duty.next_change - timedelta(microseconds=1))
            assert before[key].status == duty.status


@thorough
@given(laws(), worlds(), st.randoms(use_true_random=False))
def test_the_same_input_gives_the_same_output_in_whatever_order_it_comes(
    law: Obligation, world: World, random: Any
) -> None:
    shuffled = list(world.records)
    random.shuffle(shuffled)
    again = replace(world, records=shuffled, _own=None, _under=None, _known={}, dealt={})
    one, other = computed(world, law, NOW), computed(again, law, NOW)
    assert [(k, d.status, d.due, d.value, d.met_at, d.next_change) for k, d in one.items()] == [
        (k, d.status, d.due, d.value, d.met_at, d.next_change) for k, d in other.items()
    ]


@thorough
@given(laws(), worlds(), past)
def test_a_record_of_another_kind_changes_nothing(
    law: Obligation, world: World, happened: datetime
) -> None:
    other = Record("x", "other", happened, happened, "u", by="a", people=("a", "b"))
    more = replace(
        world, records=[*world.records, other], _own=None, _under=None, _known={}, dealt={}
    )
    assert told(computed(world, law, NOW)) == told(computed(more, law, NOW))


@thorough
@given(laws(), worlds())
def test_one_record_never_meets_two_windows_of_one_bearer(law: Obligation, world: World) -> None:
    used: set[tuple[str, str]] = set()
    for duty in computed(world, law, NOW).values():
        bearer = duty.bearer.key.partition("/")[0]
        for record in duty.records:
            assert (bearer, record.id) not in used
            used.add((bearer, record.id))


@thorough
@given(laws(), worlds())
def test_statuses_agree_with_values(law: Obligation, world: World) -> None:
    for duty in computed(world, law, NOW).values():
        assert duty.window.opens < duty.window.due or isinstance(law.when, Before)
        if duty.status in ("met", "met_late") and not isinstance(law.when, Always):
            assert duty.met_at is not None
            assert (duty.met_at < duty.due) is (duty.status == "met")
        if law.measure.running:
            assert duty.status not in ("open", "grace", "met_late")
            if duty.status in ("met", "overdue"):
                enough = law.measure.kind == "ratio"
                bad = duty.value < duty.target if enough else duty.value > duty.target
                assert bad is (duty.status == "overdue")
            continue
        if duty.status in ("open", "upcoming", "grace", "overdue"):
            assert duty.value < duty.target
        if duty.status == "overdue":
            assert duty.due + law.grace <= NOW


@thorough
@given(laws(when=cadences.filter(lambda c: isinstance(c, Every))), worlds(), past)
def test_more_evidence_never_makes_a_unit_worse(
    law: Obligation, world: World, happened: datetime
) -> None:
    extra = Record("x", "k", happened, happened, "u", by="a", subject="s", case="c",
                   people=("a", "b", "c"), data={"hours": 3})  # fmt: skip
    assume(not law.measure.running)
    more = replace(
        world, records=[*world.records, extra], _own=None, _under=None, _known={}, dealt={}
    )
    was, is_ = computed(world, law, NOW), computed(more, law, NOW)

    def met(found: dict[str, Duty]) -> int:
        return sum(d.status in ("met", "met_late") for d in found.values())

    assert was.keys() == is_.keys()
    assert met(is_) >= met(was)

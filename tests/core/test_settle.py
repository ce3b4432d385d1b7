"""One window alone takes the records that it takes when another one follows far off."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from weian.core.cadence import FOREVER, After, Cadence, Every, Once, Rules, Window
from weian.core.obligation import Clause, Evidence, Measure, Obligation, Population, Who
from weian.core.periods import every_windows
from weian.core.settle import deal, settle
from weian.core.world import Record

OPENS = datetime(2026, 3, 1)
DUE = datetime(2026, 4, 1)
FAR = datetime(2500, 1, 1)
DAYS = st.integers(-40, 80)
MEASURES = st.sampled_from(
    (
        Measure(), Measure(target=2), Measure("sum", 3, field="n"),
        Measure("coverage", 1.0, field="people", population=Population("people")),
    )
)  # fmt: skip


def record(number: int, day: int, about: int | None) -> Record:
    moment = OPENS + timedelta(days=day, hours=9)
    told = (OPENS + timedelta(days=about)).date() if about is not None else None
    return Record(f"{number:03}", "drill", moment, moment, about=told, data={"n": number % 3})


RECORDS = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=6).map(
    lambda rows: [record(n, day, about) for n, (day, about) in enumerate(sorted(rows, key=str))]
)


@given(
    RECORDS,
    st.sampled_from((Every("month"), Every("week"), After("case.report", days=3))),
    MEASURES,
    st.sampled_from((True, False, None)),
    st.sampled_from((timedelta(0), timedelta(days=5))),
)
def test_a_window_alone_is_dealt_as_among_others(
    records: list[Record], when: Cadence, measure: Measure, late: bool | None, grace: timedelta
) -> None:
    law = Obligation(
        "o", "t", Clause("p", "1", ""), "fire", Who(frozenset({"institution"})), Evidence(("drill",)),
        when, measure, grace=grace, late_counts=late, since=date(2026, 1, 1),
    )  # fmt: skip
    ordered = sorted(records, key=lambda r: (r.happened, r.id))
    alone = deal(law, [OPENS], [OPENS], [DUE], ordered)
    among = deal(law, [OPENS, FAR], [OPENS, FAR], [DUE, FOREVER], ordered)
    assert alone.get(0) == among.get(0)


def roster(happened: datetime, about: date) -> Record:
    return Record("r", "roster", happened, happened, about=about)


def test_a_roster_entered_ahead_counts_for_the_day_that_it_is_about(
    law: Callable[..., Obligation],
) -> None:
    daily = law(Every("day"), kinds=("roster",))
    days = every_windows(daily.when, date(2026, 3, 1), date(2026, 3, 10), Rules())
    ahead = roster(datetime(2026, 2, 20), date(2026, 3, 4))
    far = roster(datetime(2026, 2, 20), date(2026, 5, 1))
    got = settle(daily, days, [w.due for w in days], [ahead, far])
    met = [w.key for w, s in zip(days, got, strict=True) if s.met_at is not None]
    assert met == ["2026-03-04"]


def test_a_list_sent_before_its_last_week_does_not_count_whatever_it_says(
    law: Callable[..., Obligation],
) -> None:
    listed = law(Every("quarter", last=0), kinds=("list",))
    windows = every_windows(listed.when, date(2026, 1, 1), date(2026, 6, 30), Rules())
    early = roster(datetime(2026, 1, 10), date(2026, 2, 4))
    got = settle(listed, windows, [w.due for w in windows], [early])
    assert not any(s.met_at for s in got)


def test_what_is_due_once_may_be_told_ahead_too(law: Callable[..., Obligation]) -> None:
    once = law(Once(date(2026, 6, 30), date(2026, 3, 1)), kinds=("plan",))
    window = Window("once", datetime(2026, 3, 1), datetime(2026, 3, 1), datetime(2026, 7, 1))
    early = roster(datetime(2026, 2, 10), date(2026, 3, 4))
    (got,) = settle(once, [window], [window.due], [early])
    assert got.met_at == early.happened

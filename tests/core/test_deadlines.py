"""Deadlines to the millisecond, working days of every day for years, and the last week as each county reads it."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weian.base.calendar_seed import known_days
from weian.base.values import READERS, Bounds
from weian.core.cadence import Every, Rules
from weian.core.calendar import Calendar
from weian.core.periods import every_windows, period_of
from weian.duty.wall import end_of, wall

SHANGHAI = ZoneInfo("Asia/Shanghai")
MILLISECOND = timedelta(milliseconds=1)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
ENDS = [date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28), date(2028, 2, 28),
        date(2028, 2, 29)]  # fmt: skip


def moments_around(day: date) -> tuple[datetime, datetime]:
    """The last millisecond of a day in China and the first of the next, as the database gives them."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), SHANGHAI)
    return (midnight - MILLISECOND).astimezone(UTC), midnight.astimezone(UTC)


@pytest.mark.parametrize("day", ENDS)
def test_a_last_day_lasts_to_its_last_millisecond_in_china(day: date) -> None:
    last, late = moments_around(day)
    assert last.hour == 15 and late.hour == 16  # of the day before in UTC, as it must be
    assert wall(last) < end_of(day) <= wall(late)


@given(day=DAYS)
def test_the_day_of_a_daily_duty_is_the_chinese_day(day: date) -> None:
    (window,) = every_windows(Every("day"), day, day, Rules())[:1]
    last, late = moments_around(day)
    assert window.opens <= wall(last) < window.due <= wall(late)
    noon_utc = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)  # midnight in China
    assert wall(noon_utc).date() == day + timedelta(days=1)


@given(day=DAYS)
def test_by_a_day_of_the_year_means_through_that_day(day: date) -> None:
    windows = every_windows(Every("year", by=(day.month, day.day)), day, day, Rules())
    window = next(w for w in windows if w.start.year == day.year)
    last, late = moments_around(day)
    assert wall(last) < window.due <= wall(late)


@pytest.mark.parametrize("years", [range(2024, 2031)])
def test_working_days_are_found_from_every_day_of_seven_years(years: range) -> None:
    """Years that nobody has decided on yet follow the weekend rule; nothing raises."""
    known = {d.day: d.kind == "workday" for d in known_days()}
    calendar = Calendar(known)
    assert max(known).year < years[-1]  # the last ones are not known
    day = date(years[0], 1, 1)
    while day.year in years:
        for n in (1, 3, 5, 10, 30):
            found = calendar.add_working_days(day, n)
            step = (day + timedelta(days=k) for k in range(1, (found - day).days + 1))
            assert calendar.is_working(found)
            assert sum(map(calendar.is_working, step)) == n
        day += timedelta(days=1)


@given(first=st.dates(date(2020, 1, 29), date(2020, 1, 31)))
def test_a_month_has_one_window_whatever_day_it_was_begun_on(first: date) -> None:
    windows = every_windows(Every("month"), first, date(2040, 12, 31), Rules())
    assert len(windows) == len({w.start for w in windows}) >= 12 * 20
    assert all(a.due == b.start for a, b in itertools.pairwise(windows))


@given(year=st.integers(2020, 2040))
def test_the_29th_of_february_is_the_28th_elsewhere(year: int) -> None:
    leap = (date(year, 3, 1) - timedelta(days=1)).day == 29
    windows = every_windows(
        Every("year", by=(2, 29)), date(year, 1, 1), date(year, 12, 31), Rules()
    )
    assert windows[0].due == datetime(year, 3, 1)
    assert (windows[0].due - timedelta(days=1)).day == (29 if leap else 28)


#: First day of the last week of each quarter, worked out on a wall calendar.
ISO = {
    2024: "03-25 06-24 09-30 12-30", 2025: "03-31 06-30 09-29 12-29", 2026: "03-30 06-29 09-28 12-28",
    2027: "03-29 06-28 09-27 12-27", 2028: "03-27 06-26 09-25 12-25", 2029: "03-26 06-25 09-24 12-31",
    2030: "03-25 06-24 09-30 12-30",
}  # fmt: skip
WORKING = {
    2024: "03-25 06-24 09-24 12-25", 2025: "03-25 06-24 09-24 12-25", 2026: "03-25 06-24 09-24 12-25",
    2027: "03-25 06-24 09-24 12-27", 2028: "03-27 06-26 09-25 12-25", 2029: "03-26 06-25 09-24 12-25",
    2030: "03-25 06-24 09-24 12-25",
}  # fmt: skip
SEVEN = dict.fromkeys(range(2024, 2031), "03-25 06-24 09-24 12-25")


@pytest.mark.parametrize("year", range(2024, 2031))
@pytest.mark.parametrize(
    ("setting", "table"), [("days:7", SEVEN), ("iso", ISO), ("working:5", WORKING)]
)
def test_the_last_week_of_each_quarter(setting: str, table: dict[int, str], year: int) -> None:
    """By the weekend rule alone; working days that were moved change the third reading only."""
    rules = Rules(last_week=setting)
    windows = every_windows(Every("quarter", last=0), date(year, 1, 1), date(year, 12, 31), rules)
    found = [f"{w.opens:%m-%d}" for w in windows if w.start.year == year]
    assert " ".join(found) == table[year]


@pytest.mark.parametrize(
    "day", [date(1988, 7, 1), date(1986, 5, 4), date(1991, 9, 15), date(1940, 6, 1)]
)
def test_days_before_1992_stay_the_days_they_were(day: date) -> None:
    """China had summer time then: a day is kept as a day, never as a moment that could slip."""
    summer = datetime(1988, 7, 1, tzinfo=SHANGHAI).utcoffset()
    assert summer == timedelta(hours=9)
    assert READERS["date"](day.isoformat(), Bounds(None, None, ())) == day.isoformat()
    assert period_of("day", day)[1] == day

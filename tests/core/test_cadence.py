"""Windows: every period of a year has exactly one, whatever the calendar does."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weian.core.cadence import Every, Rules, add_months, due_after
from weian.core.calendar import Calendar, Holiday
from weian.core.periods import every_windows, period_of

RULES = Rules()


def year_of(cadence: Every, year: int, rules: Rules = RULES) -> list[tuple[str, str, str]]:
    """(key, opens, due) of the windows whose period lies in a year."""
    windows = every_windows(cadence, date(year, 1, 1), date(year, 12, 31), rules)
    return [
        (w.key, f"{w.opens:%m-%d %H}", f"{w.due:%y-%m-%d %H}")
        for w in windows
        if w.start.year == year
    ]


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2100])
@pytest.mark.parametrize(
    ("period", "count"),
    [("half_month", 24), ("month", 12), ("quarter", 4), ("half_year", 2), ("year", 1)],
)
def test_every_period_of_a_year_has_one_window(year: int, period: str, count: int) -> None:
    windows = year_of(Every(period), year)
    assert len(windows) == len({key for key, _, _ in windows}) == count


@pytest.mark.parametrize(("year", "days"), [(2023, 365), (2024, 366), (2100, 365)])
@pytest.mark.parametrize("period", ["day", "night"])
def test_every_day_and_night_of_a_year_has_one_window(period: str, year: int, days: int) -> None:
    keys = [key for key, _, _ in year_of(Every(period), year)]
    assert keys == sorted(set(keys))
    assert len(keys) == days


def test_leap_day_has_its_own_window_and_ends_its_month() -> None:
    assert ("2024-02-29", "02-29 00", "24-03-01 00") in year_of(Every("day"), 2024)
    assert year_of(Every("month"), 2024)[1] == ("2024-02", "02-01 00", "24-03-01 00")
    assert year_of(Every("half_month"), 2023)[3] == ("2023-02b", "02-16 00", "23-03-01 00")


def test_a_night_crosses_midnight_and_bears_the_date_of_its_evening() -> None:
    nights = year_of(Every("night"), 2026)
    assert nights[0] == ("2026-01-01", "01-01 18", "26-01-02 06")
    assert nights[-1] == ("2026-12-31", "12-31 18", "27-01-01 06")


def test_a_night_that_ends_before_midnight_stays_on_its_day() -> None:
    rules = Rules(night=(time(20), time(23)))
    assert year_of(Every("night"), 2026, rules)[0] == ("2026-01-01", "01-01 20", "26-01-01 23")


@pytest.mark.parametrize(
    ("setting", "quarter", "first"),
    [
        ("days:7", 1, "03-25"), ("iso", 1, "03-30"), ("working:5", 1, "03-25"),
        ("days:7", 4, "12-25"), ("iso", 4, "12-28"), ("working:5", 4, "12-25"),
        ("working:3", 4, "12-29"), ("days:10", 2, "06-21"),
    ],
)  # fmt: skip
def test_the_last_week_of_a_quarter_is_read_as_the_setting_says(
    setting: str, quarter: int, first: str
) -> None:
    windows = year_of(Every("quarter", last=0), 2026, Rules(last_week=setting))
    key, opens, due = windows[quarter - 1]
    assert (key, opens[:5]) == (f"2026-Q{quarter}", first)
    assert due == f"{add_months(date(2026, 3 * quarter, 1), 1):%y-%m-%d} 00"


def test_working_days_of_the_last_week_follow_the_calendar() -> None:
    calendar = Calendar({date(2026, 12, 31): False, date(2026, 12, 27): True})
    rules = Rules(last_week="working:5", calendar=calendar)
    assert year_of(Every("quarter", last=0), 2026, rules)[3][1] == "12-25 00"
    fewer = Calendar({date(2026, 12, 31): False})
    rules = Rules(last_week="working:5", calendar=fewer)
    assert year_of(Every("quarter", last=0), 2026, rules)[3][1] == "12-24 00"


def test_the_last_days_never_reach_before_the_period() -> None:
    assert year_of(Every("half_month", last=20), 2026)[0][1] == "01-01 00"


@pytest.mark.parametrize(
    ("cadence", "window"),
    [
        (Every("year", by=(12, 10)), ("2026", "01-01 00", "26-12-11 00")),
        (Every("year", month=6), ("2026", "06-01 00", "26-07-01 00")),
        (Every("year", month=12), ("2026", "12-01 00", "27-01-01 00")),
        (Every("year", by=(2, 29)), ("2026", "01-01 00", "26-03-01 00")),
        (Every("month", last=10), ("2026-01", "01-22 00", "26-02-01 00")),
        (Every("half_year"), ("2026-H1", "01-01 00", "26-07-01 00")),
    ],
)
def test_windows_inside_a_period(cadence: Every, window: tuple[str, str, str]) -> None:
    assert year_of(cadence, 2026)[0] == window


def test_before_a_day_may_include_it_or_not() -> None:
    assert due_after(date(2026, 12, 10), RULES) == datetime(2026, 12, 11)
    assert due_after(date(2026, 12, 10), Rules(before_includes_day=False)) == datetime(2026, 12, 10)


@pytest.mark.parametrize(
    ("cadence", "keys", "dues"),
    [
        (Every("year", 3), ["2024-02-29+3year", "2027-02-28+3year"], ["2027-02-28", "2030-02-28"]),
        (Every("day", 15), ["2024-02-29+15day", "2024-03-15+15day"], ["2024-03-15", "2024-03-30"]),
        (Every("month", 2), ["2024-02-29+2month", "2024-04-29+2month"], ["2024-04-29", "2024-06-29"]),
        (Every("week", 2), ["2024-02-29+2week", "2024-03-14+2week"], ["2024-03-14", "2024-03-28"]),
    ],
)  # fmt: skip
def test_long_intervals_are_counted_from_the_first_day(
    cadence: Every, keys: list[str], dues: list[str]
) -> None:
    windows = every_windows(cadence, date(2024, 2, 29), date(2024, 2, 29), RULES)[:2]
    assert [w.key for w in windows] == keys
    assert [w.due.date().isoformat() for w in windows] == dues


def test_holidays_are_preceded_by_a_window() -> None:
    calendar = Calendar(
        holidays=(
            Holiday("国庆节", date(2026, 10, 1), date(2026, 10, 8)),
            Holiday("元旦", date(2027, 1, 1), date(2027, 1, 3)),
        )
    )
    windows = every_windows(
        Every("holiday"), date(2026, 9, 1), date(2026, 9, 1), Rules(calendar=calendar)
    )
    assert [w.key for w in windows] == ["2026-10-01 国庆节"]
    assert (windows[0].opens, windows[0].due) == (datetime(2026, 9, 24), datetime(2026, 10, 1))


@pytest.mark.parametrize(
    "period", ["day", "week", "half_month", "month", "quarter", "half_year", "year"]
)
@given(day=st.dates(date(1999, 12, 1), date(2101, 1, 31)))
def test_every_day_lies_in_one_period_and_periods_touch(period: str, day: date) -> None:
    key, first, end = period_of(period, day)
    assert first <= day < end
    assert (
        period_of(period, first) == period_of(period, end - timedelta(days=1)) == (key, first, end)
    )
    assert period_of(period, end)[1] == end
    assert period_of(period, end)[0] != key


@pytest.mark.parametrize(
    "cadence",
    [
        Every("day"), Every("night"), Every("week"), Every("month", last=0), Every("quarter", last=10),
        Every("half_year"), Every("year", by=(12, 10)), Every("year", month=6), Every("day", 15),
        Every("year", 3), Every("month", 2),
    ],
)  # fmt: skip
@given(since=st.dates(date(2020, 1, 1), date(2026, 1, 1)), days=st.integers(0, 1200))
def test_windows_are_ordered_due_later_and_reach_past_the_horizon(
    cadence: Every, since: date, days: int
) -> None:
    horizon = since + timedelta(days=days)
    windows = every_windows(cadence, since, horizon, RULES)
    assert len({w.key for w in windows}) == len(windows)
    assert all(w.start <= w.opens < w.due for w in windows)
    assert all(a.due <= b.due and a.opens < b.opens for a, b in pairwise(windows))
    assert windows[0].due > datetime(since.year, since.month, since.day)
    assert windows[-1].opens > datetime(horizon.year, horizon.month, horizon.day)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 30), st.integers(1, 20)
)  # fmt: skip
def test_working_days_add_up(day: date, one: int, other: int) -> None:
    calendar = Calendar({date(2026, 10, 1): False, date(2026, 10, 10): True})
    step = calendar.add_working_days(calendar.add_working_days(day, one), other)
    assert step == calendar.add_working_days(day, one + other)
    assert calendar.is_working(step)


def test_the_nth_last_working_day() -> None:
    calendar = Calendar()
    assert calendar.last_working_days(date(2026, 11, 22), 1) == date(2026, 11, 20)
    assert calendar.last_working_days(date(2026, 11, 20), 5) == date(2026, 11, 16)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-240, 240))
def test_added_months_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    last = (moved + timedelta(days=1)).day == 1
    assert moved.day == day.day or (moved.day < day.day and last)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 10, 31), 14, date(2027, 12, 31)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
    ],
)
def test_a_month_later_is_that_day_or_the_months_last(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("period", "later"), [("month", "2026-03-15"), ("quarter", "2026-07-15"),
                          ("half_year", "2027-01-15"), ("year", "2028-01-15")],
)  # fmt: skip
def test_two_periods_together_are_twice_as_long(period: str, later: str) -> None:
    first, *_ = every_windows(Every(period, n=2), date(2026, 1, 15), date(2026, 1, 15), RULES)
    assert (first.opens.isoformat()[:10], first.due.isoformat()[:10]) == ("2026-01-15", later)


def test_a_night_from_an_hour_to_the_same_hour_is_a_whole_day() -> None:
    rules = Rules(night=(time(18), time(18)))
    first, *_ = every_windows(Every("night"), date(2026, 1, 15), date(2026, 1, 15), rules)
    assert first.due - first.opens == timedelta(days=1)

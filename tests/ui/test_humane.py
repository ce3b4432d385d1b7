"""Times as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from weian.base.clock import TZ
from weian.ui import humane

NOW = datetime(2026, 9, 28, 9, 30, tzinfo=TZ)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 9, 28), "今天到期"),
        (date(2026, 9, 29), "明天到期"),
        (date(2026, 10, 1), "还剩 3 天"),
        (date(2026, 9, 27), "逾期 1 天"),
        (date(2026, 9, 26), "逾期 2 天"),
        (datetime(2026, 9, 28, 14, 30, tzinfo=TZ), "还剩 5 小时"),
        (datetime(2026, 9, 28, 9, 50, tzinfo=TZ), "还剩 20 分钟"),
        (datetime(2026, 9, 28, 9, 30, tzinfo=TZ), "逾期 1 分钟"),
        (datetime(2026, 9, 28, 6, 30, tzinfo=TZ), "逾期 3 小时"),
        (datetime(2026, 9, 28, 9, 30, 40, tzinfo=TZ), "还剩 1 分钟"),
        (datetime(2026, 10, 2, 0, 0, tzinfo=TZ), "还剩 4 天"),
    ],
)
def test_what_is_left_until_a_deadline(due: date | datetime, said: str) -> None:
    assert humane.due(due, NOW) == said


def test_a_deadline_in_another_zone_falls_on_the_local_day() -> None:
    assert humane.due(datetime(2026, 10, 2, 17, 0, tzinfo=UTC), NOW) == "还剩 5 天"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=5), "5 分钟前"),
        (timedelta(hours=2), "今天 07:30"),
        (timedelta(hours=11), "昨天 22:30"),
        (timedelta(days=20), "9月8日 09:30"),
        (timedelta(days=400), "2025年8月24日"),
        (timedelta(minutes=-5), "今天 09:35"),
    ],
)
def test_how_long_ago_something_happened(before: timedelta, said: str) -> None:
    assert humane.ago(NOW - before, NOW) == said


def test_a_day_has_its_weekday_and_its_year_when_that_is_another_one() -> None:
    assert humane.day(date(2026, 9, 30)) == "9月30日 周三"
    assert humane.day(date(2026, 9, 30), NOW) == "9月30日 周三"
    assert humane.day(date(2025, 12, 31), NOW) == "2025年12月31日 周三"


def test_the_exact_moment_is_local() -> None:
    assert humane.exact(datetime(2026, 9, 30, 16, 5, tzinfo=UTC)) == "2026年10月1日 周四 00:05"
    assert humane.exact(date(2026, 9, 30)) == "2026年9月30日 周三"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 9, 24), date(2026, 9, 30), "9月24日—30日"),
        (date(2026, 9, 24), date(2026, 10, 7), "9月24日—10月7日"),
        (date(2026, 12, 25), date(2027, 1, 3), "2026年12月25日—2027年1月3日"),
        (date(2026, 9, 24), date(2026, 9, 24), "9月24日"),
    ],
)
def test_a_stretch_of_days_repeats_nothing(first: date, last: date, said: str) -> None:
    assert humane.span(first, last) == said


def test_sizes_are_short() -> None:
    assert [humane.size(n) for n in (812, 12_400, 3_500_000)] == ["812 B", "12 KB", "3.3 MB"]

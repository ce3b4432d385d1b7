"""Days and nights that a roster covers, and the gaps between."""

from datetime import date

import pytest

from weian.modules.emergency import cover
from weian.modules.emergency.cover import Gap, Half, Turn

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def day(number: int) -> date:
    return date(2026, 11, number)


def turn(first: int, last: int, shift: str = "", all_day: bool | None = None) -> Turn:
    return Turn(f"{first}", day(first), day(last), "王立", ("陈安",), shift, all_day)


@pytest.mark.parametrize(
    ("shift", "all_day", "missing"),
    [
        ("", None, ""), ("", True, ""), ("", False, cover.NIGHT), ("whole_day", None, ""),
        ("day", True, cover.NIGHT), ("night", None, cover.DAY),
    ],
)  # fmt: skip
def test_a_line_covers_the_day_the_night_or_both(
    shift: str, all_day: bool | None, missing: str
) -> None:
    found = cover.covered([turn(3, 3, shift, all_day)], FIRST, LAST)
    assert cover.missing(found, day(3)) == missing
    assert cover.missing(found, day(4)) == cover.WHOLE


def test_neighbouring_days_of_the_same_sort_are_one_gap() -> None:
    found = cover.covered([turn(1, 9), turn(10, 12, "day"), turn(15, 30)], FIRST, LAST)
    assert cover.gaps(found, FIRST, LAST) == [
        Gap(day(10), day(12), cover.NIGHT), Gap(day(13), day(14), cover.WHOLE),
    ]  # fmt: skip


def test_lines_that_reach_beyond_the_month_count_within_it() -> None:
    long = Turn("x", date(2026, 10, 20), date(2026, 12, 5), "王立", ())
    found = cover.covered([long], FIRST, LAST)
    assert len(found) == 60
    assert Half(FIRST, True) in found
    assert cover.gaps(found, FIRST, LAST) == []


def test_day_and_night_by_different_lines_leave_no_gap() -> None:
    found = cover.covered([turn(5, 5, "day"), turn(5, 5, "night")], day(5), day(5))
    assert cover.gaps(found, day(5), day(5)) == []


def test_a_gap_that_spans_today_is_ahead_and_past() -> None:
    ahead, past = cover.ahead_first([Gap(day(3), day(8), cover.WHOLE)], day(5))
    assert ahead == [Gap(day(5), day(8), cover.WHOLE)]
    assert past == [Gap(day(3), day(4), cover.WHOLE)]
    assert ahead[0].days == 4

"""What chinesecalendar knows of holidays and 调休, read once to seed the calendar table.

Never asked at request time: it raises for years it does not know.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar
from chinese_calendar import constants

FIRST_YEAR = 2024
_TITLES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}


class Seed(NamedTuple):
    """One row of the calendar table."""

    day: date
    kind: str
    name: str


def known_days() -> Iterator[Seed]:
    """Every day from 2024 on that differs from the weekend rule or belongs to a holiday."""
    last = max(constants.holidays)
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= last.year:
        off, english = chinese_calendar.get_holiday_detail(day)
        name = _TITLES.get(english or "", "")
        if off and english:
            yield Seed(day, "holiday", name)
        elif not off and day.weekday() >= 5:
            yield Seed(day, "workday", f"{name}调休上班" if name else "调休上班")
        day += timedelta(days=1)

"""Every form of recurrence becomes a cadence or says what it still needs."""

from datetime import date

import pytest

from weian.core.cadence import After, Always, Before, Every, Once
from weian.policy.reading.fitting import NEEDS, bind, fit
from weian.policy.reading.recurrence import Form

CADENCES = [
    ({"at_least": 1, "per": "quarter"}, Every("quarter")),
    ({"at_least": 2, "per": "night"}, Every("night")),
    ({"at_least": 1, "per": "holiday_or_event"}, Every("holiday")),
    ({"at_least": 1, "per": "15d"}, Every("day", 15)),
    ({"at_least": 1, "per": "3y"}, Every("year", 3)),
    ({"window": "last_week", "per": "quarter"}, Every("quarter", last=0)),
    ({"by": "12-10", "every": "year"}, Every("year", by=(12, 10))),
    ({"month": 1, "every": "year"}, Every("year", month=1)),
    ({"once_by": "2022-12-31"}, Once(date(2022, 12, 31))),
    ({"once_by": "2019-06"}, Once(date(2019, 6, 30))),
    ({"on": "2024-06-16"}, Once(date(2024, 6, 16), date(2024, 6, 16))),
    ({"on": "2024-06"}, Once(date(2024, 6, 30), date(2024, 6, 1))),
    ({"from": "2020-07-01", "until": "2020-12-31"}, Once(date(2020, 12, 31), date(2020, 7, 1))),
    ({"before": "上岗"}, Before("appointed")),
    ({"before": "入职"}, Before("joined")),
    ({"max_age": "3y"}, Always(years=3)),
    ({"max_interval": "6m"}, Always(months=6)),
]
NEEDING = [
    ({"periodic": True}, "periodic"), ({"prompt": True}, "prompt"), ({"immediate": True}, "immediate"),
    ({"after": "整改完成"}, "after"), ({"within": "2h"}, "within"), ({"each": "检查"}, "each"),
    ({"before": "动火作业"}, "before_act"), ({"before": "30d", "of": "有效期届满"}, "before_length"),
    ({"at_least": 1, "per": "day", "during": "汛期"}, "during"), ({"at_least": 1, "per": "2h"}, "hours"),
    ({"every": "week", "by": "Thu 12:00"}, "weekday"), ({"by": "25", "every": "month"}, "day_of_period"),
    ({"retain_at_least": "3y"}, "retain_at_least"), ({"max_duration": "4h"}, "max_duration"),
    ({"continuous": "24小时"}, "continuous"), ({"at_most": 2, "per": "year"}, "at_most"), ({}, "unread"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "cadence"), CADENCES, ids=str)
def test_a_form_is_a_cadence(form: Form, cadence: object) -> None:
    assert fit(form) == cadence


@pytest.mark.parametrize(("form", "need"), NEEDING, ids=str)
def test_a_form_says_what_it_needs(form: Form, need: str) -> None:
    assert fit(form) == need


def test_every_need_is_met_by_some_form() -> None:
    assert {need for _, need in NEEDING} == set(NEEDS)


def test_a_standing_duty_has_no_cadence() -> None:
    assert fit(None) is None


def test_a_named_happening_makes_a_cadence() -> None:
    assert bind({"within": "5wd"}, "hazard.report") == After("hazard.report", days=5, working=True)
    assert bind({"within": "30min"}, "x") == After("x", hours=1)
    assert bind({"immediate": True}, "x") == After("x")
    assert bind({"periodic": True}, "x") is None

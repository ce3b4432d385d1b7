"""Every form of recurrence becomes a cadence or says what it still needs, and is adopted as such."""

from datetime import date
from typing import Any

import pytest

from weian.core.cadence import After, Always, Before, Every, Once
from weian.policy.compiling import compile_pack
from weian.policy.drafting.answers import judged_of, obligation_of, question_key, question_of
from weian.policy.drafting.proposing import propose
from weian.policy.loading import parse_content
from weian.policy.reading.compiler import Finding
from weian.policy.reading.fitting import NEEDS, bind, fit
from weian.policy.reading.recurrence import Form
from weian.policy.schema import PackFile

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


KINDS = ("inspection", "hazard.report", "incident.report", "meeting")


def adopted(time: Form, **chosen: Any) -> dict[str, Any]:
    """The obligation of the pack after a reviewer left all as proposed but for what he chose."""
    found = Finding("一", "各单位开展检查。", 0, 8, kind="inspection", recurrence=dict(time))
    answers = {**propose(found, "commission_county", KINDS), **chosen}
    return {"obligation": obligation_of(answers, "a1"), "answers": answers}


def pack(clause: dict[str, Any], **more: Any) -> PackFile:
    return parse_content(
        {
            "pack": "sample", "version": 1, "title": "样例", "issuer": "某县", "issued": "2020-01-01",
            "layer": "county", "since": "2020-01-01", **more,
            "clauses": [{"id": "1", "article": "一", "summary": "样例。", **clause}],
        }
    )  # fmt: skip


@pytest.mark.parametrize(("form", "cadence"), CADENCES, ids=str)
def test_a_form_that_is_a_cadence_is_adopted_as_it_is(form: Form, cadence: object) -> None:
    made = pack({"obligations": [adopted(form)["obligation"]]})
    (duty,) = compile_pack(made, since=date(2020, 1, 1))
    assert duty.when == cadence
    assert duty.measure.target == form.get("at_least", 1)


@pytest.mark.parametrize(("form", "need"), NEEDING, ids=str)
def test_a_form_that_needs_something_is_adopted_once_that_is_said(form: Form, need: str) -> None:
    how = NEEDS[need][0]
    if how == "judged":
        asked = judged_of({"question": "做到了吗？", "reason": "site"}, "j1")
        made = pack({"judged": [asked]})
        assert compile_pack(made) == ()
        assert made.clauses[0].judged[0].question == "做到了吗？"
    elif how == "setting":
        done = adopted(form, form="ask", period="month")
        questions = {question_key("a1"): question_of(done["answers"])}
        made = pack({"obligations": [done["obligation"]]}, questions=questions)
        (key,) = questions
        assert compile_pack(made)[0].when == Every("month")
        assert compile_pack(made, {key: "quarter"})[0].when == Every("quarter")
    else:
        (duty,) = compile_pack(pack({"obligations": [_after(form)]}))
        if (bound := bind(form, "hazard.report")) is not None:
            assert duty.when == bound
        else:
            assert fit(form) == "before_length"


def _after(form: Form) -> dict[str, Any]:
    """A reviewer names the record it runs from; of a lead before a day, the day's own record."""
    made: dict[str, Any] = adopted(form, form="after", after="hazard.report")["obligation"]
    return made

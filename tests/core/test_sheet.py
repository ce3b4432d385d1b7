"""Sheets give points by what was reached; what cannot be worked out leaves the whole; a veto ends it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from weian.core.score import tally
from weian.core.sheet import Indicator, Sheet, earned_of, mark

Make = Callable[..., Any]
DUTIES = Indicator("d", "责任事项", 60, "duties", areas=frozenset({"inspection"}))
NAMED = Indicator("n", "指名的", 20, "duties", obligations=frozenset({"p#n"}))
JUDGED = Indicator("j", "评判", 20, "judged")
DEDUCT = Indicator("o", "超期", 10, "deduct", kind="case:hazard", each=4)
BONUS = Indicator("b", "加分", 3, "bonus", kind="record:y", each=2)


def sheet(*indicators: Indicator, **more: Any) -> Sheet:
    return Sheet("p#s", "表", frozenset({"institution"}), indicators, **more)


def test_an_obligation_counts_for_the_indicator_that_names_it_before_its_area(law: Make) -> None:
    made = sheet(DUTIES, NAMED, JUDGED)
    assert made.indicator_of(law(id="n")) == 1
    assert made.indicator_of(law(id="m")) == 0
    assert made.indicator_of(replace(law(id="m"), area="elsewhere")) is None


def test_points_follow_the_share_reached() -> None:
    found = mark(sheet(DUTIES, NAMED, JUDGED), {0: (3, 4), 1: (1, 1)}, {2: 0.5}, {})
    assert [x.earned for x in found.lines] == [45, 20, 10]
    assert found.points == pytest.approx(75)


def test_what_cannot_be_worked_out_is_left_out_of_the_whole() -> None:
    found = mark(sheet(DUTIES, NAMED, JUDGED), {0: (3, 4)}, {2: None}, {})
    assert [x.earned for x in found.lines] == [45, None, None]
    assert found.points == pytest.approx(75)
    assert mark(sheet(DUTIES, DEDUCT), {}, {}, {1: 1}).points is None


def test_each_one_counted_takes_points_down_to_nothing_and_gives_them_up_to_the_cap() -> None:
    made = sheet(Indicator("d", "责任事项", 90, "duties"), DEDUCT, BONUS)
    one = mark(made, {0: (1, 1)}, {}, {1: 1, 2: 0})
    assert [x.earned for x in one.lines] == [90, 6, 0]
    assert one.points == pytest.approx(96)
    many = mark(made, {0: (1, 1)}, {}, {1: 5, 2: 5})
    assert [x.earned for x in many.lines] == [90, 0, 3]
    assert many.points == pytest.approx(93)


def test_bonus_does_not_lift_the_whole_over_its_ceiling() -> None:
    made = {0: (1.0, 1.0)}
    assert mark(sheet(DUTIES, BONUS), made, {}, {1: 1}).points == 100
    assert mark(sheet(DUTIES, BONUS, ceiling=110), made, {}, {1: 1}).points == 102


def test_a_veto_leaves_nothing() -> None:
    found = mark(sheet(DUTIES), {0: (1, 1)}, {}, {}, ("发生重大事故",))
    assert (found.points, found.vetoed) == (0.0, ("发生重大事故",))


def test_weight_earned_counts_late_for_half_and_skips_what_did_not_come_due(law: Make) -> None:
    tallies = [
        (law(weight=4), tally(["met", "met_late", "overdue", "undetermined"])),
        (law(id="q", weight=9), tally(["open", "waived"])),
    ]
    assert earned_of(tallies) == (pytest.approx(1.5), 4)

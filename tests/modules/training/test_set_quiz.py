"""A test that is set: with a day to sit it, and a bank that fills its paper."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.base.errors import BadInput
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]

YESTERDAY = (AT - timedelta(days=1)).date().isoformat()


def test_a_test_that_ended_before_it_began_is_refused(keep: Any, quiz: Any) -> None:
    with pytest.raises(BadInput) as told:
        keep("quiz", name="昨天的", test="fire", asked=2, pass_mark=60, closes_on=YESTERDAY)
    assert "已经过去" in told.value.fields["closes_on"]


def test_a_test_whose_days_are_over_can_still_be_put_right(
    keep: Any, people: SimpleNamespace
) -> None:
    over = keep("quiz", name="昨填的", test="fire", asked=2, pass_mark=60, closes_on=AT.date())
    later = AT + timedelta(days=9)
    changed = subjects.keep(
        people.manager, kind="quiz", unit=over.unit, data={"name": "昨天的"}, at=later, subject=over
    )
    assert changed.name == "昨天的"


def test_whoever_sets_tests_is_told_that_the_bank_is_too_small(
    pages: Any, people: SimpleNamespace, keep: Any, quiz: Any
) -> None:
    keep("quiz", name="三十题", test="fire", asked=30, pass_mark=60)
    with time_machine.travel(AT, tick=False):
        assert "题库只有 4 题" in pages(people.manager).get("/training/").content.decode()
        assert "题库只有" not in pages(people.nurse).get("/training/").content.decode()

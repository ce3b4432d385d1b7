"""Bounds are said to the database with every transaction, and end with it."""

import threading
from typing import Any

import pytest
from django.db import Error, connection, transaction

from weian.base import bounds
from weian.base.bounded.base import Unbounded
from weian.base.bounds import EVERYTHING, NAMES, NOBODY, SETTING, Bounds, everything, within
from weian.base.models import Event

pytestmark = [pytest.mark.db]
ONE, OTHER = Bounds(county=(7,), person=(1,)), Bounds(institution=(8, 9))


def _said() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(current_setting('{SETTING}', true), '')")
        text: str = cursor.fetchone()[0]
    parts = dict(zip(NAMES, text.split("/")[1:], strict=False))
    everything = "on" if text == EVERYTHING else ""
    return (*(parts.get(n, "") for n in ("county", "institution", "person")), everything)


@pytest.mark.django_db(transaction=True)
def test_each_statement_outside_a_transaction_is_told_and_nothing_stays() -> None:
    with within(ONE):
        assert _said() == ("7", "", "1", "")
    with within(NOBODY):
        assert _said() == ("", "", "", "")
    with within(OTHER):
        assert _said() == ("", "8,9", "", "")
    with connection.cursor() as cursor, within(NOBODY):
        cursor.execute(f"SELECT current_setting('{SETTING}', true)")
        assert cursor.fetchone() == ("",), "the trap: empty, not NULL, on a connection used before"


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_the_bounds_follow_the_work() -> None:
    with transaction.atomic(), within(ONE):
        assert _said() == ("7", "", "1", "")
        with everything("a look at all"):
            assert _said() == ("", "", "", "on")
        assert _said() == ("7", "", "1", "")
    with transaction.atomic(), within(OTHER):
        assert _said() == ("", "8,9", "", "")


@pytest.mark.django_db
def test_what_was_said_in_a_savepoint_that_is_taken_back_is_said_again() -> None:
    with within(ONE):
        assert _said()[0] == "7"
        with pytest.raises(Error), transaction.atomic(), within(OTHER):
            _said()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        assert _said() == ("7", "", "1", "")
        with pytest.raises(KeyError), transaction.atomic(), everything("a try that fails"):
            _said()
            raise KeyError
        assert _said() == ("7", "", "1", "")


@pytest.mark.django_db
def test_results_are_those_of_the_statement_alone() -> None:
    with within(ONE), connection.cursor() as cursor:
        cursor.execute("SELECT 1, 2 UNION SELECT 3, 4 ORDER BY 1")
        assert cursor.rowcount == 2
        assert cursor.fetchall() == [(1, 2), (3, 4)]
        assert not cursor.nextset()
    with within(OTHER), connection.cursor() as cursor, pytest.raises(Error, match="nothing_such"):
        cursor.execute("SELECT nothing_such")


@pytest.mark.django_db
def test_work_that_says_no_bounds_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_process", [])
    with pytest.raises(Unbounded):
        Event.objects.exists()
    with everything("the same with a reason"):
        assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_thread_does_not_inherit_what_its_maker_may_see(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "_process", [])
    found: list[Any] = []
    with everything("the maker of the thread"):
        one = threading.Thread(target=lambda: found.append(bounds.current()))
        one.start()
        one.join()
    assert found == [None]


def test_more_units_than_a_policy_should_compare_are_refused() -> None:
    with pytest.raises(ValueError, match="more than 20"):
        Bounds(unit=tuple(range(21)))

"""Numbers without gaps, the calendar, identifiers."""

from datetime import date

import pytest
from django.db import connections, transaction

from weian.base.calendar import load_calendar, seed_calendar
from weian.base.ids import uuid7
from weian.base.models import CalendarDay
from weian.base.numbering import next_number, next_numbers


@pytest.mark.db
@pytest.mark.django_db
class TestNumbers:
    def test_numbers_run_on_per_scope_and_year(self) -> None:
        assert [next_number("隐患-1", 2026) for _ in range(3)] == [1, 2, 3]
        assert next_number("隐患-1", 2027) == 1
        assert next_number("隐患-2", 2026) == 1
        assert list(next_numbers("隐患-1", 2026, 3)) == [4, 5, 6]

    def test_a_failed_act_uses_up_no_number(self) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            next_number("a", 2026)
            raise ZeroDivisionError
        assert next_number("a", 2026) == 1

    def test_a_number_needs_a_transaction(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(RuntimeError):
            next_number("a", 2026)


@pytest.mark.db
@pytest.mark.django_db
class TestCalendar:
    @pytest.fixture(autouse=True)
    def _seeded(self) -> None:
        CalendarDay.objects.all().delete()
        seed_calendar()

    def test_holidays_and_shifted_days_are_known(self) -> None:
        calendar = load_calendar()
        assert not calendar.is_working(date(2026, 10, 1))
        assert calendar.is_working(date(2026, 10, 10))  # a Saturday that is worked
        assert not calendar.is_working(date(2030, 1, 5))  # unknown year: weekends rest
        assert calendar.is_working(date(2030, 1, 4))
        national = [holiday for holiday in calendar.holidays if holiday.name == "国庆节"]
        assert (national[-1].first, national[-1].last) == (date(2026, 10, 1), date(2026, 10, 7))

    def test_it_is_the_same_object_until_somebody_edits(self) -> None:
        before = load_calendar()
        assert load_calendar() is before
        CalendarDay.objects.create(day=date(2027, 1, 1), kind="holiday", name="元旦")
        after = load_calendar()
        assert after is not before
        assert not after.is_working(date(2027, 1, 1))

    def test_seeding_keeps_what_people_entered(self) -> None:
        CalendarDay.objects.filter(day=date(2026, 10, 10)).update(kind="restday")
        assert seed_calendar() == 0
        assert not load_calendar().is_working(date(2026, 10, 10))


def test_identifiers_sort_by_making() -> None:
    made = [uuid7() for _ in range(5000)]
    assert made == sorted(set(made))
    assert {number.version for number in made} == {7}

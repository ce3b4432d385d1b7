"""Writing many rows by COPY and by one UPDATE gives what the ORM would have written."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from weian.base import bulk
from weian.base.models import CalendarDay, Counter, Setting

pytestmark = [pytest.mark.db, pytest.mark.django_db]
VALUES = ["", "制度\t“包”\\N\n", {"列": ["a'b", 1, 2.5, True, None]}, [], "{}", 0]


def settings(count: int) -> list[Setting]:
    return [
        Setting(pk=n, key=f"键{n}", unit_id=n if n % 2 else None, value=VALUES[n % len(VALUES)])
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [0, 3, 60])
def test_rows_come_back_as_they_were_given(count: int) -> None:
    rows = settings(count)
    bulk.insert(rows)
    found = {row.pk: (row.key, row.unit_id, row.value) for row in Setting.objects.all()}
    assert found == {row.pk: (row.key, row.unit_id, row.value) for row in rows}
    assert not any(row._state.adding for row in rows)


@pytest.mark.parametrize("count", [0, 1, 60])
def test_only_the_named_columns_change(count: int) -> None:
    rows = settings(count)
    bulk.insert(rows)
    for row in rows:
        row.key, row.value, row.unit_id = f"新{row.pk}", VALUES[row.pk % 5], 7
    bulk.update(rows, ("key", "value"))
    found = {row.pk: (row.key, row.value) for row in Setting.objects.all()}
    assert found == {row.pk: (row.key, row.value) for row in rows}
    assert not Setting.objects.filter(unit_id=7).exclude(pk=7).exists()


def test_automatic_moments_and_days_are_filled() -> None:
    days = [CalendarDay(day=date(2030, 1, n), kind="holiday", name="元旦") for n in range(1, 31)]
    bulk.insert(days)
    assert CalendarDay.objects.filter(day__year=2030).count() == 30


def test_what_cannot_be_is_refused_as_by_the_orm() -> None:
    twice = [Counter(pk=n, scope="x", year=2026) for n in range(1, 40)]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(twice)
    with pytest.raises(ValueError):
        bulk.update(settings(2), ("key", "nothing"))

"""Paging by key goes through a list once, forwards and backwards, whatever the ties."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import QuerySet

from weian.base.errors import BadInput
from weian.base.models import CalendarDay, Event
from weian.base.paging import page

pytestmark = [pytest.mark.db, pytest.mark.django_db]
AT = datetime(2026, 11, 5, tzinfo=UTC)


@pytest.fixture
def rows() -> QuerySet[Event]:
    for seq in range(1, 26):
        Event.objects.create(
            seq=seq, at=AT + timedelta(hours=seq % 4), verb=f"v{seq % 3}", object_kind="t",
            object_id="", prev="", hash="",
        )  # fmt: skip
    return Event.objects.all()


@pytest.mark.parametrize("keys", [("-seq",), ("-at", "-seq"), ("verb", "-at", "seq")])
def test_forwards_then_backwards(rows: QuerySet[Event], keys: tuple[str, ...]) -> None:
    expected = [row.seq for row in rows.order_by(*keys)]
    cursor, there, pages = "", [], []
    while True:
        found = page(rows, keys, cursor, size=7)
        there += [row.seq for row in found.rows]
        pages.append(found)
        if not found.next_cursor:
            break
        cursor = found.next_cursor
    assert there == expected
    assert [len(found.rows) for found in pages] == [7, 7, 7, 4]
    assert pages[0].prev_cursor == ""
    back = page(rows, keys, pages[3].prev_cursor, size=7)
    assert [row.seq for row in back.rows] == expected[14:21]
    back = page(rows, keys, page(rows, keys, back.prev_cursor, size=7).prev_cursor, size=7)
    assert [row.seq for row in back.rows] == expected[:7]
    assert back.prev_cursor == ""
    assert back.next_cursor


def test_an_empty_list_has_no_cursors() -> None:
    found = page(Event.objects.none(), ("-seq",))
    assert (list(found.rows), found.next_cursor, found.prev_cursor) == ([], "", "")


def test_days_are_keys_too() -> None:
    CalendarDay.objects.all().delete()
    for number in range(1, 6):
        CalendarDay.objects.create(day=date(2026, 1, number), kind="holiday")
    first = page(CalendarDay.objects.all(), ("-day",), size=2)
    second = page(CalendarDay.objects.all(), ("-day",), first.next_cursor, size=2)
    assert [row.day.day for row in second.rows] == [3, 2]


@pytest.mark.parametrize(
    "cursor", ["x", "!!!", "WzBd", "WzAsIngiXQ", "WzAsbnVsbF0", "é", "WzAsIlx1MDAwMCJd"]
)
def test_a_strange_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadInput) as caught:
        page(Event.objects.all(), ("-seq",), cursor)
    assert caught.value.code == "page.bad_cursor"

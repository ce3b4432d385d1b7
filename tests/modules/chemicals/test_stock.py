"""Movements and counts of a substance: two people, never below nothing, differences explained."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput
from weian.record import actions as records
from weian.record.queries import Record
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DAY = timedelta(days=1)


@pytest.fixture
def ether(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    data = {"name": "乙醚", "category": "flammable", "measure": "瓶"}
    return subjects.keep(
        people.manager, kind="substance", unit=tree.hospital, data=data, at=AT, since=AT.date() - 9 * DAY
    )  # fmt: skip


@pytest.fixture
def book(tree: SimpleNamespace, people: SimpleNamespace, ether: Any) -> Any:
    two = {"handler": people.chief.pk, "checker": people.nurse.pk}

    def submit(kind: str, when: datetime, /, corrects: Record | None = None, **data: Any) -> Record:
        return records.submit(
            people.manager, kind=kind, unit=tree.hospital, subject=ether.pk, happened_at=when,
            data={**two, **data}, at=AT, supersedes=corrects,
        )  # fmt: skip

    return submit


def test_the_balance_runs(book: Any) -> None:
    assert book("stock_movement", AT - 3 * DAY, direction="in", quantity=10).data["balance"] == 10
    assert book("stock_movement", AT - 2 * DAY, direction="out", quantity=4).data["balance"] == 6


def test_one_person_alone_is_refused(book: Any, people: SimpleNamespace) -> None:
    with pytest.raises(BadInput) as refused:
        book("stock_movement", AT, direction="in", quantity=1, checker=people.chief.pk)
    assert "checker" in refused.value.fields


def test_more_than_there_is_is_refused_also_where_a_later_line_would_fail(book: Any) -> None:
    book("stock_movement", AT - 3 * DAY, direction="in", quantity=10)
    book("stock_movement", AT - DAY, direction="out", quantity=9)
    with pytest.raises(BadInput) as refused:
        book("stock_movement", AT - 2 * DAY, direction="out", quantity=2)
    assert "quantity" in refused.value.fields
    assert Record.objects.filter(kind="stock_movement").count() == 2


def test_a_correction_stands_in_for_what_it_corrects(book: Any) -> None:
    book("stock_movement", AT - 3 * DAY, direction="in", quantity=10)
    wrong = book("stock_movement", AT - DAY, direction="out", quantity=9)
    right = book("stock_movement", AT - DAY, wrong, direction="out", quantity=8)
    assert right.data["balance"] == 2


def test_a_count_is_held_against_the_book(book: Any) -> None:
    book("stock_movement", AT - 3 * DAY, direction="in", quantity=10)
    same = book("stock_count", AT - 2 * DAY, counted=10)
    assert (same.data["book"], same.data["equal"]) == (10, True)
    with pytest.raises(BadInput) as refused:
        book("stock_count", AT - DAY, counted=9)
    assert "账面 10" in refused.value.fields["reason"]
    book("stock_count", AT - DAY, counted=9, reason="破损一瓶，已处置")
    after = book("stock_movement", AT, direction="out", quantity=9)
    assert after.data["balance"] == 0


def test_waste_says_how_long_it_lay(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    data = {
        "category": "sharp", "weight": 3.5, "stored_since": (AT - 3 * DAY).date().isoformat(),
        "handler": people.nurse.pk, "received_by": "清河医废处置中心 接收员",
    }  # fmt: skip
    row = records.submit(
        people.manager, kind="waste_handover", unit=tree.hospital, happened_at=AT, data=data, at=AT
    )
    assert row.data["storage_days"] == 3

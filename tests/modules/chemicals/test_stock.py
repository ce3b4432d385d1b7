"""Movements and counts of a substance: two people, never below nothing, differences explained."""

import threading
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from weian.base.errors import BadInput
from weian.modules.chemicals.confirming import confirmed
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
        made = records.submit(
            people.manager, kind=kind, unit=tree.hospital, subject=ether.pk, happened_at=when,
            data={**two, **data}, at=AT, supersedes=corrects,
        )  # fmt: skip
        if kind == "stock_movement":
            for person in (people.chief, people.nurse):
                confirmed(person, made, AT)
        return made

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


def test_a_count_below_what_went_out_later_is_refused(book: Any) -> None:
    book("stock_movement", AT - 3 * DAY, direction="in", quantity=10)
    book("stock_movement", AT - DAY, direction="out", quantity=9)
    with pytest.raises(BadInput) as refused:
        book("stock_count", AT - 2 * DAY, counted=5, reason="少了五瓶")
    assert "counted" in refused.value.fields


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_at_the_same_moment_one_is_refused(book: Any) -> None:
    book("stock_movement", AT - 3 * DAY, direction="in", quantity=10)
    outcome: list[str] = []
    start = threading.Barrier(2)

    def take() -> None:
        try:
            start.wait()
            book("stock_movement", AT, direction="out", quantity=6)
            outcome.append("taken")
        except BadInput as refusal:
            outcome.append(*refusal.fields)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome) == ["quantity", "taken"]


def test_many_together_are_taken_in_the_order_of_time(
    tree: SimpleNamespace, people: SimpleNamespace, ether: Any
) -> None:
    def line(days: int, direction: str, quantity: int) -> records.Draft:
        data = {
            "direction": direction, "quantity": quantity, "handler": people.chief.pk,
            "checker": people.nurse.pk,
        }  # fmt: skip
        when = AT - days * DAY
        return records.Draft(
            people.manager, "stock_movement", tree.hospital, when, data, AT, subject=ether.pk
        )

    refused = records.look_over([line(1, "out", 9), line(3, "in", 10), line(2, "out", 2)])
    assert [r and list(r.fields) for r in refused] == [["quantity"], None, None]
    assert not Record.objects.exists()
    taken = records.submit_batch([line(1, "out", 8), line(3, "in", 10), line(2, "out", 2)])
    assert [r.data["balance"] for r in taken] == [0, 10, 8]
    with pytest.raises(BadInput, match="第 2 条"):
        records.submit_batch([line(0, "in", 1), line(0, "out", 2)])
    assert Record.objects.count() == 3


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

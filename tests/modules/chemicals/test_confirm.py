"""Both people of a movement stand behind it before it counts, each under a login of their own."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.base.errors import BadInput
from weian.modules.chemicals import books, todo
from weian.modules.chemicals.confirming import confirmed
from weian.record import actions as records
from weian.record.queries import Record
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def ether(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    data = {"name": "乙醚", "category": "flammable", "measure": "瓶"}
    return subjects.keep(
        people.manager, kind="substance", unit=tree.hospital, data=data, at=AT, since=AT.date() - 9 * DAY
    )  # fmt: skip


@pytest.fixture
def move(tree: SimpleNamespace, people: SimpleNamespace, ether: Any) -> Any:
    """A movement that the chief hands out and enters, and the nurse checks."""

    def made(direction: str, quantity: int, days: int = 0, by: Any = None) -> Record:
        return records.submit(
            by or people.chief, kind="stock_movement", unit=tree.hospital, department=tree.surgery,
            subject=ether.pk, happened_at=AT - days * DAY, at=AT,
            data={"direction": direction, "quantity": quantity, "handler": people.chief.pk,
                  "checker": people.nurse.pk},
        )  # fmt: skip

    return made


def balance(ether: Any) -> int:
    return int(books.books([ether])[0].balance)


def test_a_movement_counts_when_the_second_person_has_confirmed_it(
    move: Any, people: SimpleNamespace, ether: Any
) -> None:
    movement = move("in", 10)
    assert balance(ether) == 0
    assert books.books([ether])[0].waiting == ((movement, (people.nurse.pk,)),)
    confirmed(people.nurse, movement, AT)
    assert balance(ether) == 10
    assert books.books([ether])[0].waiting == ()


def test_what_somebody_enters_for_both_is_confirmed_by_both(
    move: Any, people: SimpleNamespace, ether: Any
) -> None:
    movement = move("in", 10, by=people.manager)
    confirmed(people.nurse, movement, AT)
    assert balance(ether) == 0
    confirmed(people.chief, movement, AT)
    assert balance(ether) == 10


def test_nobody_else_confirms_nobody_twice_and_nobody_for_another(
    move: Any, people: SimpleNamespace, tree: SimpleNamespace, ether: Any
) -> None:
    movement = move("in", 10)
    for person in (people.chief, people.manager):
        with pytest.raises(BadInput) as refused:
            confirmed(person, movement, AT)
        assert "person" in refused.value.fields
    with pytest.raises(BadInput) as refused:
        records.submit(
            people.manager, kind="stock_confirmation", unit=tree.hospital, happened_at=AT, at=AT,
            subject=ether.pk,
            data={"movement": str(movement.pk), "person": people.nurse.pk, "agreed": True},
        )  # fmt: skip
    assert "person" in refused.value.fields
    confirmed(people.nurse, movement, AT)
    with pytest.raises(BadInput):
        confirmed(people.nurse, movement, AT)


def test_nothing_goes_out_by_confirmation_before_it_came_in(
    move: Any, people: SimpleNamespace, ether: Any
) -> None:
    came, went = move("in", 10, days=2), move("out", 4, days=1)
    with pytest.raises(BadInput) as refused:
        confirmed(people.nurse, went, AT)
    assert "先复核入库" in refused.value.fields["movement"]
    confirmed(people.nurse, came, AT)
    confirmed(people.nurse, went, AT)
    assert balance(ether) == 6


def test_a_count_is_held_against_what_counts(
    move: Any, people: SimpleNamespace, tree: SimpleNamespace, ether: Any
) -> None:
    move("in", 10, days=2)
    with pytest.raises(BadInput) as refused:
        records.submit(
            people.manager, kind="stock_count", unit=tree.hospital, subject=ether.pk, happened_at=AT,
            data={"counted": 10, "handler": people.chief.pk, "checker": people.nurse.pk}, at=AT,
        )  # fmt: skip
    assert "账面 0" in refused.value.fields["reason"]


def test_the_second_person_is_told_and_confirms_on_a_page(
    pages: Any, move: Any, people: SimpleNamespace, ether: Any
) -> None:
    movement = move("in", 10)
    assert [w.item.what for w in todo.waiting(people.nurse, AT)] == ["复核危险物品出入库 1 笔"]
    assert list(todo.waiting(people.chief, AT)) == []
    url = f"/chemicals/confirm/{movement.pk}"
    assert pages(people.chief).get(url).status_code == 404
    nurse = pages(people.nurse)
    shown = nurse.get(url).content.decode()
    assert "乙醚 入库 10 瓶" in shown
    assert "经手人：褚明" in shown
    assert nurse.post(url).status_code == 302
    assert balance(ether) == 10
    assert nurse.get(url).status_code == 404
    assert list(todo.waiting(people.nurse, AT)) == []


def test_the_ledger_tells_what_waits_for_whom(
    pages: Any, move: Any, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    move("in", 10)
    page = pages(people.manager).get(f"/chemicals/ledger/?unit={tree.hospital.pk}").content.decode()
    assert "等待复核，还没有计入结存" in page
    assert "卫兰" in page

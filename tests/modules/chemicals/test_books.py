"""The two-person ledger: balances, differences in words, moving and counting from a phone, paper."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.modules.chemicals import books
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
def shelf(tree: SimpleNamespace, people: SimpleNamespace) -> SimpleNamespace:
    """A store that the nurse keeps, with ether and alcohol in it; mercury lies elsewhere."""

    def keep(kind: str, **data: Any) -> Any:
        since = (AT - 600 * DAY).date()
        return subjects.keep(
            people.manager, kind=kind, unit=tree.hospital, data=data, at=AT, since=since
        )

    store = keep("chemical_store", name="试剂库", keeper=people.nurse.pk)
    inside = {"store": str(store.pk), "category": "flammable"}
    return SimpleNamespace(
        store=store,
        ether=keep("substance", name="乙醚", measure="瓶", max_stock=20, **inside),
        alcohol=keep("substance", name="酒精", measure="升", **inside),
        mercury=keep("substance", name="水银", measure="克", category="toxic"),
    )


@pytest.fixture
def book(tree: SimpleNamespace, people: SimpleNamespace, shelf: SimpleNamespace) -> Any:
    def post(kind: str, when: Any = AT, thing: Any = None, **data: Any) -> Record:
        two = {"handler": people.chief.pk, "checker": people.nurse.pk}
        made = records.submit(
            people.manager, kind=kind, unit=tree.hospital, subject=(thing or shelf.ether).pk,
            happened_at=when, data={**two, **data}, at=AT,
        )  # fmt: skip
        if kind == "stock_movement":
            for person in (people.chief, people.nurse):
                confirmed(person, made, AT)
        return made

    return post


def address(shelf: SimpleNamespace, tree: SimpleNamespace, more: str = "") -> str:
    return f"/chemicals/ledger/?unit={tree.hospital.pk}&store={shelf.store.pk}{more}"


def test_the_ledger_of_a_store_runs_line_by_line(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, shelf: SimpleNamespace, book: Any
) -> None:
    book("stock_movement", AT - 400 * DAY, direction="in", quantity=5)
    book("stock_movement", AT - 3 * DAY, direction="in", quantity=10, purpose="采购验收")
    book("stock_movement", AT - 2 * DAY, direction="out", quantity=2.5)
    page = pages(people.manager).get(address(shelf, tree)).content.decode()
    assert "12.5 瓶" in page and "采购验收" in page and "上年结转" in page and "待盘点" in page
    assert "酒精" in page and "水银" not in page
    last = pages(people.manager).get(address(shelf, tree, "&year=2025")).content.decode()
    assert "采购验收" not in last


def test_what_a_count_found_different_stands_in_red_with_its_reason(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, shelf: SimpleNamespace, book: Any
) -> None:
    book("stock_movement", AT - 3 * DAY, direction="in", quantity=10)
    book("stock_count", AT - DAY, counted=8, reason="破损两瓶，已登记处置")
    page = pages(people.manager).get(address(shelf, tree)).content.decode()
    assert '<span class="tone tone-overdue">少 2</span>' in page
    assert "盘点 8，账面 10：破损两瓶，已登记处置" in page
    book("stock_count", counted=8)
    again = pages(people.manager).get(address(shelf, tree)).content.decode()
    assert '<span class="tone tone-ok">相符</span>' in again


def test_more_than_may_be_kept_is_told(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, shelf: SimpleNamespace, book: Any
) -> None:
    book("stock_movement", direction="in", quantity=21)
    assert "超过最大存量 20" in pages(people.manager).get(address(shelf, tree)).content.decode()


def test_a_keeper_enters_what_two_people_moved_and_the_balance_is_said(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, shelf: SimpleNamespace, book: Any
) -> None:
    book("stock_movement", AT - DAY, direction="in", quantity=10)
    client, url = pages(people.nurse), f"/chemicals/{shelf.ether.pk}/move"
    assert "账面有 10" in client.get(url).content.decode()
    sent = {
        "direction": "out",
        "quantity": "4",
        "handler": people.nurse.pk,
        "checker": people.chief.pk,
    }
    assert client.post(url, {**sent, "once": "k"}).status_code == 302
    with time_machine.travel(AT + timedelta(seconds=2), tick=False):
        assert client.post(url, {**sent, "once": "k"}).status_code == 302  # a double tap
    moved = Record.objects.get(kind="stock_movement", data__direction="out")
    assert (moved.by_id, moved.data["balance"]) == (people.nurse.pk, 6)
    shown = client.get(address(shelf, tree)).content.decode()
    assert "现在结存 10 瓶" in shown  # until the chief confirms
    assert "等待复核" in shown
    confirmed(people.chief, moved, AT + timedelta(seconds=3))
    assert books.books([shelf.ether])[0].balance == 6


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"checker": "nurse"}, "必须由两个人办理"),
        ({"quantity": "11"}, "账面结存只有 10"),
        ({"handler": "chief", "checker": "head"}, "要有您本人"),
        ({"quantity": ""}, "请填写数量"),
    ],
)
def test_one_person_alone_too_much_and_other_peoples_work_are_refused(
    pages: Any, people: SimpleNamespace, shelf: SimpleNamespace, book: Any,
    changed: dict[str, str], told: str,
) -> None:  # fmt: skip
    book("stock_movement", AT - DAY, direction="in", quantity=10)
    sent = {"direction": "out", "quantity": "4", "handler": "nurse", "checker": "chief", **changed}
    for key in ("handler", "checker"):
        sent[key] = str(getattr(people, sent[key]).pk)
    refused = pages(people.nurse).post(f"/chemicals/{shelf.ether.pk}/move", sent)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert Record.objects.filter(kind="stock_movement").count() == 1


def test_a_store_is_counted_at_once_and_equal_or_explained(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, shelf: SimpleNamespace, book: Any
) -> None:
    book("stock_movement", AT - DAY, direction="in", quantity=10)
    client = pages(people.nurse)
    url = f"/chemicals/count?unit={tree.hospital.pk}&store={shelf.store.pk}"
    form = client.get(url).content.decode()
    spirit, ether = ("0", "1") if form.index("酒精") < form.index("乙醚") else ("1", "0")
    sent = {
        "handler": people.nurse.pk, "checker": people.chief.pk, "once": "k",
        f"counted_{ether}": "9", f"counted_{spirit}": "0",
    }  # fmt: skip
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "实盘 9，账面 10，少 1。请写明原因和处理" in refused.content.decode()
    assert not Record.objects.filter(kind="stock_count").exists()
    assert client.post(url, {**sent, f"reason_{ether}": "试管破损"}).status_code == 302
    found = {r.subject_id: r.data for r in Record.objects.filter(kind="stock_count")}
    assert (found[shelf.ether.pk]["book"], found[shelf.ether.pk]["equal"]) == (10, False)
    assert found[shelf.alcohol.pk]["equal"] is True


def test_nothing_counted_and_one_person_alone_are_refused(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, shelf: SimpleNamespace
) -> None:
    client, url = (
        pages(people.nurse),
        f"/chemicals/count?unit={tree.hospital.pk}&store={shelf.store.pk}",
    )
    two = {"handler": people.nurse.pk, "checker": people.chief.pk}
    assert "请至少填一种物质" in client.post(url, two).content.decode()
    alone = {"handler": people.nurse.pk, "checker": people.nurse.pk, "counted_0": "0"}
    assert "必须由两个人清点" in client.post(url, alone).content.decode()


def test_strangers_find_no_ledger_and_staff_who_keep_nothing_an_empty_one(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, shelf: SimpleNamespace
) -> None:
    for who in (people.other, people.auditor):
        client = pages(who)
        assert client.get(address(shelf, tree)).status_code == 404
        assert client.get(f"/chemicals/{shelf.ether.pk}/move").status_code == 404
        assert client.get(f"/chemicals/count?unit={tree.hospital.pk}").status_code == 404
        assert client.get(f"/chemicals/ledger/print?unit={tree.hospital.pk}").status_code == 404
    guard = pages(people.guard)
    assert "没有您保管的危险物品" in guard.get("/chemicals/ledger/").content.decode()
    assert guard.get(f"/chemicals/{shelf.ether.pk}/move").status_code == 404
    nurse = pages(people.nurse).get("/chemicals/ledger/").content.decode()
    assert "乙醚" in nurse and "水银" not in nurse


def test_the_ledger_is_printed_and_costs_few_queries(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, shelf: SimpleNamespace, book: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    for hours in range(12):
        book("stock_movement", AT - timedelta(hours=hours), direction="in", quantity=1)
    client = pages(people.manager)
    with django_assert_max_num_queries(24):
        client.get(address(shelf, tree))
    printed = client.get(f"/chemicals/ledger/print?unit={tree.hospital.pk}&store={shelf.store.pk}")
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")

"""The pages of standing in: giving, beginning, the strip on every page, ending."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base import clock
from weian.base.models import Event
from weian.notify.models import Notice
from weian.org import actions
from weian.org.models import Delegation, Person

pytestmark = pytest.mark.db
HOME = "/me/delegations/"


@pytest.fixture
def pair(tree: SimpleNamespace, someone: Any, pages: None) -> SimpleNamespace:
    head = someone("institution_head", tree.hospital, name="李院长")
    nurse = someone("staff", tree.hospital, tree.ward, name="王护士")
    for person, login in ((head, "li.head"), (nurse, "wang.nurse")):
        actions.create_login(None, at=clock.now(), person=person, login=login)
    Person.objects.update(must_change_password=False)
    return SimpleNamespace(head=head, nurse=nurse, tree=tree)


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def lend(pair: SimpleNamespace) -> Delegation:
    day = clock.today()
    return actions.delegate(
        Person.objects.get(pk=pair.head.pk), at=clock.now(),
        taker=Person.objects.get(pk=pair.nurse.pk),
        grants=[g.pk for g in pair.head.grants_on(day)], since=day, until=day + timedelta(days=2),
        reason="外出培训",
    )  # fmt: skip


def test_one_gives_it_in_a_form_that_says_what_is_never_lent(
    pair: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(pair.head)
    assert "还没有委托" in client.get(HOME).content.decode()
    page = client.get(f"{HOME}new").content.decode()
    assert "机构负责人" in page
    assert "举报保管" in page
    day = clock.today()
    given = {
        "taker": str(pair.nurse.pk), "roles": [str(g.pk) for g in pair.head.grants_on(day)],
        "since": str(day), "last": str(day + timedelta(days=1)), "reason": "外出培训",
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{HOME}new", given).status_code == 302
    row = Delegation.objects.get()
    assert row.until == day + timedelta(days=2)
    shown = client.get(HOME).content.decode()
    assert "王护士 代 李院长" in shown
    assert "代办中" in shown
    assert Notice.objects.get(person=pair.nurse).title.startswith("李院长委托您代办")


def test_a_wrong_form_says_what_is_wrong(pair: SimpleNamespace) -> None:
    day = clock.today()
    given = {
        "taker": str(pair.nurse.pk), "roles": [str(g.pk) for g in pair.head.grants_on(day)],
        "since": str(day), "last": str(day - timedelta(days=1)), "reason": "外出",
    }  # fmt: skip
    page = client_of(pair.head).post(f"{HOME}new", given).content.decode()
    assert "最后一天不能早于开始那天" in page
    assert not Delegation.objects.exists()


def test_one_stands_in_until_one_stops(pair: SimpleNamespace) -> None:
    row, client = lend(pair), client_of(pair.nurse)
    facts = f"/units/{pair.tree.hospital.pk}/facts"
    assert client.get(facts).status_code in (403, 404)
    assert "开始代办" in client.get(f"{HOME}{row.pk}/act").content.decode()
    assert client.post(f"{HOME}{row.pk}/act").url == "/"
    page = client.get(facts)
    assert page.status_code == 200
    assert "您正在代 李院长 办理" in page.content.decode()
    assert "不能再委托" in client.get(f"{HOME}new").content.decode()
    client.post(facts, {"beds": "300"})
    event = Event.objects.filter(verb="fact.declare").latest("seq")
    assert (event.actor_id, event.behalf_id) == (pair.nurse.pk, pair.head.pk)
    assert client.post("/me/acting/end").url == HOME
    assert client.get(facts).status_code in (403, 404)


def test_an_ended_one_stops_the_next_request_and_does_not_act_under_the_own_name(
    pair: SimpleNamespace,
) -> None:
    row, client = lend(pair), client_of(pair.nurse)
    client.post(f"{HOME}{row.pk}/act")
    assert client_of(pair.head).post(f"{HOME}{row.pk}/end").url == HOME
    count = Event.objects.count()
    refused = client.post(f"/units/{pair.tree.hospital.pk}/facts", {"beds": "301"})
    assert refused.status_code == 403
    assert "委托已经结束" in refused.content.decode()
    assert Event.objects.count() == count
    assert "您正在代" not in client.get("/me/").content.decode()


def test_an_ended_one_is_said_on_the_next_page(pair: SimpleNamespace) -> None:
    row, client = lend(pair), client_of(pair.nurse)
    client.post(f"{HOME}{row.pk}/act")
    actions.end_delegation(None, at=clock.now(), delegation=row)
    page = client.get("/me/").content.decode()
    assert "委托已经结束，现在是您自己的身份。" in page


def test_nobody_else_begins_or_ends_it(pair: SimpleNamespace, someone: Any) -> None:
    row = lend(pair)
    for stranger in (someone("staff", pair.tree.hospital), someone("safety_manager", pair.tree.clinic)):  # fmt: skip
        client = client_of(stranger)
        assert client.get(f"{HOME}{row.pk}/act").status_code == 404
        assert client.post(f"{HOME}{row.pk}/act").status_code == 404
        assert client.get(f"{HOME}{row.pk}/end").status_code == 404
    assert client_of(pair.head).post(f"{HOME}{row.pk}/act").status_code == 404


def test_who_appoints_finds_and_ends_it_on_the_page_of_the_person(
    pair: SimpleNamespace, someone: Any
) -> None:
    row, client = lend(pair), client_of(someone("safety_manager", pair.tree.hospital))
    page = client.get(f"/people/{pair.head.pk}/").content.decode()
    assert "王护士 代 李院长" in page
    assert f"{HOME}{row.pk}/end" in page
    assert client.post(f"{HOME}{row.pk}/end").url == f"/people/{pair.head.pk}/"
    row.refresh_from_db()
    assert row.ended_at is not None


def test_the_list_costs_few_queries(
    pair: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    client = client_of(pair.head)
    for _ in range(5):
        actions.end_delegation(None, at=clock.now(), delegation=lend(pair))
    with django_assert_max_num_queries(14):
        assert client.get(HOME).status_code == 200

"""Two people open the same form and save one after the other: neither's change vanishes unseen."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base import clock
from weian.org import queries
from weian.org.queries import Person, Unit
from weian.subject import actions as subjects
from weian.subject.queries import Subject

from .conftest import AT, SINCE

pytestmark = [pytest.mark.db, pytest.mark.django_db, pytest.mark.usefixtures("pages")]


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to(AT)


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def opened(client: Client, path: str) -> dict[str, Any]:
    """What the browser would post back if nothing were touched."""
    page = client.get(path).context["page"]
    values = {bound.name: bound.value() for bound in page.form.visible_fields()}
    return {k: v for k, v in {**values, **dict(page.seen)}.items() if v not in (None, False)}


def test_changes_of_different_answers_of_a_unit_are_both_kept(
    tree: SimpleNamespace, someone: Any
) -> None:
    path = f"/units/{tree.hospital.pk}/edit"
    first, second = (client_of(someone("commission_clerk", tree.county)) for _ in range(2))
    one, two = opened(first, path), opened(second, path)
    assert first.post(path, {**one, "address": "江滨路1号"}).status_code == 302
    assert second.post(path, {**two, "township": "城关镇"}).status_code == 302
    unit = Unit.objects.get(pk=tree.hospital.pk)
    assert (unit.address, unit.township) == ("江滨路1号", "城关镇")


def test_of_two_changes_of_one_answer_the_second_is_told_and_may_insist(
    tree: SimpleNamespace, someone: Any
) -> None:
    path = f"/units/{tree.hospital.pk}/edit"
    first, second = (client_of(someone("commission_clerk", tree.county)) for _ in range(2))
    one, two = opened(first, path), opened(second, path)
    first.post(path, {**one, "address": "江滨路1号"})
    told = second.post(path, {**two, "address": "解放路2号"})
    assert Unit.objects.get(pk=tree.hospital.pk).address == "江滨路1号"
    page = told.context["page"]
    assert "江滨路1号" in str(page.form.errors["address"])
    assert page.form["address"].value() == "解放路2号"  # what was typed is still there
    again = {**two, "address": "解放路2号", **dict(page.seen)}
    assert second.post(path, again).status_code == 302
    assert Unit.objects.get(pk=tree.hospital.pk).address == "解放路2号"


def test_a_person_is_not_moved_back_by_somebody_who_changed_the_telephone(
    tree: SimpleNamespace, someone: Any
) -> None:
    nurse = someone("staff", tree.hospital, tree.surgery, name="卫兰", employment="staff")
    path = f"/people/{nurse.pk}/edit"
    first, second = (client_of(someone("institution_head", tree.hospital)) for _ in range(2))
    one, two = opened(first, path), opened(second, path)
    assert first.post(path, {**one, "department": tree.ward.pk}).status_code == 302
    assert second.post(path, {**two, "phone": "0000"}).status_code == 302
    kept = Person.objects.get(pk=nurse.pk)
    assert (kept.department_id, kept.phone) == (tree.ward.pk, "0000")
    third = second.post(path, {**two, "phone": "1111"})
    assert "0000" in str(third.context["page"].form.errors["phone"])


def test_a_fact_declared_meanwhile_is_not_taken_back(tree: SimpleNamespace, someone: Any) -> None:
    path = f"/units/{tree.hospital.pk}/facts"
    first, second = (client_of(someone("safety_manager", tree.hospital)) for _ in range(2))
    one, two = opened(first, path), opened(second, path)
    assert first.post(path, {**one, "beds": "300"}).status_code == 302
    assert second.post(path, {**two, "staff_count": "90"}).status_code == 302
    facts = queries.facts_of(tree.hospital, clock.now())
    assert (facts["beds"].value, facts["staff_count"].value) == (300, 90)
    told = second.post(path, {**two, "beds": "200"})
    assert "300" in str(told.context["page"].form.errors["beds"])


def test_of_two_changes_of_a_thing_the_second_sees_both_and_may_insist(
    tree: SimpleNamespace, someone: Any
) -> None:
    people = [someone("safety_manager", tree.hospital, name=name) for name in ("陈安", "韩平")]
    thing = subjects.keep(
        people[0], kind="ambulance", unit=tree.hospital, data={"name": "救护车一"}, at=AT
    )
    path = f"/subjects/{thing.pk}/edit"
    first, second = map(client_of, people)
    one, two = opened(first, path), opened(second, path)
    assert first.post(path, {**one, "name": "救护车甲"}).status_code == 302
    told = second.post(path, {**two, "name": "救护车乙"})
    assert told.status_code == 409
    page = told.context["page"]
    assert "陈安" in str(page.form.errors) and "救护车甲" in str(page.form.errors["name"])
    assert Subject.objects.get(pk=thing.pk).name == "救护车甲"
    assert second.post(path, {**two, "name": "救护车乙", **dict(page.seen)}).status_code == 302
    assert Subject.objects.get(pk=thing.pk).name == "救护车乙"


def test_the_hidden_field_says_what_was_shown(tree: SimpleNamespace, someone: Any) -> None:
    seen = opened(
        client_of(someone("commission_clerk", tree.county)), f"/units/{tree.hospital.pk}/edit"
    )
    assert json.loads(seen["was"])["since"] == SINCE.isoformat()

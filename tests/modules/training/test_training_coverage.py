"""Who has not had which required training: from duties where packs ask, else once a year."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.modules.training import coverage
from weian.record import actions as records

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def train(
    people: SimpleNamespace, tree: SimpleNamespace, when: Any, *who: Any, **data: Any
) -> None:
    told = {"topic": "safety", "hours": 2, "people": [p.pk for p in who], **data}
    records.submit(
        people.manager, kind="training", unit=tree.hospital, happened_at=when, data=told, at=AT
    )


def test_where_nothing_is_required_of_each_one_training_a_year_counts(
    people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    train(people, tree, AT, people.nurse, people.head)
    train(people, tree, AT - timedelta(days=400), people.guard)
    found, asked = coverage.lines(people.manager, tree.hospital, 2026, AT)
    missing = {line.person.name for line in found if line.missing}
    assert missing == {"陈安", "褚明", "蒋勇"}
    assert [(r.title, len(r.owed), len(r.missing)) for r in asked] == [(coverage.ANY, 5, 3)]
    earlier, _ = coverage.lines(people.manager, tree.hospital, 2025, AT)
    assert {line.person.name for line in earlier if not line.missing} == {"蒋勇"}


def test_a_head_of_a_department_sees_the_department(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    page = pages(people.chief).get("/training/coverage/").content.decode()
    assert "卫兰" in page and "蒋勇" not in page


def test_requirements_of_packs_are_listed_with_both_numbers(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, required: Any
) -> None:
    train(people, tree, AT, people.nurse, people.head, topic="fire")
    found, asked = coverage.lines(people.manager, tree.hospital, 2026, AT)
    assert any(r.title == required and len(r.owed) == 5 and len(r.missing) == 3 for r in asked)
    nurse = next(line for line in found if line.person.pk == people.nurse.pk)
    guard = next(line for line in found if line.person.pk == people.guard.pk)
    assert required not in nurse.missing and required in guard.missing
    assert "每人每年至少培训两次" in nurse.missing
    train(people, tree, AT, people.nurse, topic="law")
    again, _ = coverage.lines(people.manager, tree.hospital, 2026, AT)
    assert next(line for line in again if line.person.pk == people.nurse.pk).missing == ()
    page = pages(people.manager).get("/training/coverage/").content.decode()
    assert required in page and "2 / 5" in page and "1 / 5" in page


@pytest.mark.parametrize("who", ["nurse", "other", "auditor"])
def test_whoever_enters_no_training_finds_no_list(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, who: str
) -> None:
    address = f"/training/coverage/?unit={tree.hospital.pk}"
    assert pages(getattr(people, who)).get(address).status_code == 404


def test_the_list_costs_few_queries_and_says_when_all_is_done(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    client = pages(people.manager)
    everybody = (people.head, people.manager, people.chief, people.nurse, people.guard)
    train(people, tree, AT, *everybody)
    with django_assert_max_num_queries(30):
        page = client.get("/training/coverage/").content.decode()
    assert "没有人欠培训" in page
    assert "卫兰" in client.get("/training/coverage/?who=all").content.decode()

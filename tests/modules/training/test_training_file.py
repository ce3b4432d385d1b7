"""A person's training file: what is in it, and who may open it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.modules.training import history
from weian.record import actions as records

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]
YEAR = timedelta(days=366)


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def learned(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    def leave(kind: str, when: Any = AT, **data: Any) -> Any:
        return records.submit(
            people.manager, kind=kind, unit=tree.hospital, happened_at=when, data=data, at=AT
        )

    nurse, chief = people.nurse.pk, people.chief.pk
    leave("training", topic="fire", hours=2, people=[nurse, chief])
    leave("training", topic="law", hours=1.5, people=[nurse], method="online")
    leave("training", AT - YEAR, topic="first_aid", hours=4, people=[nurse])
    leave("training", topic="film", hours=8, people=[chief])
    leave("test_result", person=nurse, test="fire", score=55, passed=False)
    leave(
        "certificate",
        person=nurse,
        cert="electrician",
        code="D-1",
        valid_until=str((AT + YEAR).date()),
    )
    return leave


def test_hours_are_counted_by_year_and_only_what_one_took_part_in(
    people: SimpleNamespace, learned: Any
) -> None:
    found = history.file_of(people.nurse)
    assert [(y, n, float(h)) for y, n, h in found.years] == [(2026, 2, 3.5), (2025, 1, 4)]
    assert len(found.tests) == len(found.certificates) == 1


def test_what_was_corrected_counts_once(
    people: SimpleNamespace, tree: SimpleNamespace, learned: Any
) -> None:
    old = history.file_of(people.nurse).trainings[0]
    data = {"topic": "fire", "hours": 1, "people": [people.chief.pk]}
    records.submit(
        people.manager, kind="training", unit=tree.hospital, happened_at=old.happened_at, data=data,
        at=AT, supersedes=old,
    )  # fmt: skip
    assert len(history.file_of(people.nurse).trainings) == 2


@pytest.mark.parametrize("who", ["nurse", "chief", "manager", "head", "clerk"])
def test_oneself_the_head_of_the_department_and_the_safety_manager_open_it(
    pages: Any, people: SimpleNamespace, learned: Any, who: str
) -> None:
    page = pages(getattr(people, who)).get(f"/training/file/{people.nurse.pk}")
    assert page.status_code == 200
    told = page.content.decode()
    assert "2 次，3.5 学时" in told and "电工作业证" in told and "不合格" in told
    assert "警示教育片" not in told


@pytest.mark.parametrize("who", ["guard", "other", "auditor"])
def test_nobody_else_finds_it(pages: Any, people: SimpleNamespace, learned: Any, who: str) -> None:
    client = pages(getattr(people, who))
    for address in (f"/training/file/{people.nurse.pk}", f"/training/file/{people.nurse.pk}/print"):
        assert client.get(address).status_code == 404
    assert client.get("/training/file/999999").status_code == 404


def test_a_head_of_a_department_opens_no_file_of_another_department(
    pages: Any, people: SimpleNamespace, learned: Any
) -> None:
    assert pages(people.chief).get(f"/training/file/{people.guard.pk}").status_code == 404


def test_an_empty_file_says_how_it_fills_itself(pages: Any, people: SimpleNamespace) -> None:
    told = pages(people.guard).get(f"/training/file/{people.guard.pk}").content.decode()
    assert "还没有培训、考试和证书" in told


def test_it_is_printed_and_costs_few_queries(
    pages: Any, people: SimpleNamespace, learned: Any, django_assert_max_num_queries: Any
) -> None:
    client = pages(people.manager)
    with django_assert_max_num_queries(20):
        client.get(f"/training/file/{people.nurse.pk}")
    printed = client.get(f"/training/file/{people.nurse.pk}/print")
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")

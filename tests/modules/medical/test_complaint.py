"""Whoever receives a complaint first answers for it until the patient has had a reply."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import Refusal
from weian.case import actions as cases

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def complaint(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    data = {"content": "等候时间过长", "first_responder": people.nurse.pk, "due_on": "2026-11-10"}
    return cases.open_case(
        people.nurse,
        kind="complaint",
        unit=tree.hospital,
        department=tree.surgery,
        data=data,
        at=AT,
    )


def act(person: Any, case: Any, verb: str, **given: object) -> Any:
    return cases.act(person, case=case, verb=verb, given=given, at=AT, version=None)


def test_it_stays_with_the_first_when_passed_on(people: SimpleNamespace, complaint: Any) -> None:
    act(people.nurse, complaint, "accept")
    moved = act(people.nurse, complaint, "transfer", handler=people.chief.pk)
    assert (moved.assignee_id, moved.state) == (people.nurse.pk, "accepted")
    assert act(people.nurse, complaint, "reply", reply="已增开窗口并道歉").state == "replied"


def test_another_colleague_does_not_reply_in_the_place_of_the_first(
    people: SimpleNamespace, complaint: Any
) -> None:
    act(people.nurse, complaint, "accept")
    act(people.nurse, complaint, "transfer", handler=people.guard.pk)
    with pytest.raises(Refusal) as refused:
        act(people.guard, complaint, "reply", reply="已处理")
    assert refused.value.status in (403, 404, 422)
    assert act(people.manager, complaint, "reply", reply="已增开窗口").state == "replied"

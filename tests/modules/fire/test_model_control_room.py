"""A control room is applied for once a year, and once more when it was declined."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput
from weian.case import actions
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def apply(people: SimpleNamespace, tree: SimpleNamespace, room: Any, year: int = 2026) -> Any:
    data = {"control_room": str(room.pk), "year": year, "self_score": 93}
    return actions.open_case(
        people.manager, kind="model_control_room", unit=tree.hospital, data=data, at=AT
    )


def act(who: Any, case: Any, verb: str, **given: object) -> Any:
    return actions.act(who, case=case, verb=verb, given=given, at=AT, version=None)


def test_once_a_year_and_again_if_it_was_declined(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    data = {"name": "消防控制室", "kind_of": "room"}
    room = subjects.keep(people.manager, kind="control_room", unit=tree.hospital, data=data, at=AT)
    first = apply(people, tree, room)
    with pytest.raises(BadInput) as told:
        apply(people, tree, room)
    assert first.number in told.value.fields["control_room"]
    act(people.clerk, first, "decline", reason="值班人员没有证")
    second = apply(people, tree, room)
    act(people.clerk, second, "approve", score=95)
    with pytest.raises(BadInput):
        apply(people, tree, room)
    assert apply(people, tree, room, 2027).state == "applied"

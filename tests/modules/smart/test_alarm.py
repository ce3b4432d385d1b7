"""An alarm is confirmed or false, people are sent, the scene is told back, and it ends in something."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import Refusal
from weian.case import actions as cases

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def alarm(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    data = {
        "kind_of": "fire", "place": "门诊楼 2 层", "source": "person",
        "signalled_at": "2026-11-05 09:58",
    }  # fmt: skip
    return cases.open_case(people.manager, kind="alarm", unit=tree.hospital, data=data, at=AT)


def act(person: Any, case: Any, verb: str, **given: object) -> Any:
    return cases.act(person, case=case, verb=verb, given=given, at=AT, version=None)


def test_a_real_one_goes_to_its_outcome(people: SimpleNamespace, alarm: Any) -> None:
    act(people.manager, alarm, "confirm")
    act(people.manager, alarm, "dispatch", people=[people.guard.pk])
    act(people.manager, alarm, "feed_back", situation="明火已扑灭")
    with pytest.raises(Refusal) as refused:
        act(people.manager, alarm, "close", outcome="hazard")
    assert refused.value.code == "case.number_if_turned"
    closed = act(people.manager, alarm, "close", outcome="hazard", turned_into="YH2026-00001")
    assert closed.data["turned_into"] == "YH2026-00001"


def test_a_false_one_says_why(people: SimpleNamespace, alarm: Any) -> None:
    assert act(people.manager, alarm, "dismiss", reason="蒸汽触发").state == "dismissed"

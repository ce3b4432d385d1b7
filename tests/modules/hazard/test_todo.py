"""An overdue hazard waits for whom the ladder has reached."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from weian.base.clock import TZ
from weian.case import actions as cases
from weian.modules.hazard.todo import waiting
from weian.org import actions as org

from ..conftest import AT, SINCE
from .walking import GIVEN

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def on(day: int) -> datetime:
    return datetime(2026, 11, day, 9, tzinfo=TZ)


def test_the_line_climbs_from_the_manager_to_the_head(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    posts = {"safety_manager": "safety_manager", "head": "institution_head"}
    manager, head = (
        org.appoint(None, at=AT, unit=tree.hospital, posts=(post,), roles=(role,), name=post[:4],
                    since=SINCE, employment="staff")
        for post, role in posts.items()
    )  # fmt: skip
    data = {"place": "外科", "description": "插座烧焦", "category": "electrical"}
    case = cases.open_case(people.nurse, kind="hazard", unit=tree.hospital, data=data, at=AT)
    plan = {**GIVEN["plan"], "assignee": people.nurse.pk, "due_on": "2026-11-10"}
    for verb, given in (("grade", {"grade": "ordinary"}), ("plan", plan)):
        case = cases.act(people.manager, case=case, verb=verb, given=given, at=AT, version=None)
    assert list(waiting(manager, on(10))) == []  # the last day is in time
    assert [w.item.what for w in waiting(manager, on(12))] == ["隐患逾期未改：插座烧焦"]
    assert list(waiting(head, on(12))) == []  # called on the third day
    called = [(str(w.due_on), w.area) for w in waiting(head, on(14))]
    assert called == [("2026-11-10", "hazard")]
    assert list(waiting(people.other, on(14))) == []  # another unit's manager

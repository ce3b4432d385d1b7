"""The longer a hazard stays overdue, the higher the person who is called; each of them once."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.clock import TZ
from weian.base.models import Event, Setting
from weian.case import actions as cases
from weian.case.models import Case
from weian.modules.hazard import escalation
from weian.modules.hazard.actions import ESCALATED, escalate
from weian.modules.hazard.ladder import LADDER
from weian.notify.models import Notice
from weian.org import actions as org

from ..conftest import AT, SINCE
from .walking import GIVEN

DUE = "2026-11-10"


def morning(day: int) -> datetime:
    return datetime(2026, 11, day, 6, 30, tzinfo=TZ)


@pytest.fixture
def posts(tree: SimpleNamespace) -> SimpleNamespace:
    """Somebody in each post that the ladder names."""

    def make(name: str, post: str, unit: Any, department: Any = None) -> Any:
        return org.appoint(
            None, at=AT, unit=unit, department=department, roles=(), posts=(post,), name=name,
            since=SINCE, employment="staff",
        )  # fmt: skip

    return SimpleNamespace(
        department_head=make("褚主任", "department_head", tree.hospital, tree.surgery),
        safety_manager=make("陈安全", "safety_manager", tree.hospital),
        head=make("王院长", "head", tree.hospital),
        clerk=make("吴干事", "clerk", tree.county),
    )


@pytest.fixture
def hazard(tree: SimpleNamespace, people: SimpleNamespace, posts: SimpleNamespace) -> Case:
    """One of the surgery, planned to be put right by the tenth."""
    data = {"place": "外科", "description": "插座烧焦", "category": "electrical"}
    case = cases.open_case(
        people.nurse, kind="hazard", unit=tree.hospital, department=tree.surgery, data=data, at=AT
    )
    plan = {**GIVEN["plan"], "assignee": people.nurse.pk, "due_on": DUE}
    for verb, given in (("grade", {"grade": "ordinary"}), ("plan", plan)):
        case = cases.act(people.manager, case=case, verb=verb, given=given, at=AT, version=None)
    return case


def told() -> list[str]:
    return [n.person.name for n in Notice.objects.exclude(title__contains="制定").order_by("id")]


def test_nobody_is_called_on_the_last_day(hazard: Case) -> None:
    assert escalate(morning(10)) == 0


def test_each_rung_calls_its_person_once_on_its_day(hazard: Case, posts: SimpleNamespace) -> None:
    for day in range(9, 25):
        escalate(morning(day))
        escalate(morning(day))
    assert told() == ["褚主任", "陈安全", "王院长", "吴干事"]
    days = [e.at.astimezone(TZ).day for e in Event.objects.filter(verb=ESCALATED).order_by("seq")]
    assert days == [11, 12, 14, 18]


def test_a_missed_morning_is_made_up_but_not_what_is_old(hazard: Case) -> None:
    escalate(morning(13))
    assert told() == ["褚主任", "陈安全"]
    Notice.objects.all().delete()
    escalate(datetime(2027, 3, 1, 6, 30, tzinfo=TZ))
    assert told() == []


def test_a_hazard_that_was_put_right_in_time_calls_nobody(
    hazard: Case, people: SimpleNamespace
) -> None:
    cases.act(
        people.manager, case=hazard, verb="void", at=AT, version=None,
        given={"reason": "false_alarm", "note": "现场核实不存在"},
    )  # fmt: skip
    assert escalate(morning(12)) == 0


def test_a_vacant_post_falls_to_the_safety_manager_and_the_head(
    hazard: Case, posts: SimpleNamespace
) -> None:
    hazard.department = None
    assert escalation.called(hazard, LADDER[0], AT) == [posts.safety_manager, posts.head]


def test_the_nearest_setting_counts(hazard: Case, tree: SimpleNamespace) -> None:
    Setting.objects.create(key=escalation.SETTING, unit_id=None, value=[0, 0, 0, 0])
    Setting.objects.create(key=escalation.SETTING, unit_id=tree.county.pk, value=[2, None, 5, 9])
    ladder = escalation.ladder_of(tree.hospital, escalation.ladders())
    assert [(r.after.days, r.post) for r in ladder] == [
        (2, "department_head"), (5, "head"), (9, "clerk"),
    ]  # fmt: skip


@pytest.mark.parametrize("value", [None, [], [1, 2], [0, 1, 3, -7], ["1", 2, 3, 4], {"a": 1}])
def test_a_setting_that_cannot_be_read_gives_the_default(value: object) -> None:
    assert escalation.ladder_from(value) == LADDER


def test_the_defaults_are_at_once_one_three_and_seven_days() -> None:
    assert [r.after for r in LADDER] == [timedelta(days=n) for n in (0, 1, 3, 7)]

"""Whoever has to act next is told; the one who acted is not."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.models import Event
from weian.case import actions as cases
from weian.case.models import Case
from weian.modules.hazard.followers import WAITS, tell_of
from weian.modules.hazard.kinds import HAZARD
from weian.notify.models import Notice
from weian.org import actions as org
from weian.org.kinds import POSTS

from ..conftest import AT, SINCE


@pytest.fixture
def posts(tree: SimpleNamespace) -> SimpleNamespace:
    def make(post: str, unit: Any, department: Any = None) -> Any:
        return org.appoint(
            None, at=AT, unit=unit, department=department, roles=(), posts=(post,),
            name=POSTS[post], since=SINCE, employment="staff",
        )  # fmt: skip

    return SimpleNamespace(
        department_head=make("department_head", tree.hospital, tree.surgery),
        safety_manager=make("safety_manager", tree.hospital),
        head=make("head", tree.hospital),
        clerk=make("clerk", tree.county),
    )


@pytest.fixture
def hazard(tree: SimpleNamespace, people: SimpleNamespace, posts: SimpleNamespace) -> Case:
    data = {"place": "外科", "description": "插座烧焦", "category": "electrical"}
    return cases.open_case(
        people.nurse, kind="hazard", unit=tree.hospital, department=tree.surgery, data=data, at=AT
    )


def told_of_last() -> list[str]:
    Notice.objects.all().delete()
    tell_of(Event.objects.order_by("-seq")[0])
    return sorted(n.person.name for n in Notice.objects.all())


def test_a_report_is_told_to_the_department_head_and_the_safety_manager(hazard: Case) -> None:
    assert told_of_last() == ["安全管理员", "科室负责人"]


def test_a_major_one_is_told_to_the_head_and_the_county(
    hazard: Case, people: SimpleNamespace
) -> None:
    given = {"grade": "major", "basis": "判定清单第 2 条"}
    cases.act(people.manager, case=hazard, verb="grade", given=given, at=AT, version=1)
    assert told_of_last() == ["主要负责人", POSTS["clerk"]]


def test_an_ordinary_grade_asks_nobody(hazard: Case, people: SimpleNamespace) -> None:
    cases.act(
        people.manager, case=hazard, verb="grade", given={"grade": "ordinary"}, at=AT, version=1
    )
    assert told_of_last() == []


def test_what_is_circulated_reaches_every_employee(hazard: Case, people: SimpleNamespace) -> None:
    for verb, given in (("grade", {"grade": "ordinary"}), ("circulate", {"channel": ["meeting"]})):
        cases.act(people.manager, case=hazard, verb=verb, given=given, at=AT, version=None)
    names = told_of_last()
    assert people.nurse.name in names and people.guard.name in names
    assert people.other.name not in names
    assert Notice.objects.filter(body__contains="已定级").exists()


def test_other_events_are_left_alone(tree: SimpleNamespace) -> None:
    assert told_of_last() == []


def test_the_table_names_steps_and_posts_that_exist() -> None:
    verbs = {HAZARD.opening_verb, *(s.verb for s in HAZARD.flow.steps)}
    assert set(WAITS) <= verbs
    assert {p for _, one, two in WAITS.values() for p in (*one, *two)} <= set(POSTS)

"""Standing in for somebody on a case: both names on every step, and no one checks their own work."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import Forbidden, Refusal
from weian.case import actions as cases
from weian.case import queries
from weian.case.models import Case
from weian.org import actions as org
from weian.org.models import Person
from weian.record import actions as records

from ..conftest import AT
from .walking import GIVEN

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DATA = {"place": "外科", "description": "插座烧焦", "category": "electrical"}


@pytest.fixture
def hazard(tree: SimpleNamespace, people: SimpleNamespace) -> Case:
    return cases.open_case(
        people.nurse, kind="hazard", unit=tree.hospital, department=tree.surgery, data=DATA, at=AT
    )


def for_(giver: Person, taker: Person) -> Person:
    """The taker, standing in for the giver with all roles that may be lent."""
    if not taker.login:
        org.create_login(None, at=AT, person=taker, login=f"login{taker.pk}")
    day = AT.date()
    row = org.delegate(
        giver, at=AT, taker=taker, grants=[g.pk for g in org.lendable(giver, AT)], since=day,
        until=day + timedelta(days=5), reason="休假",
    )  # fmt: skip
    found: Person = Person.objects.get(pk=taker.pk)
    found.stand_in(row)
    return found


def act(case: Case, actor: Any, verb: str, **changes: Any) -> Case:
    later = case.moved_at + timedelta(minutes=1)
    given = {k: v for k, v in {**GIVEN[verb], **changes}.items() if k not in ("photos", "before")}
    return cases.act(actor, case=case, verb=verb, given=given, at=later, version=case.version)


def test_a_step_shows_both_names(hazard: Case, people: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        act(hazard, people.nurse, "grade")
    act(hazard, for_(people.manager, people.nurse), "grade")
    last = queries.timeline(Case.objects.get(pk=hazard.pk))[-1]
    assert last.who == "卫兰 代 陈安 办"


def test_a_plan_made_for_somebody_is_approved_by_neither_of_the_two(
    hazard: Case, people: SimpleNamespace
) -> None:
    hazard = act(hazard, people.manager, "grade", grade="major")
    hazard = act(hazard, for_(people.head, people.manager), "plan", assignee=people.nurse.pk)
    for actor in (people.head, people.manager, for_(people.head, people.nurse)):
        with pytest.raises(Refusal, match="治理方案由您制定"):
            act(hazard, actor, "approve_plan")


def test_one_does_not_approve_ones_own_plan_in_the_place_of_another(
    hazard: Case, people: SimpleNamespace
) -> None:
    hazard = act(hazard, people.manager, "grade", grade="major")
    hazard = act(hazard, people.manager, "plan", assignee=people.nurse.pk)
    with pytest.raises(Refusal, match="治理方案由您制定"):
        act(hazard, for_(people.head, people.manager), "approve_plan")
    hazard = act(hazard, for_(people.head, people.nurse), "approve_plan")
    assert hazard.state == "planned"


def test_what_waits_for_somebody_is_done_by_their_stand_in(
    hazard: Case, people: SimpleNamespace, photo: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    hazard = act(hazard, people.manager, "grade")
    hazard = act(hazard, people.chief, "plan", assignee=people.nurse.pk)
    colleague = for_(people.nurse, people.guard)
    seen = Case.objects.visible_to(colleague, AT + timedelta(hours=1))
    assert seen.filter(pk=hazard.pk).exists()
    hazard = cases.act(
        colleague, case=hazard, verb="rectify", given={"result": "线路已全部更换"},
        files={"photos": [photo()]}, at=hazard.moved_at + timedelta(minutes=1),
        version=hazard.version,
    )  # fmt: skip
    assert hazard.state == "rectified"


def test_a_record_shows_both_names(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    data = {"category": "training", "purpose": "应急演练耗材", "amount": "300", "year": 2026}
    with pytest.raises(Forbidden):
        records.submit(
            people.guard, kind="funding", unit=tree.hospital, happened_at=AT, at=AT, data=data
        )
    row = records.submit(
        for_(people.manager, people.guard), kind="funding", unit=tree.hospital, happened_at=AT,
        at=AT, data=data,
    )  # fmt: skip
    assert row.who == "蒋勇 代 陈安 办"

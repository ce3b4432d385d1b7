"""Real hazards through the real verbs: what the flow promises holds in the database too."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import Forbidden, Refusal
from weian.case import actions as cases
from weian.case.models import Case

from ..conftest import AT
from .walking import GIVEN

DATA = {"place": "外科", "description": "插座烧焦", "category": "electrical"}


@pytest.fixture
def hazard(tree: SimpleNamespace, people: SimpleNamespace) -> Case:
    return cases.open_case(
        people.nurse, kind="hazard", unit=tree.hospital, department=tree.surgery, data=DATA, at=AT
    )


@pytest.fixture
def files(photo: Any, settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    return lambda: {"photos": [photo()]}


def act(case: Case, actor: Any, verb: str, files: Any = None, **changes: Any) -> Case:
    given = {k: v for k, v in {**GIVEN[verb], **changes}.items() if k not in ("photos", "before")}
    later = case.moved_at + timedelta(minutes=1)
    return cases.act(
        actor, case=case, verb=verb, given=given, files=files, at=later, version=case.version
    )


def test_an_ordinary_hazard_is_closed_by_its_unit(
    hazard: Case, people: SimpleNamespace, files: Any
) -> None:
    hazard = act(hazard, people.manager, "grade")
    hazard = act(hazard, people.chief, "plan", assignee=people.nurse.pk)
    assert (hazard.assignee, str(hazard.due_on)) == (people.nurse, "2026-11-20")
    hazard = act(hazard, people.nurse, "rectify", files())
    with pytest.raises(Forbidden):
        act(hazard, people.nurse, "verify")
    hazard = act(hazard, people.chief, "verify")
    with pytest.raises(Forbidden):
        act(hazard, people.chief, "close")
    hazard = act(hazard, people.manager, "close")
    assert (hazard.state, hazard.is_open, hazard.closed_on) == ("closed", False, AT.date())
    assert hazard.data["measures"] and hazard.data["cause"] == "facility"


def test_a_major_hazard_is_listed_released_and_closed_by_the_county(
    hazard: Case, people: SimpleNamespace, files: Any
) -> None:
    hazard = act(hazard, people.manager, "grade", grade="major")
    hazard = act(hazard, people.inspector, "list")
    hazard = act(hazard, people.manager, "plan", assignee=people.nurse.pk)
    with pytest.raises(Refusal, match="方案还没有批准"):
        act(hazard, people.nurse, "rectify", files())
    for actor, verb in ((people.head, "approve_plan"), (people.manager, "report_up")):
        hazard = act(hazard, actor, verb)
    hazard = act(hazard, people.nurse, "rectify", files())
    hazard = act(hazard, people.manager, "verify")
    with pytest.raises(Refusal, match="挂牌督办"):
        act(hazard, people.clerk, "close")
    hazard = act(hazard, people.clerk, "release")
    with pytest.raises(Refusal, match="上级卫健部门"):
        act(hazard, people.head, "close")
    closed = act(hazard, people.clerk, "close")
    assert closed.state == "closed"
    kept = (closed.data["finding"], closed.data["recheck"])
    assert kept == ("现场核对到位", "复查到位")  # acceptance and release are two findings


def test_what_is_sent_back_counts_another_round(
    hazard: Case, people: SimpleNamespace, files: Any
) -> None:
    hazard = act(hazard, people.manager, "grade")
    hazard = act(hazard, people.chief, "plan", assignee=people.nurse.pk)
    hazard = act(hazard, people.nurse, "rectify", files())
    hazard = act(hazard, people.chief, "reject")
    assert (hazard.state, hazard.round) == ("planned", 2)
    assert act(hazard, people.nurse, "rectify", files()).state == "rectified"


def test_what_comes_back_is_a_new_hazard_that_points_to_the_old(
    hazard: Case, people: SimpleNamespace
) -> None:
    hazard = act(hazard, people.manager, "void")
    act(hazard, people.manager, "reopen")
    new = Case.objects.get(previous=hazard)
    assert (new.state, new.title, new.number) == ("reported", hazard.title, "YH2026-00002")


def test_the_inspector_may_list_but_not_close(hazard: Case, people: SimpleNamespace) -> None:
    hazard = act(hazard, people.manager, "grade")
    with pytest.raises(Forbidden):
        act(hazard, people.inspector, "plan", assignee=people.nurse.pk)
    assert act(hazard, people.inspector, "list").due_on is not None

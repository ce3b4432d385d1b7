"""The steps beside the usual way wait for whom they are asked of, and for nobody else."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.case import actions as cases
from weian.case.models import Case
from weian.modules.hazard.asides import asides
from weian.modules.hazard.todo import waiting

from ..conftest import AT
from .walking import GIVEN

pytestmark = [pytest.mark.db, pytest.mark.django_db]
DATA = {"place": "外科", "description": "插座烧焦", "category": "electrical"}


def act(case: Case, actor: Any, verb: str, **changes: Any) -> Case:
    later = case.moved_at + timedelta(minutes=1)
    given = {**GIVEN[verb], **changes}
    return cases.act(actor, case=case, verb=verb, given=given, at=later, version=case.version)


@pytest.fixture
def planned(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    """``planned(grade)`` is a hazard with a plan by the safety manager."""

    def make(grade: str) -> Case:
        case = cases.open_case(
            people.nurse, kind="hazard", unit=tree.hospital, department=tree.surgery, data=DATA, at=AT
        )  # fmt: skip
        case = act(case, people.manager, "grade", grade=grade)
        return act(case, people.manager, "plan", assignee=people.nurse.pk)

    return make


def told(people: SimpleNamespace) -> dict[str, list[str]]:
    """Who is asked for what, by role; those who are asked for nothing are left out."""
    at = AT + timedelta(hours=1)
    found = {name: sorted(a.verb for a in asides(one, at)) for name, one in vars(people).items()}
    return {name: verbs for name, verbs in found.items() if verbs}


def test_a_plan_of_a_major_hazard_waits_for_approval_by_another_than_its_author(
    planned: Any, people: SimpleNamespace
) -> None:
    case = planned("major")
    assert told(people) == {"head": ["approve_plan", "report_up"], "manager": ["report_up"]}
    case = act(case, people.head, "approve_plan")
    assert told(people) == {"head": ["report_up"], "manager": ["report_up"]}
    case = act(case, people.manager, "report_up")
    assert told(people) == {}
    act(case, people.manager, "refine")  # a changed plan is approved anew
    assert told(people) == {"head": ["approve_plan"]}


def test_an_ordinary_hazard_asks_for_nothing_beside_the_way(
    planned: Any, people: SimpleNamespace
) -> None:
    planned("ordinary")
    assert told(people) == {}


def test_more_time_is_asked_of_the_unit_and_once_answered_of_nobody(
    planned: Any, people: SimpleNamespace
) -> None:
    case = act(planned("ordinary"), people.nurse, "request_extension")
    assert told(people) == {"head": ["extend"], "manager": ["extend"]}
    act(case, people.head, "extend")
    assert told(people) == {}


def test_the_form_that_grants_time_begins_with_the_day_asked_for(
    planned: Any, people: SimpleNamespace, time_machine: Any
) -> None:
    case = act(planned("ordinary"), people.nurse, "request_extension", due_on="2026-12-24")
    time_machine.move_to(case.moved_at + timedelta(minutes=5), tick=False)
    client = Client()
    client.force_login(people.head, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/cases/{case.pk}/extend").content.decode()
    assert 'value="2026-12-24"' in page
    assert "配件缺货" not in page  # the reason is the asker's, not the answer's


def test_nobody_is_asked_for_what_they_asked_for_themselves(
    planned: Any, people: SimpleNamespace
) -> None:
    act(planned("ordinary"), people.manager, "request_extension")
    assert told(people) == {"head": ["extend"]}


def test_more_time_under_listed_supervision_is_asked_of_the_authority(
    planned: Any, people: SimpleNamespace
) -> None:
    case = act(planned("ordinary"), people.clerk, "list")
    act(case, people.nurse, "request_extension", due_on="2027-01-20")
    assert told(people) == {"clerk": ["extend"]}


def test_the_line_says_what_of_which_hazard_and_leads_to_the_form(
    planned: Any, people: SimpleNamespace, pages: Any
) -> None:
    case = planned("major")
    line = next(iter(waiting(people.head, AT + timedelta(hours=1)))).item
    assert line.button is not None
    assert (line.what, line.button.title, line.unit) == ("隐患：插座烧焦", "批准方案", "")
    assert (line.button.url, line.href) == (
        f"/cases/{case.pk}/approve_plan",
        f"/cases/hazard/{case.pk}",
    )


def test_whoever_is_asked_may_take_the_step(planned: Any, people: SimpleNamespace) -> None:
    case = planned("major")
    at = AT + timedelta(hours=1)
    for one in vars(people).values():
        for aside in asides(one, at):
            assert aside.case == case
            taken = cases.act(one, case=Case.objects.get(pk=case.pk), verb=aside.verb,
                              given=GIVEN[aside.verb], at=at, version=None)  # fmt: skip
            assert taken.version > case.version

"""转为隐患: one act opens the hazard and notes its number; what stands already is only named."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.errors import BadInput, Refusal
from weian.base.models import Event
from weian.case import actions
from weian.case.models import Case
from weian.case.steps import Move

from .conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]

TOLD = {
    "hazard_place": "门诊楼外墙", "hazard_description": "临边无护栏", "hazard_category": "construction",
}  # fmt: skip
REFUSED = {"description": "要求无证人员登高作业", "category": "no_safeguard", "place": "门诊楼外墙"}


def act(case: Case, who: Any, verb: str, **given: object) -> Case:
    at = case.moved_at + timedelta(minutes=1)
    return actions.act(who, case=case, verb=verb, given=given, at=at, version=case.version)


@pytest.fixture
def refusal(tree: SimpleNamespace, people: SimpleNamespace) -> Case:
    """A nurse's, verified by the commission."""
    case = actions.open_case(
        people.nurse, kind="work_refusal", unit=tree.hospital, data=REFUSED, at=AT
    )
    case = act(case, people.clerk, "accept")
    return act(case, people.clerk, "verify", finding="true", detail="到现场看过。")


def hazards() -> Any:
    return Case.objects.filter(kind="hazard")


def test_the_hazard_stands_in_the_unit_concerned_and_says_nothing_of_who_told(
    tree: SimpleNamespace, people: SimpleNamespace, refusal: Case
) -> None:
    case = act(refusal, people.clerk, "to_hazard", **TOLD)
    hazard = hazards().get()
    assert case.data["hazard_number"] == hazard.number
    assert (hazard.unit, hazard.source, hazard.reporter) == (
        tree.hospital,
        "oversight",
        people.clerk,
    )
    assert REFUSED["description"] not in str(hazard.data) and case.number not in str(hazard.data)
    assert Event.objects.filter(object_id=str(hazard.pk), verb="case.report").count() == 1


def test_what_the_hazard_lacks_is_said_at_the_field_that_was_asked_and_nothing_is_left(
    people: SimpleNamespace, refusal: Case
) -> None:
    with pytest.raises(BadInput) as told:
        act(refusal, people.clerk, "to_hazard", hazard_place="门诊楼外墙")
    assert set(told.value.fields) == {"hazard_description", "hazard_category"}
    refusal.refresh_from_db()
    assert refusal.version == 3 and not hazards().exists()


def test_one_that_stands_is_named_and_one_that_does_not_is_refused(
    tree: SimpleNamespace, people: SimpleNamespace, refusal: Case
) -> None:
    data = {"place": "门诊楼", "description": "无护栏", "category": "construction"}
    known = actions.open_case(people.clerk, kind="hazard", unit=tree.hospital, data=data, at=AT)
    elsewhere = actions.open_case(people.clerk, kind="hazard", unit=tree.clinic, data=data, at=AT)
    for number in ("YH2026-09999", elsewhere.number):
        if number != known.number:
            with pytest.raises(BadInput, match="没有编号为"):
                act(refusal, people.clerk, "to_hazard", hazard_number=number)
    case = act(refusal, people.clerk, "to_hazard", hazard_number=known.number)
    assert case.data["hazard_number"] == known.number and hazards().count() == 2


def test_many_at_once_do_not_open_cases(people: SimpleNamespace, refusal: Case) -> None:
    with pytest.raises(ValueError, match="begets"):
        actions.act_batch([Move(people.clerk, refusal, "to_hazard", TOLD, AT)])


def test_the_form_of_an_alarm_begins_with_its_place(
    tree: SimpleNamespace, people: SimpleNamespace, time_machine: Any
) -> None:
    time_machine.move_to(AT + timedelta(hours=1))
    data = {
        "kind_of": "fault", "place": "消防泵房", "source": "person",
        "signalled_at": "2026-11-05 09:58",
    }  # fmt: skip
    alarm = actions.open_case(people.manager, kind="alarm", unit=tree.hospital, data=data, at=AT)
    alarm = act(alarm, people.manager, "confirm")
    client = Client()
    client.force_login(people.manager, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/cases/{alarm.pk}/to_hazard").context["page"]
    assert page.form.initial["hazard_place"] == "消防泵房"
    told = {**TOLD, "hazard_place": "消防泵房"}
    alarm = act(alarm, people.manager, "to_hazard", **told)
    assert hazards().get().number == alarm.data["turned_into"]
    assert act(alarm, people.manager, "close", outcome="hazard").state == "closed"


def test_an_alarm_becomes_an_incident_in_one_act(
    tree: SimpleNamespace, people: SimpleNamespace, time_machine: Any
) -> None:
    time_machine.move_to(AT + timedelta(hours=1))
    data = {
        "kind_of": "fire", "place": "药库", "source": "device", "signalled_at": "2026-11-05 09:58",
    }  # fmt: skip
    alarm = actions.open_case(people.manager, kind="alarm", unit=tree.hospital, data=data, at=AT)
    alarm = act(alarm, people.manager, "confirm")
    with pytest.raises(Refusal, match="先“转为隐患”或“转为事故事件”"):
        act(alarm, people.manager, "close", outcome="incident")
    client = Client()
    client.force_login(people.manager, "allauth.account.auth_backends.AuthenticationBackend")
    begins = client.get(f"/cases/{alarm.pk}/to_incident").context["page"].form.initial
    assert begins["incident_place"] == "药库" and begins["incident_at"]
    told = {
        "incident_at": data["signalled_at"], "incident_place": "药库",
        "incident_description": "药库充电器起火，已扑灭，无人受伤", "incident_grade": "near_miss",
    }  # fmt: skip
    with pytest.raises(BadInput) as refused:
        act(alarm, people.manager, "to_incident", **told)
    assert [*refused.value.fields] == ["incident_category"]
    alarm = act(alarm, people.manager, "to_incident", **told, incident_category="fire")
    reported = Case.objects.get(kind="incident")
    assert reported.number == alarm.data["turned_into"] and reported.source == "alarm"
    assert act(alarm, people.manager, "close", outcome="incident").state == "closed"

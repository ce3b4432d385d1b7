"""The year's result: frozen and told, contested, settled by another, published, kept as a record."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.modules.assessment.conftest import AT, EARLY, SINCE, computed, inspected
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible, Refusal
from weian.case import actions as cases
from weian.case.queries import Case
from weian.modules.assessment import actions
from weian.org import actions as org
from weian.record.queries import Record

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def told(place: SimpleNamespace) -> SimpleNamespace:
    """The hospital was told its result of the year."""

    def person(name: str, role: str, unit: Any) -> Any:
        return org.appoint(
            None, at=EARLY, unit=unit, roles=(role,), name=name, since=SINCE, employment="staff"
        )

    place.leader = person("孙岚", "commission_leader", place.county)
    place.head = person("何平", "institution_head", place.hospital)
    inspected(place, 1, 2, 4)
    computed()
    place.case = actions.tell(place.clerk, unit=place.hospital, year=2026, at=AT)
    return place


def act(case: Case, by: Any, verb: str, at: datetime = AT, **given: object) -> Case:
    return cases.act(by, case=case, verb=verb, given=given, version=None, at=at)


def test_points_and_working_are_frozen(told: SimpleNamespace) -> None:
    data = told.case.data
    assert data["points"] == pytest.approx(55.0)
    assert "每月检查一次：应完成 4，按期 3" in data["working"]
    assert data["object_until"] == "2026-05-17"
    inspected(told, 3)
    computed()
    assert Case.objects.get().data["points"] == pytest.approx(55.0)


def test_a_year_is_told_once_unless_it_was_voided(told: SimpleNamespace) -> None:
    with pytest.raises(Conflict, match="已经告知"):
        actions.tell(told.clerk, unit=told.hospital, year=2026, at=AT)
    act(told.case, told.leader, "void", reason="漏了一次检查")
    assert actions.tell(told.clerk, unit=told.hospital, year=2026, at=AT).pk != told.case.pk


def test_nobody_is_told_of_a_year_without_anything_due(told: SimpleNamespace) -> None:
    with pytest.raises(BadInput):
        actions.tell(told.clerk, unit=told.hospital, year=2024, at=AT)
    with pytest.raises(Forbidden):
        actions.tell(told.manager, unit=told.hospital, year=2025, at=AT)


def test_the_unit_itself_contests_and_within_its_days(told: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="被考核单位自己"):
        act(told.case, told.leader, "object", objection="三月的检查没有计入")
    with pytest.raises(Refusal, match="已经过了"):
        act(told.case, told.head, "object", AT + timedelta(days=8), objection="三月的检查没有计入")
    assert act(told.case, told.head, "object", objection="三月的检查没有计入").state == "objected"


def test_who_told_does_not_settle_and_an_objection_wants_an_answer(told: SimpleNamespace) -> None:
    case = act(told.case, told.manager, "object", objection="三月的检查没有计入")
    with pytest.raises(Refusal, match="由您告知"):
        act(case, told.clerk, "settle", verdict="none", answer="已核")
    with pytest.raises(Refusal, match="对异议的答复"):
        act(case, told.leader, "settle", verdict="none")
    act(case, told.inspector, "spot_check", found="三月确有一次检查，登记晚了。")
    done = act(
        case, told.leader, "settle", verdict="none", answer="已核实，改为 60 分", final_points=60
    )
    assert done.state == "settled"


def test_without_an_answer_the_days_have_to_pass(told: SimpleNamespace) -> None:
    with pytest.raises(Refusal, match="异议期到 2026-05-17"):
        act(told.case, told.leader, "settle", verdict="none")
    later = AT + timedelta(days=8)
    assert act(told.case, told.leader, "settle", later, verdict="none").state == "settled"


def test_a_veto_takes_away_commendation(told: SimpleNamespace) -> None:
    case = act(told.case, told.head, "accept")
    Case.objects.filter(pk=case.pk).update(data={**case.data, "vetoed": True})
    case.refresh_from_db()
    with pytest.raises(Refusal, match="取消评先资格"):
        act(case, told.leader, "settle", verdict="commended")
    assert act(case, told.leader, "settle", verdict="disqualified").state == "settled"


def test_what_is_published_becomes_the_record_of_the_assessment(
    told: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    case = act(told.case, told.head, "accept")
    case = act(case, told.leader, "settle", verdict="commended", final_points=62.5)
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(told.leader, case=case, at=AT)
    (row,) = Record.objects.filter(kind="assessment_result")
    assert row.unit_id == told.county.pk
    assert (row.data["assessed"], row.data["points"]) == (told.hospital.pk, 62.5)
    assert row.data["verdict"] == "commended"


def test_the_head_of_the_unit_publishes_nothing(told: SimpleNamespace) -> None:
    case = act(act(told.case, told.head, "accept"), told.leader, "settle", verdict="none")
    with pytest.raises(Refusal):
        actions.publish(told.head, case=case, at=AT)


def test_the_pages_lead_from_telling_to_the_circular(told: SimpleNamespace, client: Client) -> None:
    home, year = "/assessment/", {"year": "2026"}
    with time_machine.travel(AT, tick=False):
        client.force_login(told.clerk, BACKEND)
        given = {"unit": str(told.clinic.pk), **year}
        sent = client.post("/assessment/tell", given)
        assert "/assessment/results/" in sent["Location"]
        page = client.get(sent["Location"]).content.decode()
        assert "考核表" in page
        assert page.index("基本情况") < page.index(
            "<h2>计分过程</h2>"
        )  # line by line, below the rest
        case = act(act(told.case, told.head, "accept"), told.leader, "settle", verdict="commended")
        client.force_login(told.leader, BACKEND)
        assert "公布已审定的 1 家" in client.get(home).content.decode()
        client.post("/assessment/publish", year)
        case.refresh_from_db()
        assert case.state == "published"
        shown = client.get(f"{home}?verdict=commended").content.decode()
        assert "清河县人民医院" in shown
        assert "柳林镇卫生院" not in shown
        assert "起草考核通报" in shown
        assert client.get("/assessment/export?year=2026").status_code == 200
        client.force_login(told.head, BACKEND)
        assert "登记奖惩" in client.get(f"/assessment/results/{case.pk}").content.decode()
        client.force_login(told.other, BACKEND)
        assert client.get(f"/assessment/results/{case.pk}").status_code == 404


def test_a_draft_of_the_circular_names_whom_it_commends(
    told: SimpleNamespace, client: Client
) -> None:
    case = act(act(told.case, told.head, "accept"), told.leader, "settle", verdict="commended")
    actions.publish(told.leader, case=case, at=AT)
    with time_machine.travel(AT, tick=False):
        client.force_login(told.leader, BACKEND)
        page = client.get("/assessment/").content.decode()
        link = page.split('href="/cases/letter/new?')[1].split('"')[0].replace("&amp;", "&")
        form = client.get(f"/cases/letter/new?{link}").content.decode()
        assert "表彰（1 家）：清河县人民医院" in form


def test_strangers_are_told_of_nothing(told: SimpleNamespace) -> None:
    assert not actions.results(told.other, 2026, AT).exists()
    with pytest.raises((NotVisible, Forbidden)):
        actions.tell(told.other, unit=told.clinic, year=2026, at=AT)
    assert date(2026, 5, 10) == AT.date()

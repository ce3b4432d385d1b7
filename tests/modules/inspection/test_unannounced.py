"""A plan for an unannounced inspection is there for those who know of it, and for nobody else."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
import time_machine
from django.test import Client

from tests.modules.conftest import AT, SINCE
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.base.models import Event
from weian.case import actions as cases
from weian.case import queries
from weian.case.queries import Case
from weian.notify.queries import notices_of
from weian.org import actions as org
from weian.org import queries as who

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def plan(tree: SimpleNamespace, people: SimpleNamespace) -> SimpleNamespace:
    """The inspector plans to visit the hospital; a colleague, the clerk, does not know."""
    friend = org.appoint(
        None, at=AT, unit=tree.county, roles=("commission_inspector",), name="孟达", since=SINCE,
        employment="staff",
    )  # fmt: skip
    data = {
        "on": (AT + timedelta(days=3)).date().isoformat(), "targets": [tree.hospital.pk],
        "knowers": [friend.pk], "focus": "夜间值班和消防控制室",
    }  # fmt: skip
    case = cases.open_case(people.inspector, kind="unannounced", unit=tree.county, data=data, at=AT)
    return SimpleNamespace(case=case, friend=friend)


def seen(person: Any) -> bool:
    return bool(queries.visible(person, AT).filter(kind="unannounced").exists())


def test_only_those_who_know_see_it(plan: SimpleNamespace, people: SimpleNamespace) -> None:
    assert seen(people.inspector)
    assert seen(plan.friend)
    assert not any(map(seen, (people.clerk, people.head, people.manager, people.auditor)))
    with pytest.raises(NotVisible):
        cases.act(
            people.clerk,
            case=plan.case,
            verb="drop",
            given={"reason": "不去了"},
            at=AT,
            version=None,
        )


def test_it_has_no_number_until_it_is_opened_up(
    plan: SimpleNamespace, people: SimpleNamespace
) -> None:
    assert plan.case.number.startswith("AF-")
    with pytest.raises(Refusal, match="当天才能公开"):
        cases.act(people.inspector, case=plan.case, verb="open_up", given={}, at=AT, version=None)
    day = AT + timedelta(days=3)
    case = cases.act(
        people.inspector, case=plan.case, verb="open_up", given={}, at=day, version=None
    )
    assert (case.number, case.known_to) == ("AF2026-00001", None)
    assert seen(people.clerk)
    assert not seen(people.head)


def test_whoever_is_added_is_logged_and_told_in_neutral_words(
    plan: SimpleNamespace, people: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    given = {"knowers": [people.clerk.pk], "reason": "安排车辆"}
    with django_capture_on_commit_callbacks(execute=True):
        cases.act(people.inspector, case=plan.case, verb="inform", given=given, at=AT, version=None)
    assert seen(people.clerk)
    event = Event.objects.filter(verb="case.inform").get()
    assert event.given["given"]["reason"] == "安排车辆"
    (notice,) = notices_of(people.clerk)
    assert "公务安排" in notice.title
    assert not notices_of(plan.friend).filter(title__contains="夜间").exists()


def test_the_log_is_silent_about_it_too(plan: SimpleNamespace, people: SimpleNamespace) -> None:
    def logged() -> bool:
        rows = who.events_read(people.auditor, AT + timedelta(days=4))
        return bool(rows.filter(object_kind="unannounced").exists())

    assert Event.objects.filter(object_kind="unannounced").exists()
    assert not logged()
    day = AT + timedelta(days=3)
    cases.act(people.inspector, case=plan.case, verb="open_up", given={}, at=day, version=None)
    assert logged()


def test_each_look_is_logged_and_each_print_carries_its_reader(
    plan: SimpleNamespace, people: SimpleNamespace, client: Client
) -> None:
    address = f"/unannounced/{plan.case.pk}"
    with time_machine.travel(AT, tick=False):
        client.force_login(people.inspector, BACKEND)
        assert "知情人（公开以前只有这些人看得到）" in client.get(address).content.decode()
        printed = client.get(f"{address}/plan.pdf")
        assert client.get(f"/api/cases/{plan.case.pk}").status_code == 200
        client.force_login(people.clerk, BACKEND)
        for hidden in (address, f"{address}/plan.pdf", f"/api/cases/{plan.case.pk}"):
            assert client.get(hidden).status_code == 404
    looks = Event.objects.filter(verb__startswith="secret.").order_by("seq")
    assert [e.verb for e in looks] == ["secret.view", "secret.print", "secret.view"]
    paper = pypdfium2.PdfDocument(printed.content)
    words = paper[0].get_textpage().get_text_range()
    assert people.inspector.name in words
    assert looks[1].hash[:8] in words


def test_it_is_filed_with_the_commission_only(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    data = {
        "on": "2026-11-20", "targets": [tree.hospital.pk], "knowers": [people.inspector.pk],
        "focus": "夜间值班",
    }  # fmt: skip
    with pytest.raises(BadInput):
        cases.open_case(people.inspector, kind="unannounced", unit=tree.hospital, data=data, at=AT)
    assert not Case.objects.filter(kind="unannounced").exists()


def test_a_plan_asks_again_who_reads_it(
    plan: SimpleNamespace, people: SimpleNamespace, client: Client, settings: Any
) -> None:
    settings.PROOF_SECONDS = 15 * 60
    org.create_login(None, at=AT, person=people.inspector, login="zheng.qiang")
    type(people.inspector).objects.update(must_change_password=False)
    with time_machine.travel(AT, tick=False):
        client.force_login(who.person_by_login("zheng.qiang"), BACKEND)  # no form, hence no proof
        for url in (f"/unannounced/{plan.case.pk}", f"/unannounced/{plan.case.pk}/plan.pdf"):
            assert client.get(url).url.startswith("/account/reauthenticate?")
        client.force_login(people.clerk, BACKEND)
        assert client.get(f"/unannounced/{plan.case.pk}").status_code == 404

"""Who did what: the log of a person, a unit, a thing; and who looked into it."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from weian.base import events
from weian.base.clock import TZ
from weian.base.models import Event
from weian.org import actions
from weian.org.views import tracing

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 10, tzinfo=TZ)


@pytest.fixture
def traced(tree: SimpleNamespace, someone: Any) -> SimpleNamespace:
    """A manager who declared two facts, a colleague with an account, an auditor of the county."""
    manager = someone("safety_manager", tree.hospital, name="陈安")
    nurse = someone("staff", tree.hospital, tree.ward, name="卫兰")
    for key, value in (("beds", 300), ("lift", True)):
        actions.declare_fact(manager, at=AT, unit=tree.hospital, key=key, value=value)
    actions.create_login(manager, at=AT, person=nurse, login="weilan")
    auditor = someone("auditor", tree.county, name="沈查")
    return SimpleNamespace(manager=manager, nurse=nurse, auditor=auditor, tree=tree)


def lines(page: Any) -> int:
    return page.content.decode().count("<tr") - 1


def test_the_traces_of_a_person_are_what_they_did_and_what_was_done_about_them(
    traced: SimpleNamespace, browse: Any
) -> None:
    client = browse(traced.auditor)
    done = client.get(f"/log/?person={traced.manager.pk}")
    assert "陈安的留痕" in done.content.decode()
    assert lines(done) == 3
    about = client.get(f"/log/?person={traced.nurse.pk}&side=about").content.decode()
    assert "开通账号" in about
    assert "任命" in about
    own = client.get(f"/log/?person={traced.nurse.pk}").content.decode()
    assert "没有符合条件的日志" in own


def test_what_was_done_by_a_stand_in_is_a_trace_of_both(
    traced: SimpleNamespace, browse: Any
) -> None:
    day = AT.date()
    grants = [g.pk for g in traced.manager.grants_on(day)]
    traced.nurse.refresh_from_db()
    row = actions.delegate(
        traced.manager, at=AT, taker=traced.nurse, grants=grants, since=day,
        until=date(2026, 11, 9), reason="休假",
    )  # fmt: skip
    traced.nurse.stand_in(row)
    actions.declare_fact(traced.nurse, at=AT, unit=traced.tree.hospital, key="beds", value=9)
    client = browse(traced.auditor)
    for person in (traced.manager, traced.nurse):
        page = client.get(f"/log/?person={person.pk}&sort=").content.decode()
        assert "卫兰 代 陈安 办" in page


def test_a_unit_a_thing_a_sort_and_days_narrow_it(traced: SimpleNamespace, browse: Any) -> None:
    client = browse(traced.auditor)
    page = client.get(f"/log/?unit={traced.tree.hospital.pk}").content.decode()
    assert "清河县人民医院的留痕" in page
    assert lines(client.get(f"/log/?object=unit:{traced.tree.hospital.pk}")) >= 3
    rights = client.get("/log/?sort=rights").content.decode()
    assert "开通账号" in rights
    assert "申报情况" not in rights
    assert "没有符合条件的日志" in client.get("/log/?sort=secret").content.decode()
    assert (
        "没有符合条件的日志" in client.get("/log/?sort=rights&day_to=2001-01-01").content.decode()
    )


def test_every_sort_names_verbs() -> None:
    assert all(tracing.verbs_of(parts) for _, parts in tracing.SORTS.values())


def test_whoever_reads_of_secrets_leaves_a_trace(traced: SimpleNamespace, browse: Any) -> None:
    client = browse(traced.auditor)
    client.get("/log/")
    assert not Event.objects.filter(verb="trace.view").exists()
    append_look(traced)
    client.get("/log/?sort=secret")
    event = Event.objects.get(verb="trace.view")
    assert (event.actor_id, event.given["count"]) == (traced.auditor.pk, 1)
    assert "查阅涉密留痕" in client.get("/log/?sort=secret").content.decode()


def append_look(traced: SimpleNamespace) -> None:
    """As ``case.actions.looked`` writes it."""
    with transaction.atomic():
        events.append(
            verb="secret.view", object_kind="unannounced", object_id="x", actor=traced.manager,
            unit=traced.tree.hospital, at=AT,
        )  # fmt: skip


def test_it_is_taken_away_as_a_file_by_those_who_read_it(
    traced: SimpleNamespace, browse: Any
) -> None:
    answer = browse(traced.auditor).get(f"/log/export?person={traced.manager.pk}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Event.objects.filter(verb="export.take", actor_id=traced.auditor.pk).exists()
    assert browse(traced.manager).get("/log/export").status_code == 403


def test_pages_lead_to_the_traces_for_those_who_read_them(
    traced: SimpleNamespace, someone: Any, browse: Any
) -> None:
    leader = someone("commission_leader", traced.tree.county, name="白首")
    for person, shown in ((leader, True), (traced.manager, False)):
        client = browse(person)
        page = client.get(f"/people/{traced.nurse.pk}/").content.decode()
        assert (f"/log/?person={traced.nurse.pk}" in page) is shown
        page = client.get(f"/units/{traced.tree.hospital.pk}/").content.decode()
        assert (f"/log/?unit={traced.tree.hospital.pk}" in page) is shown


def test_tries_by_names_that_nobody_has_are_seen_by_those_who_run_the_whole(
    traced: SimpleNamespace, browse: Any, someone: Any
) -> None:
    actions.login_refused(
        "ghost", at=AT, source="203.0.113.9", device="Chrome", why="登录名或密码不对"
    )
    actions.login_refused(
        "weilan", at=AT, source="203.0.113.7", device="Chrome", why="登录名或密码不对"
    )
    admin = someone("platform_admin", traced.tree.county, name="管理")
    for person in (traced.auditor, admin):
        client = browse(person)
        assert "用没有的账号登录" in client.get("/log/").content.decode()
        page = client.get("/log/?sort=nobody")
        assert lines(page) == 1
        assert "203.0.113.9" in page.content.decode()
        assert "ghost" not in page.content.decode()  # it may have been a password
        gone = client.get("/log/?sort=nobody&day_to=2026-11-04").content.decode()
        assert "没有符合条件的日志" in gone


def test_others_see_none_of_them(traced: SimpleNamespace, browse: Any, someone: Any) -> None:
    actions.login_refused(
        "ghost", at=AT, source="203.0.113.9", device="Chrome", why="登录名或密码不对"
    )
    leader = someone("commission_leader", traced.tree.county, name="主任")
    of_house = someone("auditor", traced.tree.hospital, name="院审")
    for person in (leader, of_house):
        page = browse(person).get("/log/?sort=nobody").content.decode()
        assert "203.0.113.9" not in page
        assert "用没有的账号登录" not in page

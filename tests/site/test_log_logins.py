"""Logging in and out, wrong passwords, looking at what is secret and taking away leave their event; what
cannot be noted is not done."""

import time
from collections.abc import Iterator
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from weian.base import clock
from weian.base.clock import TZ
from weian.base.errors import BadInput, Forbidden
from weian.base.models import Event
from weian.case import actions as cases
from weian.org import actions, queries
from weian.org.actions import UnitSeed
from weian.record import actions as records
from weian.site.api import tokens
from weian.subject import actions as subjects

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PASSWORD = "green tea 1949 harbour"
AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2020, 1, 1)
ROLES = {
    "admin": ("platform_admin", "county"),
    "inspector": ("commission_inspector", "county"),
    "manager": ("safety_manager", "hospital"),
    "keeper": ("health_keeper staff", "hospital"),
    "nurse": ("staff", "hospital"),
}
_FAULT = """
    CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'the log is full'; END $$;
    CREATE TRIGGER refuse_event BEFORE INSERT ON base_event
        FOR EACH ROW EXECUTE FUNCTION refuse_event();
"""


@pytest.fixture
def people() -> SimpleNamespace:
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
    ]
    units = actions.load_tree(None, at=AT, seeds=seeds)
    made: dict[str, Any] = {"units": SimpleNamespace(**units)}
    for login, (role, place) in ROLES.items():
        person = actions.appoint(
            None, at=AT, unit=units[place], name=f"张{login}", since=SINCE, roles=role.split()
        )
        actions.create_login(None, at=AT, person=person, login=login, password=PASSWORD)
        person.must_change_password = False
        person.save()
        made[login] = queries.person_by_login(login)
    return SimpleNamespace(**made)


@pytest.fixture
def full_log() -> Iterator[Any]:
    """``full_log()``: from here on the log takes nothing more."""

    def fill() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_FAULT)

    return fill  # type: ignore[return-value]  # a fixture gives a function


def browser(login: str = "") -> Client:
    client = Client(raise_request_exception=False, headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0"})  # fmt: skip
    if login:
        assert log_in(client, login).status_code == 302
    return client


def log_in(client: Client, login: str, password: str = PASSWORD) -> Any:
    return client.post("/login", {"login": login, "password": password})


def last(verb: str) -> Event:
    return Event.objects.filter(verb=verb).latest("seq")


def test_logging_in_and_out_is_noted_with_source_and_device(people: SimpleNamespace) -> None:
    client = browser("manager")
    event = last("account.login")
    assert (event.actor_id, event.object_id) == (people.manager.pk, str(people.manager.pk))
    assert event.given["source"] == "127.0.0.1"
    assert "Chrome" in event.given["device"]
    client.post("/logout")
    assert last("account.logout").actor_id == people.manager.pk


def test_a_wrong_password_is_noted_without_what_was_typed(people: SimpleNamespace) -> None:
    client = browser()
    assert log_in(client, "manager", "falsch-falsch").status_code == 200
    event = last("account.refuse")
    assert (event.actor_id, event.object_id) == (None, str(people.manager.pk))
    assert log_in(client, "mein-passwort-im-falschen-feld").status_code == 200
    event = last("account.refuse")
    assert (event.object_kind, event.object_id) == ("account", "")
    assert "falsch" not in event.given_text


def test_the_time_of_the_answer_does_not_say_which_names_exist(
    people: SimpleNamespace, settings: Any
) -> None:
    """The shortest of some tries in turns: what others do on the machine only lengthens one."""
    settings.AXES_FAILURE_LIMIT = 10_000
    took: dict[str, list[float]] = {"manager": [], "nobody": []}
    for _ in range(20):
        for login, times in took.items():
            began = time.perf_counter()
            log_in(browser(), login, "falsch-falsch")
            times.append(time.perf_counter() - began)
    known, unknown = min(took["manager"]), min(took["nobody"])
    assert max(known, unknown) / min(known, unknown) <= 1.2


def test_tries_while_locked_are_one_event_in_a_minute(people: SimpleNamespace) -> None:
    client = browser()
    for _ in range(5):
        log_in(client, "manager", "falsch-falsch")
    before = Event.objects.filter(verb="account.refuse").count()
    for _ in range(10):
        assert log_in(client, "manager").status_code == 429
    assert Event.objects.filter(verb="account.refuse").count() - before <= 1


def test_a_login_that_ends_by_itself_is_noted(people: SimpleNamespace, settings: Any) -> None:
    client = browser("manager")
    settings.SESSION_IDLE_SECONDS = -1
    client.get("/me/")
    assert last("account.logout").given["why"] == "闲置超时"


def test_nobody_logs_in_unnoted(people: SimpleNamespace, full_log: Any) -> None:
    client = browser()
    full_log()
    assert log_in(client, "manager").status_code >= 500
    assert client.get("/me/").status_code == 302
    assert log_in(client, "manager", "falsch-falsch").status_code >= 500


def test_nobody_logs_out_unnoted(people: SimpleNamespace, full_log: Any) -> None:
    client = browser("manager")
    full_log()
    assert client.post("/logout").status_code >= 500
    assert client.get("/me/").status_code == 200


def test_what_is_taken_away_is_noted_or_not_given(people: SimpleNamespace, full_log: Any) -> None:
    client = browser("manager")
    answer = client.get("/people/export", {"q": "张"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    event = last("export.take")
    assert (event.actor_id, event.given["address"]) == (people.manager.pk, "/people/export?q=张")
    assert event.given["bytes"] == len(answer.content)
    full_log()
    refused = client.get("/people/export")
    assert refused.status_code >= 500
    assert "Content-Disposition" not in refused.headers


@pytest.fixture
def examined(people: SimpleNamespace) -> Any:
    data = {"name": "张nurse", "person": people.nurse.pk, "history": "放射工作五年"}
    file = subjects.keep(
        people.keeper, kind="health_file", unit=people.units.hospital, data=data, at=AT, since=SINCE
    )
    given = {"person": people.nurse.pk, "phase": "during", "result": "recheck"}
    row = records.submit(
        people.keeper, kind="health_examination", unit=people.units.hospital, subject=file.pk,
        happened_at=AT, data=given, at=AT,
    )  # fmt: skip
    return SimpleNamespace(file=file, record=row)


def test_looking_at_health_data_is_noted_or_refused(
    people: SimpleNamespace, examined: Any, full_log: Any
) -> None:
    client = browser("keeper")
    looks = [
        f"/records/{examined.record.pk}", f"/subjects/{examined.file.pk}/",
        "/records/health_examination/", "/subjects/health_file/",
        f"/api/records/{examined.record.pk}", f"/api/subjects/{examined.file.pk}",
        "/api/records?kind=health_examination", "/api/subjects?kind=health_file",
    ]  # fmt: skip
    for address in looks:
        before = Event.objects.filter(verb="private.view").count()
        assert client.get(address).status_code == 200, address
        assert Event.objects.filter(verb="private.view").count() == before + 1, address
    full_log()
    for address in looks:
        answer = client.get(address)
        assert answer.status_code >= 500, address
        assert "放射工作五年" not in answer.content.decode()


@pytest.fixture
def plan(people: SimpleNamespace) -> Any:
    day = clock.today().isoformat()
    data = {"on": day, "targets": [people.units.hospital.pk], "knowers": [people.admin.pk], "focus": "夜间值班"}  # fmt: skip
    return cases.open_case(
        people.inspector, kind="unannounced", unit=people.units.county, data=data, at=clock.now()
    )


def test_a_program_sees_a_secret_plan_only_after_a_proof(
    people: SimpleNamespace, plan: Any, settings: Any
) -> None:
    settings.PROOF_SECONDS = 15 * 60
    client, addresses = browser("inspector"), (f"/api/cases/{plan.pk}", "/api/cases?kind=unannounced")  # fmt: skip
    for address in addresses:  # the login itself is a proof
        before = Event.objects.filter(verb="secret.view").count()
        assert "夜间值班" in client.get(address).content.decode()
        assert Event.objects.filter(verb="secret.view").count() == before + 1
    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] = time.time() - 16 * 60
    session.save()
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (403, "auth.proof")
        assert "夜间值班" not in answer.content.decode()
    assert client.post("/account/reauthenticate", {"password": PASSWORD}).status_code == 302
    assert last("account.prove").actor_id == people.inspector.pk
    assert client.get(addresses[0]).status_code == 200


def test_behind_a_token_nobody_proves_anything(
    people: SimpleNamespace, plan: Any, examined: Any, settings: Any
) -> None:
    settings.PROOF_SECONDS = 15 * 60
    asked = {
        "inspector": [f"/api/cases/{plan.pk}", "/api/cases?kind=unannounced"],
        "keeper": [f"/api/records/{examined.record.pk}", "/api/subjects?kind=health_file"],
    }
    for login, addresses in asked.items():
        secret = tokens.issue(getattr(people, login), name="程序", at=clock.now())[1]
        client = Client(headers={"Authorization": f"Bearer {secret}"})
        for address in addresses:
            answer = client.get(address)
            assert (answer.status_code, answer.json()["code"]) == (403, "auth.token_no_proof")


def test_an_administrator_ends_all_logins_of_somebody_at_once(people: SimpleNamespace) -> None:
    one, other, admin = browser("manager"), browser("manager"), browser("admin")
    assert {c.get("/me/").status_code for c in (one, other)} == {200}
    address = f"/people/{people.manager.pk}/sessions/end"
    assert "全部退出" in admin.get(address).content.decode()
    assert admin.post(address).status_code == 302
    assert {c.get("/me/").status_code for c in (one, other)} == {302}
    assert admin.get("/me/").status_code == 200
    event = last("person.end_sessions")
    assert (event.actor_id, event.given["count"]) == (people.admin.pk, 2)
    assert browser("nurse").post(address).status_code in (403, 404)
    with pytest.raises(Forbidden):
        actions.end_sessions(people.manager, at=AT, person=people.manager)
    stranger = actions.appoint(None, at=AT, unit=people.units.hospital, name="李", since=SINCE)
    with pytest.raises(BadInput):
        actions.end_sessions(None, at=AT, person=stranger)


def test_what_is_taken_from_somebody_is_gone_at_their_next_request(
    people: SimpleNamespace,
) -> None:
    """A role exchanged for another, a closed account, somebody who left: no login remembers."""
    hospital = people.units.hospital
    client, form = browser("manager"), f"/units/{hospital.pk}/facts"
    assert client.get(form).status_code == 200
    grant = people.manager.grants.get()
    actions.end_grant(None, at=clock.now(), grant=grant)
    assert client.get(form).status_code in (403, 404)
    actions.appoint(
        None, at=clock.now(), unit=hospital, person=people.manager, roles=["deputy_in_charge"]
    )
    assert client.get(form).status_code == 200
    held = [one["role"] for one in client.get("/api/me").json()["grants"]]
    assert held == ["deputy_in_charge"]
    other = browser("manager")
    queries.Person.objects.filter(pk=people.manager.pk).update(is_active=False)
    assert {c.get(form).status_code for c in (client, other)} == {302}
    nurse = browser("nurse")
    actions.leave(None, at=clock.now(), person=people.nurse)
    assert nurse.get("/me/").status_code == 302
    assert last("account.logout").given["why"] == "已不在岗"

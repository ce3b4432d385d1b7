"""How long a login lasts, how a cookie is made, when a password must be changed, who unlocks."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from weian.base.errors import BadInput, Forbidden
from weian.base.models import Event
from weian.org import actions, queries
from weian.org.actions import UnitSeed

pytestmark = pytest.mark.django_db
PASSWORD = "green tea 1949 harbour"
BETTER = "liulin-xiaoyuan-88"
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)
_SECURE = """
import django
django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SECURE_HSTS_SECONDS, s.SESSION_IDLE_SECONDS, s.SESSION_COOKIE_AGE, s.PASSWORD_DAYS,
      s.PROOF_SECONDS, s.SECOND_FACTOR_REQUIRED)
"""


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def people(settings: Any, clock: Any) -> SimpleNamespace:
    """An administrator, a safety manager and a guard with accounts."""
    settings.SESSION_IDLE_SECONDS = 30 * 60
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
    ]
    units = actions.load_tree(None, at=AT, seeds=seeds)
    roles = {
        "admin": ("platform_admin", "county"),
        "manager": ("safety_manager", "hospital"),
        "guard": ("security_guard", "hospital"),
    }
    made = {}
    for login, (role, place) in roles.items():
        person = actions.appoint(
            None, at=AT, unit=units[place], name=f"张{login}", since=SINCE, roles=[role]
        )
        actions.create_login(None, at=AT, person=person, login=login, password=PASSWORD)
        person.must_change_password = False
        person.save()
        made[login] = queries.person_by_login(login)
    return SimpleNamespace(**made)


def log_in(login: str, password: str = PASSWORD, **more: Any) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/login", {"login": login, "password": password}, **more)


@pytest.mark.parametrize(("login", "minutes"), [("manager", 30), ("guard", 480)])
def test_a_login_ends_without_use_later_for_those_on_shift(
    people: SimpleNamespace, clock: Any, login: str, minutes: int
) -> None:
    client, _ = log_in(login)
    assert client.get("/me/").status_code == 200
    clock.shift(timedelta(minutes=minutes - 6))
    assert client.get("/me/").status_code == 200
    clock.shift(timedelta(minutes=minutes + 1))
    assert client.get("/me/").url.startswith("/login")


def test_logging_in_gives_a_new_session(people: SimpleNamespace) -> None:
    client = Client()
    client.get("/login")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["weian"] = session.session_key or ""
    client.post("/login", {"login": "manager", "password": PASSWORD})
    assert client.session.session_key != session.session_key
    cookie = client.cookies["weian"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_over_https_cookies_belong_to_this_host_alone() -> None:
    env = {"WEIAN_SECURE": "1", "DJANGO_SETTINGS_MODULE": "weian.site.settings", "PATH": ""}
    out = subprocess.run([sys.executable, "-c", _SECURE], env=env, capture_output=True, check=True)
    assert out.stdout.decode().split() == [
        "__Host-weian", "__Host-weian-csrf", "True", "True", "31536000", "1800", "43200", "90", "900", "True",
    ]  # fmt: skip


def test_a_password_of_ninety_days_must_be_changed(
    people: SimpleNamespace, clock: Any, settings: Any
) -> None:
    settings.PASSWORD_DAYS = 90
    client, _ = log_in("manager")
    given = {"oldpassword": PASSWORD, "password1": BETTER, "password2": BETTER}
    assert client.post("/account/password", given).status_code == 302
    assert Event.objects.filter(verb="person.change_password").count() == 1
    clock.shift(timedelta(days=89))
    assert log_in("manager", BETTER)[0].get("/me/").status_code == 200
    clock.shift(timedelta(days=1))
    client, _ = log_in("manager", BETTER)
    assert client.get("/me/").url == "/account/password"
    assert "90 天" in client.get("/account/password").content.decode()
    settings.PASSWORD_DAYS = 0
    assert client.get("/me/").status_code == 200


def test_an_administrator_unlocks_and_the_log_says_so(people: SimpleNamespace) -> None:
    for number in range(5):
        log_in("manager", "wrong", REMOTE_ADDR=f"10.0.0.{number}")
    assert log_in("manager", REMOTE_ADDR="10.9.9.9")[1].status_code == 429
    admin, _ = log_in("admin")
    assert "解除锁定" in admin.get(f"/people/{people.manager.pk}/").content.decode()
    assert admin.post(f"/people/{people.manager.pk}/unlock").status_code == 302
    assert log_in("manager", REMOTE_ADDR="10.9.9.9")[1].status_code == 302
    event = Event.objects.get(verb="person.unlock")
    assert (event.actor_id, event.object_id) == (people.admin.pk, str(people.manager.pk))
    with pytest.raises(Forbidden):
        actions.unlock_login(people.guard, at=AT, person=people.manager)
    with pytest.raises(BadInput):
        actions.unlock_login(None, at=AT, person=_without_account(people))


def _without_account(people: SimpleNamespace) -> queries.Person:
    made: queries.Person = actions.appoint(
        None, at=AT, unit=people.manager.unit, name="李四", since=SINCE
    )
    return made


def test_an_unknown_account_is_answered_with_the_same_page(people: SimpleNamespace) -> None:
    answers = [
        log_in(name, "wrong", REMOTE_ADDR=f"10.0.{number}.1")[1]
        for number, name in enumerate(("manager", "nobody0"))
    ]
    first, second = (answer.content.decode() for answer in answers)
    known, unknown = (_plain(first, "manager"), _plain(second, "nobody0"))
    assert known == unknown


def _plain(text: str, name: str) -> str:
    kept = [line for line in text.replace(name, "…").splitlines() if "csrfmiddleware" not in line]
    return "\n".join(kept)

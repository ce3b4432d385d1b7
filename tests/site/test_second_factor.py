"""The second factor: offered to all, demanded of some; and proving oneself again before some files."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from weian.base.errors import BadInput, Forbidden
from weian.base.models import Event
from weian.org import actions, queries
from weian.org.actions import UnitSeed

pytestmark = pytest.mark.django_db
PASSWORD = "green tea 1949 harbour"
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)
_SECRET = re.compile(r'密钥：<span class="number">([A-Z2-7=]+)</span>')
_CODES = re.compile(r'<li class="number">(\d{8})</li>')


@pytest.fixture
def clock() -> Iterator[Any]:
    """The time stands still until it is shifted."""
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def people(settings: Any, clock: Any) -> SimpleNamespace:
    """An administrator, a custodian and a clerk with accounts; a second factor is demanded."""
    settings.SECOND_FACTOR_REQUIRED = True
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
    ]
    units = actions.load_tree(None, at=AT, seeds=seeds)
    roles = {"admin": "platform_admin", "keeper": "tip_custodian", "clerk": "commission_clerk"}
    made = {}
    for login, role in roles.items():
        person = actions.appoint(
            None, at=AT, unit=units["county"], name=f"张{login}", since=SINCE, roles=[role]
        )
        actions.create_login(None, at=AT, person=person, login=login, password=PASSWORD)
        person.must_change_password = False
        person.save()
        made[login] = queries.person_by_login(login)
    return SimpleNamespace(**made)


def log_in(login: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/login", {"login": login, "password": PASSWORD})


def code_of(secret: str, steps: int = 0) -> str:
    now = int(time.time()) // 30
    return auth.format_hotp_value(auth.hotp_value(secret, now + steps))


def set_up(client: Client) -> tuple[str, list[str]]:
    """Set a second factor up through the pages; its key, and the recovery codes."""
    page = client.get("/account/second/app").content.decode()
    found = _SECRET.search(page)
    assert found
    answer = client.post("/account/second/app", {"code": code_of(found[1])})
    assert answer.url == "/account/second/codes"
    shown = client.get(answer.url)
    return found[1], _CODES.findall(shown.content.decode())


@pytest.mark.parametrize("login", ["admin", "keeper"])
def test_powerful_roles_are_led_to_set_it_up_before_anything_else(
    people: SimpleNamespace, login: str
) -> None:
    client, _ = log_in(login)
    for url in ("/", "/me/", "/people/", "/units/"):
        assert client.get(url).url == "/account/second/app"
    assert client.get("/api/v1/me/").json()["code"] == "auth.second_factor"
    set_up(client)
    assert client.get("/me/").status_code == 200
    assert client.get("/account/second/app/off").status_code == 403


def test_others_are_offered_it_and_may_give_it_up(people: SimpleNamespace) -> None:
    client, _ = log_in("clerk")
    assert "/account/second/" in client.get("/me/").content.decode()
    assert "未开通" in client.get("/account/second/").content.decode()
    set_up(client)
    assert "已开通" in client.get("/account/second/").content.decode()
    assert client.post("/account/second/app/off").status_code == 302
    assert not Authenticator.objects.exists()
    verbs = Event.objects.filter(object_id=str(people.clerk.pk)).values_list("verb", flat=True)
    assert list(verbs.order_by("seq"))[-2:] == ["person.add_factor", "person.remove_factor"]


def test_nobody_is_made_to_where_it_is_switched_off(people: SimpleNamespace, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client, _ = log_in("admin")
    assert client.get("/me/").status_code == 200


def test_the_picture_is_drawn_here_and_the_key_is_not_legible_in_the_database(
    people: SimpleNamespace,
) -> None:
    client, _ = log_in("clerk")
    page = client.get("/account/second/app")
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "http" not in page.content.decode().replace("http-equiv", "")
    secret, codes = set_up(client)
    kept = " ".join(str(one.data) for one in Authenticator.objects.all())
    assert secret not in kept
    assert len(codes) == 10
    assert not any(code in kept for code in codes)


def test_a_password_alone_opens_nothing_then(people: SimpleNamespace, clock: Any) -> None:
    secret, _ = set_up(log_in("clerk")[0])
    client, answer = log_in("clerk")
    assert answer.url.startswith("/account/second/ask")
    assert client.get("/me/").url.startswith("/login")
    assert "_auth_user_id" not in client.session
    clock.shift(timedelta(minutes=1))
    answer = client.post("/account/second/ask", {"code": "000000"})
    assert "验证码不对" in answer.content.decode()
    assert client.post("/account/second/ask", {"code": code_of(secret)}).status_code == 302
    assert client.get("/me/").status_code == 200


def test_who_took_the_wrong_account_finds_back_to_the_login(people: SimpleNamespace) -> None:
    set_up(log_in("clerk")[0])
    client, answer = log_in("clerk")
    assert client.get("/login").url.startswith("/account/second/ask")  # it is still asked for
    assert "换个账号" in client.get(answer.url).content.decode()
    assert client.post(answer.url, {"cancel": "1", "code": ""}).url == "/login"
    assert client.get("/login").status_code == 200
    assert client.get(answer.url).url.startswith("/login")


def test_a_code_and_a_recovery_code_work_once(people: SimpleNamespace, clock: Any) -> None:
    secret, codes = set_up(log_in("clerk")[0])
    clock.shift(timedelta(minutes=1))
    for code in (code_of(secret), codes[3]):
        assert log_in("clerk")[0].post("/account/second/ask", {"code": code}).status_code == 302
        again = log_in("clerk")[0].post("/account/second/ask", {"code": code})
        assert again.status_code == 200


def test_five_wrong_codes_and_even_the_right_one_is_not_looked_at(
    people: SimpleNamespace, clock: Any
) -> None:
    secret, _ = set_up(log_in("clerk")[0])
    clock.shift(timedelta(minutes=1))
    for _ in range(5):
        log_in("clerk")[0].post("/account/second/ask", {"code": "000000"})
    client, _ = log_in("clerk")
    answer = client.post("/account/second/ask", {"code": code_of(secret)})
    assert "15 分钟" in answer.content.decode()
    clock.shift(timedelta(minutes=16))
    client, _ = log_in("clerk")
    assert client.post("/account/second/ask", {"code": code_of(secret)}).status_code == 302


def test_recovery_codes_are_shown_once(people: SimpleNamespace) -> None:
    client, _ = log_in("clerk")
    _, codes = set_up(client)
    assert not _CODES.findall(client.get("/account/second/codes").content.decode())
    assert client.post("/account/second/codes/new").url == "/account/second/codes"
    fresh = _CODES.findall(client.get("/account/second/codes").content.decode())
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)


def test_an_administrator_resets_a_lost_one_and_the_log_says_so(
    people: SimpleNamespace,
) -> None:
    client, _ = log_in("clerk")
    set_up(client)
    admin, _ = log_in("admin")
    set_up(admin)
    assert "重置二次验证" in admin.get(f"/people/{people.clerk.pk}/").content.decode()
    assert admin.post(f"/people/{people.clerk.pk}/second").status_code == 302
    assert client.get("/me/").url.startswith("/login")
    assert log_in("clerk")[1].url == "/"
    event = Event.objects.filter(verb="person.reset_factor").get()
    assert (event.actor_id, event.object_id) == (people.admin.pk, str(people.clerk.pk))
    with pytest.raises(BadInput):
        actions.reset_second_factor(people.admin, at=AT, person=people.clerk)


def test_who_could_not_give_the_role_cannot_take_its_second_factor(
    people: SimpleNamespace,
) -> None:
    set_up(log_in("admin")[0])
    with pytest.raises(Forbidden):
        actions.reset_second_factor(people.clerk, at=AT, person=people.admin)


@pytest.fixture
def asking_again(settings: Any) -> None:
    settings.PROOF_SECONDS = 15 * 60


def test_the_list_of_people_asks_again_after_a_quarter_of_an_hour(
    people: SimpleNamespace, asking_again: None, clock: Any
) -> None:
    client, _ = log_in("clerk")
    assert client.get("/people/export").status_code == 200
    clock.shift(timedelta(minutes=16))
    assert client.get("/people/").status_code == 200
    answer = client.get("/people/export?q=z")
    assert answer.url == "/account/reauthenticate?next=%2Fpeople%2Fexport%3Fq%3Dz"
    assert "请再输一次密码" in client.get(answer.url).content.decode()
    assert client.post(answer.url, {"password": "wrong"}).status_code == 200
    assert client.get("/people/export").status_code == 302
    assert client.post(answer.url, {"password": PASSWORD}).url == "/people/export?q=z"
    assert client.get("/people/export").status_code == 200


def test_a_code_is_a_proof_too(people: SimpleNamespace, asking_again: None, clock: Any) -> None:
    client, _ = log_in("clerk")
    secret, _ = set_up(client)
    clock.shift(timedelta(minutes=16))
    page = client.get("/account/reauthenticate?next=/people/export").content.decode()
    assert "/account/second/prove?next=" in page
    prove = "/account/second/prove?next=/people/export"
    assert "改用密码" in client.get(prove).content.decode()
    assert client.post(prove, {"code": code_of(secret)}).url == "/people/export"
    assert client.get("/people/export").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/records/health_examination/export",
        "/subjects/health_file/export",
        "/training/file/{}/print",
    ],
)
def test_other_files_with_personal_data_ask_as_well(
    people: SimpleNamespace, asking_again: None, clock: Any, path: str
) -> None:
    client, _ = log_in("clerk")
    url = path.format(people.keeper.pk)
    assert client.get(url).status_code == 200
    clock.shift(timedelta(minutes=16))
    assert client.get(url).url.startswith("/account/reauthenticate?")
    assert client.get("/subjects/fire_equipment/export").status_code in (200, 404)


def test_nobody_is_asked_again_where_it_is_switched_off(
    people: SimpleNamespace, clock: Any
) -> None:
    client, _ = log_in("clerk")
    clock.shift(timedelta(hours=1))
    assert client.get("/people/export").status_code == 200


def test_without_a_proof_a_second_factor_is_not_changed(
    people: SimpleNamespace, clock: Any
) -> None:
    client, _ = log_in("clerk")
    clock.shift(timedelta(minutes=16))
    assert client.get("/account/second/app").url.startswith("/account/reauthenticate?")

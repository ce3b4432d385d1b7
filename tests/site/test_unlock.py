"""A telephone on shift that lay unused asks for a PIN before it writes, not for the whole login."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from weian.base import events
from weian.base.errors import BadInput
from weian.base.models import Event
from weian.org import actions
from weian.org.models import Pin
from weian.site.unlocking import FIELD

from .test_limit_logins import AT, PASSWORD, clock, log_in, people

__all__ = ["clock", "people"]  # fixtures

pytestmark = [pytest.mark.db, pytest.mark.django_db]
PIN, OTHER = "274913", "538204"


@pytest.fixture
def guard(people: SimpleNamespace, clock: Any) -> SimpleNamespace:
    """A guard with a PIN whose telephone has been used just now."""
    actions.make_pin(people.guard, pin=PIN, again=PIN, at=AT)
    client, _ = log_in("guard")
    assert client.get("/me/").status_code == 200
    return SimpleNamespace(person=people.guard, client=client, people=people)


def write(client: Client, **more: str) -> Any:
    """Something that is posted with a word: what one thinks of the frame's size."""
    return client.post("/me/sessions/end", {"word": "闸门<夜班>", **more})


def refused() -> list[str]:
    rows = Event.objects.filter(verb="account.refuse").order_by("seq")
    return [row.given["why"] for row in rows]


def test_in_use_nothing_is_asked(guard: SimpleNamespace, clock: Any) -> None:
    for _ in range(5):
        clock.shift(timedelta(minutes=24))
        assert write(guard.client).status_code == 302


def test_after_half_an_hour_it_shows_but_does_nothing_without_the_pin(
    guard: SimpleNamespace, clock: Any
) -> None:
    clock.shift(timedelta(minutes=31))
    page = guard.client.get("/me/")
    assert page.status_code == 200 and "/account/unlock?next=%2Fme%2F" in page.content.decode()
    held = write(guard.client)
    assert held.status_code == 403
    shown = held.content.decode()
    assert 'name="word" value="闸门&lt;夜班&gt;"' in shown and 'action="/me/sessions/end"' in shown
    assert write(guard.client, **{FIELD: OTHER}).status_code == 403
    assert refused() == ["PIN 不对"]
    done = write(guard.client, **{FIELD: PIN})
    assert (done.status_code, done.url) == (302, "/me/")
    assert write(guard.client).status_code == 302
    assert "/account/unlock" not in guard.client.get("/me/").content.decode()
    assert Event.objects.get(verb="account.prove").given == {"way": "PIN"}


def test_looking_does_not_unlock(guard: SimpleNamespace, clock: Any) -> None:
    clock.shift(timedelta(minutes=31))
    for _ in range(3):
        assert guard.client.get("/me/").status_code == 200
    assert write(guard.client).status_code == 403
    clock.shift(timedelta(minutes=6))
    assert write(guard.client).status_code == 403


def test_unlocking_by_itself_leads_back(guard: SimpleNamespace, clock: Any) -> None:
    assert guard.client.get("/account/unlock?next=/me/").url == "/me/"
    clock.shift(timedelta(minutes=31))
    for after, wanted in (
        ("/me/", "/me/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
    ):
        assert guard.client.get("/account/unlock", {"next": after}).status_code == 200
        answer = guard.client.post("/account/unlock", {FIELD: PIN, "next": after})
        assert (answer.status_code, answer.url) == (302, wanted)
        clock.shift(timedelta(minutes=31))
    wrong = guard.client.post("/account/unlock", {FIELD: "", "next": "/me/"})
    assert wrong.status_code == 403 and "PIN 不对" in wrong.content.decode()


def test_five_wrong_ones_end_the_login_and_a_whole_one_begins_anew(
    guard: SimpleNamespace, clock: Any
) -> None:
    other, _ = log_in("guard")
    other.get("/me/")
    clock.shift(timedelta(minutes=31))
    for _ in range(5):
        assert write(guard.client, **{FIELD: OTHER}).status_code == 403
    answer = write(guard.client, **{FIELD: PIN})  # the right one, too late
    assert (answer.status_code, answer.url) == (302, "/login")
    assert guard.client.get("/me/").url.startswith("/login")
    assert write(other, **{FIELD: PIN}).url == "/login", "the tries are counted for all devices"
    assert Event.objects.filter(verb="account.logout", given_text__contains="PIN").count() == 2
    client, _ = log_in("guard")
    client.get("/me/")
    clock.shift(timedelta(minutes=31))
    assert write(client, **{FIELD: PIN}).status_code == 302
    assert refused() == ["PIN 不对"] * 5


def test_it_ends_after_the_shift_whatever_the_pin(guard: SimpleNamespace, clock: Any) -> None:
    clock.shift(timedelta(minutes=31))
    write(guard.client, **{FIELD: PIN})
    clock.shift(timedelta(minutes=481))
    assert write(guard.client, **{FIELD: PIN}).url.startswith("/login")


def test_after_twelve_hours_it_ends_in_any_case(guard: SimpleNamespace, clock: Any) -> None:
    for _ in range(24):
        clock.shift(timedelta(minutes=29))
        assert guard.client.get("/me/").status_code == 200
    clock.shift(timedelta(minutes=25))
    assert guard.client.get("/me/").url.startswith("/login")


def test_without_a_pin_the_password_is_asked_for_and_nothing_is_lost(
    people: SimpleNamespace, clock: Any
) -> None:
    client, _ = log_in("guard")
    client.get("/me/")
    clock.shift(timedelta(minutes=31))
    answer = write(client)
    assert answer.status_code == 302 and answer.url.startswith("/account/reauthenticate?")
    done = client.post(answer.url, {"password": PASSWORD, "next": "/me/sessions/end"})
    assert (done.status_code, done.url) == (302, "/me/")
    assert write(client).status_code == 302


def test_the_password_opens_as_well(guard: SimpleNamespace, clock: Any) -> None:
    clock.shift(timedelta(minutes=31))
    assert "/account/reauthenticate?next=" in write(guard.client).content.decode()
    guard.client.post("/account/reauthenticate", {"password": PASSWORD, "next": "/me/"})
    assert write(guard.client).status_code == 302


def test_photos_are_chosen_again_and_the_page_says_so(guard: SimpleNamespace, clock: Any) -> None:
    clock.shift(timedelta(minutes=31))
    photo = SimpleUploadedFile("a.jpg", b"x", "image/jpeg")
    shown = guard.client.post("/hazard/new", {"word": "a", "photos": photo}).content.decode()
    assert 'name="photos" type="file"' in shown and "multipart/form-data" in shown


def test_programs_are_told_where_to_unlock(guard: SimpleNamespace, clock: Any) -> None:
    clock.shift(timedelta(minutes=31))
    answer = guard.client.post("/api/records", {}, content_type="application/json")
    assert answer.status_code == 403 and answer.json()["code"] == "auth.locked"


def test_others_log_in_anew_after_half_an_hour(people: SimpleNamespace, clock: Any) -> None:
    actions.make_pin(people.manager, pin=PIN, again=PIN, at=AT)
    client, _ = log_in("manager")
    client.get("/me/")
    clock.shift(timedelta(minutes=31))
    assert write(client, **{FIELD: PIN}).url.startswith("/login")


@pytest.mark.parametrize(
    "pin",
    ["", "12345", "1234567", "12345a", "１２３４５６", "123456", "654321", "890123", "111111",
     "112211", "123123", "121212", "800138"],
)  # fmt: skip
def test_pins_that_are_easy_to_guess_are_refused(people: SimpleNamespace, pin: str) -> None:
    people.guard.phone = "13800138000"
    with pytest.raises(BadInput):
        actions.make_pin(people.guard, pin=pin, again=pin, at=AT)
    with pytest.raises(BadInput, match="不一样"):
        actions.make_pin(people.guard, pin=PIN, again=OTHER, at=AT)


def test_it_is_kept_so_that_a_dump_does_not_tell(people: SimpleNamespace, settings: Any) -> None:
    for person in (people.guard, people.manager):
        actions.make_pin(person, pin=PIN, again=PIN, at=AT)
    one, two = (row.digest for row in Pin.objects.order_by("pk"))
    assert one.startswith("argon2$argon2id$") and one != two and PIN not in one
    given = {"source": "", "device": "", "at": AT}
    assert actions.try_pin(people.guard, PIN, **given)
    settings.SECRET_KEY = "that of another installation"
    assert actions.try_pin(people.guard, PIN, **given) is False
    assert PIN not in str(list(Event.objects.values_list("given_text", flat=True)))


def test_it_is_set_changed_and_dropped_on_pages_after_a_proof(
    people: SimpleNamespace, settings: Any, clock: Any
) -> None:
    settings.PROOF_SECONDS = 900
    client, _ = log_in("guard")
    assert "/account/pin" in client.get("/me/").content.decode()
    bad = client.post("/account/pin", {"pin": "111111", "again": "111111"})
    assert bad.status_code == 422 and "太容易猜到" in bad.content.decode()
    assert "111111" not in bad.content.decode()
    assert client.post("/account/pin", {"pin": PIN, "again": PIN}).status_code == 302
    assert actions.has_pin(people.guard)
    clock.shift(timedelta(minutes=16))
    asked = client.post("/account/pin", {"pin": OTHER, "again": OTHER})
    assert asked.url.startswith("/account/reauthenticate")
    assert actions.try_pin(people.guard, PIN, source="", device="", at=AT)
    assert client.get("/account/pin/off").status_code == 200
    assert client.post("/account/pin/off").status_code == 302
    assert not actions.has_pin(people.guard)
    verbs = [e.verb for e in Event.objects.filter(verb__endswith="_pin").order_by("seq")]
    assert verbs == ["person.make_pin", "person.drop_pin"] and events.verify() is None
    manager, _ = log_in("manager")
    assert "/account/pin" not in manager.get("/me/").content.decode()
    assert manager.get("/account/pin").status_code == 403


def test_a_password_that_is_reset_takes_the_pin_with_it(guard: SimpleNamespace) -> None:
    actions.reset_password(guard.people.admin, at=AT, person=guard.person)
    assert not actions.has_pin(guard.person)


def test_asking_costs_a_request_nothing(
    guard: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        guard.client.get("/me/")

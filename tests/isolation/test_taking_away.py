"""Whoever loses a role, an account or a post loses what came with it at the next request."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.isolation.world import NOW, World
from weian.org import actions as org
from weian.org import queries as who
from weian.site.api import tokens

pytestmark = [pytest.mark.django_db]
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def manager(world: World) -> Any:
    """The hospital's safety manager, logged in, with a token."""
    person = who.person_by_id(world.viewers["safety_manager"].person.pk)
    client = Client()
    client.force_login(person, _BACKEND)
    program = Client(
        headers={"Authorization": f"Bearer {tokens.issue(person, name='程序', at=NOW)[1]}"}
    )
    return person, client, program


def _seen(world: World, client: Any) -> tuple[int, ...]:
    record = world.rows["record"]["ahosp"]["training"].pk
    unit = world.places["ahosp"].unit.pk
    paths = (f"/records/{record}", "/records/training/export", f"/people/?unit={unit}", "/board/")
    return tuple(client.get(path).status_code for path in paths)


def test_a_role_taken_back_is_gone_at_the_next_request(world: World, manager: Any) -> None:
    person, client, program = manager
    record = world.rows["record"]["ahosp"]["training"].pk
    assert _seen(world, client) == (200, 200, 200, 200)
    assert program.get(f"/api/records/{record}").status_code == 200
    org.end_grant(None, at=NOW, grant=person.grants.get(), on=NOW.date())
    assert _seen(world, client) == (404, 403, 404, 403)
    assert program.get(f"/api/records/{record}").status_code == 404


def test_whoever_leaves_is_logged_out_at_the_next_request(world: World, manager: Any) -> None:
    person, client, program = manager
    org.leave(None, at=NOW, person=person, on=NOW.date())
    assert client.get("/").headers["Location"].startswith("/login")
    assert program.get("/api/me").status_code == 401


def test_a_closed_account_is_logged_out_at_the_next_request(world: World, manager: Any) -> None:
    person, client, program = manager
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert client.get("/").headers["Location"].startswith("/login")
    assert program.get("/api/me").status_code == 401


def test_a_new_password_ends_what_was_open(world: World, manager: Any) -> None:
    person, client, _ = manager
    org.reset_password(None, at=NOW, person=person)
    assert client.get("/").headers["Location"].startswith(("/login", "/account/password"))


def test_a_role_of_tomorrow_is_none_today(world: World) -> None:
    nobody = world.viewers["nobody"].person
    place = world.places["ahosp"]
    org.appoint(
        None, at=NOW, unit=place.unit, department=None, person=nobody, roles=("safety_manager",),
        since=NOW.date() + timedelta(days=1),
    )  # fmt: skip
    client = Client()
    client.force_login(nobody, _BACKEND)
    assert client.get(f"/records/{world.rows['record']['ahosp']['training'].pk}").status_code == 404

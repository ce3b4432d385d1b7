"""An answer that names a unit names one that its author sees, whoever sends it and however."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.isolation.looking import Answer, Session
from tests.isolation.world import World

pytestmark = [pytest.mark.django_db]
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _held(world: World, author: str, named: str) -> Answer:
    """A meeting of the author's unit, with the unit of another place as having taken part."""
    place = world.places[author]
    data: dict[str, Any] = {
        **world.given[author, "meeting"],
        "units": [world.places[named].unit.pk],
    }
    body = {
        "kind": "meeting", "unit": place.unit.pk, "data": data,
        "happened_at": "2026-09-20T09:00:00+08:00",
    }  # fmt: skip
    client = Client(raise_request_exception=False)
    client.force_login(place.author, _BACKEND)
    given = json.dumps(body, default=str)
    return Session(client).ask("POST", "/api/records", {}, given, program=True)


@pytest.mark.parametrize(
    ("author", "named"), [("ahosp", "ahosp"), ("ahosp", "abran"), ("aoffi", "aclin")]
)
def test_a_unit_within_sight_may_be_named(author: str, named: str, world: World) -> None:
    assert _held(world, author, named).status == 201


@pytest.mark.parametrize(
    ("author", "named"), [("ahosp", "aclin"), ("ahosp", "bhosp"), ("aoffi", "bclin")]
)
def test_a_unit_out_of_sight_is_as_one_that_does_not_exist(
    author: str, named: str, world: World
) -> None:
    answer = _held(world, author, named)
    assert answer.status == 422
    assert not answer.wrote
    assert not {word for word in answer.words if named in word}

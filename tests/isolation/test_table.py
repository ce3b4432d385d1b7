"""The table of addresses is whole, and what it does not list is not there."""

from typing import Any

import pytest
from django.test import Client

from tests.isolation.looking import Session
from tests.isolation.places import WORD, unit_word
from tests.isolation.table import VERBS, addresses, routes
from tests.isolation.world import World
from weian.site.api.api import api

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_HOW = "add a row to tests/isolation/routes.yaml, which says how"


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    found = addresses()  # of the interface one address may have a name for each verb
    rows = {(route.at, route.name) for route in routes().values()}
    assert not {at for at, _ in found} - routes().keys(), _HOW
    assert not rows - found, "these rows have no address any more"


def test_every_row_says_what_it_is() -> None:
    words = ("public", "login", "list", "holds", "see", "own", "house", "some", "closed")
    for route in routes().values():
        assert route.rules, route.at
        for rule in route.rules.values():
            assert rule.partition(" ")[0] in words, (route.at, rule)


def test_the_rows_of_the_interface_are_those_of_its_document() -> None:
    document = {
        (path.removeprefix("/"), verb.upper())
        for path, verbs in api.get_openapi_schema()["paths"].items()
        for verb in verbs
    }
    told = {
        (_plain(route.at), verb)
        for route in routes().values()
        if route.program and not route.any
        for verb in route.rules
    }
    assert document == told


def _plain(at: str) -> str:
    out = at.replace("uuidstr:", "").replace("int:", "")
    return out.replace("<", "{").replace(">", "}")


@pytest.mark.django_db
def test_a_verb_that_is_not_listed_is_refused(world: World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.viewers["commission_clerk"].person, _BACKEND)
    session = Session(client)
    for route in routes().values():
        if route.any:
            continue
        for verb in VERBS:
            if verb not in route.rules and not (verb == "GET" and route.takes):
                answer = session.ask(verb, route.path(), {}, {})
                refused = (302, 404, 405) if "public" in route.rules.values() else (404, 405)
                session.hold(f"{verb} {route.at}", answer, refused, set(answer.words))
    session.report("verbs")


@pytest.mark.django_db
def test_nobody_in_particular_reads_public_pages_only(world: World) -> None:
    session = Session(Client(raise_request_exception=False))
    for route in routes().values():
        for verb, rule in route.rules.items():
            if rule == "public":
                wanted: tuple[int, ...] = (200, 204, 302, 304, 404)
            elif rule == "closed":
                wanted = (404,)
            else:
                # What stands in some addresses is of a sort that is not there: then 404.
                wanted = (401, 403, 404) if route.program else (302, 404)
            path = route.path(pk=_some(world, route.takes))
            answer = session.ask(
                verb, path, {}, "{}" if route.program else {}, program=route.program
            )
            # Which commissions take tips is for everybody to know.
            told = {unit_word(key) for key in world.tips} if route.at == "tip/" else set[str]()
            session.hold(f"{verb} {path}", answer, wanted, told)
            if answer.status == 302 and rule != "public":
                assert answer.location.startswith("/login"), path
    session.report("anonymous")


def _some(world: World, sort: str) -> Any:
    """Something that is really there, so that the refusal is for want of a login."""
    if sort in ("tip key", "sealed tip"):
        return world.tips["aoffi"][sort == "sealed tip"].pk
    shape = sort.split()[0].partition(":")[0] if sort else ""
    if shape in world.rows:
        return next(iter(world.rows[shape]["ahosp"].values())).pk
    if shape in ("unit", "house", "institution", "read", "duty"):
        return world.places["ahosp"].unit.pk
    if shape in ("person", "office"):
        return world.places["ahosp"].author.pk
    if shape == "file":
        return world.papers["ahosp"][0][0].pk
    return {"return": world.returns["ahosp"].pk, "relief": world.reliefs["ahosp"].pk}.get(shape, 1)


def test_a_canary_is_known_when_it_sings() -> None:
    """The control: were the words not found in a text, nothing above could fail."""
    assert WORD.findall("a qzahospx b own07x 13901714471") == ["qzahospx", "own07x", "13901714471"]

"""Every address, asked by everybody about things at every place: the right answer, no foreign word."""

import json
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.isolation import rules
from tests.isolation.looking import Answer, Session
from tests.isolation.places import WORD, person_word, phone_word, text_word, unit_word, unsent_word
from tests.isolation.table import Route, routes
from tests.isolation.things import KINDS, Thing, things
from tests.isolation.viewers import SEATS, Viewer
from tests.isolation.world import World

pytestmark = [pytest.mark.django_db]
_DONE = (200, 201, 302, 400, 409, 422)  # an empty form is refused for what it lacks
_INSIDE = frozenset((*_DONE, 403, 404))
_QUERIES: dict[str, list[dict[str, str]]] = {
    "search/": [{"q": "通道"}, {"q": "王"}, {"q": "人民医院"}, {"q": "卫生院"}],
    "people/": [{"q": "王"}, {"state": "all"}],
    "people/export": [{"state": "all"}],
    "units/": [{"view": "all"}, {"view": "department"}, {"ended": "1"}],
    "calendar/": [{"whose": "all"}],
    "board/": [{"period": "all"}],
    "board/export": [{"period": "all"}],
    "expiry/": [{"band": "ended"}],
    "api/people": [{"q": "王"}],
    "api/units": [{"q": "医院"}],
}
_PRIVATE = frozenset({"health_file", "health_examination"})
_ONCE = "0190a0a0-0000-7000-8000-000000000000"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def session(world: World, request: Any) -> Session:
    """Logged in as the seat that the test is about."""
    client = Client(raise_request_exception=False)
    viewer = world.viewers[request.getfixturevalue("label")]
    client.force_login(viewer.person, _BACKEND)
    cache.clear()
    return Session(client)


def expected(route: Route, rule: str, viewer: Viewer, thing: Thing) -> Collection[int]:
    """The statuses that a rule allows, for one thing."""
    word, _, right = rule.partition(" ")
    right = thing.right if right in ("kind", "step") else right
    if word == "house" and not thing.seen:
        return _INSIDE if thing.place.unit == viewer.place.unit else (404,)
    if not thing.seen:
        return (404,)
    if word == "house":
        return _INSIDE
    if word == "own" or not right:
        return _DONE
    if right.startswith("any "):
        return _DONE if rules.anywhere(viewer, right[4:]) else (403,)
    part = thing.place.unit == viewer.place.unit and rules.may(viewer, right, viewer.place)
    if rules.may(viewer, right, thing.place) or (part and route.asks):
        return (*_DONE, 403) if thing.lenient else _DONE
    return (403, 409) if thing.lenient else (403,)


@pytest.mark.parametrize("label", SEATS)
def test_things_are_seen_within_reach_only(label: str, world: World, session: Session) -> None:
    viewer = world.viewers[label]
    known, house = rules.allowed(viewer, world), rules.of_house(viewer, world)
    for route in routes().values():
        if not (route.takes or route.asks):
            continue
        for verb, rule in route.rules.items():
            if not rule.startswith(("see", "own", "house")):
                continue
            wide = known | house if rule == "house" or route.offers else known
            for thing in _about(route, viewer, world):
                answer = _ask(session, route, verb, thing)
                path = f"{verb} {route.path(**thing.parts)} {dict(thing.query)} [{thing.place.key}]"
                words = wide | house if thing.wide else wide
                if thing.seen and thing.parts.get("kind") in _PRIVATE:
                    words = words | rules.of_health(viewer, world)
                if thing.seen:  # an answer may repeat what was sent with it
                    words = words | set(WORD.findall(str(thing.body)))
                session.hold(path, answer, expected(route, rule, viewer, thing), words)
    session.report(label)


def _ask(session: Session, route: Route, verb: str, thing: Thing) -> Answer:
    if route.program:
        left_out = ("data",) if route.at.endswith("retire") else ()
        body = {k: v for k, v in thing.body.items() if k not in left_out}
        given: Any = json.dumps(body, default=str)
    else:
        given = {k: v for k, v in {**thing.query, **thing.body}.items() if not isinstance(v, dict)}
        given["once"] = _ONCE
    return session.ask(verb, route.path(**thing.parts), thing.query, given, program=route.program)


def _about(route: Route, viewer: Viewer, world: World) -> Iterator[Thing]:
    if route.takes:
        yield from things(route.takes, viewer, world)
        return
    sort, _, name = route.asks.partition(" as ")
    for thing in things(sort, viewer, world):
        if name:
            thing.query = {name: thing.parts.get("duty", thing.parts["pk"])}
        yield thing


@pytest.mark.parametrize("label", SEATS)
def test_lists_hold_nothing_from_elsewhere(label: str, world: World, session: Session) -> None:
    viewer = world.viewers[label]
    known, house = rules.allowed(viewer, world), rules.of_house(viewer, world)
    seen: set[str] = set()
    for route in routes().values():
        rule = route.rules.get("GET", "")
        word, _, right = rule.partition(" ")
        if word not in ("list", "holds", "some", "login"):
            continue
        for parts, query, needed in _lists(route, viewer, world):
            right_ = needed if right == "kind" else right
            wanted = _INSIDE if word == "some" else (200, 302)
            if word == "holds" and not rules.anywhere(viewer, right_):
                wanted = (403,)
            answer = session.ask("GET", route.path(**parts), query)
            wide = known | house if word == "some" or route.offers else known
            if _PRIVATE & {parts.get("kind"), query.get("kind")}:
                wide = wide | rules.of_health(viewer, world)
            if right == "log.read":
                wide = wide | _logged(viewer, world)
            session.hold(f"GET {route.path(**parts)} {query}", answer, wanted, wide)
            seen |= answer.words
        if route.asks and " as " in route.asks and word == "list":
            _narrow(session, route, viewer, world, known)
    mine = {text_word(k) for k, p in world.places.items() if rules.reads(viewer, p)}
    assert mine <= seen, f"what is there was not found: {mine - seen}"
    session.report(label)


def _lists(
    route: Route, viewer: Viewer, world: World
) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
    """(parts, query, right) of each list behind an address; every kind's ledger, a third of ledgers, a sixth of exports."""
    sort = route.takes or (route.asks if route.asks.endswith(" kind") else "")
    shape = sort.removesuffix(" kind")
    rights = {"record": "submit_right", "subject": "keep_right", "case": "opening_right"}
    if shape in KINDS:
        part = "export" in route.at or route.program
        turn = list(world.viewers).index(viewer.label)
        for number, key in enumerate(sorted(KINDS[shape])):
            if (number + turn) % (6 if part else 3) and key not in _PRIVATE:
                continue
            if route.program:
                if key != "return":
                    yield {}, {"kind": key, **({"q": "通道"} if number % 2 else {})}, ""
            else:
                yield {"kind": key}, {"q": "通道"} if route.words and number % 7 == 0 else {}, ""
    elif sort == "any kind":
        for shape, kinds in KINDS.items():
            key = {"record": "training", "case": "hazard", "subject": "contractor"}[shape]
            yield {"noun": f"{shape}s", "kind": key}, {}, getattr(kinds[key], rights[shape])
    elif sort:
        for thing in (
            things(sort.removeprefix("kind and "), viewer, world)
            if sort.startswith("kind and")
            else ()
        ):
            yield dict(thing.parts), {}, ""
    else:
        yield {}, {}, ""
        for query in _QUERIES.get(route.at, ()):
            yield {}, query, ""


def _narrow(session: Session, route: Route, viewer: Viewer, world: World, known: set[str]) -> None:
    """A list narrowed to a unit that one may not see is not there."""
    sort, _, name = route.asks.partition(" as ")
    parts = {
        "kind": "training"
        if "record" in route.takes
        else "hazard"
        if "case" in route.takes
        else "contractor"
    }
    for thing in things(sort, viewer, world):
        wanted = (200,) if thing.seen else (404,)
        if sort == "person":
            wanted = (200, 403)
        query = {name: thing.parts["pk"]}
        answer = session.ask("GET", route.path(**parts), query)
        session.hold(
            f"GET {route.path(**parts)} {query} [{thing.place.key}]", answer, wanted, known
        )


def _logged(viewer: Viewer, world: World) -> set[str]:
    """Whoever reads the log of a place reads what was done there, private answers aside."""
    out = {v.own for v in world.viewers.values() if rules.may(viewer, "log.read", v.place)}
    for key, place in world.places.items():
        if rules.may(viewer, "log.read", place):
            out |= {
                text_word(key),
                unit_word(key),
                person_word(key),
                unsent_word(key),
                phone_word(key),
            }
    return out

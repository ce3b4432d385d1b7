"""The database hides nothing that a page means to show: with and without its bounds all pages are equal."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings

from tests.isolation.table import Route, routes
from tests.isolation.things import things
from tests.isolation.viewers import Viewer
from tests.isolation.world import World
from weian.base import bounds

pytestmark = [pytest.mark.django_db]
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SEATS = (
    "commission_clerk",
    "safety_manager",
    "staff",
    "health_keeper",
    "head of the branch",
    "auditor",
)
#: Named by a kind as well, and only leading elsewhere; or asked for by several things at once.
SKIPPED = ("kind and record", "kind and case", "shape and kind", "any kind")
#: What differs from one answer to the next by itself: tokens of forms, keys of requests.
_CHANCE = re.compile(
    rb"[A-Za-z0-9]{64}|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
)


class Unbounded:
    """Stands in the place of the middleware that says the bounds: requests see all rows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with bounds.everything("to compare"):
            return self._get_response(request)


def _middleware() -> list[str]:
    ours, theirs = "weian.org.middleware.Known", f"{__name__}.{Unbounded.__name__}"
    assert ours in settings.MIDDLEWARE
    return [theirs if name == ours else name for name in settings.MIDDLEWARE]


def _paths(viewer: Viewer, world: World) -> Iterator[str]:
    for route in routes().values():
        if "GET" not in route.rules or route.at.startswith(("logout", "api/openapi", "static")):
            continue
        yield from _of(route, viewer, world)


def _of(route: Route, viewer: Viewer, world: World) -> Iterator[str]:
    if not (route.takes or route.asks):
        yield route.path()
        return
    sort, _, name = (route.takes or route.asks).partition(" as ")
    if sort in SKIPPED:
        return
    for thing in things(sort, viewer, world):
        if thing.place.key in ("ahosp", "adep1", "aclin") and thing.seen:
            query = f"?{name}={thing.parts.get('duty', thing.parts['pk'])}" if name else ""
            yield route.path(**thing.parts) + query
    if route.asks:
        yield route.path()


def _answers(viewer: Viewer, paths: list[str]) -> dict[str, tuple[int, bytes]]:
    client = Client(raise_request_exception=False)
    client.force_login(viewer.person, _BACKEND)
    cache.clear()
    out = {}
    for path in paths:
        response: Any = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        plain = response.get("Content-Type", "").startswith(("text/", "application/json"))
        out[path] = response.status_code, _CHANCE.sub(b"", body) if plain else b""
    return out


def _untraced(viewer: Viewer, paths: list[str]) -> dict[str, tuple[int, bytes]]:
    """The answers, with the traces that looking leaves in the log taken back."""
    with transaction.atomic():
        found = _answers(viewer, paths)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("label", SEATS)
def test_bounds_take_nothing_from_a_page(label: str, world: World) -> None:
    viewer = world.viewers[label]
    paths = list(dict.fromkeys(_paths(viewer, world)))
    bounded = _untraced(viewer, paths)
    with override_settings(MIDDLEWARE=_middleware()):
        free = _untraced(viewer, paths)
    different = [path for path in paths if bounded[path] != free[path]]
    print(f"row security: {label}: {len(paths)} pages, {len(different)} differ")
    assert not different, "\n".join(
        f"{p}: {bounded[p][0]}/{len(bounded[p][1])} instead of {free[p][0]}/{len(free[p][1])}"
        for p in different
    )

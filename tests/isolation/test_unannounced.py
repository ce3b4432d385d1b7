"""Non-interference: for everybody at the unit to be visited, and for everybody in the commission who is
not on the list, every answer of the site is the same, byte by byte, with fifty secret plans and without.
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client

from tests.isolation.world import NOW, World
from weian.case import actions as cases

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PLANS = 50
UNKNOWING = (
    "institution_head", "safety_manager", "department_head", "staff", "security_guard",
    "hospital auditor", "manager of the clinic", "commission_inspector", "platform_admin", "auditor",
)  # fmt: skip
_LINK = re.compile(r'href="([^"#]+)')
_MASK = re.compile(
    r'(csrfmiddlewaretoken" value="|csrf-token" content="|nonce="|name="(?:once|idempotency_key)" value="|"request_id": ")[^"]+'
)
#: The log tells the size of a file taken away, which carries the moment at which it was made.
_SIZE = re.compile(r"字节：\d+|bytes&quot;:\d+")
_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
_TURN_DOWN = ("/logout", "/static/", "/me/sessions")
_MOST = 60
_API = (
    "/api/cases?kind=hazard", "/api/cases?kind=unannounced", "/api/cases", "/api/duties", "/api/units",
    "/cases/unannounced/", "/cases/unannounced/export", "/search/?q=暗访", "/calendar/", "/log/",
)  # fmt: skip


def crawl(client: Client) -> dict[str, tuple[int, bytes, str]]:
    """Address → status, body without tokens, and its ETag: from the home page along every sort of
    link, and some addresses that no page leads to."""
    out: dict[str, tuple[int, bytes, str]] = {}
    shapes: set[str] = set()
    queue = deque(["/", *_API])
    while queue and len(out) < _MOST:
        address = queue.popleft()
        shape = _SHAPE.sub("0", address.partition("?")[0])
        if address in out or (shape in shapes and address not in _API):
            continue
        shapes.add(shape)
        response: Any = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        out[address] = (response.status_code, _masked(body), response.get("ETag", ""))
        if response.get("Content-Type", "").startswith("text/html"):
            queue.extend(_links(address, body.decode()))
    return out


def _masked(body: bytes) -> bytes:
    if body.startswith((b"PK", b"%PDF")):
        return b""  # files carry the moment at which they were made
    return _SIZE.sub("", _MASK.sub(r"\1", body.decode("utf-8", "replace"))).encode()


def _links(address: str, text: str) -> Iterator[str]:
    for href in _LINK.findall(text):
        found = urljoin(address, href.replace("&amp;", "&"))
        if not urlsplit(found).netloc and not found.startswith(_TURN_DOWN):
            yield found


def plan(world: World) -> None:
    """Fifty plans to visit the hospital and the clinic, known to the leader alone."""
    office, leader = world.places["aoffi"], world.viewers["commission_leader"].person
    targets = [world.places[key].unit.pk for key in ("ahosp", "aclin")]
    for n in range(PLANS):
        data = {
            "on": f"2026-12-{n % 28 + 1:02}", "targets": targets, "knowers": [leader.pk],
            "focus": "消防控制室和夜间值班",
        }  # fmt: skip
        cases.open_case(leader, kind="unannounced", unit=office.unit, data=data, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("label", UNKNOWING)
def test_nothing_differs_for_those_who_do_not_know(world: World, label: str) -> None:
    client = Client()
    client.force_login(world.viewers[label].person, BACKEND)
    with transaction.atomic():  # looking leaves traces in the log as well
        before = crawl(client)
        transaction.set_rollback(True)
    with transaction.atomic():
        plan(world)
        after = crawl(client)
        transaction.set_rollback(True)
    differing = [a for a in before if before[a] != after.get(a)]
    print(f"unannounced: {label}: {len(before)} addresses, {len(differing)} differ")
    assert before.keys() == after.keys()
    assert not differing


@pytest.mark.django_db
def test_the_leader_who_knows_sees_the_plans(world: World) -> None:
    client = Client()
    client.force_login(world.viewers["commission_leader"].person, BACKEND)
    with transaction.atomic():
        plan(world)
        shown = client.get("/cases/unannounced/").content.decode()
        transaction.set_rollback(True)
    assert "暗访检查" in shown
    assert "2026-12-28" in shown

"""Nobody takes the whole machine for themselves: 429 with the seconds to wait."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from weian.base import buckets
from weian.base.buckets import Limit
from weian.base.models import Bucket
from weian.org import actions
from weian.org.actions import UnitSeed

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def clock(settings: Any) -> Iterator[Any]:
    settings.RATES, settings.WEIAN_DEMO = True, True
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def browse(clock: Any) -> Any:
    seeds = [UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE)]
    unit = actions.load_tree(None, at=AT, seeds=seeds)["county"]

    def log_in(name: str) -> Client:
        person = actions.appoint(
            None, at=AT, unit=unit, name=name, since=SINCE, roles=["commission_clerk"]
        )
        client = Client()
        client.force_login(person, BACKEND)
        return client

    return log_in


def test_the_sixty_first_request_at_once_waits_for_its_turn(browse: Any, clock: Any) -> None:
    client, other = browse("张三"), browse("李四")
    assert {client.get("/api/me").status_code for _ in range(60)} == {200}
    answer = client.get("/api/me")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "too_fast"
    assert other.get("/api/me").status_code == 200
    clock.shift(timedelta(seconds=1))
    assert [client.get("/api/me").status_code for _ in range(21)] == [200] * 20 + [429]


def test_the_sixth_file_in_ten_minutes_waits(browse: Any, clock: Any) -> None:
    client = browse("张三")
    assert [client.get("/people/export").status_code for _ in range(5)] == [200] * 5
    answer = client.get("/units/export")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) in (120, 121)
    assert "操作太频繁" in answer.content.decode()
    assert client.get("/people/").status_code == 200
    clock.shift(timedelta(seconds=121))
    assert client.get("/units/export").status_code == 200


def test_buckets_that_are_full_again_are_swept(clock: Any) -> None:
    buckets.take("a", Limit(1, 10), AT)
    buckets.take("b", Limit(1, 10), AT + timedelta(days=2))
    assert buckets.sweep(AT + timedelta(days=2)) == 1
    assert Bucket.objects.get().key == "b"

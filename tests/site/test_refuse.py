"""What no view has caught."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client

from weian.site.refusals import missing_ground

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.mark.parametrize("path", ["/api/nothing", "/api/subjects/%0A/retire", "/api/x/y/z"])
def test_an_unknown_address_of_the_api_is_told_as_a_problem(client: Client, path: str) -> None:
    for answer in (client.get(path), client.post(path, {"a": 1})):
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "address.unknown"


@pytest.fixture
def held(db: None) -> Iterator[None]:
    """The end of the log's chain is held by somebody else, as while thousands of rows come in."""
    given = connection.get_connection_params()
    plain = {k: v for k, v in given.items() if k not in ("cursor_factory", "context")}
    with psycopg.connect(**plain) as other:
        other.execute("INSERT INTO base_chainhead VALUES (1, 0, '') ON CONFLICT DO NOTHING")
        other.execute("SELECT 1 FROM base_chainhead FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
        yield
        other.rollback()


def test_who_waits_too_long_for_the_log_is_told_to_come_back(held: None, client: Client) -> None:
    client.raise_request_exception = False
    answer = client.post("/login", {"login": "somebody", "password": "wrong-wrong"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "请过一会儿再试" in answer.content.decode()


def test_what_took_too_long_by_itself_is_a_fault_and_waiting_is_not() -> None:
    def caused(cause: Exception) -> OperationalError:
        error = OperationalError()
        error.__cause__ = cause
        return error

    held_up = missing_ground(caused(psycopg.errors.LockNotAvailable()))
    assert held_up is not None
    assert (held_up.code, held_up.status) == ("database.busy", 503)
    assert missing_ground(caused(psycopg.errors.QueryCanceled())) is None

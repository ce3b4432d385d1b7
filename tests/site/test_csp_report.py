"""Reports of browsers on what the policy kept back: short lines, few, without who and what for."""

import json
import logging
from typing import Any

import pytest
from django.test import Client

from weian.site.csp import PATH

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def send(body: Any, client: Client | None = None) -> int:
    text = body if isinstance(body, str) else json.dumps({"csp-report": body})
    client = client or Client(enforce_csrf_checks=True)
    return client.post(PATH, text, content_type="application/csp-report").status_code


def lines(caplog: Any) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name == "weian.csp"]


@pytest.fixture
def heard(caplog: Any) -> Any:
    logger = logging.getLogger("weian.csp")
    logger.addHandler(caplog.handler)
    yield caplog
    logger.removeHandler(caplog.handler)


def test_pages_name_the_address_for_reports() -> None:
    policy = Client().get("/login").headers["Content-Security-Policy"]
    assert f"report-uri {PATH}" in policy


def test_a_report_is_one_short_line_without_what_was_asked(heard: Any) -> None:
    said = {
        "effective-directive": "script-src-elem", "blocked-uri": "https://evil.example/x.js?k=geheim",
        "document-uri": "http://localhost/log/?person=7\nzweite Zeile" + "x" * 500,
    }  # fmt: skip
    assert send(said) == 204
    (line,) = set(lines(heard))
    assert "script-src-elem: https://evil.example/x.js on http://localhost/log/" in line
    assert "geheim" not in line
    assert "person=7" not in line
    assert len(line) < 400


@pytest.mark.parametrize(
    "body", ["", "[]", "null", "{", '{"csp-report": 7}', '{"x": 1}', "x" * 9000]
)
def test_anything_else_is_passed_over(body: str, heard: Any) -> None:
    assert send(body) == 204
    assert lines(heard) == []


def test_only_so_many_are_taken(heard: Any) -> None:
    for _ in range(40):
        assert send({"violated-directive": "img-src", "blocked-uri": "data"}) == 204
    assert len(set(map(id, lines(heard)))) <= 2 * 31
    assert 30 <= len(lines(heard)) <= 2 * 31

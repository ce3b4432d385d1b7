"""Who may ask, and how errors are told."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from weian.base.models import Event
from weian.site.api import tokens
from weian.site.models import ApiToken

from .asking import problem

pytestmark = pytest.mark.db


def test_nobody_is_told_so_in_a_problem_document(county: SimpleNamespace) -> None:
    answer = Client().get("/api/me")
    problem(answer, 401, "auth.required")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_acts_as_its_owner(county: SimpleNamespace, api: Any) -> None:
    found = api(county.manager).get("/me").json()
    assert (found["name"], found["unit"]["name"]) == ("manager", "清河县人民医院")
    assert found["grants"][0]["role"] == "safety_manager"
    assert "record.submit" in found["grants"][0]["rights"]


def test_the_secret_of_a_token_is_not_kept(county: SimpleNamespace) -> None:
    row, secret = tokens.issue(county.manager, name="平台", at=now())
    assert secret.startswith(tokens.PREFIX)
    assert secret not in str(vars(row))
    assert Event.objects.get(verb="token.issue").given == {"name": "平台"}


def test_a_revoked_token_stops_at_once(county: SimpleNamespace, api: Any) -> None:
    program = api(county.manager)
    assert program.get("/me").status_code == 200
    tokens.revoke(county.manager, number=ApiToken.objects.get().pk, at=now())
    problem(program.get("/me"), 401, "auth.bad_token")


def test_a_token_ends_with_the_service_of_its_owner(county: SimpleNamespace, api: Any) -> None:
    program = api(county.nurse)
    type(county.nurse).objects.filter(pk=county.nurse.pk).update(until=now().date())
    problem(program.get("/me"), 401, "auth.bad_token")


def test_a_token_waits_until_the_initial_password_is_changed(
    county: SimpleNamespace, api: Any, settings: Any
) -> None:
    settings.WEIAN_DEMO = False
    program = api(county.nurse)
    type(county.nurse).objects.filter(pk=county.nurse.pk).update(must_change_password=True)
    problem(program.get("/me"), 403, "auth.initial_password")


def test_a_login_waits_too_and_is_told_in_a_problem_document(
    county: SimpleNamespace, settings: Any
) -> None:
    settings.WEIAN_DEMO = False
    client = Client()
    client.force_login(county.nurse, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/api/me").status_code == 200
    type(county.nurse).objects.filter(pk=county.nurse.pk).update(must_change_password=True)
    problem(client.get("/api/me"), 403, "auth.initial_password")
    problem(client.post("/api/cases", "{}", "application/json"), 403, "auth.initial_password")
    assert client.get("/api/docs").url == "/account/password"  # people are led on


def test_the_login_of_whoever_has_left_is_told_in_a_problem_document(
    county: SimpleNamespace,
) -> None:
    client = Client()
    client.force_login(county.nurse, "allauth.account.auth_backends.AuthenticationBackend")
    type(county.nurse).objects.filter(pk=county.nurse.pk).update(until=now().date())
    problem(client.get("/api/me"), 401, "auth.required")


def test_use_is_noted_at_most_hourly(county: SimpleNamespace) -> None:
    at = now()
    _, secret = tokens.issue(county.manager, name="平台", at=at)
    for minutes in (0, 30, 59):
        assert tokens.owner_of(secret, at + timedelta(minutes=minutes)) == county.manager
    assert ApiToken.objects.get().last_used == at
    tokens.owner_of(secret, at + timedelta(minutes=61))
    assert ApiToken.objects.get().last_used == at + timedelta(minutes=61)


def test_a_wrong_token_is_refused_even_beside_a_login(county: SimpleNamespace) -> None:
    client = Client(headers={"Authorization": "Bearer weian_wrong"})
    client.force_login(county.manager, "allauth.account.auth_backends.AuthenticationBackend")
    problem(client.get("/api/me"), 401, "auth.bad_token")


def test_a_login_reads_and_needs_the_csrf_token_to_write(
    county: SimpleNamespace, hazard: dict[str, Any]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(county.manager, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/api/me").json()["name"] == "manager"
    body = {"path": "/api/cases", "data": hazard, "content_type": "application/json"}
    problem(client.post(**body), 403, "csrf.failed")
    client.get("/me/tokens")
    token = client.cookies["weian-csrf"].value
    assert client.post(**body, headers={"X-CSRFToken": token}).status_code == 201


def test_unknown_addresses_and_methods_are_problems(county: SimpleNamespace, api: Any) -> None:
    program = api(county.manager)
    problem(program.get("/nothing/here"), 404, "address.unknown")
    answer = program.client.delete("/api/records")
    problem(answer, 405, "method.not_allowed")
    assert answer["Allow"] == "GET, POST"
    problem(program.client.put("/api/nothing"), 404, "address.unknown")


def test_what_is_wrong_with_a_request_is_told_field_by_field(
    county: SimpleNamespace, api: Any
) -> None:
    program = api(county.manager)
    given = {"kind": "patrol", "unit": 1, "happened_at": "gestern", "data": {}, "colour": "red"}
    found = problem(program.post("/records", given), 422, "input.invalid")
    assert set(found["fields"]) == {"happened_at", "colour"}
    found = problem(program.get("/duties", status="tired"), 422, "input.invalid")
    assert set(found["fields"]) == {"status"}


@pytest.mark.parametrize(
    "body", ["{", '{"kind": NaN}', '{"kind": "\\u0000"}', '{"kind": "\\ud800"}', "[" * 100_000]
)
def test_what_is_not_json_is_refused_whole(county: SimpleNamespace, api: Any, body: str) -> None:
    problem(api(county.manager).post("/records", body), 400, "body.unreadable")


def test_too_much_at_once_is_refused(county: SimpleNamespace, api: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = api(county.manager).post("/records", {"kind": "x" * 2000})
    problem(answer, 413, "body.too_large")


def test_the_auditor_sees_nothing_but_himself(county: SimpleNamespace, api: Any) -> None:
    program = api(county.auditor)
    assert program.get("/cases", kind="hazard").json()["rows"] == []
    assert program.get("/records", kind="patrol").json()["rows"] == []
    problem(program.get(f"/units/{county.hospital.pk}"), 404, "not_found")


def test_the_page_of_tokens_shows_a_secret_once(county: SimpleNamespace) -> None:
    client = Client()
    client.force_login(county.manager, "allauth.account.auth_backends.AuthenticationBackend")
    made = client.post("/me/tokens", {"name": "医院信息平台"})
    assert made.status_code == 201
    secret = made.context["secret"]
    assert secret in made.content.decode()
    again = client.get("/me/tokens").content.decode()
    assert secret not in again
    assert "医院信息平台" in again
    assert client.post("/me/tokens", {"name": " "}).status_code == 422
    number = ApiToken.objects.get().pk
    assert client.post(f"/me/tokens/{number}/revoke").status_code == 302
    assert "医院信息平台" not in client.get("/me/tokens").context["table"].rows


def test_nobody_revokes_the_token_of_another(county: SimpleNamespace) -> None:
    row, _ = tokens.issue(county.manager, name="平台", at=now())
    client = Client()
    client.force_login(county.nurse, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(f"/me/tokens/{row.pk}/revoke").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_the_documentation_is_one_plain_page() -> None:
    answer = Client().get("/api/docs")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "登记一条记录" in text
    assert "Idempotency-Key" in text
    assert "://cdn" not in text
    assert Client().get("/api/openapi.json").json()["openapi"].startswith("3.1")

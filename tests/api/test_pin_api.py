"""The API's shape changes on purpose only, and its answers keep to it whatever is asked."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils.timezone import now
from hypothesis import HealthCheck, Phase
from hypothesis import settings as examples
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from weian.duty import actions as duty
from weian.site.api import snapshot, tokens
from weian.site.api.api import api as described

#: Of each operation: a few with every change, always the same; many by `make torture`, others each time.
EXAMPLES = int(os.environ.get("WEIAN_EXAMPLES") or (300 if os.environ.get("WEIAN_TORTURE") else 10))
schema = schemathesis.openapi.from_dict(json.loads(snapshot.PINNED.read_text("utf-8")))
schema.app = get_wsgi_application()
CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
)


def test_the_openapi_document_is_the_pinned_one() -> None:
    again = "run: python -m weian.site.api.snapshot"
    assert snapshot.current() == snapshot.PINNED.read_text("utf-8"), again


def test_every_operation_tells_its_errors_as_problems_and_needs_a_person() -> None:
    found = described.get_openapi_schema(path_prefix="/api/")
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            told = {int(status) for status in operation["responses"]}
            assert {401, 403, 404, 422} <= told, path
            assert operation["security"], path
            assert any("一" <= c <= "鿿" for c in operation["summary"]), path
            if method != "get":
                assert {400, 409, 413} <= told, path
                names = {p["name"] for p in operation["parameters"]}
                assert "Idempotency-Key" in names, path


@pytest.fixture
def seeded(
    adopted: SimpleNamespace, hazard: dict[str, Any], api: Any, settings: Any, tmp_path: Any
) -> Any:
    """Some rows of each noun; tokens of people with different rights."""
    settings.MEDIA_ROOT = tmp_path
    program = api(adopted.manager)
    at = (now() - timedelta(hours=1)).isoformat()
    patrol = {"kind": "patrol", "unit": adopted.hospital.pk, "data": {"kind_of": "fire"}}
    lift = {"kind": "ambulance", "unit": adopted.hospital.pk, "data": {"name": "救护车一"}}
    ids = {
        "records": program.post("/records", {**patrol, "happened_at": at}).json()["id"],
        "cases": program.post("/cases", hazard).json()["id"],
        "subjects": program.post("/subjects", lift).json()["id"],
        "units": adopted.hospital.pk,
        "packs": program.get("/packs").json()["rows"][0]["id"],
        "files": _uploaded(program),
    }
    duty.refresh([adopted.hospital.pk], now())
    secrets = [
        tokens.issue(person, name="试探", at=now())[1]
        for person in (
            adopted.manager,
            adopted.manager,
            adopted.clerk,
            adopted.nurse,
            adopted.auditor,
        )
    ]
    kinds = {"records": "patrol", "cases": "hazard", "subjects": "ambulance"}
    key = program.get("/duties", area="fire").json()["rows"][0]["key"]
    return SimpleNamespace(
        ids=ids, tokens=secrets, kinds=kinds, key=key, at=at, unit=adopted.hospital.pk
    )


def _uploaded(program: Any) -> str:
    file = SimpleUploadedFile("方案.pdf", b"%PDF-1.7 plan")
    made = program.client.post("/api/files", {"file": file})
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


@pytest.fixture
def unclosed(seeded: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """The connection stays: a request's end would close it, and the test's transaction with it.

    After ``seeded``, whose client connects the signals again.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield seeded
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def point(case: Any, seeded: SimpleNamespace) -> None:
    """At what is there, as often as not: else nearly every answer would be 404."""
    noun = case.operation.path.split("/")[2]
    if len(str((case.query, case.body))) % 2 == 0:
        return
    if noun in seeded.ids and "pk" in (case.path_parameters or {}):
        case.path_parameters["pk"] = seeded.ids[noun]
    known = {"unit": seeded.unit, "kind": seeded.kinds.get(noun), "key": seeded.key,
             "happened_at": seeded.at, "version": 1}  # fmt: skip
    for given in (case.query, case.body):
        if isinstance(given, dict) and noun != "units":
            given |= {k: v for k, v in known.items() if k in given and v}
            for elsewhere in ("department", "subject", "case"):
                given.pop(elsewhere, None)


# What asks here reads an answer and does not close it, which a download's file minds.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.db
@schema.parametrize()
@examples(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES == 10,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_the_answer_is_a_documented_one(
    unclosed: SimpleNamespace, case: Any
) -> None:
    if case.meta.generation.mode.is_positive:
        point(case, unclosed)
    token = unclosed.tokens[len(str((case.body, case.query))) // 2 % len(unclosed.tokens)]
    case.headers["Authorization"] = f"Bearer {token}"
    case.call_and_validate(checks=CHECKS)


def test_how_much_is_asked() -> None:
    """Each answer is checked above; here only how many questions there were."""
    operations = sum(1 for _ in schema.get_all_operations())
    print(
        f"api: {operations} operations, up to {EXAMPLES} examples each by people of four roles: "
        "every answer documented, 0 errors of the server"
    )
    assert operations >= 30

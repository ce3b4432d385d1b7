"""Files by token: to whoever sees what they belong to, and to nobody else."""

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from .asking import problem

pytestmark = pytest.mark.db
PDF = b"%PDF-1.7 plan"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(program: Any, content: bytes = PDF, name: str = "方案.pdf") -> str:
    made = program.client.post("/api/files", {"file": SimpleUploadedFile(name, content)})
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


def photo() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "JPEG")
    return content.getvalue()


def test_a_draft_is_its_uploaders_alone(county: SimpleNamespace, api: Any) -> None:
    number = upload(api(county.nurse))
    answer = api(county.nurse).get(f"/files/{number}")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    for other in (county.manager, county.clerk, county.outsider):
        problem(api(other).get(f"/files/{number}"), 404, "not_found")


def test_a_photo_of_a_hazard_is_seen_by_whoever_sees_the_hazard(
    county: SimpleNamespace, hazard: dict[str, Any], api: Any
) -> None:
    number = upload(api(county.nurse), photo(), "现场.jpg")
    hazard["data"]["photos"] = [number]
    assert api(county.nurse).post("/cases", hazard).status_code == 201
    for person in (county.nurse, county.chief, county.manager, county.clerk):
        answer = api(person).get(f"/files/{number}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert b"".join(answer.streaming_content)
    for stranger in (county.outsider, county.far_clerk, county.auditor):
        problem(api(stranger).get(f"/files/{number}"), 404, "not_found")


def test_whom_a_hazard_was_given_to_gets_its_photo_without_a_grant_there(
    county: SimpleNamespace, hazard: dict[str, Any], api: Any
) -> None:
    """The assignee sees the case through the case, not through the scope of the file."""
    number = upload(api(county.manager), photo(), "现场.jpg")
    given = {**hazard, "department": None, "data": {**hazard["data"], "photos": [number]}}
    case = api(county.manager).post("/cases", given).json()
    path = f"/cases/{case['id']}/steps"
    problem(api(county.nurse).get(f"/files/{number}"), 404, "not_found")
    steps = (
        ("grade", {"grade": "ordinary"}),
        ("plan", {"assignee": county.nurse.pk, "measures": "更换老化线路", "amount": "0",
                  "due_on": "2099-01-01", "contingency": "专人看护"}),
    )  # fmt: skip
    for version, (verb, data) in enumerate(steps, start=1):
        answer = api(county.manager).post(path, {"verb": verb, "version": version, "data": data})
        assert answer.status_code == 200, answer.content
    answer = api(county.nurse).get(f"/files/{number}")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)


def test_what_is_not_there_is_not_there(county: SimpleNamespace, api: Any) -> None:
    problem(api(county.manager).get(f"/files/{uuid4()}"), 404, "not_found")
    problem(api(county.manager).get("/files/plan.pdf"), 404, "address.unknown")

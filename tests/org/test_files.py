"""Attachments as files: drafts to their uploader, the rest to whoever sees what they belong to."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from weian.base import attachments, store
from weian.org import queries
from weian.org.models import Person

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7 plan"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def manager(tree: SimpleNamespace, someone: Any) -> Person:
    person: Person = someone("safety_manager", tree.hospital)
    return person


def upload(client: Any, content: bytes, name: str = "方案.pdf") -> Any:
    return client.post("/files/", {"file": SimpleUploadedFile(name, content)})


def test_an_upload_is_a_draft_that_only_its_uploader_sees(
    manager: Person, someone: Any, tree: SimpleNamespace, browse: Any
) -> None:
    client = browse(manager)
    made = upload(client, PDF)
    assert made.status_code == 201
    url = f"/files/{made.json()['id']}"
    shown = client.get(url)
    assert b"".join(shown.streaming_content) == PDF
    assert shown["Content-Disposition"].startswith("attachment")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]
    for role, unit in (("safety_manager", tree.hospital), ("commission_clerk", tree.county)):
        assert browse(someone(role, unit, name="李四")).get(url).status_code == 404


@pytest.mark.parametrize(
    ("role", "unit", "department", "status"),
    [
        ("commission_clerk", "county", None, 200),
        ("institution_head", "hospital", None, 200),
        ("department_head", "hospital", "ward", 200),
        ("department_head", "hospital", "surgery", 404),
        ("staff", "hospital", None, 404),
        ("safety_manager", "clinic", None, 404),
        ("auditor", "county", None, 404),
    ],
)
def test_a_bound_file_follows_its_owner(
    manager: Person, someone: Any, tree: SimpleNamespace, browse: Any,
    role: str, unit: str, department: str | None, status: int,
) -> None:  # fmt: skip
    row = attachments.save(
        SimpleUploadedFile("a.pdf", PDF), by=manager, unit=tree.hospital, at=AT,
        owner=("paper", "r1"), department_id=tree.ward.pk,
    )  # fmt: skip
    person = someone(role, getattr(tree, unit), getattr(tree, department or "", None))
    response = browse(person).get(f"/files/{row.pk}")
    assert response.status_code == status
    b"".join(response.streaming_content if status == 200 else ())


def test_refusals_are_told_in_words(manager: Person, browse: Any) -> None:
    client = browse(manager)
    refused = upload(client, b"<script>", "图.jpg")
    assert refused.status_code == 422
    assert refused.json()["code"] == "file.type"
    assert "只能上传" in refused.json()["message"]
    assert client.post("/files/").json()["code"] == "file.missing"


def test_a_lost_file_is_said_to_be_lost(manager: Person, browse: Any) -> None:
    row = attachments.save(SimpleUploadedFile("a.pdf", PDF), by=manager, unit=manager.unit, at=AT)
    store.path_of(row.sha256).unlink()
    response = browse(manager).get(f"/files/{row.pk}")
    assert response.status_code == 404
    assert "备份" in response.content.decode()


def test_whoever_is_named_decides_about_a_bound_file_and_another_file_says_nothing(
    manager: Person, someone: Any, tree: SimpleNamespace, monkeypatch: Any
) -> None:
    head = someone("institution_head", tree.hospital, name="王立")
    stranger = someone("safety_manager", tree.clinic, name="韩平")

    def keep(owner: tuple[str, str] | None) -> Any:
        given = {"owner": owner} if owner else {}
        return attachments.save(
            SimpleUploadedFile("a.pdf", PDF), by=manager, unit=tree.hospital, at=AT, **given
        )

    bound, draft = keep(("paper", "r1")), keep(None)
    assert queries.sees_file(head, bound, AT) and not queries.sees_file(head, draft, AT)
    assert queries.sees_file(manager, draft, AT) and not queries.sees_file(stranger, bound, AT)
    knows = {stranger.pk: "r1"}
    named = {"paper": lambda person, owner, _: knows.get(person.pk) == owner}
    monkeypatch.setattr(queries, "_OWNERS", named)
    assert queries.sees_file(stranger, bound, AT)
    assert not queries.sees_file(head, bound, AT) and not queries.sees_file(manager, bound, AT)
    assert queries.sees_file(manager, draft, AT)

"""The API does what the pages do: same verbs, same rows, same refusals, once per key."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from weian.base.models import Event

from .asking import problem

pytestmark = pytest.mark.db


@pytest.fixture
def patrol(county: SimpleNamespace) -> dict[str, Any]:
    """A patrol as a program hands it in."""
    return {
        "kind": "patrol",
        "unit": county.hospital.pk,
        "happened_at": (now() - timedelta(hours=1)).isoformat(),
        "data": {"kind_of": "fire"},
    }


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_record_left_by_a_program_stands_in_the_ledger_page(
    county: SimpleNamespace, api: Any, patrol: dict[str, Any]
) -> None:
    made = api(county.manager).post("/records", patrol)
    assert made.status_code == 201, made.content
    found = made.json()
    page = browser(county.manager).get("/records/patrol/").context["page"]
    assert [row.id for row in page.rows] == [found["id"]]
    assert api(county.manager).get("/records", kind="patrol").json()["rows"] == [found]
    assert api(county.manager).get(f"/records/{found['id']}").json() == found


def test_a_stranger_finds_nothing(
    county: SimpleNamespace, api: Any, patrol: dict[str, Any], hazard: dict[str, Any]
) -> None:
    program, stranger = api(county.manager), api(county.far_clerk)
    record = program.post("/records", patrol).json()["id"]
    case = program.post("/cases", hazard).json()["id"]
    problem(stranger.get(f"/records/{record}"), 404, "not_found")
    problem(stranger.get(f"/cases/{case}"), 404, "not_found")
    problem(stranger.post("/records", patrol), 404, "not_found")
    assert stranger.get("/records", kind="patrol").json()["rows"] == []
    problem(stranger.get("/records", kind="patrol", unit=county.hospital.pk), 404, "not_found")
    names = {row["name"] for row in stranger.get("/units").json()["rows"]}
    assert names == {"远山县卫生健康局", "远山县医院"}
    assert {p["name"] for p in stranger.get("/people").json()["rows"]} == {"far_clerk", "outsider"}


def test_who_may_see_but_not_do_is_refused(
    county: SimpleNamespace, api: Any, patrol: dict[str, Any]
) -> None:
    problem(api(county.nurse).post("/records", patrol), 403, "org.no_right")


def test_the_same_key_is_one_act(county: SimpleNamespace, api: Any, patrol: dict[str, Any]) -> None:
    program, key = api(county.manager), str(uuid4())
    first, second = (program.post("/records", patrol, key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Event.objects.filter(verb="record.submit").count() == 1
    other = {**patrol, "data": {"kind_of": "security"}}
    problem(program.post("/records", other, key), 422, "once.reused")


def test_refusals_of_the_verb_come_through_with_their_fields(
    county: SimpleNamespace, api: Any, patrol: dict[str, Any]
) -> None:
    program = api(county.manager)
    late = {**patrol, "happened_at": (now() + timedelta(days=2)).isoformat()}
    assert (
        "happened_at"
        in problem(program.post("/records", late), 422, "record.future_date")["fields"]
    )
    found = problem(program.post("/records", {**patrol, "data": {"x": 1}}), 422, "fields.invalid")
    assert set(found["fields"]) == {"x", "kind_of"}
    problem(program.post("/records", {**patrol, "kind": "waiver_request"}), 404, "kind.internal")
    problem(program.post("/records", {**patrol, "kind": "none"}), 404, "kind.unknown")


def test_a_correction_supersedes(county: SimpleNamespace, api: Any, patrol: dict[str, Any]) -> None:
    program = api(county.manager)
    old = program.post("/records", patrol).json()["id"]
    given = {"happened_at": patrol["happened_at"], "data": {"kind_of": "security"}}
    new = program.post(f"/records/{old}/correct", given).json()
    assert new["supersedes"] == old
    assert program.get(f"/records/{old}").json()["superseded_by"] == new["id"]
    problem(program.post(f"/records/{old}/correct", given), 409, "record.already_corrected")


def test_a_hazard_moves_along_its_flow(
    county: SimpleNamespace, api: Any, hazard: dict[str, Any]
) -> None:
    opened = api(county.nurse).post("/cases", hazard)
    assert opened.status_code == 201, opened.content
    case = opened.json()["id"]
    program = api(county.manager)
    seen = program.get(f"/cases/{case}").json()
    assert (seen["state"], seen["version"]) == ("reported", 1)
    assert "grade" in {o["verb"] for o in seen["offers"] if not o["why_not"]}
    step = {"verb": "grade", "version": 1, "data": {"grade": "ordinary"}}
    first, again = (program.post(f"/cases/{case}/steps", step, "k1") for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.json()["state"] == "graded"
    late = problem(program.post(f"/cases/{case}/steps", step), 409, "case.stale")
    assert "manager" in late["detail"]
    unknown = {"verb": "fly", "version": 2, "data": {}}
    problem(program.post(f"/cases/{case}/steps", unknown), 409, "case.unknown_step")
    page = browser(county.manager).get(f"/cases/{case}/").context["page"]
    assert page.number == first.json()["number"]


def test_a_thing_is_kept_changed_and_retired(county: SimpleNamespace, api: Any) -> None:
    program = api(county.manager)
    given = {"kind": "ambulance", "unit": county.hospital.pk, "data": {"name": "救护车一"}}
    row = program.post("/subjects", given).json()
    change = {"version": row["version"], "data": {"name": "救护车甲"}}
    changed = program.patch(f"/subjects/{row['id']}", change).json()
    assert (changed["name"], changed["version"]) == ("救护车甲", row["version"] + 1)
    problem(program.patch(f"/subjects/{row['id']}", change), 409, "subject.stale")
    assert [r["name"] for r in program.get("/subjects", kind="ambulance").json()["rows"]] == [
        "救护车甲"
    ]
    bye = {"reason": "报废"}
    first, again = (program.post(f"/subjects/{row['id']}/retire", bye, "r") for _ in range(2))
    assert first.json()["until"] == again.json()["until"] is not None
    problem(program.post(f"/subjects/{row['id']}/retire", bye), 409, "subject.retired")


def test_a_file_is_uploaded_once_and_named_in_an_act(
    county: SimpleNamespace, api: Any, settings: Any, tmp_path: Any, hazard: dict[str, Any]
) -> None:
    settings.MEDIA_ROOT = tmp_path
    program = api(county.manager)

    def upload(key: str, content: bytes = b"%PDF-1.4\n%%EOF\n") -> Any:
        file = SimpleUploadedFile("证明.pdf", content, "application/pdf")
        return program.client.post("/api/files", {"file": file}, headers={"Idempotency-Key": key})

    first, again = upload("f1"), upload("f1")
    assert first.status_code == 201, first.content
    assert first.json() == again.json()
    problem(upload("f1", b"%PDF-1.5\n%%EOF\n"), 422, "once.reused")
    hazard["data"]["photos"] = [first.json()["id"]]
    made = program.post("/cases", hazard)
    assert made.json()["data"]["photos"] == [first.json()["id"]]


def test_lists_are_paged_by_key(county: SimpleNamespace, api: Any, patrol: dict[str, Any]) -> None:
    program = api(county.manager)
    made = [program.post("/records", patrol).json()["id"] for _ in range(5)]
    seen, cursor = [], ""
    for _ in range(3):
        found = program.get("/records", kind="patrol", size=2, cursor=cursor).json()
        seen += [row["id"] for row in found["rows"]]
        cursor = found["next"]
    assert (sorted(seen), cursor) == (sorted(made), "")
    problem(program.get("/records", kind="patrol", cursor="zz"), 422, "page.bad_cursor")


@pytest.mark.parametrize("path", ["/records?kind=patrol", "/cases?kind=hazard"])
def test_a_list_costs_the_same_for_any_number_of_rows(
    county: SimpleNamespace, api: Any, patrol: dict[str, Any], hazard: dict[str, Any], path: str
) -> None:
    program = api(county.manager)
    program.post("/records", patrol)
    program.post("/cases", hazard)
    with CaptureQueriesContext(connection) as few:
        program.get(path)
    for _ in range(4):
        program.post("/records", patrol)
        program.post("/cases", hazard)
    with CaptureQueriesContext(connection) as many:
        assert len(program.get(path).json()["rows"]) == 5
    assert len(many) <= len(few) <= 6


def test_kinds_say_what_to_fill_in(county: SimpleNamespace, api: Any) -> None:
    program = api(county.manager)
    rows = program.get("/kinds", shape="case").json()["rows"]
    assert {"hazard", "return"} <= {row["key"] for row in rows}
    hazard = program.get("/kinds/case/hazard").json()
    assert "place" in hazard["answers"]["required"]
    assert "grade" in {s["verb"] for s in hazard["steps"]}
    patrol = program.get("/kinds/record/patrol").json()
    assert patrol["answers"]["properties"]["kind_of"]["enum"]
    problem(program.get("/kinds/record/none"), 404, "kind.unknown")

"""What a program sends and nobody asked for is refused, never passed over in silence."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.isolation.looking import Session
from tests.isolation.world import World
from weian.site.api.api import api

pytestmark = [pytest.mark.django_db]
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
#: Columns that no writer may set: who, when, where in the scope, what counts.
FORBIDDEN = (
    "id", "pk", "by", "by_id", "county_id", "institution_id", "recorded_at", "superseded_by", "state",
    "number", "reporter", "keeper", "role", "is_active", "等级",
)  # fmt: skip

#: Those that are no question of any kind either.
NO_ANSWERS = ("county_id", "superseded_by", "recorded_at", "等级")


def _writes() -> list[tuple[str, str, str]]:
    return [
        (path, verb.upper(), operation["operationId"])
        for path, verbs in api.get_openapi_schema()["paths"].items()
        for verb, operation in verbs.items()
        if verb != "get" and "application/json" in operation["requestBody"]["content"]
    ]


def _body(world: World, name: str) -> tuple[dict[str, Any], Any]:
    """A body that is taken as it is, and the thing that it is about."""
    place = world.places["ahosp"]
    record = world.rows["record"]["ahosp"]["training"]
    case, thing = (
        world.rows["case"]["ahosp"]["hazard"],
        world.rows["subject"]["ahosp"]["contractor"],
    )
    when = "2026-09-20T09:00:00+08:00"
    base = {"unit": place.unit.pk}
    bodies: dict[str, tuple[dict[str, Any], Any]] = {
        "submitRecord": ({**base, "kind": "training", "happened_at": when, "data": world.given["ahosp", "training"]}, ""),
        "correctRecord": ({"happened_at": when, "data": world.given["ahosp", "training"]}, record.pk),
        "openCase": ({**base, "kind": "hazard", "data": world.given["ahosp", "hazard"]}, ""),
        "actOnCase": ({"verb": "verify", "version": 1, "data": {}}, case.pk),
        "keepSubject": ({**base, "kind": "contractor", "data": world.given["ahosp", "contractor"]}, ""),
        "changeSubject": ({"version": thing.version, "data": {}}, thing.pk),
        "retireSubject": ({"version": thing.version}, thing.pk),
        "prepareReport": ({**base, "report": "report.brief", "period": "2026-09"}, ""),
        "actOnReport": ({"verb": "accept", "version": 1}, world.returns["ahosp"].pk),
    }  # fmt: skip
    return bodies[name]


def _drafted(client: Client, world: World, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The body of an act on a draft, and what its address names: a document uploaded just now."""
    text = "关于消防安全的通知\n一、各单位每月开展1次消防安全检查，每年组织1次灭火演练。\n"
    file = SimpleUploadedFile("通知.txt", text.encode(), "text/plain")
    unit = world.places["ahosp"].unit.pk
    made = client.post(f"/api/drafts?unit={unit}", {"file": file}).json()
    full = client.get(f"/api/drafts/{made['id']}").json()
    item = next(i for i in full["items"] if not i["none"])
    more: dict[str, dict[str, Any]] = {
        "decideDraftItem": {"decision": "reject"}, "splitDraftItem": {"cut": 0},
        "mergeDraftItem": {}, "submitDraft": {}, "returnDraft": {"note": "补文号"},
        "approveDraft": {}, "describeDraft": {"header": {}},
    }  # fmt: skip
    version = (item if name.endswith("Item") else full)["version"]
    return {**more[name], "version": version}, {"pk": made["id"], "number": str(item["number"])}


@pytest.mark.parametrize(
    ("path", "verb", "name"), _writes(), ids=lambda v: str(v).rpartition("/")[2]
)
def test_fields_that_nobody_asked_for_are_refused(
    path: str, verb: str, name: str, world: World, settings: Any, tmp_path: Any
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.places["ahosp"].author, _BACKEND)
    session = Session(client)
    if "Draft" in name:
        settings.MEDIA_ROOT = tmp_path
        body, named = _drafted(client, world, name)
    else:
        body, number = _body(world, name)
        named = {"pk": str(number)}
    address = path.format(**named)
    plain = session.ask(verb, address, {}, json.dumps(body, default=str), program=True)
    assert plain.status in (200, 201, 403, 409, 422)
    for key in FORBIDDEN:
        spoilt = [{**body, key: 1}]
        if "data" in body and key in NO_ANSWERS:
            spoilt.append({**body, "data": {**body["data"], key: 1}})
        for given in spoilt:
            answer = session.ask(verb, address, {}, json.dumps(given, default=str), program=True)
            assert answer.status in (
                (422,) if plain.status in (200, 201) else (422, plain.status)
            ), (key, answer)
            assert not answer.wrote

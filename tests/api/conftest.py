"""A county with a document in force, people, some work, and clients that ask as somebody."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.clock import TZ
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.policy import actions as policy
from weian.policy.loading import load_pack
from weian.site.api import tokens

PACK = Path(__file__).with_name("pack.yaml")
AT = datetime(2025, 1, 1, 8, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)


@pytest.fixture
def county(db: None) -> SimpleNamespace:
    """Units and people by short names."""
    seeds = [
        UnitSeed("office", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("far", "commission_county", "远山县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "office", SINCE),
        UnitSeed("surgery", "department", "外科", "hospital", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "office", SINCE),
        UnitSeed("stranger", "hospital", "远山县医院", "far", SINCE),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=AT, seeds=seeds))
    for name, unit, department, post, role in (
        ("clerk", "office", None, "clerk", "commission_clerk"),
        ("far_clerk", "far", None, "clerk", "commission_clerk"),
        ("head", "hospital", None, "head", "institution_head"),
        ("manager", "hospital", None, "safety_manager", "safety_manager"),
        ("chief", "hospital", "surgery", "department_head", "department_head"),
        ("nurse", "hospital", "surgery", "staff", "staff"),
        ("outsider", "stranger", None, "safety_manager", "safety_manager"),
        ("auditor", "office", None, "clerk", "auditor"),
    ):
        person = org.appoint(
            None, at=AT, unit=getattr(found, unit), posts=[post], roles=[role], since=SINCE,
            department=getattr(found, department) if department else None, name=name,
        )  # fmt: skip
        setattr(found, name, person)
    return found


@pytest.fixture
def adopted(county: SimpleNamespace) -> SimpleNamespace:
    """The same county, with a document that asks for quarterly lists, patrols too."""
    edition, _ = policy.load_edition(load_pack(PACK), at=AT)
    policy.adopt(None, edition=edition, unit=county.office, since=date(2025, 1, 1), at=AT)
    return county


class Api:
    """A program with somebody's token."""

    def __init__(self, token: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {token}"})

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(f"/api{path}", asked)

    def post(self, path: str, given: Any, key: str = "") -> Any:
        return self._send(self.client.post, path, given, key)

    def patch(self, path: str, given: Any, key: str = "") -> Any:
        return self._send(self.client.patch, path, given, key)

    def _send(self, send: Callable[..., Any], path: str, given: Any, key: str) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        body = given if isinstance(given, str) else json.dumps(given)
        return send(f"/api{path}", body, content_type="application/json", headers=headers)


@pytest.fixture
def api() -> Callable[[Any], Api]:
    """``api(person)`` asks with a token of that person."""

    def program(person: Any) -> Api:
        return Api(tokens.issue(person, name="测试", at=AT)[1])

    return program


@pytest.fixture
def hazard(county: SimpleNamespace) -> dict[str, Any]:
    """What a hazard's opening asks."""
    return {
        "kind": "hazard",
        "unit": county.hospital.pk,
        "department": county.surgery.pk,
        "data": {
            "place": "外科楼道", "description": "安全出口被杂物堵塞", "category": "fire",
        },
    }  # fmt: skip

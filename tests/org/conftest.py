"""A small county: two hospitals with departments, one with a branch, a neighbour county."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.org import actions, queries
from weian.org.actions import UnitSeed

AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)


@pytest.fixture
def tree(db: None) -> SimpleNamespace:
    """Units by short names."""
    seeds = [
        UnitSeed("province", "commission_province", "江源省卫生健康委", "", SINCE),
        UnitSeed("city", "commission_city", "临江市卫生健康委", "province", SINCE),
        UnitSeed("county", "commission_county", "清河县卫生健康局", "city", SINCE),
        UnitSeed("far", "commission_county", "远山县卫生健康局", "city", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("branch", "township_clinic", "清河县人民医院东院", "hospital", SINCE),
        UnitSeed("surgery", "department", "外科", "hospital", SINCE),
        UnitSeed("ward", "department", "内科", "hospital", SINCE),
        UnitSeed("east", "department", "东院门诊", "branch", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
        UnitSeed("stranger", "hospital", "远山县医院", "far", SINCE),
        UnitSeed("police", "police", "清河县公安局", "county", SINCE, {"is_login": False}),
    ]
    return SimpleNamespace(**actions.load_tree(None, at=AT, seeds=seeds))


@pytest.fixture
def someone(tree: SimpleNamespace) -> Any:
    """``someone(role, unit, department=None)`` makes a person with that role."""

    def make(
        role: str,
        unit: queries.Unit,
        department: queries.Unit | None = None,
        name: str = "张三",
        **given: Any,
    ) -> queries.Person:
        given.setdefault("since", SINCE)
        roles = (role,) if role else ()
        return actions.appoint(
            None, at=AT, unit=unit, department=department, roles=roles, name=name, **given
        )

    return make


@pytest.fixture
def pages(settings: Any) -> None:
    """Styles and scripts by their plain names: tests collect no static files."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def browse(client: Client, pages: None) -> Any:
    """``browse(person)`` is a client logged in as somebody."""

    def log_in(person: queries.Person) -> Client:
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in

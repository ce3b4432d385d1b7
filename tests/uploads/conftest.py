"""Who uploads: people of a county and of a hospital who may upload everything."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.site.importing.conftest import AT, SINCE
from weian.org import actions
from weian.org.actions import UnitSeed

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def house(db: None, settings: Any, tmp_path: Path, time_machine: Any) -> SimpleNamespace:
    """A county and a hospital; ``clerk`` and ``manager`` are browsers of people who may upload everything."""
    time_machine.move_to(AT)
    settings.MEDIA_ROOT, settings.WEIAN_DEMO = tmp_path / "files", True
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
    ]
    found = SimpleNamespace(**actions.load_tree(None, at=AT, seeds=seeds), files=tmp_path / "files")
    for name, role, unit in (
        ("clerk", "commission_clerk", found.county), ("manager", "safety_manager", found.hospital),
    ):  # fmt: skip
        person = actions.appoint(None, at=AT, unit=unit, roles=(role,), name=name, since=SINCE, employment="staff")  # fmt: skip
        client = Client()
        client.force_login(person, _BACKEND)
        setattr(found, name, client)
        found.person = person
        if name == "clerk":
            found.officer = person
    return found

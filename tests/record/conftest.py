"""A hospital with two departments in a county, a clinic beside it, and people with their roles."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.clock import TZ
from weian.org import actions
from weian.org.actions import UnitSeed

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    """Attachments of a test go where the test goes."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def tree(db: None) -> SimpleNamespace:
    """Units by short names."""
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("surgery", "department", "外科", "hospital", SINCE),
        UnitSeed("ward", "department", "内科", "hospital", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
        UnitSeed("police", "police", "清河县公安局", "county", SINCE, {"is_login": False}),
    ]
    return SimpleNamespace(**actions.load_tree(None, at=AT, seeds=seeds))


@pytest.fixture
def people(tree: SimpleNamespace) -> SimpleNamespace:
    """One person for each role, by role; ``nurse`` works in the surgery, ``other`` in the clinic."""

    def make(role: str, name: str, unit: Any, department: Any = None, since: date = SINCE) -> Any:
        roles = (role,) if role else ()
        return actions.appoint(
            None, at=AT, unit=unit, department=department, roles=roles, name=name, since=since,
            employment="staff",
        )  # fmt: skip

    return SimpleNamespace(
        leader=make("commission_leader", "周建国", tree.county),
        clerk=make("commission_clerk", "吴敏", tree.county),
        inspector=make("commission_inspector", "郑强", tree.county),
        head=make("institution_head", "王立", tree.hospital),
        deputy=make("deputy_in_charge", "冯静", tree.hospital),
        manager=make("safety_manager", "陈安", tree.hospital),
        chief=make("department_head", "褚明", tree.hospital, tree.surgery),
        nurse=make("staff", "卫兰", tree.hospital, tree.surgery),
        guard=make("security_guard", "蒋勇", tree.hospital),
        auditor=make("auditor", "沈查", tree.county),
        other=make("safety_manager", "韩平", tree.clinic),
        newcomer=make("staff", "杨新", tree.hospital, tree.ward, date(2026, 11, 1)),
    )

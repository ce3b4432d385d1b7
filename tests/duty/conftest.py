"""A county that adopted a small document: a hospital with a ward, two clinics, the office itself."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.clock import TZ
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.policy import actions as policy
from weian.policy.loading import load_pack
from weian.record.actions import submit

PACK = Path(__file__).parent / "pack" / "pack.yaml"
START = date(2024, 1, 1)
AT = datetime(2026, 3, 10, 9, 0, tzinfo=TZ)
EARLY = datetime(2025, 1, 1, 8, 0, tzinfo=TZ)


def moment(text: str) -> datetime:
    """ "2026-03-01" or "2026-03-01 10:00" in Chinese time."""
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


@pytest.fixture
def county(db: None) -> SimpleNamespace:
    """Units and people by short names; the document is in force from 2025."""
    seeds = [
        UnitSeed("office", "commission_county", "清河县卫生健康局", "", START),
        UnitSeed("far", "commission_county", "远山县卫生健康局", "", START),
        UnitSeed("hospital", "hospital", "清河县人民医院", "office", START),
        UnitSeed("ward", "department", "内科", "hospital", START),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "office", START),
        UnitSeed("stranger", "hospital", "远山县医院", "far", START),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=EARLY, seeds=seeds))
    for name, unit, department, posts, roles in (
        ("clerk", "office", None, ["clerk"], ["commission_clerk"]),
        ("leader", "office", None, ["leader"], ["commission_leader"]),
        ("far_clerk", "far", None, ["clerk"], ["commission_clerk"]),
        ("head", "hospital", None, ["head"], ["institution_head"]),
        ("manager", "hospital", None, ["safety_manager"], ["safety_manager"]),
        ("nurse", "hospital", "ward", ["department_head"], ["department_head"]),
        ("clinic_head", "clinic", None, ["head"], ["institution_head"]),
        ("clinic_manager", "clinic", None, ["safety_manager"], ["safety_manager"]),
        ("guard", "clinic", None, ["security_guard"], ["security_guard"]),
        ("other", "stranger", None, ["safety_manager"], ["safety_manager"]),
    ):
        person = org.appoint(
            None, at=EARLY, unit=getattr(found, unit),
            department=getattr(found, department) if department else None,
            posts=posts, roles=roles, since=START, name=name,
        )  # fmt: skip
        setattr(found, name, person)
    edition, _ = policy.load_edition(load_pack(PACK), at=EARLY)
    policy.adopt(None, edition=edition, unit=found.office, since=date(2025, 1, 1), at=EARLY)
    return found


@pytest.fixture
def did(county: SimpleNamespace) -> Callable[..., Any]:
    """``did("patrol", "clinic", "2026-03-01", by="clinic_manager", kind_of="fire")``."""

    def leave(kind: str, unit: str, when: str, by: str, *, at: str = "", **data: Any) -> Any:
        given = {k: v for k, v in data.items() if k not in ("department", "about")}
        return submit(
            getattr(county, by), kind=kind, unit=getattr(county, unit),
            department=getattr(county, data["department"]) if "department" in data else None,
            about=data.get("about"), happened_at=moment(when), at=moment(at or when), data=given,
        )  # fmt: skip

    return leave

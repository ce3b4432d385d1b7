"""A county that adopted a short document with two questions for an inspector."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.clock import TZ
from weian.duty import actions as duty
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.policy import actions as policy
from weian.policy.loading import load_pack
from weian.record import actions as records

PACK = Path(__file__).parent / "pack" / "pack.yaml"
EARLY = datetime(2025, 1, 1, 8, 0, tzinfo=TZ)
AT = datetime(2026, 5, 10, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)


@pytest.fixture
def place(db: None) -> SimpleNamespace:
    """Hospital and clinic below one authority, a hospital below another."""
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("ward", "department", "内科", "hospital", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
        UnitSeed("far", "commission_county", "远山县卫生健康局", "", SINCE),
        UnitSeed("stranger", "hospital", "远山县医院", "far", SINCE),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=EARLY, seeds=seeds))

    def person(name: str, role: str, unit: Any) -> Any:
        return org.appoint(
            None, at=EARLY, unit=unit, roles=(role,), name=name, since=SINCE, employment="staff"
        )

    found.inspector = person("郑强", "commission_inspector", found.county)
    found.clerk = person("吴敏", "commission_clerk", found.county)
    found.manager = person("陈安", "safety_manager", found.hospital)
    found.other = person("韩平", "safety_manager", found.stranger)
    edition, _ = policy.load_edition(load_pack(PACK), at=EARLY)
    policy.adopt(None, edition=edition, unit=found.county, since=date(2026, 1, 1), at=EARLY)
    return found


def inspected(place: SimpleNamespace, *months: int) -> None:
    """The hospital inspects on the fifth of some months."""
    for month in months:
        moment = datetime(2026, month, 5, 9, tzinfo=TZ)
        records.submit(
            place.manager, kind="inspection", unit=place.hospital, happened_at=moment, at=moment,
            data={"mode": "routine", "led_by": place.manager.pk},
        )  # fmt: skip


def computed() -> None:
    """The tables as the worker makes them."""
    duty.rebuild(AT)

"""A county in its campaign: a hospital that did its part, a clinic that did not."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.clock import TZ
from weian.case import actions as cases
from weian.duty import actions as duty
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.policy import actions as policy
from weian.policy.loading import load_pack
from weian.record import actions as records
from weian.subject import actions as subjects

PACK = Path(__file__).parent / "pack" / "pack.yaml"
SINCE = date(2024, 1, 1)
EARLY = datetime(2025, 1, 1, 8, 0, tzinfo=TZ)
NOW = datetime(2025, 6, 10, 9, 0, tzinfo=TZ)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def on(text: str) -> datetime:
    return datetime.fromisoformat(f"{text} 10:00").replace(tzinfo=TZ)


@pytest.fixture
def place(db: None) -> SimpleNamespace:
    """The county of ``settle``."""
    return settle()


def settle() -> SimpleNamespace:
    """A hospital that did its part and a clinic that did not; a stranger in the next county."""
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("far", "commission_county", "远山县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=EARLY, seeds=seeds))
    for name, unit, role, post in (
        ("clerk", "county", "commission_clerk", "clerk"),
        ("stranger", "far", "commission_clerk", "clerk"),
        ("head", "hospital", "institution_head", "head"),
        ("manager", "hospital", "safety_manager", "safety_manager"),
        ("guard", "clinic", "security_guard", "security_guard"),
    ):
        who = org.appoint(
            None, at=EARLY, unit=getattr(found, unit), roles=[role], posts=[post], since=SINCE, name=name,
        )  # fmt: skip
        setattr(found, name, who)
    edition, _ = policy.load_edition(load_pack(PACK), at=EARLY)
    found.adoption = policy.adopt(
        None, edition=edition, unit=found.county, since=date(2025, 1, 1), at=EARLY
    )
    _work(found)
    duty.rebuild(NOW)
    return found


def _work(found: SimpleNamespace) -> None:
    plan = {"category": "implementation_plan", "name": "本院方案", "issued_on": "2025-03-10"}
    _record(found, "document", "2025-03-10", plan)
    rule = {"category": "fire_rule", "name": "防火制度", "issued_on": "2025-04-02"}
    _record(found, "document", "2025-04-02", rule)
    check = {"mode": "self_check", "led_by": found.manager.pk}
    _record(found, "inspection", "2025-04-05", check)
    for day, grade, campaign in (("2025-02-03", "major", ""), ("2025-04-08", "", "ebikes")):
        data = {"place": "车棚", "description": "充电线乱拉", "category": "electrical"}
        data |= {k: v for k, v in (("grade", grade), ("campaign", campaign)) if v}
        cases.open_case(found.manager, kind="hazard", unit=found.hospital, data=data, at=on(day))
    subjects.keep(
        None, kind="special_campaign", unit=found.county, at=on("2025-04-01"), since=date(2025, 4, 1),
        data={"name": "电动自行车专项治理", "topic": "ebikes", "starts_on": "2025-04-01",
              "ends_on": "2025-12-31"},
    )  # fmt: skip


def _record(found: SimpleNamespace, kind: str, day: str, data: dict[str, Any]) -> None:
    records.submit(
        found.manager, kind=kind, unit=found.hospital, happened_at=on(day), at=on(day), data=data
    )


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person, BACKEND)
    return client

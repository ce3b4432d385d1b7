"""A clinic that owes its county a list and a patrol a day; nobody answers for the second clinic."""

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

FOUNDED = date(2024, 1, 1)
BEGUN = datetime(2026, 1, 5, 8, 0, tzinfo=TZ)
AT = datetime(2026, 3, 10, 9, 0, tzinfo=TZ)
PACK = """\
pack: urging
version: 1
title: 试行办法
issuer: 清河县卫生健康局
number: 清卫〔2026〕1号
issued: 2026-01-01
layer: county
since: 2026-01-01
clauses:
  - id: "1"
    article: 一、日常
    summary: 每月自查。
    obligations:
      - id: monthly-check
        title: 每月自查
        area: inspection
        who: {units: [institution], post: safety_manager}
        owes: {record: inspection}
        when: {every: month}
"""


@pytest.fixture
def county(db: None, tmp_path: Path) -> SimpleNamespace:
    """Units and people by short names; the document is in force."""
    seeds = [
        UnitSeed("office", "commission_county", "清河县卫生健康局", "", FOUNDED),
        UnitSeed("far", "commission_county", "远山县卫生健康局", "", FOUNDED),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "office", FOUNDED),
        UnitSeed("empty", "township_clinic", "双桥镇卫生院", "office", FOUNDED),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=BEGUN, seeds=seeds))
    for name, unit, post, role in (
        ("clerk", "office", "clerk", "commission_clerk"),
        ("far_clerk", "far", "clerk", "commission_clerk"),
        ("head", "clinic", "head", "institution_head"),
        ("manager", "clinic", "safety_manager", "safety_manager"),
        ("nurse", "clinic", "staff", "staff"),
    ):
        person = org.appoint(
            None, at=BEGUN, unit=getattr(found, unit), name=name, since=FOUNDED, posts=[post],
            roles=[role], email=f"{name}@example.org",
        )  # fmt: skip
        setattr(found, name, person)
    file = tmp_path / "pack.yaml"
    file.write_text(PACK, "utf-8")
    edition, _ = policy.load_edition(load_pack(file), at=BEGUN)
    policy.adopt(None, edition=edition, unit=found.office, since=date(2026, 1, 1), at=BEGUN)
    return found


@pytest.fixture
def browse(county: SimpleNamespace, time_machine: Any) -> Callable[[str], Client]:
    """``browse("clerk")`` is the browser of that person at AT."""
    time_machine.move_to(AT, tick=False)

    def log_in(name: str) -> Client:
        client = Client()
        client.force_login(
            getattr(county, name), "allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return log_in

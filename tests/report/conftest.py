"""A county below a city, two clinics and a workshop that owe it a quarterly list and a brief."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.clock import TZ
from weian.case import actions as cases
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.policy import actions as policy
from weian.policy.loading import load_pack
from weian.report import actions, queries
from weian.report.due import Due
from weian.report.queries import Case

PACK = Path(__file__).parent / "pack" / "pack.yaml"
FOUNDED = date(2020, 1, 1)
BEGUN = datetime(2026, 1, 5, 8, 0, tzinfo=TZ)
AT = datetime(2026, 9, 28, 9, 0, tzinfo=TZ)  # in the last week of the third quarter
LIST, BRIEF = "report.hazard_list", "report.brief"


@pytest.fixture
def county(db: None) -> SimpleNamespace:
    """Units and people by short names; the document is in force from 2026."""
    seeds = [
        UnitSeed("city", "commission_city", "临江市卫生健康委", "", FOUNDED),
        UnitSeed("office", "commission_county", "清河县卫生健康局", "city", FOUNDED),
        UnitSeed("far", "commission_county", "远山县卫生健康局", "city", FOUNDED),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "office", FOUNDED),
        UnitSeed("ward", "department", "门诊部", "clinic", FOUNDED),
        UnitSeed("other", "township_clinic", "白沙镇卫生院", "office", FOUNDED),
        UnitSeed("young", "township_clinic", "双桥镇卫生院", "office", date(2026, 8, 1)),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=BEGUN, seeds=seeds))
    for name, unit, department, post, role in (
        ("city_clerk", "city", None, "clerk", "commission_clerk"),
        ("leader", "office", None, "leader", "commission_leader"),
        ("clerk", "office", None, "clerk", "commission_clerk"),
        ("inspector", "office", None, "inspector", "commission_inspector"),
        ("far_clerk", "far", None, "clerk", "commission_clerk"),
        ("head", "clinic", None, "head", "institution_head"),
        ("manager", "clinic", None, "safety_manager", "safety_manager"),
        ("chief", "clinic", "ward", "department_head", "department_head"),
        ("nurse", "clinic", "ward", "staff", "staff"),
        ("other_head", "other", None, "head", "institution_head"),
        ("other_manager", "other", None, "safety_manager", "safety_manager"),
    ):
        person = org.appoint(
            None, at=BEGUN, unit=getattr(found, unit), name=name, since=FOUNDED, posts=[post],
            department=getattr(found, department) if department else None, roles=[role],
        )  # fmt: skip
        setattr(found, name, person)
    for unit in (found.clinic, found.other):
        org.declare_fact(None, at=BEGUN, unit=unit, key="medical", value=True, since=FOUNDED)
    edition, _ = policy.load_edition(load_pack(PACK), at=BEGUN)
    policy.adopt(None, edition=edition, unit=found.office, since=date(2026, 1, 1), at=BEGUN)
    return found


@pytest.fixture
def due_of(county: SimpleNamespace) -> Callable[..., Due]:
    """``due_of("clinic")`` is the list of the third quarter."""

    def find(unit: str, kind: str = LIST, period: str = "2026-Q3", at: datetime = AT) -> Due:
        return queries.due_or_404(getattr(county, unit), kind, period, at)

    return find


@pytest.fixture
def hazard(county: SimpleNamespace) -> Callable[..., Case]:
    """``hazard("配电箱未上锁")`` is found at the clinic today, or as said."""

    def find(what: str, unit: str = "clinic", at: datetime = AT, **more: Any) -> Case:
        data = {"place": "库房", "description": what, "category": "fire", **more}
        who = county.manager if unit == "clinic" else county.other_manager
        return cases.open_case(
            who, kind="hazard", unit=getattr(county, unit), data=data, at=at
        )  # fmt: skip

    return find


@pytest.fixture
def sent(county: SimpleNamespace, due_of: Callable[..., Due]) -> Callable[..., Case]:
    """``sent("clinic", until="sign")`` has come so far: draft, sign or submit."""

    def walk(
        unit: str = "clinic", until: str = "submit", at: datetime = AT, period: str = "2026-Q3"
    ) -> Case:
        names = ("manager", "head") if unit == "clinic" else ("other_manager", "other_head")
        manager, head = (getattr(county, name) for name in names)
        due = due_of(unit, period=period, at=at)
        case = actions.prepare(manager, unit=getattr(county, unit), due=due, at=at)
        if until != "draft":
            case = actions.sign(head, case=case, version=case.version, at=at)
        if until == "submit":
            case = actions.submit(manager, case=case, version=case.version, at=at)
        return case

    return walk


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

"""A hospital with people in their posts, its duty lists and letters, and a clinic beside it."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.clock import TZ
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.record import actions as records
from weian.subject import actions as subjects

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class House(SimpleNamespace):
    """Units and people by short names, and the acts that tests need."""

    def paper(self, person: Any, post: str, at: datetime = AT, **more: Any) -> Any:
        """A duty list, entered by the safety manager of the person's unit."""
        data = {
            "name": f"{person.name}的清单", "post": post, "person": person.pk, "scope": "本岗位",
            "duties": ["A5.1 遵守规程", "A5.3 查好本岗位"], "standard": "逐条对照", "reward": "按制度",
            **more,
        }  # fmt: skip
        return subjects.keep(
            None, kind="post_duty", unit=person.unit, department=person.department, since=SINCE,
            data={k: v for k, v in data.items() if v}, at=at,
        )  # fmt: skip

    def confirm(self, paper: Any, person: Any, by: Any = "oneself", at: datetime = AT) -> Any:
        return records.submit(
            person if by == "oneself" else by, kind="duty_acknowledgement", unit=paper.unit, subject=paper.pk,
            happened_at=at, data={"person": person.pk, "accepted": True}, at=at,
        )  # fmt: skip

    def letter(
        self, level: str, people: list[Any], unit: Any = None, year: int = 2026, at: datetime = AT,
        **more: Any,
    ) -> Any:  # fmt: skip
        return records.submit(
            None, kind="responsibility_letter", unit=unit or people[0].unit, happened_at=at, at=at,
            data={"level": level, "year": year, "people": [p.pk for p in people], **more},
        )  # fmt: skip

    def countersign(
        self, person: Any, level: str, year: int = 2026, at: datetime = AT, **more: Any
    ) -> Any:
        return records.submit(
            person, kind="letter_countersign", unit=person.unit, happened_at=at, at=at,
            data={"level": level, "year": year, "person": person.pk, "accepted": True, **more},
        )  # fmt: skip


@pytest.fixture
def house(db: None) -> House:
    """Six people in the hospital, one in the clinic, two in the commission."""
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("ward", "department", "内科", "hospital", SINCE),
        UnitSeed("surgery", "department", "外科", "hospital", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
    ]
    found = House(**org.load_tree(None, at=AT, seeds=seeds))

    def person(name: str, unit: Any, role: str, post: str = "", department: Any = None) -> Any:
        return org.appoint(
            None, at=AT, unit=unit, department=department, name=name, since=SINCE,
            roles=(role,), posts=(post,) if post else (), employment="staff",
        )  # fmt: skip

    found.leader = person("周正", found.county, "commission_leader", "leader")
    found.clerk = person("吴敏", found.county, "commission_clerk", "clerk")
    found.head = person("王立", found.hospital, "institution_head", "head")
    found.manager = person("陈安", found.hospital, "safety_manager", "safety_manager")
    found.chief = person("褚明", found.hospital, "department_head", "department_head", found.ward)
    found.nurse = person("卫兰", found.hospital, "staff", "staff", found.ward)
    found.surgeon = person("蒋勇", found.hospital, "staff", "staff", found.surgery)
    found.guest = person("沈新", found.hospital, "staff")
    found.other = person("韩平", found.clinic, "safety_manager", "safety_manager")
    return found


@pytest.fixture
def page() -> Any:
    """``page(person)`` is a browser of that person."""

    def browse(person: Any) -> Client:
        client = Client()
        client.force_login(person, BACKEND)
        return client

    return browse


def later(minutes: int) -> datetime:
    """Minutes after the first moment."""
    return AT + timedelta(minutes=minutes)

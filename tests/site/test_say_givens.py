"""The log in words: titles of the fields, names of people, choices as they were shown."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from weian.base.clock import TZ
from weian.case import actions as cases
from weian.org import actions as org
from weian.org.actions import UnitSeed

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)


def test_the_log_says_in_words_what_was_given(db: None, settings: Any, time_machine: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    time_machine.move_to(datetime(2026, 11, 5, 12, 0, tzinfo=TZ), tick=False)
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
    ]
    units = org.load_tree(None, at=AT, seeds=seeds)
    manager, auditor = (
        org.appoint(None, at=AT, unit=units[place], roles=(role,), name=name, since=SINCE)
        for place, role, name in (
            ("hospital", "safety_manager", "陈安"), ("county", "auditor", "沈查"),
        )
    )  # fmt: skip
    data = {"place": "外科", "description": "插座烧焦", "category": "electrical"}
    case = cases.open_case(manager, kind="hazard", unit=units["hospital"], data=data, at=AT)
    case = cases.act(
        manager, case=case, verb="grade", given={"grade": "ordinary"}, at=AT, version=1
    )
    plan = {"assignee": manager.pk, "measures": "更换插座并复测", "amount": "80", "due_on": "2026-11-20",
            "contingency": "断电"}  # fmt: skip
    cases.act(manager, case=case, verb="plan", given=plan, at=AT, version=2)
    org.declare_facts(manager, at=AT, unit=units["hospital"], answers={"lift": True})
    client = Client()
    client.force_login(auditor, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/log/").content.decode()
    assert "隐患类别：用电" in page and "隐患级别：一般" in page
    assert "整改责任人：陈安" in page and "整改时限：2026-11-20" in page
    assert "是否使用电梯" in page or "电梯：是" in page
    assert "&quot;category&quot;:&quot;electrical&quot;" in page  # the raw text, folded away

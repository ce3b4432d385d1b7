"""A small pack on disk and in the database, a small county, people with roles."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import include, path

from weian.org import actions as org_actions
from weian.org import queries as org
from weian.org.actions import UnitSeed
from weian.policy import actions
from weian.policy.loading import load_pack
from weian.policy.models import Edition

AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)

PACK = """\
pack: plan
version: 1
title: 专项整治三年行动方案
issuer: 清河县卫生健康局
number: 清卫函〔2020〕7号
issued: 2020-09-08
layer: county
since: 2020-09-08
until: 2022-12-31
questions:
  screening: {question: 定期自查多久一次？, choices: [week, month, quarter], default: month}
clauses:
  - id: "1"
    article: 一、总体要求
    summary: 讲重要性。
    principle: {reason: 没有可以核对的动作。}
  - id: "5.4"
    article: 五、保障措施（四）
    summary: 每季度最后一周报送清单。
    req: [SX-5.4-a]
    obligations:
      - id: list
        title: 每季度报送清单
        area: report
        req: [SX-5.4-c]
        who: {units: [institution], post: head, applies: {medical: true}}
        owes: {record: report.hazard_list}
        when: {every: quarter, last: week}
      - id: screening
        title: 定期自查
        area: hazard
        who: {units: [institution]}
        owes: {record: inspection, where: {mode: self_check}}
        when: {every: {ask: screening}}
    judged:
      - {id: j1, question: 清单是否如实？, reason: 要到现场看。}
  - id: "6"
    article: 六、时间安排
    summary: 动员部署。
    obligations:
      - id: launch
        title: 召开动员会
        area: meeting
        who: {units: [commission_county]}
        owes: {record: meeting}
        when: {from: 2020-09-10, by: 2020-09-30}
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """``write(text, name)`` makes a file below a folder of packs."""

    def make(text: str, name: str = "plan/pack.yaml") -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), "utf-8")
        return file

    return make


@pytest.fixture
def plan(write: Callable[..., Path]) -> Path:
    """The file of the small pack."""
    return write(PACK)


@pytest.fixture
def edition(db: None, plan: Path) -> Edition:
    """The small pack in the database."""
    return actions.load_edition(load_pack(plan), at=AT)[0]


@pytest.fixture
def tree(db: None) -> SimpleNamespace:
    """Two counties of one province; units by short names."""
    seeds = [
        UnitSeed("province", "commission_province", "江源省卫生健康委", "", SINCE),
        UnitSeed("city", "commission_city", "临江市卫生健康委", "province", SINCE),
        UnitSeed("county", "commission_county", "清河县卫生健康局", "city", SINCE),
        UnitSeed("far", "commission_county", "远山县卫生健康局", "city", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("ward", "department", "内科", "hospital", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
        UnitSeed("stranger", "hospital", "远山县医院", "far", SINCE),
    ]
    return SimpleNamespace(**org_actions.load_tree(None, at=AT, seeds=seeds))


@pytest.fixture
def someone(tree: SimpleNamespace) -> Callable[..., org.Person]:
    """``someone(role, unit, department=None)`` makes a person with that role."""

    def make(role: str, unit: org.Unit, department: org.Unit | None = None) -> org.Person:
        return org_actions.appoint(
            None, at=AT, unit=unit, department=department, roles=(role,), name="张三", since=SINCE
        )

    return make


@pytest.fixture
def browse(client: Client, settings: Any) -> Callable[[org.Person], Client]:
    """``browse(person)`` is a client logged in as somebody."""
    root = import_module(settings.ROOT_URLCONF)
    made = ModuleType("weian_policy_test_urls")
    own = [path("", include("weian.policy.urls"))]
    made.urlpatterns = [*own, *root.urlpatterns]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = made
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    refusals = "weian.site.refusals.Refusals"
    if refusals not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, refusals]

    def log_in(person: org.Person) -> Client:
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in

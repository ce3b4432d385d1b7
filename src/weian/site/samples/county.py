"""An invented county: who writes the letters, and three clinics whose lists are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from weian.base.calendar import seed_calendar
from weian.base.clock import TZ
from weian.case import actions as cases
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.org.queries import Person, Unit
from weian.policy import actions as policy
from weian.policy.loading import load_text
from weian.report import actions as reports
from weian.report import queries

AT: Final = datetime(2026, 9, 29, 10, 0, tzinfo=TZ)
PERIOD: Final = "2026-Q3"
_SINCE: Final = date(2024, 1, 1)
_BEGUN: Final = datetime(2026, 1, 5, 9, 0, tzinfo=TZ)
_LAW: Final = """
pack: sample-returns
version: 1
title: 清单报送
issuer: 清河县卫生健康局
number: "1"
issued: 2024-01-01
layer: county
since: 2024-01-01
clauses:
  - id: "1"
    article: 一
    summary: 问题隐患和制度措施清单每季度报送。
    obligations:
      - id: list
        title: 每季度报送清单
        area: report
        who: {units: [institution], post: safety_manager}
        owes: {record: report.hazard_list}
        when: {every: quarter}
"""
_UNITS: Final = (
    ("office", "commission_county", "清河县卫生健康局", ""),
    ("government", "government", "清河县人民政府", "office"),
    ("hospital", "hospital", "清河县人民医院", "office"),
    ("liulin", "township_clinic", "柳林镇卫生院", "office"),
    ("baisha", "township_clinic", "白沙镇卫生院", "office"),
    ("shuangqiao", "township_clinic", "双桥镇卫生院", "office"),
)
_CLINICS: Final = ("liulin", "baisha", "shuangqiao")
#: Clinic, days ago, place, what, category, measure, days to put it right.
_HAZARDS: Final = (
    ("liulin", 62, "门诊楼一层东侧出口", "安全出口堆放杂物", "fire", "清理杂物，划出禁放区，每天检查。", 5),
    ("liulin", 40, "供氧间", "氧气瓶与空瓶混放，无防倾倒链", "equipment", "分区存放，加装防倾倒链。", 10),
    ("liulin", 9, "职工宿舍二层", "电动自行车在楼道内充电", "electrical", "清出楼道，在院内设集中充电点。", 15),
    ("baisha", 55, "配电房", "配电箱未上锁，无警示标识", "electrical", "加锁，张贴标识，指定专人保管钥匙。", 3),
    ("baisha", 20, "检验科试剂柜", "易制毒试剂未双人双锁", "chemicals", "更换双锁柜，落实双人收发登记。", 7),
    ("shuangqiao", 70, "住院楼三层走廊", "应急照明灯三盏不亮", "fire", "更换灯具，列入每月检查。", 7),
    ("shuangqiao", 33, "消毒供应室", "压力灭菌器安全阀超过校验日期", "equipment", "停用送检，校验合格后恢复使用。", 12),
    ("shuangqiao", 5, "综合楼外墙改造处", "脚手架下方未设防护通道", "construction", "停工，搭设防护通道，验收后复工。", 4),
)  # fmt: skip


@dataclass(frozen=True)
class County:
    """The office with who drafts, reviews and signs; every unit by its short name."""

    units: dict[str, Unit]
    leader: Person
    clerk: Person
    second: Person

    @property
    def office(self) -> Unit:
        return self.units["office"]


def build() -> County:
    """Units, people, the law, hazards, and the clinics' lists sent and accepted by ``AT``."""
    seed_calendar()
    seeds = [
        UnitSeed(key, kind, name, above, _SINCE, {"is_login": False} if key == "government" else {})
        for key, kind, name, above in _UNITS
    ]
    units = org.load_tree(None, at=_BEGUN, seeds=seeds)
    office = units["office"]
    county = County(
        units, _person("周建国", office, "leader", "commission_leader"),
        _person("吴敏", office, "clerk", "commission_clerk"),
        _person("郑强", office, "clerk", "commission_clerk"),
    )  # fmt: skip
    edition, _ = policy.load_edition(load_text(_LAW, "samples"), at=_BEGUN)
    policy.adopt(None, edition=edition, unit=office, since=_SINCE, at=_BEGUN)
    for number, key in enumerate(_CLINICS):
        _report(county, units[key], [h[1:] for h in _HAZARDS if h[0] == key], number)
    return county


def _person(name: str, unit: Unit, post: str, role: str) -> Person:
    return org.appoint(
        None, at=_BEGUN, unit=unit, name=name, since=_SINCE, posts=[post], roles=[role],
        employment="staff",
    )  # fmt: skip


def _report(county: County, clinic: Unit, hazards: list[Any], number: int) -> None:
    head = _person(("王立", "许海", "吕川")[number], clinic, "head", "institution_head")
    manager = _person(("陈安", "何静", "施琴")[number], clinic, "safety_manager", "safety_manager")
    for days, place, what, category, measure, time in hazards:
        at = AT - timedelta(days=days)
        data = {"place": place, "description": what, "category": category}
        case = cases.open_case(manager, kind="hazard", unit=clinic, data=data, at=at)
        graded = {"grade": "ordinary"}
        case = cases.act(manager, case=case, verb="grade", given=graded, version=None, at=at)
        plan = {
            "assignee": head.pk, "measures": measure, "amount": str(time * 120),
            "due_on": (at + timedelta(days=time)).date().isoformat(),
            "contingency": "整改期间专人看守，禁止使用。",
        }  # fmt: skip
        cases.act(manager, case=case, verb="plan", given=plan, version=None, at=at)
    due = queries.due_or_404(clinic, "report.hazard_list", PERIOD, AT)
    sent = reports.prepare(manager, unit=clinic, due=due, at=AT)
    sent = reports.sign(head, case=sent, version=None, at=AT)
    sent = reports.submit(manager, case=sent, version=None, at=AT)
    reports.review(county.clerk, case=sent, verb="accept", given={}, version=None, at=AT)

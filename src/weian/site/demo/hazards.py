"""Hazards of two years, found and moved along in the order of time, some of them stuck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from weian.case.actions import Draft, Move
from weian.case.queries import Case
from weian.org.queries import Person, Unit
from weian.site.demo.crew import Crew
from weian.site.demo.facts import CLINIC
from weian.site.demo.pictures import picture
from weian.subject.envelope.files import Uploads

#: Category, what, where, and what a unit must have for it ("" nothing): a fact, or a department.
_FOUND: tuple[tuple[str, str, str, str], ...] = (
    ("fire", "安全出口堆放杂物", "一层东侧出口", ""), ("fire", "灭火器压力不足", "二层走廊", ""),
    ("fire", "应急照明灯不亮", "楼梯间", ""), ("fire", "防火门闭门器损坏", "住院楼三层", "highrise"),
    ("fire", "疏散指示标志脱落", "门诊大厅", "medical"), ("fire", "消火栓被遮挡", "药房门口", "medical"),
    ("electrical", "插线板串接使用", "护士站", "medical"), ("electrical", "配电箱未上锁", "后勤库房", ""),
    ("electrical", "电动自行车在楼道充电", "职工宿舍楼", "dormitory"),
    ("electrical", "线路老化外皮破损", "库房", ""), ("electrical", "锅炉房线路外皮破损", "锅炉房", "boiler"),
    ("gas", "燃气报警器失灵", "食堂", "canteen_gas"), ("gas", "氧气瓶未固定", "急诊科", "急诊科"),
    ("chemicals", "酒精存放超量", "酒精存放柜", "dangerous_goods"),
    ("chemicals", "试剂柜未双锁", "检验科试剂库", "pathogen_lab"),
    ("equipment", "电梯检验标志过期", "住院楼 1 号电梯", "lift"),
    ("equipment", "压力灭菌器安全阀未校验", "消毒供应室", "pressure_vessel"),
    ("construction", "施工区域围挡缺失", "扩建工地", "construction_site"),
    ("management", "值班记录缺项", "值班室", ""), ("management", "新进人员未培训上岗", "后勤科", ""),
    ("medical", "输液大厅地面湿滑无提示", "门诊输液厅", "medical"),
)  # fmt: skip
_MAJOR = (
    ("fire", "自动喷水灭火系统瘫痪", "住院楼", "control_room"),
    ("electrical", "配电房超负荷运行且无过载保护", "配电房", ""),
    ("gas", "燃气间与病房贴邻且无泄漏切断装置", "食堂燃气间", "canteen_gas"),
)  # fmt: skip
_SOURCES = ("self_check", "inspection", "patrol", "staff_report", "oversight")


@dataclass
class Story:
    """One hazard to be: where it starts and how far it gets (1 reported … 6 closed)."""

    crew: Crew
    reporter: Person
    found: datetime
    text: tuple[str, str, str, str]
    major: bool
    reach: int
    slow: bool


def stories(crews: Sequence[Crew], since: datetime, now: datetime, chance: Random) -> list[Story]:
    """Some forty hazards a year for a hospital, a dozen for a clinic."""
    out = []
    days = (now - since).days
    for crew in crews:
        rate = 0.004 * len(crew.everyone) ** 0.75
        for _ in range(int(rate * days) + 3):
            ago = chance.randint(0, days - 1)
            found = (now - timedelta(days=ago)).replace(
                hour=chance.randint(7, 20), minute=chance.randint(0, 59)
            )
            if found > now - timedelta(hours=2):
                found -= timedelta(days=1)
            out.append(_story(crew, found, ago, chance))
    return sorted(out, key=lambda s: s.found)


def _story(crew: Crew, found: datetime, ago: int, chance: Random) -> Story:
    major = chance.random() < 0.03
    text = chance.choice([t for t in (_MAJOR if major else _FOUND) if _can_be(t[3], crew)])
    people = [p for p in crew.everyone.values() if p.works_on(found.date())]
    slow = chance.random() > crew.diligence
    reach = (
        6
        if ago > 45 and not slow
        else min(6, 1 + ago // 6)
        if not slow
        else chance.choice((3, 3, 4, 2))
    )
    return Story(crew, chance.choice(people), found, text, major, reach, slow)


def _can_be(needed: str, crew: Crew) -> bool:
    """Whether a unit has what such a hazard is about; one that declared nothing is as its like."""
    facts = crew.facts or CLINIC
    return not needed or bool(facts.get(needed)) or needed in crew.departments


#: Under which sub-campaign (专项治理) a category of hazard is reported.
_CAMPAIGNS: Mapping[str, str] = {"electrical": "electrical_fire", "chemicals": "chemicals"}
#: In which of the seven domains a category of hazard usually lies; all others are of the house.
_DOMAINS = {"fire": "fire", "electrical": "fire", "medical": "medical", "chemicals": "medical"}


def draft_of(story: Story, departments: Mapping[int, Unit], chance: Random) -> Draft:
    """The opening of a hazard."""
    category, what, place, _ = story.text
    data: dict[str, object] = {
        "place": place, "description": what, "category": category, "source": chance.choice(_SOURCES),
        "domain": _DOMAINS.get(category, "logistics"),
    }  # fmt: skip
    if campaign := "ebikes" if "电动自行车" in what else _CAMPAIGNS.get(category):
        data["campaign"] = campaign
    department = departments.get(story.reporter.department_id or 0)
    photos = {"photos": [picture(chance, mended=False)]} if chance.random() < 0.3 else None
    return Draft(
        story.reporter, "hazard", story.crew.unit, data, story.found, department,
        uploads=Uploads(photos),
    )  # fmt: skip


def moves(story: Story, case: Case, county: Crew, now: datetime, chance: Random) -> list[Move]:
    """The steps taken so far, in order; nothing after now."""
    hands, oversee = story.crew.hands, county.hands["clerk"]
    manager, head = hands["safety_manager"], hands["head"]
    fixer = hands.get("deputy") or head
    at = story.found
    due = (story.found + timedelta(days=chance.choice((7, 10, 15, 30)))).date()
    grade = "major" if story.major else "ordinary"
    plan: list[tuple[Person, str, dict[str, object], float]] = [
        (manager, "grade", {"grade": grade, **({"basis": "医疗机构重大事故隐患判定清单"} if story.major else {})}, 0.4),
        (manager, "plan", {
            "assignee": fixer.pk, "measures": f"立即处理{story.text[1]}，完成后复核并举一反三排查同类问题。",
            "amount": str(chance.choice((0, 200, 800, 3000, 12000))), "due_on": due.isoformat(),
            "contingency": "整改期间加强巡查，设置警示，必要时停用。",
        }, 1.2),
    ]  # fmt: skip
    if story.major:
        plan.append((head, "approve_plan", {"opinion": "同意，抓紧实施。"}, 1.25))
        plan.append((manager, "report_up", {"recipients": ["health", "emergency"]}, 1.3))
        if story.slow or chance.random() < 0.5:
            plan.append(
                (
                    oversee,
                    "list",
                    {"due_on": due.isoformat(), "demand": "限期整改，每周报告进展。"},
                    3,
                )
            )
    if story.reach >= 4:
        plan.append(
            (
                fixer,
                "rectify",
                {"result": f"已完成整改：{story.text[1]}问题消除。"},
                5 if not story.slow else 25,
            )
        )
    if story.reach >= 5:
        if chance.random() < 0.08:
            plan += [
                (manager, "reject", {"reason": "现场复查仍有遗留，请继续整改。"}, 6),
                (fixer, "rectify", {"result": "已按复查意见再次整改到位。"}, 9),
            ]
        plan.append((manager, "verify", {"finding": "现场核对，整改到位。"}, 10))
    if story.reach >= 6:
        if any(step[1] == "list" for step in plan):
            plan.append((oversee, "release", {"recheck": "复查确认整改到位，解除督办。"}, 12))
        closer = oversee if story.major else head
        last: dict[str, object] = {"cause": "facility"}
        if story.major:
            last["lasting"] = "纳入月度检查清单，落实专人。"
        plan.append((closer, "close", last, 13))
    out = []
    for who, verb, given, days in plan[: None if story.reach > 2 else max(0, story.reach - 1)]:
        at = max(at + timedelta(minutes=20), story.found + timedelta(days=days))
        if at >= now:
            break
        photos = {"photos": [picture(chance, mended=True)]} if verb == "rectify" else None
        out.append(Move(who, case, verb, given, at, uploads=Uploads(photos)))
    return out

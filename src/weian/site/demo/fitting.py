"""What the functions of single kinds ask beyond their fields, so that a made-up record is a good one.

The packs and kinds stay the authority: a record that is refused all the same is left out and counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from weian.base.clock import TZ
from weian.record.kinds import KINDS
from weian.site.demo.crew import Crew

Data = dict[str, Any]


@dataclass
class Given:
    """What a record is made from: ``people`` take part, ``leader`` leads, chairs or signs; ``said``
    are answers that are settled."""

    crew: Crew
    chance: Random
    moment: datetime
    people: list[int]
    leader: int
    subject: UUID | None = None
    said: Mapping[str, object] = field(default_factory=dict)

    @property
    def aware(self) -> datetime:
        return self.moment.replace(tzinfo=TZ)

    def after(self, days: int) -> str:
        """A day so many days later."""
        return (self.moment.date() + timedelta(days=days)).isoformat()


def _two(data: Data, given: Given) -> None:
    data["checker"] = given.crew.other_than(int(data["handler"])).pk


def _count(data: Data, given: Given) -> None:
    _two(data, given)
    if given.subject is not None:
        data["counted"] = max(0, given.crew.balance(given.subject, given.aware))


def _waste(data: Data, given: Given) -> None:
    data["stored_since"] = given.after(-given.chance.choice((0, 1, 1, 1, 2)))
    data.update(weight=given.chance.randint(5, 60), received_by="医疗废物集中处置单位")


def _round(data: Data, given: Given) -> None:
    """One round looks at everything, and says where there is nothing."""
    four = ["equipment", "environment", "person", "management"]
    found = data.get("aspects") or four
    data["aspects"] = found
    data["none_found"] = [a for a in four if a not in found]
    data["method"], data["found"] = "lec", given.chance.randint(2, 9)


def _protection(data: Data, given: Given) -> None:
    data.setdefault("article", given.chance.choice(("医用防护口罩", "铅衣", "防护手套", "护目镜")))
    data.setdefault("standard", "GB 19083")
    data.setdefault("people", given.people or [given.leader])
    data.setdefault("correct", True)


def _sign(data: Data, given: Given) -> None:
    data["contents"] = ["kind", "consequence", "prevention", "emergency"]


def _roster(data: Data, given: Given) -> None:
    data["starts_on"], data["ends_on"] = given.after(0), given.after(6)
    data.setdefault("leader", given.leader)
    data.setdefault("all_day", True)


def _group(data: Data, given: Given) -> None:
    data["chair"] = given.crew.head.pk
    data["name"] = "安全生产工作领导小组"
    data["office_head"] = given.crew.scribe.pk
    data.setdefault("office", "安全生产办公室")


def _declaration(data: Data, given: Given) -> None:
    data["parts"] = _every("fire_declaration", "parts")
    data["manager"] = given.crew.hand("fire_safety_manager", "deputy").pk
    data["pledge"] = "落实消防安全主体责任，定期自查自改，公开承诺内容真实。"


def _file(data: Data, given: Given) -> None:
    data["contents"] = _every("fire_file", "contents")


def _survey(data: Data, given: Given) -> None:
    data["asked"] = given.chance.randint(20, 40)
    data["knew"] = data["asked"] - given.chance.randint(0, 2)


def _event(data: Data, given: Given) -> None:
    if data["category"] != "zero":
        data["occurred_at"] = (given.aware - timedelta(minutes=50)).isoformat()
        data["reported_at"] = (given.aware - timedelta(minutes=15)).isoformat()
        data["on_time"] = True


def _measured(data: Data, given: Given) -> None:
    """Below the limit."""
    data["limit"], data["value"] = 85, given.chance.randint(40, 84)
    if "exceeds" in data:
        data["exceeds"] = False


def _dust(data: Data, given: Given) -> None:
    data.update(factor="矽尘", value=0.4, limit=0.7, exceeds=False, serious=False)


def _strain(data: Data, given: Given) -> None:
    _two(data, given)
    data["kind_of"], data["quantity"] = "keep", "2 支"


def _acknowledged(data: Data, given: Given) -> None:
    """Whoever a list is for acknowledges it."""
    for thing in given.crew.things.get("post_duty", ()):
        if thing.pk == given.subject:
            data["person"] = thing.data["person"]


def _assessed(data: Data, given: Given) -> None:
    """A record says the level that the risk point has; another one is given elsewhere."""
    points = {str(t.pk): t for t in given.crew.things.get("risk_point", ())}
    point = points.get(str(data.get("risk_point") or given.subject))
    if point is not None:
        data["result"] = data["before"] = point.level


def _examined(data: Data, given: Given) -> None:
    for thing in given.crew.things.get("health_file", ()):
        if thing.pk == given.subject:
            data["person"] = thing.data["person"]
    data.update(result="normal", told=True)


def _drill(data: Data, given: Given) -> None:
    data["minutes"] = given.chance.choice((20, 30, 40, 60))
    data["minutes_1"], data["minutes_3"], data["minutes_5"] = 1, 3, 5
    data["minutes_first"] = round(given.chance.uniform(0.8, 2.8), 1)
    data["first_fire_out"] = True
    data["evaluation"] = "集合和疏散有序，个别人员对灭火器操作不熟，已补训。"


def _score(data: Data, given: Given) -> None:
    score = given.chance.randint(78, 99)
    data["score"] = score
    if "passed" in data or any(f.key == "passed" for f in KINDS["test_result"].fields):
        data["passed"] = score >= 60


def _plan(data: Data, given: Given) -> None:
    """A paper has a name, and stays valid for some years."""
    titles = {k: t for f in KINDS["document"].fields if f.key == "category" for k, t in f.choices}
    data["name"] = titles.get(str(data.get("category")), "安全生产文件")
    data.setdefault("year", given.moment.year)
    data.setdefault("code", f"安〔{given.moment.year}〕{given.chance.randint(1, 60)}号")
    data.setdefault("approved_by", given.crew.head.pk)


def _training(data: Data, given: Given) -> None:
    """Lessons of a morning, unless an obligation asks for more."""
    if "hours" not in given.said:
        data["hours"] = given.chance.choice((1, 1, 2, 2, 3))


def _every(kind: str, key: str) -> list[str]:
    return [k for f in KINDS[kind].fields if f.key == key for k, _ in f.choices]


FITTING: Mapping[str, Callable[[Data, Given], None]] = {
    "chemical_disposal": _two, "stock_count": _count, "waste_handover": _waste,
    "risk_identification": _round, "protective_equipment": _protection, "warning_sign": _sign,
    "duty_roster": _roster, "leading_group": _group, "fire_declaration": _declaration,
    "fire_file": _file, "awareness_survey": _survey, "event_report": _event,
    "factor_monitoring": _measured, "radiation_monitoring": _measured, "dust_monitoring": _dust,
    "strain_movement": _strain, "duty_acknowledgement": _acknowledged,
    "health_examination": _examined, "risk_assessment": _assessed, "drill": _drill, "test_result": _score, "document": _plan,
    "training": _training,
}  # fmt: skip

#: Records that are worth nothing without things of a kind, though they are not about one of them.
NEEDED: Mapping[str, str] = {"risk_list_signoff": "risk_point"}

"""A hazard that moves through ``decide`` alone, as case.actions moves the real one."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from weian.base.fields import clean
from weian.core.flow import Refused, decide
from weian.modules.hazard.kinds import HAZARD

DAY = date(2026, 11, 5)
PHOTO = "01890a5d-ac96-774b-bcce-b302099a8057"


@dataclass
class Actor:
    """A person with roles."""

    id: int
    roles: frozenset[str] = frozenset()

    def mapping(self) -> dict[str, Any]:
        return {"id": self.id, "roles": self.roles, "posts": frozenset(), "unit": 1}


STAFF = Actor(1, frozenset({"staff"}))
FIXER = Actor(2, frozenset({"staff"}))
DEPARTMENT_HEAD = Actor(3, frozenset({"department_head"}))
SAFETY_MANAGER = Actor(4, frozenset({"safety_manager"}))
HEAD = Actor(5, frozenset({"institution_head"}))
CLERK = Actor(6, frozenset({"commission_clerk"}))
PEOPLE = (STAFF, FIXER, DEPARTMENT_HEAD, SAFETY_MANAGER, HEAD, CLERK)

GIVEN: dict[str, dict[str, Any]] = {
    "grade": {"grade": "ordinary", "basis": "判定清单第 2 条"},
    "fix_on_spot": {
        "grade": "ordinary", "result": "已清走杂物", "photos": [PHOTO], "before": [PHOTO],
        "spot": True,
    },
    "plan": {
        "assignee": FIXER.id, "measures": "更换老化线路并复测", "amount": "1200",
        "due_on": "2026-11-20", "contingency": "专人看护，备灭火器",
    },
    "refine": {"measures": "分两段更换老化线路", "reason": "配件未到"},
    "approve_plan": {},
    "track": {"progress": "已完成一半"},
    "rectify": {"result": "线路已全部更换", "photos": [PHOTO]},
    "verify": {"finding": "现场核对到位"},
    "reject": {"reason": "仍有一处未改"},
    "request_extension": {"due_on": "2026-12-20", "reason": "配件缺货"},
    "extend": {"due_on": "2026-12-20"},
    "decline_extension": {"reason": "请抓紧办理"},
    "report_up": {"recipients": ["health"]},
    "list": {"due_on": "2026-12-31"},
    "release": {"recheck": "复查到位"},
    "circulate": {"channel": ["meeting"]},
    "close": {"cause": "facility", "lasting": "纳入年度检修"},
    "void": {"reason": "false_alarm", "note": "现场核实不存在"},
    "reopen": {"reason": "又出现同样问题"},
}  # fmt: skip


@dataclass
class Hazard:
    """The mappings that guards read, kept as case.actions keeps them."""

    state: str = HAZARD.flow.initial
    grade: str = ""
    due_on: date | None = None
    assignee: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)

    def mapping(self) -> dict[str, Any]:
        return {**vars(self), "opened_on": DAY, "reporter": STAFF.id}

    def decide(self, verb: str, actor: Actor, **changes: Any) -> str | Refused:
        """The state after the step or why not; nothing is changed."""
        given = {**GIVEN[verb], **changes}
        given = clean(HAZARD.fields_of(verb), {k: v for k, v in given.items() if v is not None})
        return decide(HAZARD.flow, verb, self.mapping(), actor.mapping(), {**given, "day": DAY})

    def act(self, verb: str, actor: Actor, **changes: Any) -> Refused | None:
        """Take the step; what refuses it, if anything does."""
        after = self.decide(verb, actor, **changes)
        if isinstance(after, Refused):
            return after
        given = clean(HAZARD.fields_of(verb), {**GIVEN[verb], **changes})
        self.data |= {k: v for k, v in given.items() if k in HAZARD.keeps}
        for column, key in HAZARD.step_fills.get(verb, {}).items():
            if given.get(key) is not None:
                value = given[key]
                setattr(
                    self, column, date.fromisoformat(str(value)) if column == "due_on" else value
                )
        self.steps.append({"verb": verb, "by": actor.id, "given": given, "to": after})
        self.state = after
        return None


def walked(*path: tuple[str, Actor] | tuple[str, Actor, dict[str, Any]], **start: Any) -> Hazard:
    """A hazard after these steps, every one of which must be taken."""
    hazard = Hazard(**start)
    for verb, actor, *changes in path:
        refused = hazard.act(verb, actor, **(changes[0] if changes else {}))
        assert refused is None, (verb, refused)
    return hazard

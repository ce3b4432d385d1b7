"""暗访检查计划 (四不两直): secret until its day, known to a list of people only.

Filed with the commission, never with the unit to be visited; its kind keeps it from everybody who is
not on the list, the log included, and gives it no number until it is opened up.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step
from weian.org.rights import OVERSEE
from weian.subject.envelope.hooks import Answers

Given = Mapping[str, Any]


def on_its_day(case: Given, actor: Given, given: Given) -> str | None:
    """Told to nobody before the day."""
    day = date.fromisoformat(str(case["data"]["on"]))
    return f"计划 {day} 检查，当天才能公开。" if given["day"] < day else None


FLOW: Final = Flow(
    kind="unannounced",
    states={"planned": "保密中", "opened": "已公开", "done": "已完成", "dropped": "已取消"},
    initial="planned",
    ends=frozenset({"done", "dropped"}),
    guards={"on_its_day": on_its_day},
    steps=(
        Step("inform", "增加知情人", ("planned",), "", OVERSEE, needs=("knowers", "reason"),
             help="增加的人和原因都记入日志。"),
        Step("open_up", "公开", ("planned",), "opened", OVERSEE, guards=("on_its_day",), danger=True,
             help="检查组到达现场后公开：本局能看到这次检查，并取得编号。"),
        Step("conclude", "登记结果", ("opened",), "done", OVERSEE, needs=("result",),
             help="检查记录和隐患在“检查”里登记，这里写总的情况。"),
        Step("drop", "取消", ("planned",), "dropped", OVERSEE, needs=("reason",), danger=True,
             help="取消后仍然保密。"),
    ),
)  # fmt: skip


def check(answers: Answers) -> dict[str, str]:
    """A plan is the commission's: filed with an institution its own people would read it."""
    if answers.unit.group != "commission":
        return {"targets": "暗访检查计划由卫生健康委（局）登记，请选择委（局）本身。"}
    return {}


_REASON: Final = Field("reason", "原因", "text", required=True, min=2)
UNANNOUNCED: Final = register(
    CaseKind(
        key="unannounced",
        title="暗访检查计划",
        area="inspection",
        flow=FLOW,
        summary="{on} 暗访检查",
        number_prefix="AF",
        rules={"on_its_day": "到了检查的日子"},
        check=check,
        opening_verb="plan",
        opening_title="制定",
        opening_right=OVERSEE,
        knowers="knowers",
        opens_up=frozenset({"open_up"}),
        page="/unannounced/{id}",
        line=("planned", "opened", "done"),
        help="四不两直：不发通知、不打招呼、不听汇报、不用陪同接待，直奔基层、直插现场。公开以前只有知情人看得到。",
        fields=(
            Field("on", "检查日期", "date", required=True),
            Field("targets", "被检查单位", "units", required=True, min=1, max=50, listed=False),
            Field("knowers", "知情人", "people", required=True, listed=False,
                  help="公开以前只有您和这些人看得到，别人（包括管理员、审计员）都看不到。"),
            Field("focus", "检查重点", "longtext", required=True, listed=False),
            Field("route", "路线和集合", "longtext", listed=False),
        ),
        step_fields={
            "inform": (Field("knowers", "增加的知情人", "people", required=True, min=1), _REASON),
            "conclude": (Field("result", "检查情况", "longtext", required=True, min=4),),
            "drop": (_REASON,),
        },
        keeps=("result",),
    )
)  # fmt: skip

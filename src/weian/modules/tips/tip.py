"""举报: accepted, verified, made a hazard where it is one, answered, rewarded."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind
from weian.core.flow import Flow, Step
from weian.core.hands import opened
from weian.modules.turning import hazard_fields, to_hazard
from weian.org.rights import DECIDE, MANAGE

Given = Mapping[str, Any]
_HAZARDOUS: Final = frozenset({"hazard", "fire_hazard"})
_RULES: Final = {
    "hazard_turned": "属实的隐患已转为隐患",
    "only_true": "核实属实",
    "rewarded": "属实的已奖励，或写明不奖励的原因",
    "not_reporter": "办理人不是举报人",
}


def _finding(case: Given) -> str:
    return str(case["data"].get("finding") or "")


def hazard_turned(case: Given, actor: Given, given: Given) -> str | None:
    """What proved to be a hazard is put right as one."""
    turned = case["data"].get("hazard_number")
    if case["category"] in _HAZARDOUS and _finding(case) != "untrue" and not turned:
        return "核实属实的隐患要先“转为隐患”，再答复举报人。"
    return None


def only_true(case: Given, actor: Given, given: Given) -> str | None:
    """Rewards are for tips that proved right."""
    return "核实不属实的举报不奖励。" if _finding(case) == "untrue" else None


def rewarded(case: Given, actor: Given, given: Given) -> str | None:
    """Rewards are really given, or it is said why not."""
    if _finding(case) == "untrue" or any(s["verb"] == "reward" for s in case["steps"]):
        return None
    return None if given.get("no_reward") else "核实属实的，请先“奖励”，或写明不奖励的原因。"


def not_reporter(case: Given, actor: Given, given: Given) -> str | None:
    """Nobody verifies his own tip."""
    return "举报由您提出，要由其他人核实。" if opened(actor, case) else None


FLOW: Final = Flow(
    kind="tip",
    states={
        "received": "已收到", "accepted": "已受理", "verified": "已核实", "answered": "已答复",
        "closed": "已办结", "declined": "未受理",
    },
    initial="received",
    ends=frozenset({"closed", "declined"}),
    guards={f.__name__: f for f in (hazard_turned, only_true, rewarded, not_reporter)},
    steps=(
        Step("accept", "受理", ("received",), "accepted", MANAGE),
        Step("decline", "不予受理", ("received",), "declined", DECIDE, needs=("reason",), danger=True),
        Step("transfer", "转办", ("received", "accepted"), "", MANAGE, needs=("to",)),
        Step("verify", "核实", ("accepted",), "verified", MANAGE,
             needs=("finding", "detail"), guards=("not_reporter",)),
        Step("to_hazard", "转为隐患", ("verified",), "", MANAGE,
             help="在本单位另立一条隐患，编号记在这里，改到位为止。"),
        Step("reply", "答复", ("verified",), "answered", MANAGE, needs=("reply",),
             guards=("hazard_turned",)),
        Step("reward", "奖励", ("verified", "answered"), "", DECIDE, needs=("form",),
             guards=("only_true",)),
        Step("close", "办结", ("answered",), "closed", MANAGE, guards=("rewarded",)),
    ),
)  # fmt: skip

TIP: Final = CaseKind(
    key="tip",
    title="举报",
    area="tips",
    fields=(
        Field("category", "举报内容", "choice", required=True, choices=(
            ("fire_hazard", "火灾隐患"), ("fire_violation", "消防违法行为"),
            ("hazard", "其他安全隐患"), ("violation", "违章违纪"),
            ("occupational", "职业病危害"), ("concealed", "瞒报事故"),
            ("medical", "医疗安全"), ("other", "其他"))),
        Field("place", "地点", "text", required=True, search=True),
        Field("description", "情况", "text", required=True, min=2, max=200, search=True),
        Field("channel", "举报途径", "choice", choices=(
            ("system", "本系统"), ("mailbox", "举报信箱"), ("phone", "电话"), ("visit", "来访"),
            ("code", "扫码"), ("transferred", "上级转来"))),
        Field("from_whom", "举报人", "choice", listed=False, choices=(
            ("staff", "职工"), ("patient", "患者和家属"), ("public", "社会群众"))),
        Field("anonymous", "匿名", "bool"),
        Field("stopped", "已当场制止", "bool", listed=False, help="看到违章行为并制止的勾选。"),
        Field("photos", "照片", "photos", listed=False),
    ),
    flow=FLOW,
    summary="{description}",
    number_prefix="JB",
    opening_title="登记",
    fills={"category": "category", "place": "place", "source": "channel"},
    step_fields={
        "accept": (Field("note", "受理意见", "text"),),
        "decline": (Field("reason", "原因", "longtext", required=True, min=2),),
        "transfer": (Field("to", "转给", "text", required=True), Field("note", "说明", "text")),
        "verify": (
            Field("finding", "核实结论", "choice", required=True, choices=(
                ("true", "属实"), ("partly", "部分属实"), ("untrue", "不属实"))),
            Field("detail", "核实情况", "longtext", required=True, min=2),
            Field("photos", "照片", "photos"),
        ),
        "to_hazard": hazard_fields(help="只写隐患本身，不写举报人。"),
        "reply": (
            Field("reply", "答复内容", "longtext", required=True, min=2),
            Field("replied_on", "答复日期", "date", past=True),
        ),
        "reward": (
            Field("form", "奖励方式", "choice", required=True, choices=(
                ("money", "奖金"), ("points", "积分"), ("honour", "表扬"), ("gift", "奖品"))),
            Field("amount", "金额", "money", min=0),
            Field("points", "积分", "integer", min=0),
            Field("note", "说明", "text"),
        ),
        "close": (Field("no_reward", "不奖励的原因", "text"),),
    },
    begets={"to_hazard": to_hazard("tip", place="place", description="description")},
    keeps=("finding", "hazard_number", "reply", "form", "amount", "points"),
    line=("received", "accepted", "verified", "answered", "closed"),
    help="群众和职工的举报：受理、核实、转为隐患、答复、奖励。",
    rules=_RULES,
)  # fmt: skip

"""How the commission deals with what employees tell it past their own leaders."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.fields import Field
from weian.core.flow import Flow, Step
from weian.modules.turning import hazard_fields, to_hazard
from weian.org.rights import DECIDE, MANAGE

Given = Mapping[str, Any]
RULES: Final = {"revisited": "已回访，没有因此受到不利对待", "answered": "已答复报告人"}


def answered(case: Given, actor: Given, given: Given) -> str | None:
    """Whoever dared to speak is answered."""
    return None if case["data"].get("reply") else "还没有答复报告人。请先“答复”。"


def revisited(case: Given, actor: Given, given: Given) -> str | None:
    """It is asked whether it was held against the person."""
    asked = [s["given"] for s in case["steps"] if s["verb"] == "revisit"]
    if not asked:
        return "还没有回访报告人是否受到不利对待。请先“回访”。"
    if asked[-1].get("treated") == "disadvantaged":
        return "报告人受到不利对待，要先处理，再回访。"
    return None


def _flow(kind: str) -> Flow:
    return Flow(
        kind=kind,
        states={"reported": "已上报", "accepted": "已受理", "verified": "已核实", "closed": "已办结"},
        initial="reported",
        ends=frozenset({"closed"}),
        guards={"answered": answered, "revisited": revisited},
        steps=(
            Step("accept", "受理", ("reported",), "accepted", MANAGE,
                 help="由上级卫健部门受理，不转给所涉单位的领导。"),
            Step("verify", "核实", ("accepted",), "verified", MANAGE, needs=("finding", "detail")),
            Step("to_hazard", "转为隐患", ("verified",), "", MANAGE,
                 help="在所涉单位另立一条隐患督促整改，发现途径写上级督查，不写报告人。"),
            Step("reply", "答复", ("accepted", "verified"), "", MANAGE, needs=("reply",)),
            Step("revisit", "回访", ("verified",), "", MANAGE, needs=("treated",)),
            Step("close", "办结", ("verified",), "closed", DECIDE, needs=("outcome",),
                 guards=("answered", "revisited")),
        ),
    )  # fmt: skip


FLOW: Final = _flow("bypass_report")
REFUSAL_FLOW: Final = _flow("work_refusal")
#: Nothing of the report goes over by itself: its words may betray who wrote it.
BEGETS: Final = {"to_hazard": to_hazard("oversight")}
STEP_FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {
    "accept": (Field("note", "受理意见", "text"),),
    "verify": (
        Field("finding", "核实结论", "choice", required=True, choices=(
            ("true", "属实"), ("partly", "部分属实"), ("untrue", "不属实"))),
        Field("detail", "核实情况", "longtext", required=True, min=2),
        Field("photos", "照片", "photos"),
    ),
    "to_hazard": hazard_fields(help="只写隐患本身，不写会让人认出报告人的话。"),
    "reply": (Field("reply", "答复内容", "longtext", required=True, min=2),),
    "revisit": (
        Field("treated", "回访结果", "choice", required=True, choices=(
            ("fair", "没有受到不利对待"), ("disadvantaged", "受到不利对待"))),
        Field("note", "情况", "longtext"),
    ),
    "close": (
        Field("outcome", "处理结果", "longtext", required=True, min=2),
        Field("files", "材料", "files"),
    ),
}  # fmt: skip

"""年度考核: the year's result of a unit, told to it, contested or not, settled by another, published.

Points and working are frozen when the unit is told; what is computed later no longer changes them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step
from weian.core.hands import opened
from weian.org.rights import DECIDE, OVERSEE

Given = Mapping[str, Any]
REVIEW: Final = "report.review"
PUBLISH: Final = "report.sign"
VERDICTS: Final = (("commended", "表彰"), ("none", "不作评先"), ("disqualified", "取消评先资格"))
_RULES: Final = {
    "own_unit": "被考核单位自己提出",
    "in_time": "在异议期内",
    "from_above": "由上级卫生健康委（局）办理",
    "not_teller": "审定人不是告知人",
    "heard": "单位已确认，或异议期已过；有异议的写明答复",
    "veto_stands": "一票否决的不得表彰",
}


def own_unit(case: Given, actor: Given, given: Given) -> str | None:
    """Only the unit that is assessed contests or accepts its result."""
    return None if actor["unit"] == case["unit"] else "只有被考核单位自己可以确认或提出异议。"


def in_time(case: Given, actor: Given, given: Given) -> str | None:
    """After the day named nobody contests any more."""
    last = _day(case)
    return f"异议期到 {last} 为止，已经过了。" if last and given["day"] > last else None


def from_above(case: Given, actor: Given, given: Given) -> str | None:
    """Nobody settles the result of his own unit."""
    return "不能办理本单位的考核结果。" if actor["unit"] == case["unit"] else None


def not_teller(case: Given, actor: Given, given: Given) -> str | None:
    """Four eyes."""
    return "结果由您告知，请由其他人审定。" if opened(actor, case) else None


def heard(case: Given, actor: Given, given: Given) -> str | None:
    """The unit was heard: it accepted, or contested and is answered, or let the time pass."""
    if case["state"] == "objected":
        return None if given.get("answer") else "单位提出了异议，请在“对异议的答复”里写明理由。"
    last = _day(case)
    if case["state"] == "told" and last and given["day"] <= last:
        return f"异议期到 {last}，单位还没有确认，请等单位确认或异议期过后再审定。"
    return None


def veto_stands(case: Given, actor: Given, given: Given) -> str | None:
    """Whoever is vetoed loses the right to be commended that year (ZZ 二十一）."""
    if case["data"].get("vetoed") and given.get("verdict") != "disqualified":
        return "该单位被一票否决，评先意见应选“取消评先资格”。"
    return None


def _day(case: Given) -> date | None:
    told = case["data"].get("object_until")
    return date.fromisoformat(str(told)) if told else None


FLOW: Final = Flow(
    kind="assessment",
    states={
        "told": "已告知", "accepted": "单位已确认", "objected": "有异议", "settled": "已审定",
        "published": "已公布", "voided": "已作废",
    },
    initial="told",
    ends=frozenset({"published", "voided"}),
    guards={f.__name__: f for f in (own_unit, in_time, from_above, not_teller, heard, veto_stands)},
    steps=(
        Step("accept", "确认无异议", ("told",), "accepted", DECIDE, guards=("own_unit",),
             help="看过计分过程，没有异议的点确认。"),
        Step("object", "提出异议", ("told",), "objected", DECIDE, needs=("objection",),
             guards=("own_unit", "in_time"), help="写明哪一项、事实是什么，附上材料。"),
        Step("spot_check", "抽查复核", ("told", "accepted", "objected"), "", OVERSEE, needs=("found",),
             guards=("from_above",), help="到现场核对计分的事实，登记结果。"),
        Step("settle", "审定", ("accepted", "objected", "told"), "settled", REVIEW, needs=("verdict",),
             guards=("from_above", "not_teller", "heard", "veto_stands")),
        Step("publish", "公布", ("settled",), "published", PUBLISH, guards=("from_above",),
             help="公布后登记为考核结果，不能再改。"),
        Step("void", "作废重算", ("told", "accepted", "objected", "settled"), "voided", REVIEW, needs=("reason",),
             guards=("from_above",), danger=True, help="作废后可以重新计算并告知。"),
    ),
)  # fmt: skip

ASSESSMENT: Final = register(
    CaseKind(
        key="assessment",
        title="年度考核",
        area="assessment",
        flow=FLOW,
        summary="{year} 年度安全生产考核",
        number_prefix="KH",
        rules=_RULES,
        opening_verb="tell",
        opening_title="告知",
        opening_right=OVERSEE,
        internal=frozenset({"tell"}),
        page="/assessment/results/{id}",
        line=("told", "accepted", "settled", "published"),
        help="年底定格各单位的得分和计分过程，告知单位；单位可以提出异议；审定、公布后成为考核结果。",
        fields=(
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("sheet", "考核表", "text", required=True, listed=False),
            Field("points", "得分", "number", required=True, min=0, max=1000, unit="分"),
            Field("vetoed", "一票否决", "bool", required=True),
            Field("veto_reasons", "否决事由", "longtext", listed=False),
            Field("object_until", "异议截止", "date", required=True, listed=False),
            Field("working", "计分过程", "longtext", required=True, max=20_000, listed=False),
        ),
        step_fields={
            "object": (Field("objection", "异议和事实", "longtext", required=True, min=4, max=2000),
                       Field("files", "材料", "files")),
            "spot_check": (Field("found", "复核情况", "longtext", required=True, min=4, max=2000),
                           Field("agrees", "与计分一致", "bool"), Field("photos", "照片", "photos")),
            "settle": (
                Field("verdict", "评先意见", "choice", required=True, choices=VERDICTS),
                Field("final_points", "审定得分", "number", min=0, max=1000, unit="分",
                      help="与告知的得分相同的不填。改分的在审定意见里写明理由。"),
                Field("answer", "对异议的答复", "longtext", max=2000),
                Field("opinion", "审定意见", "longtext", max=2000),
            ),
            "void": (Field("reason", "原因", "longtext", required=True, min=2, max=500),),
        },
        keeps=("objection", "found", "verdict", "final_points", "answer", "opinion"),
        columns=("year", "points", "vetoed"),
    )
)  # fmt: skip

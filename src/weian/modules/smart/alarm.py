"""报警: told by a device or a person, confirmed or false, people sent, the scene told back."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.fields import Field
from weian.case.kinds import CaseKind, register
from weian.core.flow import Flow, Step
from weian.modules.turning import INCIDENT_FIELDS, TO_INCIDENT, hazard_fields, to_hazard

Given = Mapping[str, Any]
HANDLE, MANAGE = "case.act:handle", "case.act:manage"


def number_if_turned(case: Given, actor: Given, given: Given) -> str | None:
    """What an alarm has turned into is named, so that it can be followed."""
    turned = given.get("turned_into") or case["data"].get("turned_into")
    if given.get("outcome") in ("hazard", "incident") and not turned:
        return "请先“转为隐患”或“转为事故事件”；已经另外报过的，填写那一条的编号。"
    return None


FLOW: Final = Flow(
    kind="alarm",
    states={
        "raised": "待核实",
        "confirmed": "已确认",
        "dispatched": "已派人",
        "dismissed": "误报",
        "closed": "已办结",
    },
    initial="raised",
    ends=frozenset({"dismissed", "closed"}),
    guards={"number_if_turned": number_if_turned},
    steps=(
        Step("confirm", "确认", ("raised",), "confirmed", HANDLE, help="核实是真实报警。"),
        Step(
            "dispatch", "派人处置", ("raised", "confirmed", "dispatched"), "dispatched", HANDLE,
            needs=("people",), help="派谁、什么时候派的。",
        ),
        Step(
            "dismiss", "确认误报", ("raised", "confirmed"), "dismissed", HANDLE,
            needs=("reason",), help="写明误报原因。",
        ),
        Step(
            "feed_back", "现场反馈", ("confirmed", "dispatched"), "", HANDLE,
            needs=("situation",), help="到现场后反馈情况和照片。",
        ),
        Step(
            "to_hazard", "转为隐患", ("confirmed", "dispatched"), "", HANDLE,
            help="另立一条隐患，编号记在这里，改到位为止。",
        ),
        Step(
            "to_incident", "转为事故事件", ("confirmed", "dispatched"), "", HANDLE,
            help="马上快报一起事故事件，编号记在这里。",
        ),
        Step(
            "close", "办结", ("confirmed", "dispatched"), "closed", MANAGE,
            needs=("outcome",), guards=("number_if_turned",),
            help="转为隐患、事故事件的，编号已经记下。",
        ),
    ),
)  # fmt: skip

ALARM = register(
    CaseKind(
        key="alarm",
        title="报警",
        area="smart",
        flow=FLOW,
        summary="{kind_of} {place}",
        number_prefix="BJ",
        rules={"number_if_turned": "转为隐患或事故事件的写明编号"},
        opening_verb="raise",
        opening_title="报警",
        fills={"place": "place", "category": "kind_of", "source": "source"},
        levels={},
        line=("raised", "confirmed", "dispatched", "closed"),
        help="设备报警或人工报警都在这里办理。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("fire", "火警"),
                    ("fault", "故障"),
                    ("water_pressure", "水压水位异常"),
                    ("electrical", "电气火灾报警"),
                    ("gas", "可燃气体"),
                    ("video", "视频报警"),
                    ("one_key", "一键报警"),
                    ("risk", "危险源监测超限"),
                ),
            ),
            Field("place", "地点", "text", required=True, search=True),
            Field(
                "source",
                "来源",
                "choice",
                required=True,
                choices=(("device", "设备"), ("person", "人工"), ("platform", "城市平台")),
            ),
            Field("sensor", "感知设备", "subject", kind="sensor"),
            Field("signalled_at", "信号时间", "datetime", past=True, required=True),
            Field("reading", "读数", "text", listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
        step_fields={
            "confirm": (Field("note", "说明", "text"),),
            "dismiss": (Field("reason", "误报原因", "longtext", required=True, min=2),),
            "dispatch": (
                Field("people", "派出人员", "people", required=True),
                Field("note", "说明", "text"),
            ),
            "feed_back": (
                Field("situation", "现场情况", "longtext", required=True, min=2),
                Field("photos", "现场照片", "photos"),
            ),
            "to_hazard": hazard_fields("turned_into"),
            "to_incident": INCIDENT_FIELDS,
            "close": (
                Field(
                    "outcome",
                    "结果",
                    "choice",
                    required=True,
                    choices=(
                        ("handled", "已处置"),
                        ("hazard", "转为隐患"),
                        ("incident", "转为事故事件"),
                    ),
                ),
                Field("turned_into", "转入的编号", "text"),
                Field("note", "说明", "longtext"),
            ),
        },
        begets={
            "to_hazard": to_hazard("alarm", place="place", number="turned_into"),
            "to_incident": TO_INCIDENT,
        },
        keeps=("outcome", "turned_into"),
    )
)

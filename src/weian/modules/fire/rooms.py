"""消防控制室和微型消防站: who is there, how good they are, and the way to become a model."""

from collections.abc import Mapping
from typing import Final

from weian.base.fields import Field
from weian.case import queries as cases
from weian.case.kinds import CaseKind
from weian.case.kinds import register as register_case
from weian.core.flow import Flow, Step
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds
from weian.subject.envelope.hooks import Answers

OVERSEE: Final = "case.act:oversee"


def once_a_year(answers: Answers) -> Mapping[str, str]:
    """A room is applied for once a year, again only if it was declined."""
    room, year = str(answers.data["control_room"]), answers.data["year"]
    for case in cases.pointing("model_control_room", [answers.unit.pk], "control_room", room):
        if case.data["year"] == year and case.state != "declined":
            return {
                "control_room": f"这个控制室 {year} 年已经申请过（{case.number}），不用再申请。"
            }
    return {}


CONTROL_ROOM = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="control_room",
        title="消防控制室",
        area="fire",
        help="消防控制室和独立的报警控制柜都登记。",
        fields=(
            Field("name", "名称", "text", required=True, search=True),
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(("room", "消防控制室"), ("alarm_cabinet", "独立报警控制柜")),
            ),
            Field("place", "位置", "text"),
            Field("operators", "值班操作人员", "people", listed=False),
            Field("per_shift", "每班人数", "integer", min=0, max=20, unit="人"),
            Field("shifts", "每天班次", "integer", min=1, max=6, unit="班", listed=False),
            Field("model", "达到示范标准", "bool", help="本系统里评审通过的不用填。"),
            Field("model_year", "达标年度", "integer", min=2000, max=2100),
            Field("phone", "值班电话", "text", listed=False),
            Field("keeper", "责任人", "person"),
        ),
    )
)

CONTROL_ROOM_INSPECTION = record_kinds.register(
    record_kinds.RecordKind(
        key="control_room_inspection",
        title="控制室检查",
        area="fire",
        subject_kind="control_room",
        summary="{state}",
        help="对消防控制室和独立报警控制柜逐个检查后登记。",
        fields=(
            Field(
                "state",
                "结果",
                "choice",
                required=True,
                choices=(("model", "示范"), ("passed", "合格"), ("failed", "不合格")),
            ),
            Field("score", "得分", "number", min=0, max=100),
            Field(
                "certified",
                "持证值班人员",
                "integer",
                min=0,
                unit="人",
                help="抽查时实际持证在岗的。",
            ),
            Field("problems", "发现的问题", "longtext", listed=False),
            Field("hazards", "上报的隐患编号", "text", many=True, listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)

MICRO_STATION = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="micro_station",
        title="微型消防站",
        area="fire",
        fields=(
            Field("name", "名称", "text", required=True),
            Field("place", "位置", "text"),
            Field("leader", "站长", "person"),
            Field("members", "队员", "people", listed=False),
            Field("headcount", "人数", "integer", min=0, unit="人"),
            Field("equipment", "器材装备", "text", many=True, listed=False),
            Field("missing", "缺少的器材", "text", many=True, listed=False),
            Field("upgraded_on", "提档升级日期", "date", past=True),
        ),
    )
)

MODEL_CONTROL_ROOM = register_case(
    CaseKind(
        key="model_control_room",
        title="示范控制室创建",
        area="fire",
        flow=Flow(
            kind="model_control_room",
            states={"applied": "待评审", "approved": "已通过", "declined": "未通过"},
            initial="applied",
            ends=frozenset({"approved", "declined"}),
            steps=(
                Step("approve", "评审通过", ("applied",), "approved", OVERSEE, needs=("score",)),
                Step("decline", "评审不通过", ("applied",), "declined", OVERSEE, needs=("reason",), danger=True),
            ),
        ),
        summary="{year} 年示范创建",
        number_prefix="SF",
        opening_verb="apply",
        opening_title="申请",
        opening_right="case.act:manage",
        line=("applied", "approved"),
        check=once_a_year,
        help="自评合格后申请，由卫健部门评审。",
        fields=(
            Field("control_room", "消防控制室", "subject", kind="control_room", required=True),
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("self_score", "自评得分", "number", required=True, min=0, max=100),
            Field("files", "自评材料", "files", listed=False),
        ),
        step_fields={
            "approve": (
                Field("score", "评审得分", "number", required=True, min=0, max=100),
                Field("opinion", "意见", "text"),
            ),
            "decline": (Field("reason", "原因", "longtext", required=True, min=2),),
        },
        keeps=("score",),
    )
)  # fmt: skip

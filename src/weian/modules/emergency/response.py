"""What was done in need: response, missions to the accidents of others, and warnings."""

from typing import Final

from weian.base.fields import Field
from weian.record.kinds import RecordKind

WARNINGS: Final = (
    ("weather", "气象"),
    ("flood", "汛情"),
    ("geology", "地质灾害"),
    ("earthquake", "地震"),
    ("fire", "火灾"),
    ("epidemic", "疫情"),
    ("hazard", "安全隐患"),
    ("other", "其他"),
)

EMERGENCY_RESPONSE: Final = RecordKind(
    key="emergency_response",
    title="应急处置",
    area="emergency",
    timed=True,
    people="people",
    amount="minutes",
    summary="{kind_of} {scene}",
    help="处置了险情、启动了预案后登记；构成事故的另报“事故事件”。",
    fields=(
        Field("kind_of", "险情", "choice", required=True, choices=(
            ("fire", "火情"), ("power_failure", "停电"), ("water", "停水漏水"),
            ("oxygen", "供氧中断"), ("gas", "燃气泄漏"), ("lift", "电梯困人"),
            ("chemicals", "危险化学品泄漏"), ("security", "治安事件"), ("disaster", "自然灾害"),
            ("network", "信息系统故障"), ("epidemic", "疫情"), ("other", "其他"))),
        Field("scene", "情况经过", "text", required=True, search=True),
        Field("people", "处置人员", "people", required=True),
        Field("commander", "指挥人", "person"),
        Field("plans", "启动的预案", "subject", many=True, kind="emergency_plan", listed=False),
        Field("minutes_first", "首次响应", "number", min=0, max=1440, unit="分钟", listed=False),
        Field("minutes", "处置用时", "number", min=0, max=100000, unit="分钟"),
        Field("first_fire_out", "初起火灾由现场人员扑灭", "bool", listed=False),
        Field("evaluation", "总结评估", "longtext", listed=False),
        Field("photos", "现场照片", "photos", listed=False),
    ),
)  # fmt: skip

RESCUE_MISSION: Final = RecordKind(
    key="rescue_mission",
    title="医疗救治任务",
    area="emergency",
    timed=True,
    people="people",
    amount="patients",
    summary="{event}，救治 {patients}",
    help="参加事故、灾害的医疗救治后登记派出的人员、时间和救治人数。",
    fields=(
        Field("event", "事件", "text", required=True, search=True),
        Field("people", "派出人员", "people", required=True),
        Field("patients", "救治人数", "integer", required=True, min=0, unit="人"),
        Field("minutes_out", "接令到出车", "number", min=0, max=1440, unit="分钟"),
        Field("arrived_at", "到达时间", "datetime", past=True, listed=False),
        Field("ended_at", "结束时间", "datetime", past=True, listed=False),
        Field("result", "救治情况", "longtext", search=True, listed=False),
    ),
)

EARLY_WARNING: Final = RecordKind(
    key="early_warning",
    title="预警信息",
    area="emergency",
    timed=True,
    summary="{kind_of}{colour} {content}",
    help="发布或转发预警后登记，下级收到后登记“预警签收”。",
    fields=(
        Field("kind_of", "类别", "choice", required=True, choices=WARNINGS),
        Field("colour", "级别", "choice", choices=(
            ("red", "红色"), ("orange", "橙色"), ("yellow", "黄色"), ("blue", "蓝色"))),
        Field("content", "内容和要求", "text", required=True, search=True),
        Field("until_at", "持续到", "datetime"),
        Field("units", "发往单位", "units", listed=False),
        Field("files", "原文", "files", listed=False),
    ),
)  # fmt: skip

WARNING_RECEIPT: Final = RecordKind(
    key="warning_receipt",
    title="预警签收",
    area="emergency",
    timed=True,
    summary="{kind_of} {action}",
    help="收到预警后登记采取的措施。",
    fields=(
        Field("kind_of", "类别", "choice", required=True, choices=WARNINGS),
        Field("action", "采取的措施", "text", required=True, search=True),
        Field("keeper", "负责人", "person"),
    ),
)

"""巡查打卡: points with a code, and each time that somebody stood there."""

from weian.base.fields import Field
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds

CHECKPOINT = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="checkpoint",
        title="巡查点",
        area="inspection",
        code_field="code",
        help="每个巡查点贴一张二维码，巡到就扫。",
        fields=(
            Field("name", "巡查点名称", "text", required=True, search=True),
            Field("code", "编号", "text", search=True),
            Field("route", "所属路线", "text", search=True),
            Field("place", "位置", "text"),
            Field("key_place", "重点部位", "subject", kind="key_place", listed=False),
            Field("per_day", "白天次数", "integer", min=0, max=48, unit="次"),
            Field("per_night", "夜间次数", "integer", min=0, max=48, unit="次"),
            Field("keeper", "责任人", "person"),
            Field("items", "查看内容", "text", many=True, listed=False),
        ),
    )
)

CHECKPOINT_SCAN = record_kinds.register(
    record_kinds.RecordKind(
        key="checkpoint_scan",
        title="巡查打卡",
        area="inspection",
        timed=True,
        subject_kind="checkpoint",
        submit_right="record.submit:patrol",
        summary="{result}",
        help="到巡查点扫码登记，时间到分钟。发现问题请同时报隐患。",
        fields=(
            Field(
                "result",
                "情况",
                "choice",
                required=True,
                choices=(("normal", "正常"), ("blocked", "通道堵塞"), ("problem", "有问题")),
            ),
            Field("led_by", "巡查人", "person"),
            Field("unmet", "不符合的内容", "text", many=True, listed=False),
            Field("hazard", "上报的隐患编号", "text", listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)

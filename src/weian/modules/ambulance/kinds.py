"""救护车: the vehicles and their checks; rules and education of drivers are records of other kinds."""

from weian.base.fields import Field
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds

AMBULANCE = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="ambulance",
        title="救护车",
        area="ambulance",
        fields=(
            Field("name", "车牌号", "text", required=True, search=True),
            Field("model", "车型", "text"),
            Field(
                "kind_of",
                "用途",
                "choice",
                choices=(("ambulance", "救护车"), ("other", "其他公务车辆")),
            ),
            Field("driver", "主要驾驶员", "person"),
            Field(
                "state",
                "状态",
                "choice",
                choices=(("in_use", "在用"), ("repairing", "维修中"), ("stopped", "停用")),
            ),
            Field("registered_on", "登记日期", "date", past=True, listed=False),
        ),
    )
)

VEHICLE_CHECK = record_kinds.register(
    record_kinds.RecordKind(
        key="vehicle_check",
        title="车辆检查",
        area="ambulance",
        subject_kind="ambulance",
        validity="valid_until",
        summary="{kind_of}",
        help="出车前检查、保养、年检、投保后登记。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("daily", "日常检查"),
                    ("maintenance", "维护保养"),
                    ("annual", "年检"),
                    ("insurance", "投保"),
                    ("repair", "维修"),
                ),
            ),
            Field("passed", "是否正常", "bool", required=True),
            Field("driver", "驾驶员", "person"),
            Field("mileage", "里程", "integer", min=0, unit="公里", listed=False),
            Field("problems", "发现的问题", "text", listed=False),
            Field("valid_until", "有效期至", "date", help="年检、保险到期日。"),
            Field("files", "单据", "files", listed=False),
        ),
    )
)

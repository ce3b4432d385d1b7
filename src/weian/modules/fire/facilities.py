"""Facilities for fire fighting and their tests."""

from weian.base.fields import Field
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds

FIRE_FACILITY = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="fire_facility",
        title="消防设施",
        area="fire",
        fields=(
            Field("name", "设施名称", "text", required=True, help="例如：门诊楼 2 层灭火器箱。"),
            Field(
                "type",
                "设施类型",
                "choice",
                required=True,
                choices=(
                    ("extinguisher", "灭火器"),
                    ("hydrant", "消火栓"),
                    ("sprinkler", "自动喷水灭火系统"),
                    ("alarm", "火灾自动报警系统"),
                    ("exit_sign", "疏散指示和应急照明"),
                    ("fire_door", "防火门"),
                    ("smoke_exhaust", "防排烟系统"),
                    ("broadcast", "应急广播"),
                    ("gas_suppression", "气体灭火系统"),
                    ("pump", "消防水泵和水箱"),
                    ("electrical_fire", "电气火灾监控"),
                    ("standalone_alarm", "独立式感烟报警器"),
                    ("simple_sprinkler", "简易喷淋"),
                    ("protective", "疏散逃生器材"),
                    ("other", "其他设施"),
                ),
            ),
            Field("place", "位置", "text"),
            Field("building", "所在建筑", "subject", kind="building", listed=False),
            Field(
                "state",
                "状态",
                "choice",
                choices=(("normal", "正常"), ("fault", "故障"), ("disabled", "停用")),
            ),
            Field("fault_since", "故障开始日期", "date", past=True, listed=False),
            Field("quantity", "数量", "integer", min=0),
            Field("required_quantity", "应配数量", "integer", min=0, listed=False),
            Field("expires_on", "有效期至", "date"),
            Field("keeper", "管理责任人", "person"),
        ),
    )
)

FIRE_MAINTENANCE = record_kinds.register(
    record_kinds.RecordKind(
        key="fire_maintenance",
        title="消防设施检测维保",
        area="fire",
        subject_kind="fire_facility",
        validity="valid_until",
        summary="{kind_of}",
        help="检测、维护、维修后登记。不合格的同时上报隐患。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("check", "日常检查"),
                    ("maintenance", "维护保养"),
                    ("test", "检测"),
                    ("repair", "维修"),
                    ("replacement", "更换"),
                ),
            ),
            Field("passed", "完好有效", "bool", required=True),
            Field("provider", "检测维保单位", "text"),
            Field("operator", "检查人", "person", listed=False),
            Field("problems", "发现的问题", "text", listed=False),
            Field("hazard", "上报的隐患编号", "text", listed=False),
            Field("valid_until", "有效期至", "date", help="下次检测维保日期。"),
            Field("files", "报告", "files", listed=False),
        ),
    )
)

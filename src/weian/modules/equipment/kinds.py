"""设备证照: special equipment and what is done to keep it safe."""

from weian.base.fields import Field
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds

SPECIAL_EQUIPMENT = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="special_equipment",
        title="特种设备",
        area="equipment",
        code_field="code",
        fields=(
            Field("name", "设备名称", "text", required=True, help="例如：住院楼 1 号电梯。"),
            Field(
                "type",
                "设备类型",
                "choice",
                required=True,
                choices=(
                    ("lift", "电梯"),
                    ("boiler", "锅炉"),
                    ("pressure_vessel", "压力容器"),
                    ("gas_pipe", "压力管道(燃气)"),
                ),
            ),
            Field("code", "使用登记编号", "text", search=True),
            Field("place", "安装位置", "text"),
            Field("keeper", "管理责任人", "person"),
        ),
    )
)

MAINTENANCE = record_kinds.register(
    record_kinds.RecordKind(
        key="maintenance",
        title="检验维护",
        area="equipment",
        subject_kind="special_equipment",
        validity="valid_until",
        summary="{kind_of}",
        help="检验或维保完成后登记，下次到期日写清楚。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(("inspection", "定期检验"), ("maintenance", "维护保养")),
            ),
            Field("provider", "检验或维保单位", "text"),
            Field("passed", "是否合格", "bool", required=True),
            Field("valid_until", "有效期至", "date", help="检验报告或标志上写的下次日期。"),
            Field("files", "报告", "files", listed=False),
        ),
    )
)

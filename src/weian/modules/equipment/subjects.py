"""What a unit runs: special equipment, power, and the facilities of its logistics."""

from weian.base.fields import Field
from weian.subject.kinds import SubjectKind, register

_STATES = (
    ("in_use", "在用"),
    ("stopped", "停用"),
    ("faulty", "故障"),
    ("scrapped", "报废"),
)
#: The departments that 佛坪 二（五）5 wants served through a power failure.
DEPARTMENTS = (
    ("operating_room", "手术室"),
    ("catheter_room", "导管室"),
    ("delivery_room", "产房"),
    ("intensive_care", "重症监护病房"),
    ("emergency", "急诊科"),
    ("dialysis", "血液透析室"),
    ("blood_bank", "输血科(血库)"),
)

SPECIAL_EQUIPMENT = register(
    SubjectKind(
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
                    ("steriliser", "压力灭菌设备"),
                    ("oxygen_chamber", "医用氧舱"),
                    ("vehicle", "场(厂)内机动车辆"),
                    ("other", "其他特种设备"),
                ),
            ),
            Field("code", "使用登记编号", "text", search=True),
            Field("place", "安装位置", "text"),
            Field("state", "状态", "choice", choices=_STATES),
            Field("keeper", "管理责任人", "person"),
            Field("maker", "制造单位", "text", listed=False),
            Field("used_from", "投入使用日期", "date", listed=False),
            Field("service_until", "使用年限到期", "date", listed=False),
            Field("retire_on", "计划淘汰日期", "date", listed=False),
            Field("procedure", "操作规程", "longtext", listed=False),
            Field("files", "登记证和技术资料", "files", listed=False),
        ),
    )
)

POWER_SUPPLY = register(
    SubjectKind(
        key="power_supply",
        title="供电设施",
        area="equipment",
        fields=(
            Field("name", "设施名称", "text", required=True, help="例如：自备柴油发电机。"),
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("dual", "双路供电"),
                    ("generator", "自备发电"),
                    ("ups", "不间断电源"),
                    ("switch_room", "配电房"),
                ),
            ),
            Field("capacity", "容量", "number", min=0, unit="千瓦"),
            Field("circuits", "回路数", "integer", min=0, unit="路", listed=False),
            Field("departments", "保障的重点部门", "choices", choices=DEPARTMENTS),
            Field("place", "位置", "text"),
            Field("keeper", "管理责任人", "person"),
            Field("state", "状态", "choice", choices=_STATES),
        ),
    )
)

LOGISTICS_FACILITY = register(
    SubjectKind(
        key="logistics_facility",
        title="后勤设施",
        area="equipment",
        fields=(
            Field("name", "设施名称", "text", required=True),
            Field(
                "type",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("water", "供水"),
                    ("gas", "燃气"),
                    ("medical_gas", "医用气体"),
                    ("heating", "供暖"),
                    ("canteen", "食堂"),
                    ("dormitory", "宿舍"),
                    ("laundry", "洗衣房"),
                    ("warehouse", "库房"),
                    ("wiring", "电气线路"),
                    ("other", "其他"),
                ),
            ),
            Field("place", "位置", "text"),
            Field("occupants", "居住或使用人数", "integer", min=0, unit="人", listed=False),
            Field("state", "状态", "choice", choices=_STATES),
            Field("keeper", "管理责任人", "person"),
        ),
    )
)

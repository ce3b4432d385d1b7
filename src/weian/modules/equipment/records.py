"""What is done to equipment: inspected, maintained, tested, renewed; and the unit's licences."""

from weian.base.fields import Field
from weian.modules.equipment.subjects import DEPARTMENTS
from weian.record.kinds import RecordKind, register

MAINTENANCE = register(
    RecordKind(
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
                choices=(
                    ("inspection", "定期检验"),
                    ("maintenance", "维护保养"),
                    ("daily", "日常检查"),
                    ("repair", "维修"),
                ),
            ),
            Field("provider", "检验或维保单位", "text"),
            Field("operator", "操作或检查人", "person", listed=False),
            Field("passed", "是否合格", "bool", required=True),
            Field("problems", "发现的问题", "text", listed=False),
            Field("hazard", "上报的隐患编号", "text", listed=False),
            Field("valid_until", "有效期至", "date", help="检验报告或标志上写的下次日期。"),
            Field("files", "报告", "files", listed=False),
        ),
    )
)

POWER_CHECK = register(
    RecordKind(
        key="power_check",
        title="供电检查",
        area="equipment",
        subject_kind="power_supply",
        summary="{kind_of}",
        help="发电机试车、双路切换、维护后登记。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("test_run", "发电试车"),
                    ("switch_over", "双路切换"),
                    ("inspection", "检查"),
                    ("maintenance", "维护保养"),
                ),
            ),
            Field("seconds", "恢复供电用时", "integer", min=0, unit="秒"),
            Field("departments", "恢复供电的重点部门", "choices", choices=DEPARTMENTS),
            Field("passed", "是否正常", "bool", required=True),
            Field("operator", "操作人", "person", listed=False),
            Field("problems", "发现的问题", "text", listed=False),
        ),
    )
)

EQUIPMENT_RENEWAL = register(
    RecordKind(
        key="equipment_renewal",
        title="设备更新",
        area="equipment",
        amount="amount",
        summary="{kind_of} {name}",
        help="淘汰旧设备、采用新的安全技术装备后登记。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("new_technology", "采用新技术新装备"),
                    ("replacement", "更换"),
                    ("retirement", "淘汰"),
                ),
            ),
            Field("name", "设备或项目名称", "text", required=True, search=True),
            Field("replaced", "替换的旧设备", "text", listed=False),
            Field("place", "使用地点", "text"),
            Field("amount", "费用", "money", min=0),
            Field("progress", "进展", "text", listed=False),
            Field("files", "材料", "files", listed=False),
        ),
    )
)

LICENCE = register(
    RecordKind(
        key="licence",
        title="机构证照",
        area="equipment",
        validity="valid_until",
        number="number",
        summary="{kind_of}",
        help="取得、换发、校验后登记，到期前系统会提醒。",
        fields=(
            Field(
                "kind_of",
                "证照种类",
                "choice",
                required=True,
                choices=(
                    ("practice", "医疗机构执业许可证"),
                    ("radiation", "放射诊疗许可证"),
                    ("radiation_safety", "辐射安全许可证"),
                    ("narcotic", "麻醉药品和精神药品购用印鉴卡"),
                    ("fire", "消防验收或开业检查"),
                    ("food", "食品经营许可证"),
                    ("occupational", "职业健康检查或诊断备案"),
                    ("other", "其他证照"),
                ),
            ),
            Field("number", "证照编号", "text", search=True),
            Field("issuer", "发证机关", "text"),
            Field("valid_until", "有效期至", "date", required=True),
            Field("files", "证照扫描件", "files", listed=False),
        ),
    )
)

"""制度预案: rules, plans and lists that a unit has issued and that are in force for a time."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

CATEGORIES = (
    ("implementation_plan", "实施方案"),
    ("responsibility_list", "责任清单"),
    ("primary_responsibility_list", "主体责任清单"),
    ("hazard_rule", "隐患排查治理制度"),
    ("fire_rule", "防火管理制度"),
    ("fire_training_rule", "消防安全教育培训制度"),
    ("fire_electric_gas_rule", "用火用电用气管理制度"),
    ("ambulance_rule", "救护车管理制度"),
    ("driver_education_rule", "驾驶员教育制度"),
    ("chemical_rule", "危险化学品管理制度"),
    ("chemical_post_rule", "危险化学品岗位制度"),
    ("emergency_plan", "应急预案"),
    ("system_emergency_plan", "系统应急预案"),
    ("safety_month_plan", "安全生产月方案"),
    ("reporting_rule", "信息报告制度"),
    ("dust_plan", "粉尘治理方案"),
    ("control_system", "预防控制体系"),
    ("mechanism", "工作机制"),
    ("other", "其他文件"),
)

DOCUMENT = register(
    RecordKind(
        key="document",
        title="制度文件",
        area="rules",
        validity="valid_until",
        number="code",
        summary="{name}",
        help="制度、方案、预案、清单印发后登记。修订后再登记一次，旧的留作历史。",
        fields=(
            Field("category", "文件类别", "choice", required=True, choices=CATEGORIES),
            Field("name", "文件名称", "text", required=True, search=True),
            Field("code", "文号", "text", search=True),
            Field("issued_on", "印发日期", "date", required=True),
            Field("valid_until", "有效期至", "date", help="没有期限可以不填。"),
            Field("files", "文件正文", "files", listed=False),
        ),
    )
)

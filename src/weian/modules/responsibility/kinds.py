"""责任体系: responsibility letters signed and people or bodies designated."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

RESPONSIBILITY_LETTER = register(
    RecordKind(
        key="responsibility_letter",
        title="责任书",
        area="responsibility",
        people="people",
        summary="{year} 年{level}责任书",
        help="签订后登记，签订人从名册中选择。",
        fields=(
            Field(
                "level",
                "签订层级",
                "choice",
                required=True,
                choices=(
                    ("commission_unit", "委(局)与单位"),
                    ("unit_department", "单位与科室"),
                    ("department_staff", "科室与职工"),
                ),
            ),
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("people", "签订人", "people", required=True),
            Field("files", "责任书", "files", listed=False),
        ),
    )
)

DESIGNATION = register(
    RecordKind(
        key="designation",
        title="任命配备",
        area="responsibility",
        people="people",
        summary="{role}",
        help="任命安全管理员、成立领导机构或救援队后登记。",
        fields=(
            Field(
                "role",
                "任命内容",
                "choice",
                required=True,
                choices=(
                    ("safety_manager", "专(兼)职安全管理员"),
                    ("rescue_team", "应急救援队"),
                    ("leading_body", "安全生产领导机构"),
                    ("responsible_person", "第一责任人"),
                ),
            ),
            Field("people", "人员", "people", required=True),
            Field("files", "任命文件", "files", listed=False),
        ),
    )
)

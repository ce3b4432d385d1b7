"""消防安全: facilities for fire fighting."""

from weian.base.fields import Field
from weian.subject.kinds import SubjectKind, register

FIRE_FACILITY = register(
    SubjectKind(
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
                    ("other", "其他设施"),
                ),
            ),
            Field("place", "位置", "text"),
            Field("keeper", "管理责任人", "person"),
        ),
    )
)

"""建设项目和三同时: safety facilities designed, built and put to use with the main works, in order."""

from weian.base.fields import Field
from weian.modules.permits.stages import STAGES, check_order
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds

CONSTRUCTION_PROJECT = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="construction_project",
        title="建设项目",
        area="permits",
        fields=(
            Field("name", "项目名称", "text", required=True, search=True),
            Field(
                "type",
                "类型",
                "choice",
                choices=(
                    ("new", "新建"),
                    ("rebuild", "改建"),
                    ("extend", "扩建"),
                    ("renovation", "装修维修"),
                    ("fire", "消防设施建设"),
                    ("technology", "安全科技和信息化"),
                ),
            ),
            Field("place", "地点", "text"),
            Field("contractor", "施工单位", "subject", kind="contractor"),
            Field("budget", "预算", "money", min=0, listed=False),
            Field("progress", "进展", "text"),
            Field("begins_on", "开工日期", "date"),
            Field("ends_on", "计划完工日期", "date"),
            Field("keeper", "项目安全责任人", "person"),
        ),
    )
)

THREE_SIMULTANEOUS = record_kinds.register(
    record_kinds.RecordKind(
        key="three_simultaneous",
        title="三同时",
        area="permits",
        subject_kind="construction_project",
        in_turn=True,
        summary="{stage}",
        check=check_order,
        help="按设计、施工、投用的顺序登记，前一步合格才能登记后一步。",
        fields=(
            Field(
                "stage",
                "阶段",
                "choice",
                required=True,
                choices=STAGES,
            ),
            Field("passed", "审查或验收合格", "bool", required=True),
            Field("facilities", "安全设施", "text", search=True),
            Field("authority", "审查验收部门", "text"),
            Field("joined_by", "配合的安全管理人员", "person", listed=False),
            Field("files", "审查验收材料", "files", listed=False),
        ),
    )
)

"""Checklists in versions, plans of inspection and the experts who help."""

from weian.base.fields import Field
from weian.modules.inspection.choices import FREQUENCIES, MODES, OBJECTS, TOPICS
from weian.subject.kinds import SubjectKind, register

CHECKLIST = register(
    SubjectKind(
        key="checklist",
        title="检查表",
        area="inspection",
        help="检查项目一行一条。修改后请写新的版本号，旧内容在变更记录里。",
        fields=(
            Field("name", "检查表名称", "text", required=True, search=True),
            Field("topic", "检查内容", "choice", choices=TOPICS),
            Field("objects", "检查对象", "choices", choices=OBJECTS, listed=False),
            Field(
                "items",
                "检查项目",
                "text",
                many=True,
                required=True,
                listed=False,
                help="一行一项，写清查什么、什么算合格。",
            ),
            Field("frequency", "检查频次", "choice", choices=FREQUENCIES),
            Field("basis", "依据", "text", search=True, help="文件、标准和条款。"),
            Field("edition", "版本", "text"),
            Field(
                "changed_for", "为什么修订", "text", listed=False, help="例如：某条隐患、评审意见。"
            ),
            Field("files", "附件", "files", listed=False),
        ),
    )
)

INSPECTION_PLAN = register(
    SubjectKind(
        key="inspection_plan",
        title="检查计划",
        area="inspection",
        fields=(
            Field("name", "计划名称", "text", required=True, search=True),
            Field("mode", "检查方式", "choice", required=True, choices=MODES),
            Field("topic", "检查内容", "choice", choices=TOPICS),
            Field("targets", "检查对象", "choices", choices=OBJECTS, listed=False),
            Field("units", "被检查单位", "units", listed=False),
            Field("frequency", "频次", "choice", required=True, choices=FREQUENCIES),
            Field(
                "major_frequency", "重大风险部位的频次", "choice", choices=FREQUENCIES, listed=False
            ),
            Field("leader", "带队人", "person"),
            Field("team", "检查人员", "people", listed=False),
            Field("checklist", "检查表", "subject", kind="checklist", listed=False),
            Field("begins_on", "开始日期", "date"),
            Field("ends_on", "结束日期", "date"),
        ),
    )
)

EXPERT = register(
    SubjectKind(
        key="expert",
        title="安全专家",
        area="inspection",
        fields=(
            Field("name", "姓名", "text", required=True, search=True),
            Field("specialty", "专业", "text", required=True, search=True),
            Field("employer", "工作单位", "text"),
            Field("title", "职称或资质", "text"),
        ),
    )
)

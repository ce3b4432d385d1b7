"""标准化与双重预防: how far the building of the mechanism has come, and what it scores."""

from weian.base.fields import Field
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds

PREVENTION_PROJECT = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="prevention_project",
        title="双重预防机制建设",
        area="risk",
        help="每个单位一条，随进展更新；完成日期以验收通过那天为准。",
        fields=(
            Field("name", "项目名称", "text", required=True),
            Field("pilot", "试点单位", "bool"),
            Field(
                "stage",
                "阶段",
                "choice",
                required=True,
                choices=(
                    ("planning", "方案制定"),
                    ("identifying", "风险辨识分级"),
                    ("screening", "隐患排查治理"),
                    ("trial", "试运行"),
                    ("completed", "建成运行"),
                ),
            ),
            Field("percent", "完成进度", "integer", min=0, max=100, unit="%"),
            Field("begins_on", "启动日期", "date"),
            Field("due_on", "要求完成日期", "date"),
            Field("completed_on", "完成日期", "date", past=True),
            Field("keeper", "责任人", "person"),
            Field("files", "方案和验收材料", "files", listed=False),
        ),
    )
)

PREVENTION_ACCEPTANCE = record_kinds.register(
    record_kinds.RecordKind(
        key="prevention_acceptance",
        title="双重预防机制验收",
        area="risk",
        amount="score",
        summary="{result}",
        help="双重预防机制建成后，自评合格或由卫健部门验收通过再登记。",
        fields=(
            Field(
                "result",
                "结论",
                "choice",
                required=True,
                choices=(("passed", "通过"), ("failed", "未通过")),
            ),
            Field("score", "得分", "number", min=0, max=100),
            Field("points", "已分级的风险点", "integer", min=0, unit="个"),
            Field("pilot", "试点单位", "bool"),
            Field("accepted_by", "验收单位", "text"),
            Field("gaps", "还缺什么", "text", many=True, listed=False),
            Field("files", "验收材料", "files", listed=False),
        ),
    )
)

STANDARDISATION_RATING = record_kinds.register(
    record_kinds.RecordKind(
        key="standardisation_rating",
        title="标准化自评",
        area="assessment",
        amount="score",
        summary="{year} 年 {score} 分",
        help="安全生产标准化每年自评一次，四个方面分别打分；评审后再登记结论。",
        fields=(
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("score", "总分", "number", required=True, min=0, max=100),
            Field("site", "现场管理", "number", min=0, max=100, listed=False),
            Field("behaviour", "操作行为", "number", min=0, max=100, listed=False),
            Field("equipment", "设备设施", "number", min=0, max=100, listed=False),
            Field("environment", "作业环境", "number", min=0, max=100, listed=False),
            Field(
                "level",
                "等级",
                "choice",
                choices=(
                    ("first", "一级"),
                    ("second", "二级"),
                    ("third", "三级"),
                    ("none", "未达标"),
                ),
            ),
            Field(
                "rated_by",
                "谁评的",
                "choice",
                required=True,
                choices=(
                    ("self", "本单位自评"),
                    ("commission", "卫健部门评审"),
                    ("third_party", "第三方"),
                ),
            ),
            Field("gaps", "扣分项", "text", many=True, listed=False),
            Field("hazards", "上报的隐患编号", "text", many=True, listed=False),
            Field("files", "自评表", "files", listed=False),
        ),
    )
)

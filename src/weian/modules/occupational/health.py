"""Health of those exposed: examinations before, during and after, and one file for each person."""

from collections.abc import Mapping

from weian.base.fields import Field
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds
from weian.subject import queries as subjects
from weian.subject.envelope.hooks import Answers


def examined(answers: Answers) -> Mapping[str, object]:
    """Whose file it is was examined."""
    found = subjects.by_ids([answers.subject]) if answers.subject else {}
    own = [f for f in found.values() if (f.kind, f.unit_id) == ("health_file", answers.unit.pk)]
    return {"person": own[0].data["person"] if own else None}


HEALTH_FILE = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="health_file",
        title="职业健康监护档案",
        area="occupational",
        code_field="code",
        keep_right="health.keep",
        read_right="health.read",
        person="person",
        help="接触职业病危害的职工一人一档，只有本人和指定的人员能看。",
        fields=(
            Field("name", "档案名称", "text", required=True, search=True),
            Field("person", "职工", "person", required=True),
            Field("code", "档案编号", "text"),
            Field("post", "岗位", "text"),
            Field(
                "factors",
                "接触的危害因素",
                "subject",
                kind="hazard_factor",
                many=True,
                listed=False,
            ),
            Field("exposed_from", "开始接触日期", "date", past=True),
            Field("exposed_until", "结束接触日期", "date", listed=False),
            Field("history", "职业史和既往史", "longtext", listed=False),
            Field("files", "档案材料", "files", listed=False),
        ),
    )
)

HEALTH_EXAMINATION = record_kinds.register(
    record_kinds.RecordKind(
        key="health_examination",
        title="职业健康检查",
        area="occupational",
        subject_kind="health_file",
        people="person",
        validity="valid_until",
        submit_right="health.keep",
        read_right="health.read",
        derive=examined,
        derived=("person",),
        summary="{phase}",
        help="上岗前、在岗期间、离岗时的检查逐人登记，只有本人和指定的人员能看。",
        fields=(
            Field("person", "受检人", "person"),
            Field(
                "phase",
                "检查阶段",
                "choice",
                required=True,
                choices=(
                    ("before", "上岗前"),
                    ("during", "在岗期间"),
                    ("after", "离岗时"),
                    ("emergency", "应急"),
                ),
            ),
            Field(
                "factors",
                "接触的危害因素",
                "subject",
                kind="hazard_factor",
                many=True,
                listed=False,
            ),
            Field(
                "result",
                "结果",
                "choice",
                choices=(
                    ("normal", "未见异常"),
                    ("recheck", "需要复查"),
                    ("contraindication", "职业禁忌证"),
                    ("suspected", "疑似职业病"),
                    ("other", "其他疾病或异常"),
                ),
                listed=False,
            ),
            Field("provider", "检查机构", "text"),
            Field("told", "已书面告知本人", "bool", listed=False),
            Field("measures", "处理情况", "text", listed=False, help="例如：调离岗位、安排复查。"),
            Field("valid_until", "下次检查日期", "date"),
            Field("files", "体检报告", "files", listed=False),
        ),
    )
)

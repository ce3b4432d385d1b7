"""What training is planned, what is asked in tests, and how much is known afterwards."""

from collections.abc import Mapping
from typing import Final

from weian.base.fields import Field
from weian.modules.training import quiz
from weian.modules.training.choices import AUDIENCES, TESTS, TOPICS
from weian.record.kinds import RecordKind
from weian.subject.envelope.hooks import Answers
from weian.subject.kinds import SubjectKind


def _numbers(answers: Answers) -> tuple[int, int]:
    return int(str(answers.data["asked"])), int(str(answers.data["knew"]))


def _rate(answers: Answers) -> Mapping[str, object]:
    asked, knew = _numbers(answers)
    return {"rate": round(100 * min(knew, asked) / asked, 1)}


def _counted(answers: Answers) -> Mapping[str, str]:
    asked, knew = _numbers(answers)
    return {"knew": "知晓人数不能多于调查人数。"} if knew > asked else {}


TRAINING_PLAN: Final = SubjectKind(
    key="training_plan",
    title="年度培训计划",
    area="training",
    help="计划里的每一场培训登记一条；办完培训时选上它，就看得出哪些没有办。",
    columns=("name", "year", "topic", "planned_on", "hours"),
    fields=(
        Field("name", "培训名称", "text", required=True, search=True),
        Field("year", "年度", "integer", required=True, min=2000, max=2100),
        Field("topic", "培训内容", "choice", required=True, choices=TOPICS),
        Field("audience", "培训对象", "choices", choices=AUDIENCES),
        Field("planned_on", "计划日期", "date", required=True),
        Field("hours", "计划学时", "number", min=0, max=500, unit="学时"),
        Field("organiser", "负责人", "person"),
        Field("approved_by", "批准人", "person", listed=False),
        Field("tested", "要考试", "bool", listed=False),
        Field("files", "计划文件", "files", listed=False),
    ),
)

QUESTION: Final = SubjectKind(
    key="question",
    title="试题",
    area="training",
    name_field="question",
    help="题库里的一道题。选项一行一个，答案写选项的序号；判断题不用写选项，答案写对或错。",
    columns=("question", "test", "form"),
    check=quiz.askable,
    fields=(
        Field("question", "题目", "longtext", required=True, search=True),
        Field("test", "用于考试", "choices", required=True, choices=TESTS),
        Field("form", "题型", "choice", required=True, choices=(
            ("single", "单选"), ("multiple", "多选"), ("judge", "判断"))),
        Field("options", "选项", "text", many=True, listed=False),
        Field("answer", "答案", "text", required=True, listed=False),
        Field("explanation", "解析", "longtext", listed=False),
        Field("audience", "适用人员", "choices", choices=AUDIENCES, listed=False),
    ),
)  # fmt: skip

AWARENESS_SURVEY: Final = RecordKind(
    key="awareness_survey",
    title="知晓率调查",
    area="training",
    amount="rate",
    derive=_rate,
    derived=("rate",),
    check=_counted,
    summary="{test}知晓率 {rate}",
    help="抽查职工或群众知道多少，登记调查人数和知晓人数。",
    fields=(
        Field("test", "调查内容", "choice", required=True, choices=TESTS),
        Field("asked", "调查人数", "integer", required=True, min=1, unit="人"),
        Field("knew", "知晓人数", "integer", required=True, min=0, unit="人"),
        Field("rate", "知晓率", "number", min=0, max=100, unit="%"),
        Field("group", "调查对象", "choice", choices=(
            ("staff", "职工"), ("public", "患者和群众"), ("both", "两者都有"))),
        Field("place", "场所", "text", search=True),
        Field("files", "问卷和照片", "files", listed=False),
    ),
)  # fmt: skip

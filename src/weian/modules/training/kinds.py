"""教育培训: who learned what, for how many hours, with which result, and the certificates held."""

from weian.base.fields import Field
from weian.modules.training import plans, quiz
from weian.modules.training.choices import AUDIENCES, CERTIFICATES, TESTS, TOPICS
from weian.record.kinds import RecordKind, register
from weian.subject.kinds import register as register_subject

TRAINING = register(
    RecordKind(
        key="training",
        title="教育培训",
        area="training",
        people="people",
        amount="hours",
        summary="{topic}（{hours}）",
        help="培训结束后登记，参加人员从名册中选择。",
        fields=(
            Field("topic", "培训内容", "choice", required=True, choices=TOPICS),
            Field("audience", "培训对象", "choices", choices=AUDIENCES),
            Field("trigger", "培训时机", "choice", choices=(
                ("onboarding", "上岗前"), ("periodic", "定期"), ("post_change", "转岗"),
                ("new_technology", "新设备新工艺"), ("after_incident", "事故之后"))),
            Field("hours", "学时", "number", required=True, min=0.5, max=500, unit="学时"),
            Field("people", "参加人员", "people", required=True),
            Field("content", "主要内容", "longtext", search=True, listed=False),
            Field("method", "培训方式", "choice", listed=False, choices=(
                ("lecture", "集中授课"), ("on_site", "现场实操"), ("online", "线上学习"),
                ("rotation", "轮训"), ("film", "观看影片"), ("study_visit", "考察学习"))),
            Field("tested", "组织了考试", "bool", listed=False),
            Field("pass_rate", "考试合格率", "number", min=0, max=100, unit="%", listed=False),
            Field("average", "平均成绩", "number", min=0, max=200, listed=False),
            Field("plan", "对应培训计划", "subject", kind="training_plan", listed=False),
            Field("files", "签到表和课件", "files", listed=False),
        ),
    )
)  # fmt: skip

CERTIFICATE = register(
    RecordKind(
        key="certificate",
        title="人员证书",
        area="training",
        people="person",
        validity="valid_until",
        number="code",
        summary="{person} {cert}",
        help="人员取得或换发证书后登记，到期前系统会提醒。",
        fields=(
            Field("person", "持证人", "person", required=True),
            Field("cert", "证书种类", "choice", required=True, choices=CERTIFICATES),
            Field("code", "证书编号", "text", search=True),
            Field("grade", "等级或类别", "text", help="例如：中级、低压电工、A2。"),
            Field("issuer", "发证机关", "text", listed=False),
            Field("issued_on", "发证日期", "date", past=True, listed=False),
            Field("review_on", "下次复审", "date", help="不需要复审的可以不填。"),
            Field("valid_until", "有效期至", "date", required=True, help="证书上写的最后一天。"),
            Field("photos", "证书照片", "photos", listed=False),
        ),
    )
)

TEST_RESULT = register(
    RecordKind(
        key="test_result",
        title="考试成绩",
        area="training",
        people="person",
        amount="score",
        summary="{person} {test} {score}",
        help="一人一次考试登记一条。不合格的不得上岗，补考后再登记。",
        fields=(
            Field("person", "考试人", "person", required=True),
            Field("test", "考试内容", "choice", required=True, choices=TESTS),
            Field("score", "成绩", "number", required=True, min=0, max=200),
            Field("passed", "合格", "bool"),
            Field("form", "考试形式", "choice", listed=False, choices=(
                ("paper", "笔试"), ("phone", "手机答题"), ("practice", "实操"))),
            Field("quiz", "手机考试", "subject", kind="quiz", listed=False,
                  help="手机考试交卷后系统自动登记，补录纸质成绩不用选。"),
            Field("files", "试卷", "files", listed=False),
        ),
    )
)  # fmt: skip
AWARENESS_SURVEY = register(plans.AWARENESS_SURVEY)
TRAINING_PLAN = register_subject(plans.TRAINING_PLAN)
QUESTION = register_subject(plans.QUESTION)
QUIZ = register_subject(quiz.QUIZ)

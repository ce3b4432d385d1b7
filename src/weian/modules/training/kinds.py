"""教育培训: who learned what, for how many hours, and the certificates held."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

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
            Field(
                "topic",
                "培训内容",
                "choice",
                required=True,
                choices=(
                    ("safety", "安全生产"),
                    ("fire", "消防"),
                    ("law", "法律法规"),
                    ("special_study", "专题学习"),
                    ("emergency", "应急处置"),
                    ("ambulance_driver", "救护车驾驶员教育"),
                    ("chemicals", "危险化学品"),
                ),
            ),
            Field(
                "audience",
                "培训对象",
                "choices",
                choices=(
                    ("all_staff", "全体职工"),
                    ("heads", "主要负责人"),
                    ("managers", "安全管理人员"),
                    ("new", "新入职人员"),
                    ("temporary", "临时工"),
                    ("contract", "合同工"),
                    ("post_change", "转岗人员"),
                    ("special_operators", "特种作业人员"),
                    ("drivers", "驾驶员"),
                ),
            ),
            Field(
                "trigger",
                "培训时机",
                "choice",
                choices=(
                    ("onboarding", "上岗前"),
                    ("periodic", "定期"),
                    ("post_change", "转岗"),
                ),
            ),
            Field("hours", "学时", "number", required=True, min=0.5, max=500, unit="学时"),
            Field("people", "参加人员", "people", required=True),
            Field("content", "主要内容", "longtext", search=True, listed=False),
            Field("files", "签到表和课件", "files", listed=False),
        ),
    )
)

CERTIFICATE = register(
    RecordKind(
        key="certificate",
        title="人员证书",
        area="training",
        validity="valid_until",
        number="code",
        summary="{person} {cert}",
        help="人员取得或换发证书后登记，到期前系统会提醒。",
        fields=(
            Field("person", "持证人", "person", required=True),
            Field(
                "cert",
                "证书种类",
                "choice",
                required=True,
                choices=(
                    ("safety_manager", "安全管理人员证书"),
                    ("special_operator", "特种作业操作证"),
                ),
            ),
            Field("code", "证书编号", "text", search=True),
            Field("valid_until", "有效期至", "date", required=True, help="证书上写的最后一天。"),
            Field("photos", "证书照片", "photos", listed=False),
        ),
    )
)

"""What keeps order in a hospital: police room, guards, security checks, insurance, ratings."""

from weian.base.fields import Field
from weian.record import kinds as record_kinds
from weian.record.kinds import RecordKind
from weian.subject import kinds as subject_kinds
from weian.subject.kinds import SubjectKind

POLICE_ROOM = subject_kinds.register(
    SubjectKind(
        key="police_room",
        title="警务室",
        area="security",
        fields=(
            Field("name", "名称", "text", required=True),
            Field("place", "位置", "text"),
            Field("officers", "驻院民警和辅警", "integer", min=0, unit="人"),
            Field("station", "所属派出所", "text"),
            Field("standard", "达到建设标准", "bool"),
            Field("keeper", "医院联络人", "person"),
        ),
    )
)

POLICE_ROOM_CHECK = record_kinds.register(
    RecordKind(
        key="police_room_check",
        title="警务室达标检查",
        area="security",
        subject_kind="police_room",
        summary="{year} 年",
        help="每年对照标准检查一次，缺什么写什么。",
        fields=(
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("passed", "达标", "bool", required=True),
            Field("missing", "缺少的项目", "text", many=True),
            Field("support", "保障情况", "text", listed=False, help="场地、经费、装备、人员。"),
            Field("files", "检查表", "files", listed=False),
        ),
    )
)

SECURITY_RESOURCE = subject_kinds.register(
    SubjectKind(
        key="security_resource",
        title="安防设施",
        area="security",
        fields=(
            Field("name", "名称", "text", required=True, search=True),
            Field(
                "type",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("guard_post", "保安岗位"),
                    ("one_key_alarm", "一键报警"),
                    ("camera", "视频监控"),
                    ("security_gate", "安检点"),
                    ("shield", "防暴器材"),
                    ("access", "门禁"),
                ),
            ),
            Field("place", "位置", "text"),
            Field("quantity", "数量", "integer", min=0),
            Field("guards", "保安人数", "integer", min=0, unit="人", listed=False),
            Field(
                "state",
                "状态",
                "choice",
                choices=(("normal", "正常"), ("fault", "故障"), ("disabled", "停用")),
            ),
            Field("keeper", "责任人", "person"),
        ),
    )
)

SECURITY_CHECK = record_kinds.register(
    RecordKind(
        key="security_check",
        title="安检安保",
        area="security",
        submit_right="record.submit:patrol",
        summary="{kind_of}",
        help="安检点每班登记；安保措施检查后登记。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("gate", "安检"),
                    ("measures", "安保措施检查"),
                    ("escort", "护卫和巡守"),
                ),
            ),
            Field("checked", "安检人次", "integer", min=0, unit="人次"),
            Field("prohibited", "查出违禁品", "integer", min=0, unit="件"),
            Field("problems", "发现的问题", "text", listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)

INSURANCE = record_kinds.register(
    RecordKind(
        key="insurance",
        title="保险",
        area="medical",
        validity="valid_until",
        amount="amount",
        number="number",
        summary="{kind_of}",
        help="投保、续保或设立风险金后登记，到期前系统会提醒。",
        fields=(
            Field(
                "kind_of",
                "险种",
                "choice",
                required=True,
                choices=(
                    ("medical_liability", "医疗责任险"),
                    ("risk_fund", "医疗风险金"),
                    ("accident", "医疗意外险"),
                    ("public_liability", "火灾公众责任险"),
                    ("work_safety", "安全生产责任险"),
                    ("work_injury", "工伤保险"),
                ),
            ),
            Field("insurer", "保险公司或管理方", "text"),
            Field("number", "保单编号", "text"),
            Field("amount", "保费或金额", "money", min=0),
            Field("cover", "保额", "money", min=0, listed=False),
            Field("valid_until", "有效期至", "date", required=True),
            Field("files", "保单", "files", listed=False),
        ),
    )
)

SAFE_HOSPITAL_RATING = record_kinds.register(
    RecordKind(
        key="safe_hospital_rating",
        title="平安医院自评",
        area="medical",
        amount="score",
        summary="{year} 年 {score} 分",
        help="对照现行标准自评；卫健部门评审后再登记一次结论。",
        fields=(
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("score", "得分", "number", required=True, min=0, max=100),
            Field(
                "stage",
                "创建情况",
                "choice",
                required=True,
                choices=(
                    ("building", "创建中"),
                    ("self_rated", "已自评"),
                    ("reviewed", "已评审"),
                    ("passed", "已达标"),
                ),
            ),
            Field("mechanism", "已建立长效机制", "bool"),
            Field("standard", "所用标准版本", "text", listed=False),
            Field("activities", "开展的活动", "longtext", listed=False),
            Field("problems", "扣分项和改进", "longtext", listed=False),
            Field("files", "自评表", "files", listed=False),
        ),
    )
)

QUALITY_MEETING = record_kinds.register(
    RecordKind(
        key="quality_meeting",
        title="医疗质量控制会议",
        area="medical",
        people="people",
        summary="{topic}",
        help="质量控制组织开会后登记。",
        fields=(
            Field("topic", "议题", "text", required=True, search=True),
            Field("chaired_by", "主持人", "person", required=True),
            Field("people", "参加人员", "people", required=True, listed=False),
            Field("decisions", "决定事项", "longtext", search=True, listed=False),
            Field("files", "纪要", "files", listed=False),
        ),
    )
)

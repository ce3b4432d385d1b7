"""The hazard factors of a unit's own posts: declared, signed, measured, protected against."""

from weian.base.fields import Field
from weian.modules.occupational import limits
from weian.record import kinds as record_kinds
from weian.record.kinds import RecordKind
from weian.subject import kinds as subject_kinds

FACTORS = (
    ("dust", "粉尘"),
    ("chemical", "化学毒物"),
    ("radiation", "放射性物质和射线"),
    ("physical", "物理因素"),
    ("biological", "生物因素"),
    ("other", "其他"),
)

HAZARD_FACTOR = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="hazard_factor",
        title="职业病危害因素",
        area="occupational",
        help="一个岗位的一种危害因素登记一条，消除后停用并注明日期。",
        fields=(
            Field("name", "危害因素", "text", required=True, search=True, help="例如：X 射线。"),
            Field("type", "类别", "choice", required=True, choices=FACTORS),
            Field("workplace", "工作场所", "text", required=True),
            Field("post", "岗位", "text", required=True, search=True),
            Field("exposed", "接触人员", "people", listed=False),
            Field("workers", "接触人数", "integer", min=0, unit="人"),
            Field("consequence", "健康危害", "text", listed=False),
            Field("measures", "防治措施", "longtext", listed=False),
            Field("emergency", "应急救治措施", "longtext", listed=False),
            Field("articles", "应配防护用品", "text", many=True, listed=False),
            Field("keeper", "防治责任人", "person"),
        ),
    )
)

HAZARD_DECLARATION = record_kinds.register(
    RecordKind(
        key="hazard_declaration",
        title="危害项目申报",
        area="occupational",
        number="receipt",
        summary="{trigger}",
        help="向监管部门申报后登记，附回执。有新因素要重新申报。",
        fields=(
            Field(
                "trigger",
                "申报原因",
                "choice",
                required=True,
                choices=(("first", "首次申报"), ("change", "变更申报"), ("yearly", "年度更新")),
            ),
            Field(
                "factors",
                "申报的危害因素",
                "subject",
                kind="hazard_factor",
                many=True,
                listed=False,
            ),
            Field("authority", "受理部门", "text", required=True),
            Field("receipt", "回执编号", "text"),
            Field("files", "申报表和回执", "files", listed=False),
        ),
    )
)

WARNING_SIGN = record_kinds.register(
    RecordKind(
        key="warning_sign",
        title="职业病危害警示",
        area="occupational",
        subject_kind="hazard_factor",
        summary="{kind_of} {place}",
        check=limits.check_note,
        help="警示说明必须写全种类、后果、预防和应急救治四项。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(("sign", "警示标识"), ("note", "警示说明"), ("both", "标识和说明")),
            ),
            Field("place", "设置位置", "text", required=True),
            Field(
                "contents",
                "说明的内容",
                "choices",
                choices=(
                    ("kind", "危害种类"),
                    ("consequence", "后果"),
                    ("prevention", "预防"),
                    ("emergency", "应急救治"),
                ),
                help="警示说明四项都要有。",
            ),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)

PROTECTIVE_EQUIPMENT = record_kinds.register(
    RecordKind(
        key="protective_equipment",
        title="防护用品",
        area="occupational",
        people="people",
        validity="valid_until",
        summary="{kind_of} {article}",
        check=limits.check_protection,
        help="发放、检查、更换和指导佩戴都在这里登记。",
        fields=(
            Field(
                "kind_of",
                "事项",
                "choice",
                required=True,
                choices=(
                    ("issue", "发放"),
                    ("site", "现场配备"),
                    ("check", "维护检查"),
                    ("renewal", "更换"),
                    ("guidance", "指导佩戴使用"),
                    ("wearing", "佩戴检查"),
                ),
            ),
            Field("article", "用品名称", "text", required=True, search=True),
            Field("standard", "执行标准", "text", listed=False, help="国家或行业标准编号。"),
            Field("quantity", "数量", "integer", min=0),
            Field("people", "领用或被检查人员", "people", listed=False),
            Field("workplace", "工作场所", "text"),
            Field("correct", "佩戴使用正确", "bool", listed=False, help="佩戴检查时填写。"),
            Field("wrong", "没有正确佩戴的人员", "text", many=True, listed=False),
            Field("valid_until", "有效期至", "date", help="到期前更换。"),
        ),
    )
)

FACTOR_MONITORING = record_kinds.register(
    RecordKind(
        key="factor_monitoring",
        title="危害因素检测",
        area="occupational",
        subject_kind="hazard_factor",
        validity="valid_until",
        summary="{value}／{limit}{measure}",
        derive=limits.judge,
        derived=("exceeds",),
        help="填了检测值和限值，是否超标由系统算出。超标的同时上报隐患。",
        fields=(
            Field("value", "检测值", "number", required=True, min=0),
            Field("limit", "限值", "number", required=True, min=0),
            Field("measure", "单位", "text", help="例如：mg/m³、μSv/h。"),
            Field("exceeds", "是否超标", "bool"),
            Field("provider", "检测机构", "text"),
            Field("valid_until", "下次检测日期", "date"),
            Field("hazard", "上报的隐患编号", "text", listed=False),
            Field("files", "检测报告", "files", listed=False),
        ),
    )
)

STATE_EVALUATION = record_kinds.register(
    RecordKind(
        key="state_evaluation",
        title="职业病危害现状评价",
        area="occupational",
        validity="valid_until",
        summary="{conclusion}",
        help="取得评价报告后登记。",
        fields=(
            Field("provider", "评价机构", "text", required=True),
            Field("conclusion", "结论", "text", required=True, search=True),
            Field("problems", "不足和建议", "longtext", listed=False),
            Field("valid_until", "有效期至", "date"),
            Field("files", "评价报告", "files", listed=False),
        ),
    )
)

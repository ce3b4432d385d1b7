"""What is done in laboratories and looked at by those above them."""

from weian.base.fields import Field
from weian.modules.laboratory import checking
from weian.record.kinds import RecordKind, register

LAB_FILING = register(
    RecordKind(
        key="lab_filing",
        title="实验室备案",
        area="laboratory",
        subject_kind="laboratory",
        validity="valid_until",
        number="number",
        summary="{number}",
        help="取得备案或变更备案后登记。",
        fields=(
            Field("number", "备案编号", "text", required=True, search=True),
            Field("authority", "备案机关", "text", required=True),
            Field(
                "kind_of",
                "类型",
                "choice",
                choices=(("first", "首次备案"), ("change", "变更备案"), ("renewal", "延续")),
            ),
            Field("valid_until", "有效期至", "date"),
            Field("files", "备案凭证", "files", listed=False),
        ),
    )
)

LAB_ACTIVITY = register(
    RecordKind(
        key="lab_activity",
        title="实验活动",
        area="laboratory",
        subject_kind="laboratory",
        people="people",
        summary="{activity}",
        check=checking.check_activity,
        help="开展涉及病原微生物的实验活动后登记，只能开展批准的活动。",
        fields=(
            Field("activity", "活动名称", "text", required=True, search=True),
            Field("agent", "病原微生物", "text"),
            Field("people", "参加人员", "people", required=True),
            Field("protection", "个人防护", "text", listed=False),
            Field("abnormal", "异常情况", "text", listed=False),
        ),
    )
)

STRAIN_MOVEMENT = register(
    RecordKind(
        key="strain_movement",
        title="菌(毒)种和样本流转",
        area="laboratory",
        subject_kind="strain",
        timed=True,
        number="approval_number",
        summary="{kind_of} {quantity}",
        check=checking.check_strain,
        help="保藏、领用、运输、销毁都要两个人。运输须有批准编号。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("keep", "保藏入库"),
                    ("use", "领用"),
                    ("transport", "运输"),
                    ("destroy", "销毁"),
                ),
            ),
            Field("quantity", "数量", "text", required=True),
            Field("handler", "经手人", "person", required=True),
            Field("checker", "复核人", "person", required=True),
            Field("approval_number", "运输批准编号", "text"),
            Field("destination", "去向", "text", listed=False),
            Field("method", "包装或销毁方式", "text", listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)

LAB_INSPECTION = register(
    RecordKind(
        key="lab_inspection",
        title="实验室检查",
        area="laboratory",
        subject_kind="laboratory",
        people="people",
        summary="{mode}",
        help="自查或上级监督后登记；不符合的同时上报隐患。",
        fields=(
            Field(
                "mode",
                "方式",
                "choice",
                required=True,
                choices=(
                    ("self_check", "实验室自查"),
                    ("host", "依托单位检查"),
                    ("supervisory", "卫健部门监督检查"),
                    ("expert", "专家评估"),
                ),
            ),
            Field(
                "items",
                "检查内容",
                "choices",
                listed=False,
                choices=(
                    ("filing", "备案和活动范围"),
                    ("rules", "制度和手册"),
                    ("facilities", "设施设备"),
                    ("hygiene", "环境卫生"),
                    ("staff", "人员培训、防护和健康"),
                    ("strains", "菌(毒)种和样本"),
                    ("waste", "废物处理"),
                    ("standards", "法规标准执行"),
                ),
            ),
            Field("passed", "符合要求", "bool", required=True),
            Field("unmet", "不符合的项目", "text", many=True, listed=False),
            Field("hazards", "上报的隐患编号", "text", many=True, listed=False),
            Field("people", "检查人员", "people", listed=False),
            Field("files", "检查记录", "files", listed=False),
        ),
    )
)

LAB_EQUIPMENT_TEST = register(
    RecordKind(
        key="lab_equipment_test",
        title="防护设备检测",
        area="laboratory",
        subject_kind="lab_equipment",
        validity="valid_until",
        summary="{provider}",
        help="检测、验证、维护后登记下次到期日。",
        fields=(
            Field("passed", "是否合格", "bool", required=True),
            Field("provider", "检测单位", "text"),
            Field("valid_until", "有效期至", "date"),
            Field("files", "报告", "files", listed=False),
        ),
    )
)

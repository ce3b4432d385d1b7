"""Employers outside the health system: their dust data, and the team that enforces the law there."""

from weian.base.fields import Field
from weian.modules.occupational import limits
from weian.record import kinds as record_kinds
from weian.record.kinds import RecordKind
from weian.subject import kinds as subject_kinds

EMPLOYER_SITE = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="employer_site",
        title="用人单位作业场所",
        area="occupational",
        fields=(
            Field("name", "用人单位名称", "text", required=True, search=True),
            Field("trade", "行业", "text"),
            Field(
                "sector",
                "重点行业",
                "choice",
                choices=(
                    ("mining", "矿山"),
                    ("metallurgy", "冶金"),
                    ("building_materials", "建材"),
                    ("other", "其他"),
                ),
            ),
            Field("dust", "有粉尘危害", "bool"),
            Field("toxic", "有毒物危害", "bool", listed=False),
            Field("dust_types", "粉尘种类", "text", many=True, listed=False),
            Field("dust_posts", "接尘岗位", "text", many=True, listed=False),
            Field("workers", "接触人数", "integer", min=0, unit="人"),
            Field("surveyed_on", "调查日期", "date", listed=False),
            Field(
                "grade",
                "管理等级",
                "choice",
                choices=(("a", "甲级"), ("b", "乙级"), ("c", "丙级")),
                help="分级分类管理，等级决定检查间隔。",
            ),
            Field("process_control", "工艺改进措施", "longtext", listed=False),
            Field("facility_control", "防护设施措施", "longtext", listed=False),
            Field("personal_control", "个体防护措施", "longtext", listed=False),
            Field(
                "healthy",
                "健康企业建设",
                "choice",
                choices=(("none", "未开展"), ("building", "建设中"), ("awarded", "已建成")),
            ),
        ),
    )
)

DUST_SURVEY = record_kinds.register(
    RecordKind(
        key="dust_survey",
        title="粉尘危害统计调查",
        area="occupational",
        help="统计调查完成后登记汇总数字。",
        fields=(
            Field("employers", "调查单位数", "integer", required=True, min=0, unit="家"),
            Field("expected", "应调查单位数", "integer", min=0, unit="家", listed=False),
            Field("workers", "接触粉尘人数", "integer", min=0, unit="人"),
            Field("exceeding", "超标单位数", "integer", min=0, unit="家", listed=False),
            Field("result", "调查情况", "longtext", listed=False),
            Field("files", "调查表", "files", listed=False),
        ),
    )
)

DUST_MONITORING = record_kinds.register(
    RecordKind(
        key="dust_monitoring",
        title="职业病危害因素监测",
        area="occupational",
        summary="{factor}",
        check=limits.check_told,
        subject_kind="employer_site",
        help="收到监测报告后，按作业场所登记。",
        fields=(
            Field("factor", "危害因素", "text", required=True, help="例如：矽尘、石棉粉尘。"),
            Field("point", "监测点", "text", listed=False),
            Field("value", "检测值", "number", min=0, listed=False),
            Field("limit", "限值", "number", min=0, listed=False),
            Field("exceeds", "是否超标", "bool", required=True),
            Field("serious", "严重超标", "bool", listed=False),
            Field("provider", "检测机构", "text"),
            Field("files", "监测报告", "files", listed=False),
        ),
    )
)

ENFORCEMENT_EQUIPMENT = record_kinds.register(
    RecordKind(
        key="enforcement_equipment",
        title="执法装备配备",
        area="occupational",
        validity="valid_until",
        summary="{name} {quantity}",
        help="配备执法装备后登记。",
        fields=(
            Field("name", "装备名称", "text", required=True, search=True),
            Field("quantity", "数量", "integer", required=True, min=1),
            Field("required_quantity", "应配数量", "integer", min=0, listed=False),
            Field("valid_until", "检定校准有效期至", "date"),
            Field("files", "清单", "files", listed=False),
        ),
    )
)

ENFORCEMENT_TRAINING = record_kinds.register(
    RecordKind(
        key="enforcement_training",
        title="执法培训",
        area="occupational",
        people="people",
        summary="{content}",
        help="执法人员培训结束后登记。",
        fields=(
            Field("content", "培训内容", "text", required=True, search=True),
            Field("hours", "学时", "number", min=0.5, max=500, unit="学时"),
            Field("people", "参加人员", "people", required=True),
            Field("files", "签到表", "files", listed=False),
        ),
    )
)

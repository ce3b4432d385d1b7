"""承包承租: who works or rents on the premises, their papers and the agreement with them."""

from weian.base.fields import Field
from weian.record import kinds as record_kinds
from weian.subject import kinds as subject_kinds

CONTRACTOR = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="contractor",
        title="外包承租单位",
        area="permits",
        help="承包、承租、外委服务单位都登记，证照和协议到期前续上。",
        fields=(
            Field("name", "单位名称", "text", required=True, search=True),
            Field(
                "type",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("construction", "施工单位"),
                    ("service", "外委服务单位"),
                    ("tenant", "承租单位"),
                    ("maintenance", "维保单位"),
                ),
            ),
            Field("scope", "承包承租的项目", "text"),
            Field("qualification", "资质证照", "text"),
            Field("qualification_until", "资质有效期至", "date"),
            Field("agreement_until", "安全协议有效期至", "date"),
            Field("head", "对方负责人", "text", listed=False),
            Field("keeper", "本单位管理责任人", "person"),
            Field("files", "证照", "files", listed=False),
        ),
    )
)

CONTRACTOR_REVIEW = record_kinds.register(
    record_kinds.RecordKind(
        key="contractor_review",
        title="承包承租资质审查",
        area="permits",
        subject_kind="contractor",
        validity="valid_until",
        help="进场前逐项审查资质、证照和资料，不合格的不得进场。",
        fields=(
            Field(
                "papers",
                "审查的材料",
                "choices",
                required=True,
                choices=(
                    ("licence", "营业执照"),
                    ("qualification", "资质证书"),
                    ("safety_permit", "安全生产许可证"),
                    ("staff", "人员证书"),
                    ("insurance", "保险"),
                    ("plan", "施工和应急方案"),
                ),
            ),
            Field("passed", "审查合格", "bool", required=True),
            Field("reviewer", "审查人", "person", required=True),
            Field("problems", "不符合的情况", "text", listed=False),
            Field("valid_until", "有效期至", "date", help="最早到期的一份证照。"),
            Field("files", "材料", "files", listed=False),
        ),
    )
)

SAFETY_AGREEMENT = record_kinds.register(
    record_kinds.RecordKind(
        key="safety_agreement",
        title="安全管理协议",
        area="permits",
        subject_kind="contractor",
        validity="valid_until",
        summary="{scope}",
        help="与承包、承租单位签订协议后登记，写明双方安全职责。",
        fields=(
            Field("scope", "协议范围", "text", required=True, search=True),
            Field("signer", "本单位签订人", "person", required=True),
            Field("duties", "双方安全职责", "longtext", listed=False),
            Field("unified", "明确统一协调管理", "bool", listed=False),
            Field("valid_until", "有效期至", "date", required=True),
            Field("files", "协议", "files", listed=False),
        ),
    )
)

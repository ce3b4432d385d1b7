"""Emergency plans, each with its own clock of revision and drill, and the changes that touch them."""

from typing import Final

from weian.base.areas import DOMAINS
from weian.base.fields import Field
from weian.modules.rules.catalogue import TRIGGERS
from weian.record.kinds import RecordKind
from weian.subject.kinds import SubjectKind

EMERGENCY_PLAN: Final = SubjectKind(
    key="emergency_plan",
    title="应急预案",
    area="emergency",
    code_field="code",
    help="一个预案一条。修订登记“预案修订”，演练时选上这个预案。",
    columns=("name", "level", "category", "issued_on", "review_on"),
    fields=(
        Field("name", "预案名称", "text", required=True, search=True),
        Field("level", "预案层级", "choice", required=True, choices=(
            ("comprehensive", "综合预案"), ("special", "专项预案"), ("department", "部门预案"),
            ("onsite", "现场处置方案"), ("system", "系统预案"))),
        Field("category", "针对情形", "choice", required=True, choices=(
            ("fire", "灭火和疏散"), ("security", "治安保卫"), ("logistics", "后勤保障"),
            ("medical_rescue", "应急医疗救援"), ("power_failure", "停电"),
            ("disaster", "自然灾害"), ("crowd", "拥挤踩踏"), ("chemicals", "危险化学品"),
            ("radiation", "辐射事故"), ("biosafety", "生物安全"), ("epidemic", "传染病疫情"),
            ("special_equipment", "特种设备"), ("network", "信息系统故障"),
            ("violence", "暴力伤医"), ("accident", "生产安全事故"), ("other", "其他"))),
        Field("domain", "安全领域", "choice", choices=DOMAINS, listed=False),
        Field("code", "文号", "text", search=True),
        Field("issued_on", "印发日期", "date", past=True, required=True),
        Field("edition", "版本", "text"),
        Field("review_on", "下次修订", "date"),
        Field("approved_by", "批准人", "person", listed=False),
        Field("follows", "依据的上级预案", "text", listed=False),
        Field("files", "预案正文", "files", listed=False),
    ),
)  # fmt: skip

PLAN_REVISION: Final = RecordKind(
    key="plan_revision",
    title="预案修订",
    area="emergency",
    subject_kind="emergency_plan",
    summary="{trigger} {edition}",
    help="预案修订或评审后登记。评审后不用改的，也登记一次。",
    fields=(
        Field("trigger", "修订原因", "choice", required=True, choices=TRIGGERS),
        Field("changes", "修改内容", "longtext", required=True, search=True, listed=False),
        Field("edition", "新版本", "text"),
        Field("approved_by", "批准人", "person"),
        Field("files", "修订后文本", "files", listed=False),
    ),
)

MAJOR_CHANGE: Final = RecordKind(
    key="major_change",
    title="重大变化",
    area="rules",
    summary="{trigger} {content}",
    help="法规、机构、场所、工艺有重大变化时登记，勾选受影响的预案，随后按期修订。",
    fields=(
        Field("trigger", "变化类别", "choice", required=True, choices=TRIGGERS[1:]),
        Field("content", "变化情况", "text", required=True, search=True),
        Field("plans", "要修订的预案", "subject", many=True, kind="emergency_plan", listed=False),
        Field("documents", "要修订的制度", "text", many=True, listed=False),
        Field("files", "依据材料", "files", listed=False),
    ),
)

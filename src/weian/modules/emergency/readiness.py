"""Who and what stands ready for the case of need."""

from typing import Final

from weian.base.fields import Field
from weian.record.kinds import RecordKind
from weian.subject.kinds import SubjectKind

EMERGENCY_TEAM: Final = SubjectKind(
    key="emergency_team",
    title="应急队伍",
    area="emergency",
    help="队长、队员、电话和装备写清楚；培训、演练登记在各自台账。",
    columns=("name", "specialty", "leader", "phone"),
    fields=(
        Field("name", "队伍名称", "text", required=True, search=True),
        Field("specialty", "类别", "choice", required=True, choices=(
            ("rescue", "生产安全应急救援"), ("fire", "义务消防"), ("medical", "紧急医学救援"),
            ("epidemic", "传染病防控"), ("poisoning", "中毒处置"), ("nuclear", "核和辐射"),
            ("psychological", "心理干预"), ("security", "治安应急"), ("logistics", "后勤保障"))),
        Field("leader", "队长", "person", required=True),
        Field("members", "队员", "people", listed=False),
        Field("phone", "联系电话", "text"),
        Field("skills", "专业和技能", "text", search=True, listed=False),
        Field("gear", "装备", "longtext", listed=False),
    ),
)  # fmt: skip

EMERGENCY_SUPPLY: Final = SubjectKind(
    key="emergency_supply",
    title="应急物资",
    area="emergency",
    help="按批次登记；到期前会提醒，低于最低库存要补充。",
    columns=("name", "purpose", "quantity", "lowest", "expires_on", "place"),
    fields=(
        Field("name", "物资名称", "text", required=True, search=True),
        Field("purpose", "用途", "choice", required=True, choices=(
            ("fire", "消防"), ("medical", "医疗救援"), ("epidemic", "防疫"),
            ("flood", "防汛抗旱"), ("power", "供电照明"), ("disaster", "自然灾害"),
            ("security", "安保反恐"), ("life", "生活保障"), ("other", "其他"))),
        Field("quantity", "库存数量", "number", required=True, min=0),
        Field("measured_in", "计量单位", "text"),
        Field("lowest", "最低库存", "number", min=0),
        Field("expires_on", "到期日期", "date"),
        Field("place", "存放地点", "text", search=True),
        Field("keeper", "保管人", "person"),
    ),
)  # fmt: skip

SUPPLY_CHECK: Final = RecordKind(
    key="supply_check",
    title="物资检查",
    area="emergency",
    subject_kind="emergency_supply",
    amount="counted",
    summary="清点 {counted}，{state}",
    help="清点数量、检查有效期。",
    fields=(
        Field("counted", "清点数量", "number", required=True, min=0),
        Field("state", "状态", "choice", required=True, choices=(
            ("good", "完好"), ("low", "数量不足"), ("expired", "已过期"), ("damaged", "损坏"))),
        Field("action", "处理", "longtext", listed=False),
        Field("photos", "照片", "photos", listed=False),
    ),
)  # fmt: skip

SUPPLY_CALLOUT: Final = RecordKind(
    key="supply_callout",
    title="物资调用",
    area="emergency",
    subject_kind="emergency_supply",
    people="people",
    amount="quantity",
    summary="{direction} {quantity}",
    help="领用、归还、补充都登记；领用要有批准人和领用人。",
    fields=(
        Field("direction", "类别", "choice", required=True, choices=(
            ("issue", "领用"), ("give_back", "归还"), ("refill", "补充"),
            ("transfer", "调拨"))),
        Field("quantity", "数量", "number", required=True, min=0),
        Field("people", "领用人或经办人", "people", required=True),
        Field("approved_by", "批准人", "person"),
        Field("balance", "结存数量", "number", min=0),
        Field("purpose", "用途", "text", search=True),
        Field("files", "单据", "files", listed=False),
    ),
)  # fmt: skip

READINESS_CHECK: Final = RecordKind(
    key="readiness_check",
    title="应急准备检查",
    area="emergency",
    summary="{covers}：{result}",
    help="检查人员、装备、物资、供电是否随时能用，差什么写什么。",
    fields=(
        Field("covers", "检查内容", "choices", required=True, choices=(
            ("people", "人员"), ("gear", "装备"), ("supplies", "物资"), ("plans", "预案"),
            ("power", "应急供电"), ("communication", "通信"), ("vehicles", "车辆"))),
        Field("result", "结果", "choice", required=True,
              choices=(("ready", "齐备"), ("gaps", "有缺口"))),
        Field("gaps", "缺口和措施", "longtext", search=True, listed=False),
        Field("checked_by", "检查人", "person"),
        Field("photos", "照片", "photos", listed=False),
    ),
)  # fmt: skip

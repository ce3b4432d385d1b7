"""The other links of dangerous goods: bought, moved, disposed of, handed over, checked."""

from weian.base.fields import Field
from weian.modules.chemicals import booking
from weian.record.kinds import RecordKind, register

#: 佛坪 二（五）3 names five links, 始兴 三（四）2 a sixth.
LINKS = (
    ("purchase", "购买"),
    ("use", "使用"),
    ("storage", "储存"),
    ("transport", "运输"),
    ("operation", "经营"),
    ("disposal", "废弃物处理"),
)

CHEMICAL_PURCHASE = register(
    RecordKind(
        key="chemical_purchase",
        title="危险物品采购",
        area="chemicals",
        subject_kind="substance",
        amount="quantity",
        number="number",
        summary="采购 {quantity}",
        help="采购审批后登记，按规定需要备案的写备案号。",
        fields=(
            Field("quantity", "数量", "number", required=True, min=0),
            Field("supplier", "供货单位和资质", "text", required=True, search=True),
            Field("number", "审批或备案编号", "text"),
            Field("applicant", "申请人", "person", listed=False),
            Field("approver", "批准人", "person", required=True),
            Field("files", "凭证", "files", listed=False),
        ),
    )
)

CHEMICAL_TRANSPORT = register(
    RecordKind(
        key="chemical_transport",
        title="危险物品运输",
        area="chemicals",
        subject_kind="substance",
        amount="quantity",
        summary="{carrier}",
        help="运出或运入后登记承运单位和押运人。",
        fields=(
            Field("quantity", "数量", "number", required=True, min=0),
            Field("carrier", "承运单位和资质", "text", required=True),
            Field("route", "起止地点", "text"),
            Field("escort", "押运人", "person"),
            Field("permit", "运输许可编号", "text", listed=False),
            Field("files", "单据", "files", listed=False),
        ),
    )
)

CHEMICAL_DISPOSAL = register(
    RecordKind(
        key="chemical_disposal",
        title="危险物品处置",
        area="chemicals",
        subject_kind="substance",
        amount="quantity",
        summary="{method} {quantity}",
        check=booking.two_people,
        help="报废、销毁、退回都要两个人在场。",
        fields=(
            Field(
                "method",
                "处置方式",
                "choice",
                required=True,
                choices=(
                    ("contractor", "交有资质单位"),
                    ("destroy", "销毁"),
                    ("give_back", "退回供货单位"),
                    ("neutralise", "无害化处理"),
                ),
            ),
            Field("quantity", "数量", "number", required=True, min=0),
            Field("handler", "经手人", "person", required=True),
            Field("checker", "监督人", "person", required=True),
            Field("provider", "处置单位和资质", "text", listed=False),
            Field("files", "联单或凭证", "files", listed=False),
        ),
    )
)

WASTE_HANDOVER = register(
    RecordKind(
        key="waste_handover",
        title="医疗废物交接",
        area="chemicals",
        timed=True,
        amount="weight",
        number="number",
        summary="{category} {weight} 千克",
        derive=booking.storage_days,
        derived=("storage_days",),
        check=booking.check_waste,
        help="每次交接登记，贮存天数从最早一袋算起。",
        fields=(
            Field(
                "category",
                "类别",
                "choice",
                required=True,
                choices=(
                    ("infectious", "感染性"),
                    ("pathological", "病理性"),
                    ("sharp", "损伤性"),
                    ("pharmaceutical", "药物性"),
                    ("chemical", "化学性"),
                ),
            ),
            Field("weight", "重量", "number", required=True, min=0, unit="千克"),
            Field("bags", "袋(箱)数", "integer", min=0),
            Field("stored_since", "最早产生日期", "date", past=True, required=True),
            Field("storage_days", "贮存天数", "integer", min=0, unit="天"),
            Field("handler", "交出人", "person", required=True),
            Field("received_by", "接收单位和接收人", "text", required=True),
            Field("number", "转移联单编号", "text"),
            Field("photos", "联单照片", "photos", listed=False),
        ),
    )
)

CHEMICAL_SELF_CHECK = register(
    RecordKind(
        key="chemical_self_check",
        title="危险物品自查",
        area="chemicals",
        people="people",
        summary="自查 {links}",
        help="按环节逐项自查，不符合的当场上报隐患。",
        fields=(
            Field("links", "查了哪些环节", "choices", required=True, choices=LINKS),
            Field("failed", "有问题的环节", "choices", choices=LINKS),
            Field("problems", "问题和纠正", "longtext", listed=False),
            Field("hazards", "上报的隐患编号", "text", many=True, listed=False),
            Field("people", "检查人员", "people", required=True, listed=False),
        ),
    )
)

STORE_CHECK = register(
    RecordKind(
        key="store_check",
        title="存放点检查",
        area="chemicals",
        subject_kind="chemical_store",
        submit_right="record.submit:own",
        summary="{state}",
        help="每天查看门锁、存量、封签和保管人在岗情况。",
        fields=(
            Field(
                "state",
                "结果",
                "choice",
                required=True,
                choices=(("normal", "正常"), ("problem", "有问题")),
            ),
            Field(
                "items",
                "查看了",
                "choices",
                required=True,
                choices=(
                    ("lock", "门锁"),
                    ("stock", "存量"),
                    ("seal", "封签"),
                    ("keeper", "保管人"),
                    ("security", "防护措施"),
                    ("label", "标签标识"),
                ),
            ),
            Field("problems", "发现的问题", "text", listed=False),
            Field("hazard", "上报的隐患编号", "text", listed=False),
        ),
    )
)

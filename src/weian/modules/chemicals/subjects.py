"""Where dangerous goods are kept, and what they are."""

from typing import Final

from weian.base.fields import Field
from weian.modules.chemicals import booking
from weian.subject.kinds import SubjectKind, register

CATEGORIES: Final = (
    ("chemical", "危险化学品"),
    ("flammable", "易燃易爆品"),
    ("toxic", "剧毒品"),
    ("radioactive", "放射源和放射性物品"),
    ("controlled_drug", "麻醉药品"),
    ("psychotropic", "精神药品"),
    ("toxic_drug", "医疗用毒性药品"),
    ("medical_waste", "医疗废物"),
    ("harmful", "其他有毒有害物品"),
)
SECURITY: Final = (
    ("double_lock", "双人双锁"),
    ("access", "门禁"),
    ("camera", "视频监控"),
    ("alarm", "报警装置"),
    ("ventilation", "通风防爆"),
    ("spill", "泄漏处置器材"),
    ("fire", "灭火器材"),
)

CHEMICAL_STORE = register(
    SubjectKind(
        key="chemical_store",
        title="危险化学品存放点",
        area="chemicals",
        check=booking.check_store,
        fields=(
            Field("name", "存放点名称", "text", required=True, help="例如：检验科试剂库。"),
            Field("place", "位置", "text"),
            Field("categories", "存放的类别", "choices", choices=CATEGORIES),
            Field("content", "存放的品种", "longtext", search=True, listed=False),
            Field("keeper", "管理责任人", "person"),
            Field("second_keeper", "双人管理的另一人", "person", listed=False),
            Field("buyer", "采购责任人", "person", listed=False),
            Field("user", "使用责任人", "person", listed=False),
            Field("disposer", "处置责任人", "person", listed=False),
            Field("security", "安全防护措施", "choices", choices=SECURITY, listed=False),
            Field("procedure", "管理制度和操作规程", "longtext", listed=False),
        ),
    )
)

SUBSTANCE = register(
    SubjectKind(
        key="substance",
        title="危险物质",
        area="chemicals",
        code_field="code",
        help="一种物质在一个存放点登记一条，出入库和盘点都记在它名下。",
        fields=(
            Field("name", "名称", "text", required=True, search=True),
            Field("category", "类别", "choice", required=True, choices=CATEGORIES),
            Field("code", "编号(CAS 号、源编码)", "text", search=True),
            Field("store", "存放点", "subject", kind="chemical_store"),
            Field("measure", "计量单位", "text", required=True, help="例如：瓶、毫升、支。"),
            Field("max_stock", "最大允许存量", "number", min=0),
            Field("keeper", "保管人", "person"),
            Field("dangers", "危险特性", "text", listed=False),
            Field("procedure", "安全使用规程", "longtext", listed=False),
            Field("files", "安全技术说明书", "files", listed=False),
        ),
    )
)

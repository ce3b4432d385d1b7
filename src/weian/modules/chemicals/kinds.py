"""危险物品: the places where chemicals are kept."""

from weian.base.fields import Field
from weian.subject.kinds import SubjectKind, register

CHEMICAL_STORE = register(
    SubjectKind(
        key="chemical_store",
        title="危险化学品存放点",
        area="chemicals",
        fields=(
            Field("name", "存放点名称", "text", required=True, help="例如：检验科试剂库。"),
            Field("place", "位置", "text"),
            Field("content", "存放的品种", "longtext", search=True, listed=False),
            Field("keeper", "管理责任人", "person"),
        ),
    )
)

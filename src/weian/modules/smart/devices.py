"""物联网感知设备, gateways and video points with place and state."""

from weian.base.fields import Field
from weian.subject.kinds import SubjectKind, register

STATES = (("online", "在线"), ("offline", "离线"), ("fault", "故障"), ("disabled", "停用"))

GATEWAY = register(
    SubjectKind(
        key="gateway",
        title="物联网网关",
        area="smart",
        code_field="code",
        fields=(
            Field("name", "名称", "text", required=True),
            Field("code", "设备编号", "text", search=True),
            Field("place", "位置", "text"),
            Field("supplier", "厂商和平台", "text", listed=False),
            Field("state", "状态", "choice", choices=STATES),
            Field("keeper", "责任人", "person"),
        ),
    )
)

SENSOR = register(
    SubjectKind(
        key="sensor",
        title="物联网感知设备",
        area="smart",
        code_field="code",
        fields=(
            Field("name", "名称", "text", required=True, search=True),
            Field(
                "type",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("smoke", "感烟"),
                    ("temperature", "感温"),
                    ("water_pressure", "水压水位"),
                    ("electrical_fire", "电气火灾"),
                    ("gas", "可燃气体"),
                    ("air", "空气探测"),
                    ("standalone_alarm", "独立式报警"),
                    ("door", "防火门状态"),
                    ("other", "其他"),
                ),
            ),
            Field("code", "设备编号", "text", search=True),
            Field("building", "所在建筑", "subject", kind="building"),
            Field("place", "位置", "text"),
            Field("gateway", "接入网关", "subject", kind="gateway", listed=False),
            Field("lower", "报警下限", "number", listed=False),
            Field("upper", "报警上限", "number", listed=False),
            Field("measure", "单位", "text", listed=False),
            Field("state", "状态", "choice", choices=STATES),
            Field("keeper", "责任人", "person"),
        ),
    )
)

VIDEO_POINT = register(
    SubjectKind(
        key="video_point",
        title="视频监控点",
        area="smart",
        code_field="code",
        fields=(
            Field("name", "名称", "text", required=True, search=True),
            Field("code", "设备编号", "text", search=True),
            Field("building", "所在建筑", "subject", kind="building"),
            Field("place", "位置", "text"),
            Field("address", "查看地址", "text", listed=False),
            Field("state", "状态", "choice", choices=STATES),
            Field("keeper", "责任人", "person"),
        ),
    )
)

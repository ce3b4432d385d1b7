"""演练: what was rehearsed, by whom, and what it showed."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

DRILL = register(
    RecordKind(
        key="drill",
        title="应急演练",
        area="drill",
        people="people",
        summary="{kind_of} {scene}",
        help="演练结束后登记，发现的问题写清楚。",
        fields=(
            Field(
                "kind_of",
                "演练类型",
                "choices",
                required=True,
                choices=(
                    ("fire", "灭火演练"),
                    ("evacuation", "疏散演练"),
                    ("emergency", "应急预案演练"),
                    ("rescue", "应急救援演练"),
                ),
                help="一次演练包含几种就选几种。",
            ),
            Field("people", "参加人员", "people", required=True),
            Field("minutes", "用时", "integer", min=1, max=1440, unit="分钟"),
            Field("scene", "演练场景", "text", search=True, help="例如：住院楼三层配电间起火。"),
            Field("problems", "发现的问题", "longtext", listed=False),
            Field("photos", "现场照片", "photos", listed=False),
            Field("files", "方案和总结", "files", listed=False),
        ),
    )
)

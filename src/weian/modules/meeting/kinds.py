"""会议: what was decided about safety, by whom, in whose presence."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

MEETING = register(
    RecordKind(
        key="meeting",
        title="会议",
        area="meeting",
        people="attendees",
        summary="{topic}",
        help="安全生产会议开完后登记。专题学习也在这里登记。",
        fields=(
            Field(
                "topic",
                "会议类型",
                "choice",
                required=True,
                choices=(
                    ("work_deployment", "专题部署会"),
                    ("leading_group", "领导小组会"),
                    ("party_committee", "党委(党组)会"),
                    ("mobilization", "动员部署会"),
                    ("special_study", "专题学习"),
                    ("other", "其他会议"),
                ),
            ),
            Field("chaired_by", "主持人", "person", required=True),
            Field("attendees", "参加人员", "people"),
            Field(
                "decisions",
                "议定事项",
                "longtext",
                search=True,
                listed=False,
                help="一行一项，写明谁在什么时候前做什么。",
            ),
            Field("files", "会议材料", "files", listed=False, help="纪要、签到表、照片。"),
        ),
    )
)

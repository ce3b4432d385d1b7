"""会议: what was studied and decided about safety, by whom, and what became of it."""

from weian.base.fields import Field
from weian.case.kinds import register as register_case
from weian.modules.meeting.decision import DECISION as _DECISION
from weian.org.rights import MANAGE
from weian.record.kinds import Onward, RecordKind, register

TOPICS = (
    ("work_deployment", "专题部署会"),
    ("leading_group", "领导小组会"),
    ("party_committee", "党委(党组)会"),
    ("mobilization", "动员部署会"),
    ("special_study", "专题学习"),
    ("quarterly", "季度安全专题会"),
    ("executive", "办公会"),
    ("fire", "消防专题会"),
    ("staff_congress", "职工代表大会"),
    ("staff_assembly", "职工大会"),
    ("consultation", "形势会商研判会"),
    ("joint", "联席会议"),
    ("problem_analysis", "突出问题分析会"),
    ("incident_analysis", "事故分析会"),
    ("accountability", "责任追究会"),
    ("on_site", "现场会"),
    ("video", "视频会议"),
    ("summary", "总结会"),
    ("quality", "质量与安全会议"),
    ("other", "其他会议"),
)
AGENDA = (
    ("convey", "传达上级要求"),
    ("situation", "分析安全形势"),
    ("report", "听取汇报"),
    ("problems", "研究解决问题"),
    ("arrangement", "安排部署工作"),
    ("measures", "研究改进措施"),
    ("fire", "消防安全"),
    ("hazards", "重大隐患"),
    ("funding", "安全投入"),
    ("staff_report", "向职工通报安全情况"),
    ("suggestions", "听取职工建议"),
    ("occupational", "研究职业病防治"),
)

MEETING = register(
    RecordKind(
        key="meeting",
        title="会议",
        area="meeting",
        people="attendees",
        summary="{topic}",
        onward=Onward(
            "交办决议", "/cases/decision/new", MANAGE, each="decisions", into="content",
            also=(("meeting_on", "happened_on"), ("body", "topic")),
        ),
        help="安全生产会议开完后登记。专题学习也在这里登记。要督办的议定事项另立“会议决议”。",
        fields=(
            Field("topic", "会议类型", "choice", required=True, choices=TOPICS),
            Field("chaired_by", "主持人", "person", required=True),
            Field("attendees", "参加人员", "people"),
            Field("agenda", "议程", "choices", choices=AGENDA),
            Field("conveyed", "传达的文件", "text", many=True, search=True, listed=False),
            Field("situation", "形势分析", "longtext", search=True, listed=False),
            Field("problems", "研究的问题", "longtext", search=True, listed=False),
            Field("decisions", "议定事项", "longtext", search=True, listed=False,
                  help="一行一项，写明谁在什么时候前做什么。"),
            Field("solved", "上次问题的解决情况", "longtext", listed=False),
            Field("units", "参加单位", "units", listed=False),
            Field("files", "会议材料", "files", listed=False, help="纪要、签到表、照片。"),
        ),
    )
)  # fmt: skip
DECISION = register_case(_DECISION)

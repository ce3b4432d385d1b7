"""Bodies and people in charge: leading groups, those appointed, and the grids they look after."""

from collections.abc import Mapping
from typing import Final

from weian.base.fields import Field
from weian.org import queries as org
from weian.record.kinds import RecordKind
from weian.subject.envelope.hooks import Answers
from weian.subject.kinds import SubjectKind

ROLES: Final = (
    ("responsible_person", "第一责任人"),
    ("legal_representative", "法定代表人"),
    ("actual_controller", "实际控制人"),
    ("leading_body", "安全生产领导机构"),
    ("safety_body", "安全生产管理机构"),
    ("office", "安全生产办公室"),
    ("safety_manager", "专(兼)职安全管理员"),
    ("full_time_safety_manager", "专职安全管理人员"),
    ("safety_engineer", "注册安全工程师"),
    ("fire_safety_responsible", "消防安全责任人"),
    ("fire_safety_manager", "消防安全管理人"),
    ("fire_expert", "消防明白人和专业人才"),
    ("fire_publicity", "消防宣传负责人"),
    ("area_responsible", "区域(科室)安全责任人"),
    ("grid_member", "网格员"),
    ("rescue_team", "应急救援队"),
    ("emergency_office", "应急领导小组和办公室"),
    ("complaint_office", "投诉管理部门或人员"),
    ("quality_body", "质量与安全管理机构"),
    ("biosafety_body", "生物安全委员会"),
    ("radiation_body", "放射防护管理机构"),
    ("occupational_health", "职业卫生管理人员"),
    ("control_room", "消防控制室值班人员"),
    ("special_equipment", "特种设备管理人员"),
    ("report_officer", "信息报送人员"),
    ("enforcement_team", "监督执法队伍"),
)
MEMBERS_FROM: Final = (
    ("health", "卫健部门"),
    ("police", "公安机关"),
    ("market", "市场监管部门"),
    ("fire", "消防救援机构"),
    ("emergency", "应急管理部门"),
    ("other", "其他部门"),
)

DESIGNATION: Final = RecordKind(
    key="designation",
    title="任命配备",
    area="responsibility",
    people="people",
    number="code",
    summary="{role}",
    help="任命安全管理员、成立领导机构或救援队后登记。",
    fields=(
        Field("role", "任命内容", "choice", required=True, choices=ROLES),
        Field("people", "人员", "people", required=True),
        Field("full_time", "专职", "bool", help="专职只做安全管理；兼职不勾。"),
        Field("duties", "职责", "longtext", search=True, listed=False),
        Field("code", "文号", "text", search=True),
        Field("files", "任命文件", "files", listed=False),
    ),
)


def _led_by_head(answers: Answers) -> Mapping[str, str]:
    """WS 四（一）: in an institution the group is headed by the unit's head."""
    heads = {p.pk for p in org.holders(answers.unit, "head", answers.moment)}
    if answers.unit.group != "institution" or not heads or answers.data["chair"] in heads:
        return {}
    return {"chair": "领导小组组长由单位主要负责人担任。主要负责人变了的，请先更新任职。"}


LEADING_GROUP: Final = RecordKind(
    key="leading_group",
    title="安全生产领导小组",
    area="responsibility",
    people="members",
    number="code",
    summary="{name}（组长{chair}）",
    check=_led_by_head,
    help="成立或调整后登记。组长由单位主要负责人担任，换人后再登记一次。",
    fields=(
        Field("name", "名称", "text", required=True, search=True),
        Field("chair", "组长", "person", required=True),
        Field("members", "成员", "people", required=True),
        Field("office", "办公室设在", "text", search=True),
        Field("office_head", "办公室主任", "person"),
        Field("members_from", "成员单位", "choices", choices=MEMBERS_FROM, listed=False,
              help="由几个部门组成的领导小组填写。"),
        Field("outside", "外单位成员", "text", many=True, listed=False,
              help="不在本系统名册里的成员，一行一个：部门、职务。"),
        Field("duties", "职责分工", "longtext", listed=False),
        Field("code", "文号", "text", search=True),
        Field("files", "成立文件", "files", listed=False),
    ),
)  # fmt: skip

GRID: Final = SubjectKind(
    key="grid",
    title="安全网格",
    area="responsibility",
    help="把场所划成网格，每格一名网格员。",
    fields=(
        Field("name", "网格名称", "text", required=True, search=True),
        Field("place", "范围", "text", required=True, search=True),
        Field("keeper", "网格员", "person", required=True),
        Field("content", "巡查和上报内容", "longtext", listed=False),
    ),
)

"""What units, posts, employments and roles there are: fixed lists that packs and pages refer to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class UnitKind:
    """``level`` is the scope column a unit of this kind heads ("province" … "department");
    ``group`` is what packs say when they mean any unit of the sort."""

    key: str
    title: str
    level: str
    group: str


def _kinds(level: str, group: str, **titles: str) -> dict[str, UnitKind]:
    return {key: UnitKind(key, title, level, group) for key, title in titles.items()}


UNIT_KINDS: dict[str, UnitKind] = {
    **_kinds("province", "commission", commission_province="省级卫生健康委"),
    **_kinds("city", "commission", commission_city="市级卫生健康委"),
    **_kinds("county", "commission", commission_county="县级卫生健康委（局）"),
    **_kinds(
        "institution",
        "institution",
        hospital="医院",
        tcm_hospital="中医医院",
        maternal_hospital="妇幼保健院",
        township_clinic="乡镇卫生院",
        community_center="社区卫生服务中心",
        cdc="疾控中心",
        supervision="卫生监督所",
        blood_station="血站",
        emergency_center="急救中心",
        other_institution="其他机构",
    ),
    **_kinds("institution", "employer", employer="用人单位"),
    **_kinds(
        "institution",
        "agency",
        occupational_agency="职业健康检查（诊断）机构",
        technical_agency="职业卫生技术服务机构",
    ),
    **_kinds("department", "department", department="科室"),
    **_kinds(
        "institution",
        "authority",
        government="政府",
        safety_committee="安全生产委员会",
        police="公安机关",
        fire_rescue="消防救援机构",
        market_regulation="市场监管部门",
        emergency_management="应急管理部门",
    ),
}
GROUPS: dict[str, str] = {
    "commission": "卫生健康行政部门",
    "institution": "医疗卫生机构",
    "employer": "用人单位",
    "agency": "职业健康服务机构",
    "department": "科室",
    "authority": "有关部门",
}
# What may stand below what.
PARENTS: dict[str, frozenset[str]] = {
    "commission": frozenset({"commission"}),
    "institution": frozenset({"commission", "institution"}),
    "employer": frozenset({"commission"}),
    "agency": frozenset({"commission"}),
    "department": frozenset({"commission", "institution", "employer", "agency"}),
    "authority": frozenset({"commission"}),
}
COMMISSION_LEVELS = ("province", "city", "county")

POSTS: dict[str, str] = {
    "leader": "局主要领导",
    "deputy_leader": "局分管领导",
    "clerk": "安全生产办公室工作人员",
    "inspector": "检查员",
    "section_head": "业务科（股）室负责人",
    "enforcement_officer": "卫生监督执法人员",
    "head": "主要负责人",
    "party_head": "党组织书记",
    "deputy": "分管领导（副职）",
    "other_leader": "其他班子成员",
    "union_head": "工会负责人",
    "safety_manager": "安全管理员",
    "full_time_safety_manager": "专职安全管理人员",
    "safety_engineer": "注册安全工程师",
    "fire_safety_responsible": "消防安全责任人",
    "fire_safety_manager": "消防安全管理人",
    "fire_officer": "专（兼）职消防管理人员",
    "grid_member": "网格员",
    "duty_officer": "总值班人员",
    "report_officer": "信息报送人员",
    "complaint_officer": "投诉管理人员",
    "office_head": "职能部门负责人",
    "department_head": "科室负责人",
    "head_nurse": "护士长",
    "staff": "职工",
    "security_guard": "保安",
    "special_operator": "特种作业人员",
    "control_room_operator": "消防控制室值班员",
    "driver": "驾驶员",
    "equipment_manager": "特种设备安全管理人员",
    "equipment_operator": "特种设备作业人员",
    "electrician": "电工",
    "chemical_keeper": "危险物品保管员",
    "lab_head": "实验室负责人",
    "lab_staff": "实验室工作人员",
    "radiation_worker": "放射工作人员",
    "micro_station_member": "微型消防站队员",
    "rescue_member": "应急救援队员",
    "canteen_staff": "食堂工作人员",
}
_COMMISSION_POSTS = frozenset(
    {"leader", "deputy_leader", "clerk", "inspector", "section_head", "enforcement_officer"}
)
_INSTITUTION_POSTS = frozenset(
    {"head", "deputy", "other_leader", "office_head", "department_head", "head_nurse",
     "complaint_officer", "lab_head", "lab_staff", "radiation_worker"}
)  # fmt: skip
EMPLOYMENT: dict[str, str] = {"staff": "在编（正式）", "contract": "合同工", "temporary": "临时工"}


@dataclass(frozen=True)
class Role:
    """What a login may be used for; ``groups`` are the sorts of unit it can be granted on."""

    key: str
    title: str
    groups: frozenset[str]


_UNITS = ("institution", "employer", "agency")


def _role(key: str, title: str, *groups: str) -> tuple[str, Role]:
    return key, Role(key, title, frozenset(groups))


ROLES: dict[str, Role] = dict(
    (
        _role("platform_admin", "平台管理员", "commission"),
        _role("commission_leader", "委（局）领导", "commission"),
        _role("commission_clerk", "安全生产办公室", "commission"),
        _role("commission_inspector", "检查员", "commission"),
        _role("institution_head", "机构负责人", *_UNITS),
        _role("deputy_in_charge", "分管副职", *_UNITS),
        _role("safety_manager", "安全管理员", *_UNITS),
        _role("department_head", "科室负责人", "department"),
        _role("staff", "职工", "department", "commission", *_UNITS),
        _role("security_guard", "保安", "department", "commission", *_UNITS),
        _role("health_keeper", "职业健康档案管理员", *_UNITS),
        _role("tip_custodian", "举报保管人", "commission"),
        _role("auditor", "审计员", "commission", "institution"),
    )
)


def posts_for(group: str) -> tuple[tuple[str, str], ...]:
    """(key, title) of the posts that a unit of this group has."""
    others = _INSTITUTION_POSTS if group == "commission" else _COMMISSION_POSTS
    return tuple((key, title) for key, title in POSTS.items() if key not in others)


def kinds_in(names: tuple[str, ...] | list[str]) -> frozenset[str]:
    """The kinds meant by a list of kinds and groups; an unknown name raises KeyError."""
    out: set[str] = set()
    for name in names:
        if name in GROUPS:
            out.update(kind.key for kind in UNIT_KINDS.values() if kind.group == name)
        else:
            out.add(UNIT_KINDS[name].key)
    return frozenset(out)

"""The facts that units declare about themselves: each a question; what is not answered is 待核实."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from weian.base.fields import Field


@dataclass(frozen=True)
class FactKind:
    """``type`` is bool, choice or integer; ``groups`` are the sorts of unit that are asked."""

    key: str
    title: str
    type: str
    question: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    groups: frozenset[str] = frozenset({"institution", "employer"})

    @property
    def field(self) -> Field:
        """The question in the field grammar."""
        low = 0 if self.type == "integer" else None
        high = 1_000_000 if self.type == "integer" else None
        return Field(
            self.key, self.title, self.type, choices=self.choices, min=low, max=high, unit=self.unit
        )


_LEVELS = (("0", "未定级"), ("1", "一级"), ("2", "二级"), ("3", "三级"))
_INDUSTRIES = (
    ("health", "医疗卫生"),
    ("mine", "矿山"),
    ("metallurgy", "冶金"),
    ("building_materials", "建材"),
    ("chemical", "化工"),
    ("other", "其他行业"),
)
_OWNERSHIP = (("public", "公立"), ("private", "民营"))


_EMPLOYERS = frozenset({"employer"})


def _yes_no(key: str, title: str, question: str) -> FactKind:
    return FactKind(key, title, "bool", question)


_ALL = (
    _yes_no("medical", "提供诊疗服务", "本单位是否取得医疗机构执业许可并提供诊疗服务？"),
    FactKind("level", "医院等级", "choice", "本单位评定的等级是？", _LEVELS),
    FactKind("ownership", "办院性质", "choice", "本单位是公立还是民营？", _OWNERSHIP),
    FactKind("beds", "床位数", "integer", "实际开放床位有多少张？", unit="张"),
    FactKind(
        "staff_count", "在岗人数", "integer", "在岗职工（含临时工、合同工）有多少人？", unit="人"
    ),
    _yes_no("fire_key_unit", "消防安全重点单位", "是否被消防救援机构列为消防安全重点单位？"),
    _yes_no("crowded_place", "人员密集场所", "是否属于人员密集场所（门诊楼、病房楼等）？"),
    _yes_no("dangerous_goods", "危险化学品", "是否储存、使用危险化学品（含医用氧、酒精等）？"),
    _yes_no(
        "dangerous_storage",
        "危险物品生产储存",
        "是否属于生产、经营、储存危险物品的单位（不含一般医用）？",
    ),
    _yes_no("highrise", "高层建筑", "是否有高层建筑（公共建筑高于 24 米）？"),
    _yes_no("old_highrise", "老旧高层建筑", "是否有建成年代早、消防设施不全的老旧高层建筑？"),
    _yes_no("old_buildings", "老旧场所", "是否有需要改造的老旧房屋或老旧场所？"),
    _yes_no("flammable_insulation", "易燃保温材料", "外墙保温或彩钢板是否使用易燃可燃材料？"),
    _yes_no("ebikes", "电动自行车", "院内是否有电动自行车停放或充电？"),
    _yes_no("control_room", "消防控制室", "是否设有消防控制室？"),
    _yes_no("micro_station", "微型消防站", "是否设有微型消防站？"),
    _yes_no("radiation", "放射诊疗", "是否开展放射诊疗或使用放射源、射线装置？"),
    _yes_no("pathogen_lab", "病原微生物实验室", "是否有病原微生物实验室？"),
    _yes_no("controlled_drugs", "麻醉精神药品", "是否使用麻醉药品、精神药品、医疗用毒性药品？"),
    _yes_no("medical_gas", "医用供氧", "是否有液氧站、制氧机房或集中供氧？"),
    _yes_no("medical_waste", "医疗废物", "是否产生医疗废物？"),
    _yes_no("occupational_hazards", "职业病危害", "是否存在职业病危害因素？"),
    _yes_no("dust", "粉尘危害", "工作场所是否存在粉尘危害？"),
    FactKind(
        "industry", "所属行业", "choice", "本单位属于哪个行业？", _INDUSTRIES, groups=_EMPLOYERS
    ),
    _yes_no("dual_power", "双电源", "是否有双回路供电？"),
    _yes_no("own_generation", "自备发电", "是否自备发电机组等应急电源？"),
    _yes_no("operating_room", "手术室", "是否有手术室？"),
    _yes_no("catheter_room", "导管室", "是否有导管室（介入手术室）？"),
    _yes_no("delivery_room", "产房", "是否有产房？"),
    _yes_no("intensive_care", "重症监护病房", "是否有重症监护病房？"),
    _yes_no("emergency_department", "急诊科", "是否有急诊科？"),
    _yes_no("dialysis", "血液透析室", "是否有血液透析室？"),
    _yes_no("blood_bank", "输血科（血库）", "是否有输血科或血库？"),
    _yes_no("special_operations", "特种作业", "是否有电工、焊接、高处等特种作业？"),
    _yes_no("hot_work", "动火作业", "近期是否有电焊、气割等动火作业？"),
    FactKind("ambulances", "救护车", "integer", "有几辆救护车？没有填 0。", unit="辆"),
    _yes_no("canteen_gas", "食堂燃气", "食堂是否使用燃气？"),
    _yes_no("canteen", "食堂", "是否有职工或病人食堂？"),
    _yes_no("boiler", "锅炉", "是否使用锅炉？"),
    _yes_no("lift", "电梯", "是否使用电梯？"),
    _yes_no("pressure_vessel", "压力容器", "是否使用压力容器（高压灭菌器、氧舱、储氧罐等）？"),
    _yes_no("construction_site", "在建工程", "是否有在建、改建或装修工程？"),
    _yes_no("contractors", "外包单位", "是否有保洁、保安、维保、施工等外包单位？"),
    _yes_no("tenants", "承租单位", "是否把房屋或场地出租给别的单位或个人？"),
    _yes_no("dormitory", "集体宿舍", "是否有职工或学员集体宿舍？"),
    _yes_no("party_committee", "党组织", "是否设有党委、党总支或党支部？"),
    _yes_no("union", "工会", "是否设有工会或职工代表大会？"),
    _yes_no("subordinate_units", "有下属机构", "是否有分院、门诊部、村卫生室等下属机构？"),
    _yes_no("dual_prevention_pilot", "双重预防试点单位", "是否被列为双重预防机制建设试点单位？"),
    _yes_no("emergency_network", "院前急救网络", "是否承担院前急救（120）任务？"),
)
FACTS: dict[str, FactKind] = {fact.key: fact for fact in _ALL}


def facts_asked(group: str) -> list[FactKind]:
    """The questions that a unit of this group is asked, in their order."""
    return [fact for fact in _ALL if group in fact.groups]


#: In which group of the form a fact is asked; what is named nowhere comes last.
TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("基本情况", ("medical", "level", "ownership", "industry", "beds", "staff_count",
                "subordinate_units", "emergency_network", "dual_prevention_pilot")),
    ("建筑和消防", ("fire_key_unit", "crowded_place", "control_room", "micro_station", "highrise",
                "old_highrise", "old_buildings", "flammable_insulation", "ebikes", "dormitory")),
    ("诊疗和职业健康", ("emergency_department", "operating_room", "catheter_room", "delivery_room",
                  "intensive_care", "dialysis", "blood_bank", "radiation", "pathogen_lab",
                  "controlled_drugs", "medical_waste", "occupational_hazards", "dust")),
    ("设备、水电气和危险物品", ("lift", "boiler", "pressure_vessel", "medical_gas", "dual_power",
                      "own_generation", "ambulances", "canteen", "canteen_gas", "dangerous_goods",
                      "dangerous_storage")),
    ("作业、工程和外包", ("special_operations", "hot_work", "construction_site", "contractors", "tenants")),
    ("组织", ("party_committee", "union")),
)  # fmt: skip
_LAST = "其他"


def by_topic(asked: Iterable[FactKind]) -> list[tuple[str, list[FactKind]]]:
    """The questions in their groups, groups without questions left out."""
    left = {fact.key: fact for fact in asked}
    out = [(title, [left.pop(k) for k in keys if k in left]) for title, keys in TOPICS]
    return [(title, facts) for title, facts in (*out, (_LAST, list(left.values()))) if facts]


#: Fact → in words which clauses rest on it, for one unit on a day.
AskedBy = Callable[[Any, datetime], Mapping[str, str]]
_asked_by: list[AskedBy] = []


def provide_clauses(found: AskedBy) -> None:
    """Named once by the site: which clauses ask for the facts of a unit."""
    _asked_by[:] = [found]


def clauses_asking(unit: Any, at: datetime) -> Mapping[str, str]:
    """The clauses that ask, in words, by fact; nothing where nobody knows."""
    return _asked_by[0](unit, at) if _asked_by else {}

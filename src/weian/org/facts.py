"""The facts that units declare about themselves: each a question; what is not answered is 待核实."""

from dataclasses import dataclass

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
_OWNERSHIP = (("public", "公立"), ("private", "民营"))


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
    _yes_no("highrise", "高层建筑", "是否有高层建筑（公共建筑高于 24 米）？"),
    _yes_no("control_room", "消防控制室", "是否设有消防控制室？"),
    _yes_no("radiation", "放射诊疗", "是否开展放射诊疗或使用放射源、射线装置？"),
    _yes_no("pathogen_lab", "病原微生物实验室", "是否有病原微生物实验室？"),
    _yes_no("occupational_hazards", "职业病危害", "是否存在职业病危害因素？"),
    _yes_no("dual_power", "双电源", "是否有双回路供电或自备应急电源？"),
    _yes_no("hot_work", "动火作业", "近期是否有电焊、气割等动火作业？"),
    FactKind("ambulances", "救护车", "integer", "有几辆救护车？没有填 0。", unit="辆"),
    _yes_no("canteen_gas", "食堂燃气", "食堂是否使用燃气？"),
    _yes_no("boiler", "锅炉", "是否使用锅炉？"),
    _yes_no("lift", "电梯", "是否使用电梯？"),
    _yes_no("pressure_vessel", "压力容器", "是否使用压力容器（高压灭菌器、氧舱、储氧罐等）？"),
    _yes_no("construction_site", "在建工程", "是否有在建、改建或装修工程？"),
    _yes_no("dormitory", "集体宿舍", "是否有职工或学员集体宿舍？"),
    _yes_no("party_committee", "党组织", "是否设有党委、党总支或党支部？"),
)
FACTS: dict[str, FactKind] = {fact.key: fact for fact in _ALL}


def facts_asked(group: str) -> list[FactKind]:
    """The questions that a unit of this group is asked, in their order."""
    return [fact for fact in _ALL if group in fact.groups]

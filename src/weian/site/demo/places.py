"""The units of the demonstration county and what they declare. All names are invented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from weian.org.actions import UnitSeed

FOUNDED = date(2012, 1, 1)
COUNTY = "云溪县"
CITY = "岭州市"

_WARDS = ("内科", "外科", "妇产科", "儿科", "急诊科", "检验科", "后勤科", "保卫科")
_SMALL = ("门诊部", "公共卫生科", "后勤科")


@dataclass(frozen=True)
class Place:
    """One institution: how many people, which departments, what it declares, how well it works.

    ``diligence`` is the share of duties it does in time.
    """

    key: str
    kind: str
    name: str
    short: str
    people: int
    departments: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    diligence: float = 0.9


def _hospital(level: str, beds: int, staff: int, **more: Any) -> dict[str, Any]:
    return {
        "medical": True, "level": level, "ownership": "public", "beds": beds, "staff_count": staff,
        "fire_key_unit": True, "crowded_place": True, "dangerous_goods": True, "highrise": False,
        "control_room": True, "radiation": True, "pathogen_lab": True, "occupational_hazards": True,
        "dual_power": True, "hot_work": False, "ambulances": 2, "canteen_gas": True, "boiler": False,
        "lift": True, "pressure_vessel": True, "construction_site": False, "dormitory": True,
        "party_committee": True, **more,
    }  # fmt: skip


#: What a township clinic usually has.
CLINIC: dict[str, Any] = {
    "medical": True, "level": "1", "ownership": "public", "beds": 20, "staff_count": 13,
    "fire_key_unit": False, "crowded_place": True, "dangerous_goods": True, "highrise": False,
    "control_room": False, "radiation": True, "pathogen_lab": False, "occupational_hazards": False,
    "dual_power": False, "hot_work": False, "ambulances": 1, "canteen_gas": False, "boiler": False,
    "lift": False, "pressure_vessel": True, "construction_site": False, "dormitory": True,
    "party_committee": False,
}  # fmt: skip

TOWNSHIPS = (
    "青石", "白沙", "双桥", "龙泉", "柳河", "石塘", "枫林", "古渡", "南坪", "东岭", "西岸", "长坪",
)  # fmt: skip
_SLACK = {"枫林": 0.6, "古渡": 0.7, "西岸": 0.75}


def _clinic(name: str) -> Place:
    facts = {} if name == "长坪" else CLINIC | {"ambulances": 1 if name < "石" else 0}
    return Place(
        f"clinic-{name}", "township_clinic", f"{COUNTY}{name}镇卫生院", f"{name}镇卫生院", 13,
        _SMALL, facts, _SLACK.get(name, 0.92),
    )  # fmt: skip


PLACES: tuple[Place, ...] = (
    Place("h1", "hospital", f"{COUNTY}第一人民医院", "县第一人民医院", 150, _WARDS,
          _hospital("3", 620, 150, highrise=True, construction_site=True, boiler=True), 0.94),
    Place("h2", "hospital", f"{COUNTY}第二人民医院", "县第二人民医院", 90, _WARDS,
          _hospital("2", 260, 90), 0.88),
    Place("h3", "hospital", f"{COUNTY}城关医院", "城关医院", 40, _WARDS[:6],
          _hospital("1", 80, 40, control_room=False, dual_power=False, party_committee=False), 0.78),
    Place("tcm", "tcm_hospital", f"{COUNTY}中医医院", "县中医医院", 80, _WARDS,
          _hospital("2", 200, 80, boiler=True), 0.9),
    Place("mch", "maternal_hospital", f"{COUNTY}妇幼保健院", "县妇幼保健院", 50, _WARDS[:6],
          _hospital("2", 100, 50, pathogen_lab=False), 0.95),
    Place("cdc", "cdc", f"{COUNTY}疾病预防控制中心", "县疾控中心", 30,
          ("办公室", "检验科", "职业卫生科"),
          {**CLINIC, "medical": False, "beds": 0, "staff_count": 30, "pathogen_lab": True,
           "radiation": False, "crowded_place": False, "level": "0", "ambulances": 0}, 0.93),
    *(_clinic(name) for name in TOWNSHIPS),
)  # fmt: skip


def unit_seeds() -> list[UnitSeed]:
    """City and county commission, outside authorities, institutions, departments: parents first."""
    seeds = [
        UnitSeed("city", "commission_city", f"{CITY}卫生健康委员会", "", FOUNDED, {"short_name": "市卫健委"}),
        UnitSeed("county", "commission_county", f"{COUNTY}卫生健康局", "city", FOUNDED, {"short_name": "县卫健局"}),
        *_authorities(),
    ]  # fmt: skip
    for place in PLACES:
        given = {
            "short_name": place.short,
            "township": place.short[:2] if "镇" in place.short else "城关镇",
        }
        seeds.append(UnitSeed(place.key, place.kind, place.name, "county", FOUNDED, given))
        seeds += [
            UnitSeed(f"{place.key}/{name}", "department", name, place.key, FOUNDED)
            for name in place.departments
        ]
    return seeds


def _authorities() -> list[UnitSeed]:
    names = (
        ("government", "人民政府"), ("safety_committee", "安全生产委员会"), ("police", "公安局"),
        ("fire_rescue", "消防救援大队"), ("market_regulation", "市场监督管理局"),
        ("emergency_management", "应急管理局"),
    )  # fmt: skip
    return [
        UnitSeed(kind, kind, f"{COUNTY}{name}", "county", FOUNDED, {"is_login": False})
        for kind, name in names
    ]

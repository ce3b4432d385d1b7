"""A small county in the last week of a quarter: its office and three clinics with their people.

Everything is made through the verbs, as an administrator would; two documents of the county are in
force, re-issued for the year. Everybody has an account, named by the key, with one password.
"""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from weian.base.calendar import seed_calendar
from weian.base.clock import TZ
from weian.duty import actions as duties
from weian.org import actions as org
from weian.org.actions import Engagement, UnitSeed
from weian.policy import actions as policy
from weian.policy.loading import LoadedPack, load_pack

TODAY = datetime(2026, 9, 28, 9, 30, tzinfo=TZ)  # a Monday; the list is due from 24 to 30 September
PASSWORD = "qinghe-anquan-2026"
_FOUNDED = date(2019, 1, 1)
_BEGUN = datetime(2026, 9, 1, 9, 0, tzinfo=TZ)
_PACKS = Path(__file__).parents[2] / "packs" / "county"
_SHIFTED = (("shixing-2020", 4), ("half-year-plan", 6))  # years from the original to today's

_UNITS = (
    ("county", "commission_county", "清河县卫生健康局", ""),
    ("emergency", "emergency_management", "清河县应急管理局", "county"),
    ("liulin", "township_clinic", "柳林镇卫生院", "county"),
    ("liulin_clinic", "department", "门诊部", "liulin"),
    ("liulin_stores", "department", "后勤科", "liulin"),
    ("baisha", "township_clinic", "白沙镇卫生院", "county"),
    ("shuangqiao", "township_clinic", "双桥镇卫生院", "county"),
)
_PEOPLE = (
    ("leader", "周建国", "county", "", "leader", "commission_leader"),
    ("clerk", "吴敏", "county", "", "clerk", "commission_clerk"),
    ("inspector", "郑强", "county", "", "inspector", "commission_inspector"),
    ("auditor", "沈查", "county", "", "", "auditor"),
    ("head", "王立", "liulin", "", "head", "institution_head"),
    ("manager", "陈安", "liulin", "", "safety_manager", "safety_manager"),
    ("doctor", "褚明", "liulin", "liulin_clinic", "department_head", "department_head"),
    ("storekeeper", "韩平", "liulin", "liulin_stores", "department_head", "department_head"),
    ("nurse", "卫兰", "liulin", "liulin_clinic", "staff", "staff"),
    ("guard", "蒋勇", "liulin", "liulin_stores", "security_guard", "security_guard"),
    ("baisha_head", "许海", "baisha", "", "head", "institution_head"),
    ("baisha_manager", "何静", "baisha", "", "safety_manager", "safety_manager"),
    ("shuangqiao_head", "吕川", "shuangqiao", "", "head", "institution_head"),
    ("shuangqiao_manager", "施琴", "shuangqiao", "", "safety_manager", "safety_manager"),
)
_FACTS = {
    "medical": True, "level": "1", "ownership": "public", "beds": 20, "staff_count": 13,
    "fire_key_unit": False, "crowded_place": True, "dangerous_goods": True, "highrise": False,
    "control_room": False, "radiation": True, "pathogen_lab": False, "occupational_hazards": False,
    "dual_power": False, "hot_work": False, "ambulances": 1, "canteen_gas": False, "boiler": False,
    "lift": False, "pressure_vessel": True, "construction_site": False, "dormitory": True,
    "party_committee": False,
}  # fmt: skip


def build() -> SimpleNamespace:
    """Units and people by short names, and every duty computed for TODAY."""
    seed_calendar()
    seeds = [
        UnitSeed(
            key, kind, name, parent, _FOUNDED, {"is_login": False} if key == "emergency" else {}
        )
        for key, kind, name, parent in _UNITS
    ]
    world = SimpleNamespace(**org.load_tree(None, at=_BEGUN, seeds=seeds))
    _engage(world)
    declarations = [
        (getattr(world, name), _FACTS, _FOUNDED, _BEGUN, getattr(world, by))
        for name, by in (("liulin", "manager"), ("baisha", "baisha_manager"))
    ]
    org.declare_batch(None, at=_BEGUN, declarations=declarations)
    _adopt(world)
    duties.rebuild(TODAY)
    return world


def _engage(world: SimpleNamespace) -> None:
    engagements = [
        Engagement(
            name, getattr(world, unit), _FOUNDED,
            getattr(world, department) if department else None,
            (post,) if post else (), (role,),
            login=key,
            password=PASSWORD,
            given={"employment": "staff"},
        )
        for key, name, unit, department, post, role in _PEOPLE
    ]  # fmt: skip
    made = org.appoint_batch(None, at=_BEGUN, engagements=engagements)
    for (key, *_), person in zip(_PEOPLE, made, strict=True):
        setattr(world, key, person)


def _adopt(world: SimpleNamespace) -> None:
    for loaded, years in _packs():
        edition, _ = policy.load_edition(loaded, at=_BEGUN)
        policy.adopt_shifted(
            None, edition=edition, unit=world.county, since=_BEGUN.date(), years=years, at=_BEGUN
        )


@cache
def _packs() -> list[tuple[LoadedPack, int]]:
    return [(load_pack(_PACKS / folder / "pack.yaml"), years) for folder, years in _SHIFTED]

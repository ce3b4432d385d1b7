"""A city of counties of township clinics: people, facts, things and policy packs, by the verbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from weian.base import clock
from weian.base.calendar import seed_calendar
from weian.org import actions as org
from weian.org.actions import Engagement, UnitSeed
from weian.org.queries import Person, Unit
from weian.policy import actions as policy
from weian.policy import queries as packs
from weian.site import cli, followers
from weian.site.bench.scale import Scale
from weian.site.demo.places import FOUNDED
from weian.subject import actions as subjects

_FACTS = {
    "medical": True, "level": "1", "ownership": "public", "beds": 20, "staff_count": 13,
    "fire_key_unit": False, "crowded_place": True, "dangerous_goods": True, "radiation": True,
    "control_room": False, "ambulances": 1, "pressure_vessel": True, "dormitory": True,
    "party_committee": False, "lift": False, "boiler": False, "construction_site": False,
}  # fmt: skip
_POSTS = {
    "head": "institution_head", "deputy": "deputy_in_charge", "safety_manager": "safety_manager",
    "staff": "staff",
}  # fmt: skip


@dataclass(frozen=True)
class Town:
    """``clinics`` of the first county; ``staff`` of these by unit, in the same order in each."""

    city: Unit
    county: Unit
    clinics: Sequence[Unit]
    units: int
    city_clerk: Person
    county_clerk: Person
    staff: dict[int, list[Person]]


def build(scale: Scale, today: datetime) -> Town:
    """Everything but cases, records and duties."""
    begun = datetime(today.year - 2, 9, 1, 9, tzinfo=clock.TZ)
    seed_calendar()
    with followers.silent():
        units = org.load_tree(None, at=begun, seeds=_seeds(scale))
        clinics = [units[f"0/{n}"] for n in range(scale.units)]
        people = _people(units, begun)
        everywhere = [u for u in units.values() if u.kind == "township_clinic"]
        told = [(u, _FACTS, FOUNDED, begun, None) for u in everywhere]
        org.declare_batch(None, at=begun, declarations=told)
        subjects.keep_batch([_vessel(unit, begun) for unit in clinics[: scale.worked]])
        cli.call("packs", "load")
        _adopt(units["city"], today)
    staff: dict[int, list[Person]] = {unit.pk: [] for unit in clinics}
    for person in people:
        if person.unit_id in staff:
            staff[person.unit_id].append(person)
    clerks = {p.unit_id: p for p in people if p.unit.kind.startswith("commission")}
    city, county = units["city"], units["0"]
    return Town(
        city, county, clinics, len(everywhere), clerks[city.pk], clerks[county.pk], staff
    )  # fmt: skip


def _seeds(scale: Scale) -> list[UnitSeed]:
    out = [UnitSeed("city", "commission_city", "岭州市卫生健康委员会", "", FOUNDED)]
    for county in range(scale.counties):
        name = f"{'甲乙丙丁戊己庚辛壬癸'[county]}县"
        out.append(UnitSeed(f"{county}", "commission_county", f"{name}卫生健康局", "city", FOUNDED))
        out += [
            UnitSeed(
                f"{county}/{n}", "township_clinic", f"{name}第{n + 1}卫生院", f"{county}", FOUNDED
            )
            for n in range(scale.units)
        ]
    return out


def _people(units: dict[str, Unit], at: datetime) -> list[Person]:
    wanted = []
    for unit in units.values():
        clinic = unit.kind == "township_clinic"
        for post, role in (_POSTS if clinic else {"clerk": "commission_clerk"}).items():
            given = {"employment": "staff"}
            wanted.append(
                Engagement(
                    f"{unit.name[:3]}{post}", unit, FOUNDED, None, (post,), (role,), given=given
                )
            )
    return org.appoint_batch(None, at=at, engagements=wanted)


def _vessel(unit: Unit, at: datetime) -> subjects.Draft:
    data = {
        "name": "消毒供应室灭菌器",
        "type": "pressure_vessel",
        "code": f"容{unit.pk}",
        "place": "院内",
    }
    return subjects.Draft(None, "special_equipment", unit, data, at, since=FOUNDED)


def _adopt(unit: Unit, today: datetime) -> None:
    """Both packs for the period that holds today, as the demonstration does."""
    half_year = today.year - 2020 - (today.month < 7)
    for pack, years in (("shixing-2020-47", today.year - 2022), ("half-year-plan", half_year)):
        edition = packs.edition_named(pack, None)
        if edition is None:
            raise SystemExit(f"The pack {pack} is not there.")
        since = edition.since.replace(year=edition.since.year + years)
        at = datetime(since.year, since.month, since.day, 9, tzinfo=clock.TZ)
        policy.adopt_shifted(None, edition=edition, unit=unit, since=since, years=years, at=at)

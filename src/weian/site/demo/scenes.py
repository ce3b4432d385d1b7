"""The demonstrations to choose from: which place, which documents, which offices and institutions."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from weian.site.demo.facts import CENTRE, CLINIC, FIRST, SECOND, hospital
from weian.site.demo.places import SMALL, WARDS, Office, Place

DEFAULT = "default"
VARIABLE = "WEIAN_DEMO_PLACE"


@dataclass(frozen=True)
class Issue:
    """A document that a demonstration adopts; ``own`` ones are re-issued for the period of today.

    ``recent``: adopted from the beginning of the year only, where every day owes much. ``answers``
    are those given to its questions at adoption.
    """

    pack: str
    own: bool = True
    recent: bool = False
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Scene:
    """One demonstration. ``offices`` are commissions from the top; the documents are adopted by
    the one that ``adopter`` names, whose clerk watches over the others."""

    key: str
    title: str
    region: str
    offices: tuple[Office, ...]
    places: tuple[Place, ...]
    issues: tuple[Issue, ...]
    adopter: str = "county"

    def smaller(self) -> "Scene":
        """The same with two clinics, one of which has declared nothing: for tests."""
        few = tuple(p for p in self.places if p.key in ("clinic-青石", "clinic-长坪"))
        return replace(self, places=few)


NATION = Issue("national-numbers", own=False)
#: Seventy departments that write down a round each day are a heap without a lesson: once a week.
_PLAN = Issue("half-year-plan", answers=(("department_patrol_interval", "week"),))
_TOWNSHIPS = (
    "青石", "白沙", "双桥", "龙泉", "柳河", "石塘", "枫林", "古渡", "南坪", "东岭", "西岸", "长坪",
)  # fmt: skip
_SLACK = {"枫林": 0.6, "古渡": 0.7, "西岸": 0.75}


def _clinic(name: str, county: str, office: str = "county") -> Place:
    facts = {} if name == "长坪" else CLINIC | {"ambulances": 1 if name < "石" else 0}
    return Place(
        f"clinic-{name}", "township_clinic", f"{county}{name}镇卫生院", f"{name}镇卫生院", 13, SMALL,
        facts, _SLACK.get(name, 0.92), office,
    )  # fmt: skip


def _cdc(county: str, short: str, people: int, office: str = "county") -> Place:
    return Place(
        "cdc", "cdc", f"{county}疾病预防控制中心", f"{short}疾控中心", people,
        ("办公室", "检验科", "职业卫生科"), CENTRE | {"staff_count": people}, 0.93, office,
    )  # fmt: skip


def _county(name: str, short: str, city: str) -> tuple[Office, ...]:
    return (
        Office("city", "commission_city", f"{city}卫生健康委员会", "市卫健委"),
        Office("county", "commission_county", f"{name}卫生健康局", f"{short}卫健局", "city"),
    )


def _invented() -> Scene:
    county = "云溪县"
    others = (
        Place("h2", "hospital", f"{county}第二人民医院", "县第二人民医院", 90, WARDS, SECOND, 0.88),
        Place("h3", "hospital", f"{county}城关医院", "城关医院", 40, WARDS[:6],
              hospital("1", 80, 40, control_room=False, dual_power=False, party_committee=False), 0.78),
        Place("tcm", "tcm_hospital", f"{county}中医医院", "县中医医院", 80, WARDS,
              hospital("2", 200, 80, boiler=True), 0.9),
        Place("mch", "maternal_hospital", f"{county}妇幼保健院", "县妇幼保健院", 50, WARDS[:6],
              hospital("2", 100, 50, pathogen_lab=False), 0.95),
        _cdc(county, "县", 30),
        *(_clinic(name, county) for name in _TOWNSHIPS),
    )  # fmt: skip
    first = Place(
        "h1", "hospital", f"{county}第一人民医院", "县第一人民医院", 150, WARDS, FIRST, 0.94
    )
    issues = (Issue("shixing-2020-47"), _PLAN, NATION)
    return Scene(
        DEFAULT, "虚构的云溪县：三年行动和下半年计划", "云溪县", _county(county, "县", "岭州市"),
        (first, *others), issues,
    )  # fmt: skip


def _real(key: str, pack: str, county: str, city: str, word: str = "县") -> Scene:
    """A county with its own document; the institutions and people in it are invented."""
    places = (
        Place("h1", "hospital", f"{county}示例第一医院", "示例第一医院", 90, WARDS, FIRST, 0.92),
        Place("tcm", "tcm_hospital", f"{county}示例中医医院", "示例中医医院", 50, WARDS[:6],
              hospital("2", 120, 50), 0.84),
        _cdc(f"{county}示例", "示例", 20),
        *(_clinic(name, f"{county}") for name in ("青石", "白沙", "双桥", "枫林", "长坪")),
    )  # fmt: skip
    title = f"{county}（机构和人员为虚构）"
    return Scene(
        key,
        title,
        county,
        _county(county, word, city),
        places,
        (Issue(pack, recent=pack != "shixing-2020-47"), NATION),
    )


def _city() -> Scene:
    """A city that adopts for its counties; two of them, and institutions of its own."""
    city, near, far = "郑州市", "东川区", "西陵县"
    offices = (
        Office("city", "commission_city", f"{city}卫生健康委员会", "市卫健委"),
        Office("near", "commission_county", f"{near}卫生健康委员会", "东川区卫健委", "city"),
        Office("far", "commission_county", f"{far}卫生健康委员会", "西陵县卫健委", "city"),
    )
    agency = {"staff_count": 12, "medical": True}
    places = (
        Place("h1", "hospital", f"{city}示例第一医院", "示例第一医院", 100, WARDS, FIRST, 0.93, "city"),
        _cdc(f"{city}示例", "市", 20, "city"),
        Place("agency", "occupational_agency", f"{city}示例职业健康检查中心", "示例职业健康检查中心", 12,
              SMALL, agency, 0.9, "city"),
        Place("mch", "maternal_hospital", f"{near}示例妇幼保健院", "东川妇幼保健院", 40, WARDS[:6],
              hospital("2", 100, 40), 0.9, "near"),
        Place("tcm", "tcm_hospital", f"{far}示例中医医院", "西陵中医医院", 40, WARDS[:6],
              hospital("2", 120, 40), 0.8, "far"),
        _clinic("青石", near, "near"), _clinic("白沙", near, "near"), _clinic("枫林", far, "far"),
        _clinic("长坪", far, "far"),
    )  # fmt: skip
    title = f"{city}（区县、机构和人员为虚构）"
    return Scene(
        "zhengzhou",
        title,
        city,
        offices,
        places,
        (Issue("zhengzhou-2019", recent=True), NATION),
        "city",
    )


def _plan() -> Scene:
    scene = _invented()
    kept = tuple(p for p in scene.places if p.key not in ("h2", "h3", "mch"))
    issues = (_PLAN, NATION)
    return replace(
        scene, key="plan", title="虚构的云溪县：只有下半年计划", places=kept, issues=issues
    )


SCENES: Mapping[str, Scene] = {
    scene.key: scene
    for scene in (
        _invented(),
        _real("foping", "foping-2020", "佛坪县", "汉中市"),
        _real("shixing", "shixing-2020-47", "始兴县", "韶关市"),
        _real("wushen", "wushen-2022", "乌审旗", "鄂尔多斯市", "旗"),
        _city(),
        _plan(),
    )
}


class UnknownScene(Exception):
    """A name that no demonstration has; its words are for whoever typed it."""


def asked(name: str = "") -> str:
    """The name given, else that of the environment; "" if nobody said which."""
    return (name or os.environ.get(VARIABLE, "")).strip().lower()


def chosen(name: str = "") -> Scene:
    """The demonstration asked for, else the default one; raises UnknownScene."""
    wanted = asked(name) or DEFAULT
    if wanted not in SCENES:
        known = "、".join(f"{s.key}（{s.title}）" for s in SCENES.values())
        raise UnknownScene(f"没有名为“{wanted}”的演示。可选：{known}。")
    return SCENES[wanted]


def period(issued: date, last: date | None, today: date) -> int:
    """By how many years a document is moved so that it holds today.

    One with a last day is moved so that this falls into this year; one without so that it began
    at most a year and some months ago, plans of a half-year in the last six to eighteen months.
    """
    if last is not None:
        return today.year - last.year
    months = 0 if issued.month == 7 else 12
    years = today.year - issued.year - months // 12
    later = issued.replace(year=issued.year + years)
    return years - (later > today)

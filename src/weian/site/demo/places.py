"""The units of a demonstration: offices, institutions, departments. All institutions are invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from weian.org.actions import UnitSeed

FOUNDED = date(2012, 1, 1)
WARDS = ("内科", "外科", "妇产科", "儿科", "急诊科", "检验科", "后勤科", "保卫科")
SMALL = ("门诊部", "公共卫生科", "后勤科")


@dataclass(frozen=True)
class Office:
    """A commission; ``above`` is the key of the one above it."""

    key: str
    kind: str
    name: str
    short: str
    above: str = ""


@dataclass(frozen=True)
class Place:
    """One institution: how many people, which departments, what it declares, how well it works.

    ``diligence`` is the share of duties it does in time; ``office`` the commission it is under.
    """

    key: str
    kind: str
    name: str
    short: str
    people: int
    departments: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    diligence: float = 0.9
    office: str = "county"


def unit_seeds(
    offices: Iterable[Office], places: Iterable[Place], region: str, adopter: str
) -> list[UnitSeed]:
    """Commissions, outside authorities, institutions, departments: parents first."""
    seeds = [
        UnitSeed(o.key, o.kind, o.name, o.above, FOUNDED, {"short_name": o.short}) for o in offices
    ]
    seeds += _authorities(region, adopter)
    for place in places:
        given = {
            "short_name": place.short,
            "township": place.short[:2] if "镇" in place.short else "城关镇",
        }
        seeds.append(UnitSeed(place.key, place.kind, place.name, place.office, FOUNDED, given))
        seeds += [
            UnitSeed(f"{place.key}/{name}", "department", name, place.key, FOUNDED)
            for name in place.departments
        ]
    return seeds


def _authorities(region: str, adopter: str) -> list[UnitSeed]:
    names = (
        ("government", "人民政府"), ("safety_committee", "安全生产委员会"), ("police", "公安局"),
        ("fire_rescue", "消防救援大队"), ("market_regulation", "市场监督管理局"),
        ("emergency_management", "应急管理局"),
    )  # fmt: skip
    return [
        UnitSeed(kind, kind, f"{region}{name}", adopter, FOUNDED, {"is_login": False})
        for kind, name in names
    ]

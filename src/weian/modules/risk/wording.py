"""A risk point in words, the same on pages, cards, boards and in spreadsheets. Pure."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from weian.modules.risk.choices import ASPECTS, CATEGORIES, COLOURS, CONTROL_LEVELS
from weian.subject.queries import Subject

TITLES: Final = {**dict(COLOURS), "": "未评估"}
MEASURES: Final = (
    ("organisation_measures", "组织措施"), ("rules_measures", "制度措施"),
    ("technique_measures", "技术措施"),
)  # fmt: skip
_NAMED: Final = {
    "aspect": dict(ASPECTS), "category": dict(CATEGORIES), "control_level": dict(CONTROL_LEVELS),
}  # fmt: skip


class Told(NamedTuple):
    """A point as a card shows it; ``lines`` are (label, text), those without text left out."""

    key: str
    number: int
    name: str
    level: str
    title: str
    lines: tuple[tuple[str, str], ...]
    href: str


def said(point: Subject, key: str) -> str:
    """One answer in words; "" where there is none."""
    value = point.data.get(key)
    if key in _NAMED:
        return _NAMED[key].get(str(value), "")
    if isinstance(value, list):
        return "；".join(map(str, value))
    return str(value) if value is not None else ""


def prevention(point: Subject, between: str = "\n") -> str:
    """The measures before something happens."""
    told = [f"{title}：{text}" for key, title in MEASURES if (text := said(point, key))]
    return between.join(t.rstrip("。；;") if between.strip() else t for t in told)


def whom(point: Subject, people: Mapping[int, str]) -> str:
    """Who answers for it, the nearest first."""
    keys = (("keeper", "管控"), ("manager", "科室"), ("leader", "单位"))
    titles: dict[str, list[str]] = {}
    for key, title in keys:
        name = people.get(int(str(point.data.get(key) or 0)))
        if name:
            titles.setdefault(name, []).append(title)
    return "、".join(f"{name}（{'、'.join(found)}）" for name, found in titles.items())


def tell(number: int, point: Subject, people: Mapping[int, str]) -> Told:
    """A point with everything that a worker has to know."""
    lines = (
        ("位置", said(point, "place")),
        ("岗位", said(point, "post")),
        ("可能的后果", said(point, "consequence")),
        ("防范措施", prevention(point)),
        ("应急措施", said(point, "emergency_measures")),
        ("日常检查", said(point, "key_points")),
        ("责任人", whom(point, people)),
    )
    return Told(
        str(point.pk), number, point.name, point.level or "none", TITLES[point.level],
        tuple(pair for pair in lines if pair[1]), f"/risks/point/{point.pk}",
    )  # fmt: skip

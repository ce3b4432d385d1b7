"""The demonstration county: in the order of time, and nothing breaks that a unit does not have."""

from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from weian.base.clock import TZ
from weian.site.demo.crew import Crew
from weian.site.demo.hazards import stories
from weian.site.demo.order import in_groups
from weian.site.demo.scenes import SCENES

BEGIN = datetime(2026, 9, 24, 9, tzinfo=TZ)


def filing(unit: int, days: float) -> Any:
    return SimpleNamespace(unit=SimpleNamespace(pk=unit), signed=BEGIN + timedelta(days=days))


def test_a_group_holds_each_unit_once_and_some_weeks_at_most() -> None:
    found = in_groups([filing(2, 1), filing(1, 0), filing(1, 3), filing(2, 2), filing(3, 30)])
    shown = [[(f.unit.pk, (f.signed - BEGIN).days) for f in group] for group in found]
    assert shown == [[(1, 0), (2, 1)], [(2, 2), (1, 3)], [(3, 30)]]


def test_no_unit_has_a_hazard_of_what_it_does_not_have() -> None:
    everyone: Any = {n: SimpleNamespace(works_on=lambda day: True) for n in range(90)}
    for place in (p for scene in SCENES.values() for p in scene.places):
        crew = Crew(SimpleNamespace(), None, {}, everyone, 0.9, place.facts, place.departments)  # type: ignore[arg-type]
        told = stories([crew], BEGIN - timedelta(days=700), BEGIN, Random(7))
        texts = " ".join(f"{s.text[1]}{s.text[2]}" for s in told)
        for fact, word in (("lift", "电梯"), ("boiler", "锅炉"), ("canteen_gas", "燃气"),
                           ("construction_site", "扩建工地"), ("pathogen_lab", "试剂库")):  # fmt: skip
            assert place.facts.get(fact) or word not in texts, (place.name, word)
        assert "急诊科" in place.departments or "急诊科" not in texts, place.name

"""The things of the demonstration county: equipment, ambulances, stores, areas."""

from collections.abc import Mapping
from datetime import date, datetime

from weian.site.demo.places import PLACES
from weian.site.demo.work import Crew
from weian.subject.actions import Draft

_SINCE = date(2021, 3, 1)


def subjects_of(crews: Mapping[str, Crew], at: datetime) -> list[Draft]:
    """What each institution has, in keeping with what it declares."""
    out: list[Draft] = []
    for place in PLACES:
        crew, facts = crews[place.key], place.facts
        number = f"{len(out):04}"
        if facts.get("lift"):
            out += [
                _equipment(crew, "lift", f"住院楼 {i} 号电梯", f"梯{number}{i}", at) for i in (1, 2)
            ]
        if facts.get("boiler"):
            out.append(_equipment(crew, "boiler", "热水锅炉", f"锅{number}", at))
        if facts.get("pressure_vessel"):
            out.append(_equipment(crew, "pressure_vessel", "消毒供应室灭菌器", f"容{number}", at))
        for index in range(int(facts.get("ambulances") or 0)):
            data = {"name": f"云A·{number}{index}急", "model": "监护型"}
            out.append(_thing(crew, "ambulance", data, at))
        if facts.get("dangerous_goods"):
            data = {
                "name": "检验科试剂库" if facts.get("pathogen_lab") else "酒精存放柜",
                "place": "后勤楼一层",
            }
            out.append(_thing(crew, "chemical_store", data, at))
    return out


def _equipment(crew: Crew, kind: str, name: str, code: str, at: datetime) -> Draft:
    return _thing(
        crew, "special_equipment", {"name": name, "type": kind, "code": code, "place": "院内"}, at
    )


def _thing(crew: Crew, kind: str, data: Mapping[str, object], at: datetime) -> Draft:
    return Draft(crew.scribe, kind, crew.unit, data, at, since=_SINCE)

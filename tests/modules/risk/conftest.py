"""A hospital with risk points of every colour, a floor plan, and the people who answer for them."""

import io
from types import SimpleNamespace
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from weian.org import actions as org
from weian.subject import actions as subjects

from ..conftest import AT, SINCE

LEC = {
    "red": {"method": "lec", "score_l": 6, "score_e": 6, "score_c": 15},
    "orange": {"method": "lec", "score_l": 3, "score_e": 6, "score_c": 15},
    "yellow": {"method": "lec", "score_l": 3, "score_e": 6, "score_c": 7},
    "blue": {"method": "lec", "score_l": 1, "score_e": 1, "score_c": 1},
}


@pytest.fixture
def risks(tree: SimpleNamespace, people: SimpleNamespace) -> SimpleNamespace:
    """``risks.oxygen`` (red, the surgery), ``power`` (orange, electricians), ``stairs`` (blue,
    everybody), ``gas`` (not judged, nobody's) and ``clinic`` of the house beside it."""
    electrician = org.appoint(
        None, at=AT, unit=tree.hospital, department=tree.ward, roles=("staff",), name="钱强",
        since=SINCE, employment="staff", posts=("special_operator",),
    )  # fmt: skip

    def point(name: str, colour: str = "", **more: Any) -> Any:
        data = {"name": name, "aspect": "equipment", "place": f"{name}内", **LEC.get(colour, {})}
        department = more.pop("department", None)
        return subjects.keep(
            people.manager, kind="risk_point", unit=tree.hospital, department=department, at=AT,
            since=SINCE, data={**data, **more},
        )  # fmt: skip

    return SimpleNamespace(
        electrician=electrician,
        oxygen=point(
            "氧气站", "red", department=tree.surgery, rules_measures="每班巡查阀门",
            emergency_measures="关总阀，疏散病人", consequence="爆炸", keeper=people.chief.pk,
            control_level="unit",
        ),
        power=point("配电房", "orange", post="特种作业人员", technique_measures="加装漏电保护"),
        stairs=point("疏散楼梯", "blue", post="全体职工", aspect="environment"),
        gas=point("食堂燃气"),
        clinic=subjects.keep(
            people.other, kind="risk_point", unit=tree.clinic, at=AT, since=SINCE,
            data={"name": "药房", "aspect": "person", **LEC["yellow"]},
        ),
    )  # fmt: skip


@pytest.fixture
def plan(tree: SimpleNamespace, people: SimpleNamespace, photo: Any, pages: Any) -> Any:
    """A floor plan with its picture, of the hospital."""
    return subjects.keep(
        people.manager, kind="floor_plan", unit=tree.hospital, at=AT, since=SINCE,
        data={"name": "门诊楼一层", "building": "门诊楼", "floor": "一层"},
        files={"picture": [photo("一层.jpg")]},
    )  # fmt: skip


@pytest.fixture
def excel() -> Any:
    """``excel(response)`` are the rows of a spreadsheet."""

    def read(response: Any) -> list[list[Any]]:
        assert response.status_code == 200, response.status_code
        book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        return [list(row) for row in book.get_sheet_by_index(0).to_python()]

    return read

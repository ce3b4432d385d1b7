"""The lines of a commission: one query, the same sums as the matrices, each number a list."""

import io
import re
from datetime import datetime
from random import Random
from typing import Any

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from weian.modules.responsibility import matrix
from weian.modules.responsibility.overview import overview, total
from weian.org import actions as org
from weian.record import actions as records
from weian.subject import actions as subjects

from .conftest import AT, House, later

pytestmark = pytest.mark.django_db
_POSTS = ("head", "deputy", "staff", "driver", "")


def left(kind: str, unit: Any, data: dict[str, Any], at: datetime, subject: Any = None) -> None:
    given = {key: value for key, value in data.items() if value != ""}
    records.submit(
        None,
        kind=kind,
        unit=unit,
        happened_at=at,
        at=at,
        data=given,
        subject=subject and subject.pk,
    )


def crowd(house: House, chance: Random) -> None:
    """People with posts, lists, signatures and letters by chance."""
    for number in range(30):
        unit = chance.choice((house.hospital, house.clinic, house.county))
        posts = tuple(p for p in chance.sample(_POSTS, 2) if p)
        if unit == house.county:
            posts = ()
        who = org.appoint(
            None, at=AT, unit=unit, name=f"人{number}", since=AT.date(), employment="staff",
            posts=posts, roles=(),
        )  # fmt: skip
        for post in chance.sample(_POSTS, 2):
            if chance.random() < 0.7:
                _listed(house, chance, who, post)
        for _ in range(chance.randint(0, 2)):
            _lettered(house, chance, who)


def _listed(house: House, chance: Random, who: Any, post: str) -> None:
    paper = house.paper(who, post, at=later(chance.randint(0, 9)))
    said = {"person": who.pk, "accepted": chance.random() < 0.8}
    if chance.random() < 0.7:
        left("duty_acknowledgement", who.unit, said, later(chance.randint(10, 12)), paper)
    if chance.random() < 0.2:
        subjects.keep(
            None, kind="post_duty", unit=who.unit, subject=paper, data={"scope": "改"}, at=later(20)
        )
    elif chance.random() < 0.1:
        subjects.retire(None, subject=paper, at=later(20))


def _lettered(house: House, chance: Random, who: Any) -> None:
    level, code = (
        chance.choice(("head_deputy", "department_staff")),
        chance.choice(("", "一", "二")),
    )
    house.letter(level, [who], at=later(chance.randint(0, 20)), code=code)
    said = {"person": who.pk, "level": level, "year": chance.choice((2025, 2026, 2026, 2026)),
            "accepted": chance.random() < 0.9, "code": chance.choice(("", code))}  # fmt: skip
    if chance.random() < 0.8:
        left("letter_countersign", who.unit, said, later(chance.randint(10, 40)))


@pytest.mark.parametrize("seed", range(4))
def test_a_line_is_the_sum_of_its_matrix(house: House, seed: int) -> None:
    crowd(house, Random(seed))
    at = later(90)
    lines = {line.unit: line.counts for line in overview(house.clerk, at)}
    for unit in (house.hospital, house.clinic, house.county):
        assert lines[unit.pk] == matrix.matrix(unit, at).counts
    assert total(overview(house.clerk, at)).people == sum(c.people for c in lines.values())


def test_it_is_one_query_for_however_many_units(house: House) -> None:
    seeds = [
        org.UnitSeed(f"u{n}", "township_clinic", f"第{n}卫生院", "top", house.county.since)
        for n in range(20)
    ]
    top = org.UnitSeed("top", "commission_county", "东山县卫生健康局", "", house.county.since)
    org.load_tree(None, at=AT, seeds=[top, *seeds])
    house.clerk.grants_on(AT.date())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert [line.name for line in overview(house.clerk, AT)] == [
            "柳林镇卫生院", "清河县人民医院", "清河县卫生健康局",
        ]  # fmt: skip
    assert len(queries) == 1


def test_whoever_has_no_grant_sees_no_line(house: House) -> None:
    nobody = org.appoint(
        None, at=AT, unit=house.hospital, name="无名", since=AT.date(), employment="staff"
    )
    assert overview(nobody, AT) == []


def test_every_number_of_a_line_opens_as_many_rows(house: House, page: Any) -> None:
    crowd(house, Random(7))
    with time_machine.travel(later(90), tick=False):
        client = page(house.clerk)
        shown = client.get("/responsibility/").context["page"]
        linked = [cell for row in shown.rows for cell in row.cells if "state=" in cell.href]
        assert len(linked) > 6
        for cell in linked:
            assert client.get(cell.href).context["count"] == int(cell.text), cell.href


def test_a_commission_sees_lines_and_opens_its_own_office(house: House, page: Any) -> None:
    with time_machine.travel(AT, tick=False):
        client = page(house.clerk)
        shown = client.get("/responsibility/").content.decode()
        assert "清河县人民医院" in shown
        assert "周正" not in shown
        own = client.get(f"/responsibility/?unit={house.county.pk}&own=1").content.decode()
        assert "周正" in own
        gaps = client.get("/responsibility/?view=gaps&q=柳林").context["page"]
        assert [row.cells[0].text for row in gaps.rows] == ["柳林镇卫生院"]


def test_the_lines_are_exported(house: House, page: Any) -> None:
    with time_machine.travel(AT, tick=False):
        file = page(house.clerk).get(f"/responsibility/export?unit={house.county.pk}")
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    found = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert found["清河县人民医院"][:3] == (6, 0, 0)
    assert re.fullmatch(r".*xlsx", file["Content-Disposition"])

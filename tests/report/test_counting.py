"""Figures: every number of a sheet equals the list that it opens."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from weian.report.behind import behind
from weian.report.consolidating import Part, consolidate
from weian.report.counting import Period, tell
from weian.report.figures import catalogue
from weian.report.sheets import SHEETS
from weian.report.table import Table

from .conftest import AT

pytestmark = pytest.mark.db


def year(unit: Any) -> Period:
    return Period(unit, date(2026, 1, 1), date(2027, 1, 1), AT, "2026年度")


def test_every_figure_equals_the_list_behind_it(county: SimpleNamespace, hazard: Any) -> None:
    for number in range(3):
        hazard(f"隐患之{number}", grade="major" if number else "ordinary")
    told = tell(catalogue(), year(county.clinic))
    assert told["hazards.found"].text == "3" and told["hazards.found.major"].text == "2"
    assert told["hazards.rate"].text == "0.0%（0/3）"
    for key, figure in catalogue().items():
        if figure.noun in ("head", "rate"):
            continue
        refs = told[key].behind
        found = behind(refs, county.manager, AT)
        assert found.hidden == 0
        amounts = [item.amount for item in found.items]
        shown = sum(map(Decimal, amounts)) if figure.add else Decimal(len(found.items))
        assert Decimal(told[key].text) == shown, key


def test_a_commission_counts_unit_by_unit(county: SimpleNamespace, hazard: Any) -> None:
    hazard("灯不亮")
    hazard("门不关", unit="other")
    hazard("锁坏了", unit="other")
    told = tell(["hazards.found"], year(county.office))["hazards.found"]
    assert told.text == "3"
    found = behind(told.behind, county.clerk, AT).items
    assert {(i.title, i.amount) for i in found} == {("柳林镇卫生院", "1"), ("白沙镇卫生院", "2")}


def test_the_sheet_by_category_adds_up_and_names_what_would_not(
    county: SimpleNamespace, hazard: Any
) -> None:
    hazard("配电箱未上锁", grade="major")
    hazard("还没有定级")
    filled = SHEETS["hazard_stats"]("统计表", year(county.clinic))
    total, fire = filled.table.rows[0], next(r for r in filled.table.rows if r[0] == "消防")
    assert total[1] == fire[1] == "2" and total[4] == "1"
    assert [t.text for t in filled.troubles] == ["还没有定级，重大与一般相加会少于合计"]
    assert filled.troubles[0].url.startswith("/cases/")
    assert len(filled.table.behind["0:1"]) == 2


def test_sheets_of_units_are_added_up_with_their_rates(
    county: SimpleNamespace, hazard: Any
) -> None:
    hazard("灯不亮")
    hazard("门不关", unit="other")
    parts = [
        Part(u.pk, u.name, SHEETS["hazard_stats"]("统计表", year(u)).table)
        for u in (county.clinic, county.other)
    ]
    table: Table = consolidate("汇总", parts)
    assert table.rows[0][:5] == ("全部单位", "合计", "2", "0", "0.0%（0/2）")
    assert table.behind["0:2"] == (f"unit:{county.clinic.pk}=1", f"unit:{county.other.pk}=1")
    names = [row[0] for row in table.rows if row[0] != "全部单位"]
    assert names == ["柳林镇卫生院", "白沙镇卫生院"]

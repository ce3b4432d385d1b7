"""What a commission puts together opens in LibreOffice as it stands: all of it, and nothing repaired."""

from datetime import date
from pathlib import Path

import pytest

from tests.office import converted, words_of
from weian.report.consolidating import Part, consolidate
from weian.report.documents import WRITERS
from weian.report.hazard_list import COLUMNS, Hazard, table_of
from weian.report.table import NUMBER, Column, Table

DAY = date(2026, 9, 28)


def hazards(unit: str) -> Table:
    found = [
        Hazard(
            f"00000000-0000-0000-0000-{n:012}", DAY, unit, "后勤科", "门诊楼",
            f"灭火器压力不足（第{n}处）", "fire", "ordinary", "closed", DAY, DAY, "经办人", "复查人", {},
        )
        for n in range(60)
    ]  # fmt: skip
    return table_of("清单", found, COLUMNS)


def figures(unit: str) -> Table:
    columns = (Column("figure", "指标"), Column(f"{NUMBER}value", "数值"))
    rows = (("发现隐患", "3"), ("整改率", "66.7%（2/3）"))
    words = (("t0", "主要做法", f"{unit}逐一整改。\n专人盯办。"),)
    return Table("表", columns, rows, ("found", "rate"), words=words)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
@pytest.mark.parametrize("made", [hazards, figures])
def test_a_consolidation_opens_in_libreoffice(made: object, form: str, tmp_path: Path) -> None:
    assert callable(made)
    parts = [Part(n, name, made(name)) for n, name in enumerate(("柳林镇卫生院", "白沙镇卫生院"))]
    table = consolidate("清河县卫生健康局第三季度清单（汇总）", parts)
    file = tmp_path / f"together.{form}"
    file.write_bytes(WRITERS[form](table, unit="清河县卫生健康局", day=DAY, signer=""))
    printed = converted(file, "pdf")
    if printed is None:
        pytest.skip("LibreOffice (Calc and Writer) is not installed")
    told = "".join(words_of(printed).split())  # its lines are broken anywhere
    for part in parts:
        assert part.name in told
    expected = {
        "hazards": "灭火器压力不足（第59处）",
        "figures": "白沙镇卫生院逐一整改。专人盯办。",
    }
    assert expected[made.__name__] in told

"""Many returns as one, also where a part is put together from many itself."""

from dataclasses import replace

from weian.report.consolidating import Part, as_one, consolidate
from weian.report.table import NUMBER, Column, Table

FOUND, RATE = "hazards.found", "hazards.rate"


def sheet(found: str, rate: str, *words: tuple[str, str, str]) -> Table:
    """Two figures of one unit."""
    columns = (Column("figure", "指标"), Column(f"{NUMBER}value", "数值"))
    return Table("表", columns, (("发现", found), ("率", rate)), (FOUND, RATE), words=words)


def matrix(*fire: str) -> Table:
    """Found and rate of one unit, in all and by one category."""
    columns = (
        Column("row", "类别"), Column(f"{NUMBER}{FOUND}", "发现"), Column(f"{NUMBER}{RATE}", "率"),
    )  # fmt: skip
    return Table("表", columns, (("合计", *fire), ("消防", *fire)), ("", "fire"))


def test_a_countys_sheet_counts_as_its_total() -> None:
    county = consolidate("县", [
        Part(1, "甲院", sheet("3", "100.0%（3/3）", ("t0", "做法", "逐一整改"))),
        Part(2, "乙院", sheet("1", "0.0%（0/1）")),
    ])  # fmt: skip
    city = consolidate(
        "市", [Part(9, "某县", county), Part(3, "市医院", sheet("4", "50.0%（2/4）"))]
    )
    assert [c.key for c in city.columns] == ["unit", f"{NUMBER}{FOUND}", f"{NUMBER}{RATE}"]
    assert city.rows == (
        ("合计", "8", "62.5%（5/8）"), ("某县", "4", "75.0%（3/4）"), ("市医院", "4", "50.0%（2/4）"),
    )  # fmt: skip
    assert city.behind["0:1"] == ("unit:9=4", "unit:3=4")


def test_a_figure_of_one_unit_opens_the_same_figure_of_its_return() -> None:
    clinic = replace(sheet("3", "—（0/0）"), behind={"0:1": ("case:x",)})
    county = consolidate(
        "县", [Part(1, "甲院", clinic, "aa"), Part(2, "乙院", sheet("0", "—（0/0）"), "bb")]
    )
    assert county.behind["0:1"] == ("unit:1=3",)
    assert county.behind["1:1"] == ("return:aa/0-1",)
    assert not {"1:2", "2:1", "2:2"} & set(county.behind)
    city = consolidate("市", [Part(3, "市医院", clinic, "cc"), Part(9, "某县", county, "dd")])
    assert city.behind["1:1"] == ("return:cc/0-1",)
    assert city.behind["2:1"] == ("return:dd/0-1",)
    counted = replace(matrix("2", "—（0/0）"), behind={"0:1": ("case:x",), "1:1": ("case:x",)})
    county = consolidate("县", [Part(1, "甲院", counted, "aa")])
    assert county.rows[2][:3] == ("甲院", "合计", "2")
    assert county.behind["2:2"] == ("return:aa/0-1",)
    city = consolidate("市", [Part(9, "某县", county, "dd"), Part(3, "市医院", counted, "cc")])
    assert [city.rows[n][0] for n in (2, 3)] == ["某县", "市医院"]
    assert (city.behind["2:2"], city.behind["3:2"]) == (("return:dd/0-2",), ("return:cc/0-1",))


def test_a_countys_statistics_count_as_its_rows_for_all_units() -> None:
    county = consolidate(
        "县",
        [Part(1, "甲院", matrix("2", "50.0%（1/2）")), Part(2, "乙院", matrix("1", "0.0%（0/1）"))],
    )
    city = consolidate(
        "市", [Part(9, "某县", county), Part(3, "市医院", matrix("1", "100.0%（1/1）"))]
    )
    assert city.rows == (
        ("全部单位", "合计", "4", "50.0%（2/4）"),
        ("全部单位", "消防", "4", "50.0%（2/4）"),
        ("某县", "合计", "3", "33.3%（1/3）"),
        ("市医院", "合计", "1", "100.0%（1/1）"),
    )
    assert as_one(county).rows == (("合计", "3", "33.3%（1/3）"), ("消防", "3", "33.3%（1/3）"))


def test_a_county_in_which_nothing_was_accepted_stands_with_what_it_said() -> None:
    said = (("standing", "报送情况", "应收 3 个单位，已接收 0 个。"),)
    nothing = Table("县", (Column("unit", "单位"),), (), words=said)
    city = consolidate("市", [Part(9, "某县", nothing), Part(3, "市医院", sheet("4", "—（0/0）"))])
    assert city.rows == (
        ("合计", "4", "—（0/0）", ""), ("某县", "", "", said[0][2]), ("市医院", "4", "—（0/0）", ""),
    )  # fmt: skip
    assert consolidate("市", [Part(9, "某县", nothing)]).rows == ()
    listed = matrix("1", "—（0/0）")
    assert consolidate("市", [Part(9, "某县", nothing), Part(3, "院", listed)]).rows[0][2] == "1"


def test_what_one_unit_said_is_left_as_it_is() -> None:
    for table in (sheet("1", "—（0/0）"), matrix("1", "—（0/0）")):
        assert as_one(table) is table
    listed = Table(
        "清单", (Column("unit", "单位"), Column("hazard", "隐患")), (("合计", "x"),), ("a",)
    )
    assert as_one(listed) is listed

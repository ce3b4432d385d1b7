"""Tables: pinned by a digest, put together from many."""

import pytest

from weian.report.table import Column, Table, from_content, joined, with_unit

NUMBER, UNIT, WHAT = Column("number", "序号", 6), Column("unit", "单位"), Column("what", "内容")
FIRST = Table("一", (NUMBER, UNIT, WHAT), (("1", "甲", "a"), ("2", "甲", "b")), ("x", "y"))
OTHER = Table("二", (NUMBER, WHAT, Column("money", "资金")), (("1", "c", "5"),), ("z",))


def test_a_table_comes_back_from_what_was_stored() -> None:
    assert from_content(FIRST.content()) == FIRST
    assert from_content({**FIRST.content(), "unit": "甲"}).digest() == FIRST.digest()


def test_any_change_changes_the_digest() -> None:
    changed = Table("一", FIRST.columns, (("1", "甲", "a"), ("2", "甲", "B")), ("x", "y"))
    assert changed.digest() != FIRST.digest()


def test_rows_of_many_are_numbered_anew() -> None:
    both = joined("合", [FIRST, FIRST])
    assert [row[0] for row in both.rows] == ["1", "2", "3", "4"]
    assert both.sources == ("x", "y", "x", "y")


def test_columns_that_only_some_have_stay_empty_for_the_others() -> None:
    both = joined("合", [FIRST, OTHER])
    assert [c.key for c in both.columns] == ["number", "unit", "what", "money"]
    assert both.rows[-1] == ("3", "", "c", "5")


def test_reports_without_a_column_for_the_unit_get_one() -> None:
    named = with_unit(OTHER, "乙")
    assert named.rows == (("乙", "1", "c", "5"),)
    assert with_unit(FIRST, "乙") is FIRST


def test_nothing_cannot_be_put_together() -> None:
    with pytest.raises(ValueError, match="nothing"):
        joined("合", [])

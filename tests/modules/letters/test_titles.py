"""Titles are broken where their meaning allows it, into lines of about one length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weian.modules.letters.titles import MOST, _wide, lines


@pytest.mark.parametrize(
    "found",
    [
        ["关于第三季度安全生产检查情况的通报"],
        ["关于对清河县人民医院有关", "责任人员追究责任的建议书"],
        ["关于对重大事故隐患整改不力", "问题进行警示约谈的告知书"],
        ["关于西陵中医医院自动喷水", "灭火系统瘫痪的警示约谈告知书"],
        ["关于枫林镇卫生院配电房超负荷运行", "且无过载保护的安全生产隐患整改通知书"],
        ["关于表彰2026年度安全生产先进", "集体和取消有关单位评先资格的通报"],
    ],
)
def test_no_word_is_torn_apart(found: list[str]) -> None:
    assert lines("".join(found)) == found


@given(
    st.text(alphabet="关于清河县医院安全生产隐患的整改通知书2026〔〕（）", min_size=1, max_size=80)
)
def test_nothing_is_lost_and_no_line_is_too_long(title: str) -> None:
    found = lines(title)
    assert "".join(found) == title
    assert all(_wide(line) <= MOST for line in found)

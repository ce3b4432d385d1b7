"""Clauses of a document: none lost, mistyped numbers repaired and reported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weian.policy.reading.compiler import compile_text
from weian.policy.reading.spelling import level
from weian.policy.reading.tree import Tree, grow

SAMPLES = Path(__file__).parent.parent / "samples"
REAL = Path(__file__).parents[4] / "shared" / "seeds"


def tree_of(text: str) -> Tree:
    return grow(level(text))[0]


def paths(text: str) -> list[str]:
    return [node.path for node in tree_of(text).root.walk() if node.parent]


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*.txt")), ids=lambda p: p.stem)
def test_the_clauses_put_together_are_the_document(path: Path) -> None:
    text = path.read_text("utf-8")
    assert tree_of(text).source_of(level(text)) == text


def test_the_clauses_of_real_documents_put_together_are_the_documents() -> None:
    files = sorted(REAL.glob("*.txt"))
    if not files:
        pytest.skip("the real documents are not beside this checkout")
    for path in files:
        text = path.read_text("utf-8")
        compiled = compile_text(text)
        assert compiled.tree.source_of(compiled.plain) == text
        assert compiled.obligations


@given(
    st.text(
        alphabet="一二三是、（）()1２.①第条章附件：。；，\n 　每年应\t组织次A\ufeff", max_size=200
    )
)
def test_no_text_breaks_the_reading_or_loses_a_character(text: str) -> None:
    compiled = compile_text(text)
    assert compiled.tree.source_of(compiled.plain) == text
    assert all(0 <= f.start < f.end <= len(text) for f in compiled.findings)


def test_usual_numbering_is_cited_as_people_do() -> None:
    text = (
        "一、总则\n（一）目标\n1.甲项工作。\n2.乙项工作。\n（二）范围\n二、任务\n（三）继续编号。\n"
    )
    assert paths(text) == ["一", "一（一）", "一（一）1", "一（一）2", "一（二）", "二", "二（三）"]


def test_articles_are_cited_without_their_chapter() -> None:
    text = "第一章 总则\n第一条 甲。\n第二条 应当：\n（一）乙；\n（二）丙。\n第二章 附则\n第三条 丁。\n"
    assert paths(text) == [
        "第一章",
        "第一条",
        "第二条",
        "第二条（一）",
        "第二条（二）",
        "第二章",
        "第三条",
    ]


def test_decimal_numbering_nests() -> None:
    assert paths("1.总则\n1.1目的\n1.2范围\n1.2.1甲类\n2.职责\n") == [
        "1",
        "1.1",
        "1.2",
        "1.2.1",
        "2",
    ]


def test_decimal_numbers_go_on_behind_a_list_in_brackets() -> None:
    text = "1 总则\n1.1 分级\n（1）重大事故。\n（2）一般事故。\n2 体系\n2.1 成立指挥部。\n"
    assert paths(text)[-2:] == ["2", "2.1"]


def test_a_number_before_its_first_part_leads_though_a_day_might_be_meant() -> None:
    text = "4 责任\n4.1 值守\n4.1.1 应值班。\n\n5 日常管理\n5.1 巡查\n5.1.1 应巡查。\n"
    assert paths(text) == ["4", "4.1", "4.1.1", "5", "5.1", "5.1.1"]


def test_lettered_items_and_appendices_are_clauses() -> None:
    text = (
        "4.2 管理人履行下列职责：\na）每月开会；\nb）每周检查。\n附录A\nA.1 记录\nA.1.1 应留存。\n"
    )
    assert paths(text) == ["4.2", "4.2a）", "4.2b）", "附录A", "A.1", "A.1.1"]


def test_first_second_within_a_paragraph_are_clauses() -> None:
    text = "一、任务\n（一）甲。一是建立台账。二是落实整改。\n（二）乙。\n"
    assert paths(text) == ["一", "一（一）", "一（一）一是", "一（一）二是", "一（二）"]


def test_a_mistyped_bracket_takes_the_place_of_its_number_and_is_reported() -> None:
    text = "二、任务\n（1）健全责任\n1.甲。\n2.乙。\n（2）健全制度\n1.丙。\n（三）防控\n"
    tree = tree_of(text)
    assert [n.path for n in tree.root.walk() if n.parent] == [
        "二", "二（一）", "二（一）1", "二（一）2", "二（二）", "二（二）1", "二（三）",
    ]  # fmt: skip
    assert any("（二）" in repair for repair in tree.repairs)


def test_an_arabic_top_level_beside_chinese_ones_is_one_level() -> None:
    text = "1、 目标\n甲。\n2、 任务\n（一）乙。\n3、 安排\n四、措施\n"
    assert paths(text) == ["一", "二", "二（一）", "三", "四"]


def test_a_missing_chapter_is_reported_and_not_invented() -> None:
    tree = tree_of("五、甲\n七、乙\n")
    assert [n.path for n in tree.root.walk() if n.parent] == ["五", "七"]
    assert any("跳号" in repair for repair in tree.repairs)


def test_numbering_in_an_attachment_begins_anew() -> None:
    text = "一、甲\n二、乙\n附件\n岗位职责\n（一）负责人职责：\n1.建立制度；\n（二）职工职责：\n1.遵守规程。\n"
    assert "附件（二）1" in paths(text)


def test_a_clause_that_begins_in_the_middle_of_a_line_is_found() -> None:
    assert paths("一、甲\n（一）乙。内容完备。     （二）丙。\n") == ["一", "一（一）", "一（二）"]


def test_first_and_second_on_lines_of_their_own_are_beside_one_another() -> None:
    text = "一、任务\n（一）甲。\n一是建立台账。\n二是落实整改。\n"
    assert paths(text) == ["一", "一（一）", "一（一）一是", "一（一）二是"]


def test_a_paragraph_behind_items_is_of_the_article() -> None:
    text = "第三条 医院应当：\n（一）建立制度；\n（二）每年演练。\n前款规定的演练应当有记录。\n"
    found = [f.clause for f in compile_text(text).obligations]
    assert found[-1] == "第三条"


def test_numbers_may_go_on_within_a_line() -> None:
    assert paths("一、目标\n1.建立台账。2.落实整改。\n（1）甲；（2）乙。\n") == [
        "一", "一1", "一2", "一2（1）", "一2（2）",
    ]  # fmt: skip


def test_a_number_without_a_stop_counts_when_it_counts_on() -> None:
    assert paths("1 目的\n甲。\n2 职责\n2.1 乙\n3 要求\n丙。\n") == ["1", "2", "2.1", "3"]


def test_numbers_of_one_character_are_numbers() -> None:
    assert paths("一、甲\n㈠乙\n⒈丙\n⑴丁\n") == ["一", "一（一）", "一（一）1", "一（一）1（1）"]


def test_rows_of_a_table_are_cited_by_their_number() -> None:
    assert paths("一、任务\n附件\n序号\t任务\t责任单位\n1\t自查\t医院\n2\t整改\t医院\n") == [
        "一", "附件", "附件表头", "附件第1项", "附件第2项",
    ]  # fmt: skip

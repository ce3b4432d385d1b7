"""Search without a dictionary, and pinyin of names."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from weian.base.search import bigrams, pinyin_initials, pinyin_sort, query, vector


def found(text: str, wanted: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [vector(text), query(wanted)])
        return bool(cursor.fetchone()[0])


def test_chinese_becomes_pairs_and_other_runs_words() -> None:
    assert bigrams("灭火器A3-01") == ["灭火", "火器", "器", "a3", "01"]


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "wanted", "expected"),
    [
        ("外科二楼灭火器过期", "灭火器", True),
        ("外科二楼灭火器过期", "器", True),
        ("外科二楼灭火器过期", "灭火 二楼", True),
        ("外科二楼灭火器过期", "火灾", False),
        ("CT 室 No.12", "ct", True),
        ("CT 室 No.12", "no", True),
        ("O'Brien \\ 路", "o'brien", True),
        ("", "x", False),
    ],
)
def test_texts_are_found(text: str, wanted: str, expected: bool) -> None:
    assert found(text, wanted) is expected


@given(st.text())
def test_no_text_makes_a_broken_query(text: str) -> None:
    for made in (query(text), vector(text)):
        assert made.count("'") % 2 == 0
        assert "\\" not in made


@pytest.mark.db
@pytest.mark.django_db
def test_strange_texts_are_no_error_for_the_database() -> None:
    for text in ("a'b\\c", "：！& | *", "𠀀𠀁", "a" * 5000, "ﬁ Ⅳ ㎡ ½", "_ __ a_b", "é ü ß"):
        found(text, text or "x") if query(text) else None


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("曾小红", "zxh"), ("单大勇", "sdy"), ("解放", "xf"), ("仇英", "qy"), ("区伟", "ow"),
        ("查良", "zl"), ("任重", "rz"), ("朴实", "ps"), ("尉迟恭", "ycg"), ("欧阳春", "oyc"),
        ("吕布", "lb"), ("买买提·艾力", "mmtal"),
    ],
)  # fmt: skip
def test_initials_of_people_know_surnames(name: str, initials: str) -> None:
    assert pinyin_initials(name, person=True) == initials


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("长沙市第1医院", "cssd1yy"), ("重庆路社区", "cqlsq"), ("曾家镇卫生院", "zjzwsy"),
        ("单县人民医院", "sxrmyy"), ("CT室", "cs"), ("重症医学科", "zzyxk"), ("", ""),
    ],
)  # fmt: skip
def test_initials_of_places(name: str, initials: str) -> None:
    assert pinyin_initials(name) == initials


def test_names_sort_by_syllable() -> None:
    people = ["凌云", "曾敏", "林一", "李四", "常山"]
    ordered = sorted(people, key=lambda name: pinyin_sort(name, person=True))
    assert ordered == ["常山", "李四", "林一", "凌云", "曾敏"]

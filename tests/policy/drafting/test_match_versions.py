"""Which sentences of a later version are those of the earlier one; ids and folds of clauses."""

from dataclasses import dataclass

import pytest

from weian.policy.drafting.matching import match
from weian.policy.drafting.places import clause_id, pieces_of, unlike
from weian.policy.models import Document
from weian.policy.queries import sentence_around
from weian.policy.reading.compiler import compile_text
from weian.policy.views.paper import Mark, paper

from .conftest import TEXT


@dataclass(frozen=True)
class Said:
    clause: str
    words: str
    none: str = ""


def pairs(old: list[Said], new: list[Said]) -> list[tuple[str, str, bool]]:
    return sorted((m.old.words, m.new.words, m.same) for m in match(old, new))


def test_stops_and_spaces_do_not_matter() -> None:
    old, new = Said("一", "每月检查1次。"), Said("二", "每月 检查1次；")
    assert pairs([old], [new]) == [(old.words, new.words, True)]


def test_equal_words_stay_in_their_clause() -> None:
    old = [Said("一", "每月检查。"), Said("二", "每月检查。")]
    new = [Said("二", "每月检查。"), Said("一", "每月检查。")]
    assert all(m.old.clause == m.new.clause for m in match(old, new))


def test_a_changed_number_is_similar_and_another_matter_is_not() -> None:
    old = [Said("一", "各单位每月至少开展2次消防安全检查"), Said("二", "各单位每年体检一次")]
    new = [Said("一", "各单位每月至少开展3次消防安全检查"), Said("二", "氧气站周边严禁烟火")]
    assert pairs(old, new) == [(old[0].words, new[0].words, False)]


def test_an_ask_is_never_taken_for_a_principle() -> None:
    assert pairs([Said("一", "坚持预防为主", "principle")], [Said("一", "坚持预防为主")]) == []


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("三（一）2", "3.1.2"), ("第六条（二）", "6.2"), ("附件（一）9", "a.1.9"), ("文头", "head"),
        ("第十二条", "12"), ("1.2.1", "1.2.1"), ("三（一）一是", "3.1.1"), ("二一是", "2.1"), ("", "c"),
    ],
)  # fmt: skip
def test_a_clause_has_an_id_that_people_can_read(path: str, wanted: str) -> None:
    assert clause_id(path) == wanted


def test_two_clauses_never_share_an_id() -> None:
    assert unlike("3.1", ["3.1", "3.1-2"]) == "3.1-3"


def test_every_mark_is_followed_once_and_nothing_of_the_text_is_lost_or_trusted() -> None:
    text = TEXT.replace("立即整改", "立即<b>整改</b>")
    document = Document(sha256="ab", name="x", text=text, pieces=pieces_of(compile_text(text)))
    start = text.index("各单位每月")
    marks = [
        Mark(start, start + 9, "s-1", "#i-1", "high", "把握较大", 1),
        Mark(start, start + 9, "s-2", "#i-2", "low", "没有把握", 2),
    ]
    shown = paper(document, marks)
    assert shown.count('id="s-1"') == shown.count('id="s-2"') == 1
    assert "〔2〕" in shown
    assert "<b>" not in shown
    assert shown.count("<details") == shown.count("</details>") == len(document.pieces)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("每月检查2次，", "各院每月检查2次，发现问题立即整改。"), ("发现问题立即整改。", "各院每月检查2次，发现问题立即整改。")],
)  # fmt: skip
def test_a_part_is_shown_within_its_sentence(words: str, wanted: str) -> None:
    text = "（二）加强检查。各院每月检查2次，发现问题立即整改。\n（三）严禁吸烟。"
    start = text.index(words)
    assert sentence_around(text, start, start + len(words)) == wanted

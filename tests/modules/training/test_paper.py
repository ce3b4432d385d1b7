"""Questions as banks write them, papers as they are drawn, marks as they are given."""

import pytest

from weian.modules.training import paper
from weian.modules.training.paper import Item

THREE = ["拨打 119", "自己开门救火", "乘电梯逃生"]


def asked(form: str, answer: str, options: list[str] | None = None) -> dict[str, object]:
    return {"question": "怎么办？", "form": form, "answer": answer, "options": options or []}


@pytest.mark.parametrize(
    ("form", "answer", "options", "right"),
    [
        ("single", "1", THREE, {"1"}), ("single", "A", THREE, {"1"}), ("single", "b.", THREE, {"2"}),
        ("single", "乘电梯逃生", THREE, {"3"}), ("multiple", "1,3", THREE, {"1", "3"}),
        ("multiple", "ＡＣ", THREE, {"1", "3"}), ("multiple", "13", THREE, {"1", "3"}),
        ("multiple", "A、B 和 C", THREE, {"1", "2", "3"}), ("judge", "对", [], {"1"}),
        ("judge", "×", [], {"2"}), ("judge", "false", [], {"2"}),
        ("judge", "1", ["错误", "正确"], {"2"}), ("judge", "B", ["正确", "错误"], {"2"}),
    ],
)  # fmt: skip
def test_an_answer_is_read_however_it_is_written(
    form: str, answer: str, options: list[str], right: set[str]
) -> None:
    item = paper.item_of("q", asked(form, answer, options))
    assert item is not None and item.right == right


@pytest.mark.parametrize(
    ("form", "answer", "options", "field"),
    [
        ("single", "4", THREE, "answer"), ("single", "1,2", THREE, "answer"),
        ("single", "看情况", THREE, "answer"), ("single", "1", ["只有一个"], "options"),
        ("judge", "也许", [], "answer"), ("multiple", "", THREE, "answer"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_of_the_options_is_told_beside_its_field(
    form: str, answer: str, options: list[str], field: str
) -> None:
    data = asked(form, answer, options)
    assert list(paper.problems(data)) == [field]
    assert paper.item_of("q", data) is None


def test_letters_that_the_bank_wrote_are_not_said_twice() -> None:
    item = paper.item_of("q", asked("single", "B", ["A. 甲", "B、乙", "C．丙"]))
    assert item is not None
    assert [title for _, title in item.options] == ["A. 甲", "B. 乙", "C. 丙"]


def items(count: int) -> list[Item]:
    made = [paper.item_of(str(n), asked("multiple", "1,2", THREE)) for n in range(count)]
    return [item for item in made if item is not None]


def test_the_same_seed_draws_the_same_paper_from_a_bank_in_any_order() -> None:
    bank = items(30)
    drawn = paper.draw(bank, 10, "甲")
    assert len({i.id for i in drawn}) == 10
    assert paper.draw(bank[::-1], 10, "甲") == drawn
    assert paper.draw(bank, 10, "乙") != drawn
    assert len(paper.draw(bank[:4], 10, "甲")) == 4


def test_half_an_answer_is_no_answer_and_what_was_wrong_is_kept() -> None:
    four = items(4)
    marked = paper.mark(four, {"0": ["1", "2"], "1": ["2", "1"], "2": ["1"], "3": ["1", "2", "3"]})
    assert (marked.score, marked.right) == (50, 2)
    assert [(item.id, given) for item, given in marked.wrong] == [
        ("2", ("1",)),
        ("3", ("1", "2", "3")),
    ]
    assert four[0].titles({"2", "1"}) == "A. 拨打 119；B. 自己开门救火"

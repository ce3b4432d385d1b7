"""What the banner's guidance counts: fourteen contents, five lists, one hundred employees."""

from collections import Counter
from pathlib import Path

import pytest

from weian.modules.rules.catalogue import CONTENTS
from weian.policy.loading import LoadedPack, load_pack
from weian.policy.schema import Obligation

PACK = Path(__file__).resolve().parents[2] / "packs" / "county" / "wushen-2022" / "pack.yaml"


@pytest.fixture(scope="module")
def guidance() -> LoadedPack:
    return load_pack(PACK)


def obligation(guidance: LoadedPack, name: str) -> Obligation:
    return next(o for o in guidance.pack.obligations if o.id == name)


def test_the_rules_must_have_all_fourteen_contents_of_the_catalogue(guidance: LoadedPack) -> None:
    asked = [
        test.value
        for o in guidance.pack.obligations
        if o.id.startswith("content-")
        for test in o.owes.where
        if test.field == "contents"
    ]
    assert asked == [(key,) for key, _ in CONTENTS]
    assert len(asked) == 14


def test_the_five_lists_are_clauses_of_twelve_eight_five_fourteen_and_ten(
    guidance: LoadedPack,
) -> None:
    lists = Counter(c.id.split(".")[0] for c in guidance.pack.clauses if c.id.startswith("A"))
    assert [lists[f"A{n}"] for n in range(1, 6)] == [12, 8, 5, 14, 10]


def test_each_clause_of_the_lists_binds_its_post(guidance: LoadedPack) -> None:
    posts = {"A1": "head", "A2": "deputy", "A3": "other_leader", "A4": "safety_manager"}
    for clause in guidance.pack.clauses:
        post = posts.get(clause.id.split(".")[0])
        if post and clause.obligations:
            assert {o.who.post for o in clause.obligations} == {post}, clause.id


@pytest.mark.parametrize(
    ("staff", "asked"), [(1, "up-to-hundred"), (100, "up-to-hundred"), (101, "over-hundred")]
)
def test_one_hundred_employees_are_the_line(guidance: LoadedPack, staff: int, asked: str) -> None:
    binds = {
        name: obligation(guidance, name).who.applies.holds({"staff_count": staff})
        for name in ("up-to-hundred", "over-hundred")
    }
    assert binds == {name: name == asked for name in binds}


def test_a_part_time_manager_is_enough_only_for_the_small(guidance: LoadedPack) -> None:
    roles = {
        name: obligation(guidance, name).owes.where[0].value
        for name in ("up-to-hundred", "over-hundred")
    }
    assert "safety_manager" in roles["up-to-hundred"]
    assert set(roles["over-hundred"]) == {"full_time_safety_manager", "safety_body"}


def test_every_question_of_the_guidance_is_used(guidance: LoadedPack) -> None:
    used = {o.when.every.ask for o in guidance.pack.obligations if hasattr(o.when, "every")} - {""}
    assert used == set(guidance.pack.questions)

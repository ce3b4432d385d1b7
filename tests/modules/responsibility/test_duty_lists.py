"""The five templates of duty lists: complete, in order, tied to their clauses, in our own words."""

import re
from pathlib import Path

import pytest

from weian.modules.responsibility.duties import TEMPLATES
from weian.modules.responsibility.duty_lists import duty_list_for, duty_lists
from weian.org.kinds import POSTS
from weian.policy.loading import load_pack

ROOT = Path(__file__).resolve().parents[3]
PACK = ROOT / "packs" / "county" / "wushen-2022" / "pack.yaml"
SEEDS = ROOT.parent / "shared" / "seeds"
COPIED = 12


def test_the_lists_hold_twelve_eight_five_fourteen_and_ten_duties() -> None:
    assert [len(found.duties) for found in duty_lists()] == [12, 8, 5, 14, 10]


def test_each_duty_names_its_clause_in_order() -> None:
    clauses = {clause.id for clause in load_pack(PACK).pack.clauses}
    for found in duty_lists():
        assert [duty.clause for duty in found.duties] == [
            f"{found.key}.{i}" for i in range(1, len(found.duties) + 1)
        ]
        assert {duty.clause for duty in found.duties} <= clauses
        assert found.pack == "wushen-2022"


def test_every_post_has_a_template() -> None:
    assert {post: duty_list_for(post).key for post in POSTS}.items() >= {
        "head": "A1", "deputy": "A2", "other_leader": "A3", "safety_manager": "A4", "staff": "A5",
        "driver": "A5",
    }.items()  # fmt: skip
    assert all(post in POSTS for found in duty_lists() for post in found.posts)


def test_a_list_can_say_of_which_template_it_was_made() -> None:
    assert [found.posts[0] for found in duty_lists()] == [key for key, _ in TEMPLATES]


def test_a_new_list_begins_with_the_numbered_duties() -> None:
    lines = duty_list_for("deputy").text.splitlines()
    assert len(lines) == 8
    assert lines[4] == "5．审批动火等高危险特殊作业。"


def test_no_duty_is_copied_from_the_source() -> None:
    sources = sorted(SEEDS.glob("004_*"))
    if not sources:
        pytest.skip("原文不在，无法与之比对。")
    source = re.sub(r"\s", "", sources[0].read_text("utf-8"))
    copied = [
        duty.text[i : i + COPIED]
        for found in duty_lists()
        for duty in found.duties
        for i in range(len(duty.text) - COPIED + 1)
        if duty.text[i : i + COPIED] in source
    ]
    assert copied == []

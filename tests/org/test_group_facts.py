"""The questions about a unit stand in groups, each once, and say which clauses ask."""

from weian.org import facts
from weian.org.facts import FACTS, TOPICS, by_topic, facts_asked


def test_each_fact_is_in_one_group() -> None:
    named = [key for _, keys in TOPICS for key in keys]
    assert sorted(named) == sorted(FACTS)


def test_groups_without_a_question_are_left_out() -> None:
    asked = [FACTS["lift"], FACTS["medical"]]
    assert [(title, [f.key for f in found]) for title, found in by_topic(asked)] == [
        ("基本情况", ["medical"]),
        ("设备、水电气和危险物品", ["lift"]),
    ]
    whole = [f for _, found in by_topic(facts_asked("institution")) for f in found]
    assert len(whole) == len(facts_asked("institution"))


def test_what_asks_is_told_by_whoever_knows() -> None:
    before = facts._asked_by[:]
    try:
        facts.provide_clauses(lambda unit, at: {"lift": f"依据 {unit}"})
        assert facts.clauses_asking("某院", None) == {"lift": "依据 某院"}  # type: ignore[arg-type]
    finally:
        facts._asked_by[:] = before

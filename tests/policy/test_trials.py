"""What a scenario tries beside duties: forms, steps and letters, each failure with its line."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from weian.base.fields import Field
from weian.core.flow import Flow, Step
from weian.policy.shelf import check_shelf
from weian.policy.vocabulary import Vocabulary

BASE = "unit: {kind: hospital, since: 2020-01-01}\nday: 2020-10-05\n"
FIELDS = (
    Field("type", "类型", "choice", required=True, choices=(("fire", "消防"), ("gas", "燃气"))),
    Field("found_on", "日期", "date"),
)


def not_alone(
    case: Mapping[str, Any], actor: Mapping[str, Any], given: Mapping[str, Any]
) -> str | None:
    return "不能由同一人办理。" if actor["id"] == case["reporter"] else None


FLOW = Flow(
    kind="walk",
    states={"found": "已发现", "ended": "已办结"},
    initial="found",
    ends=frozenset({"ended"}),
    steps=(
        Step("end", "办结", ("found",), "ended", "read", needs=("why",), guards=("not_alone",)),
    ),
    guards={"not_alone": not_alone},
)


def next_letter(hazard: Mapping[str, Any], day: date) -> str:
    if unknown := set(hazard) - {"due"}:
        raise TypeError(f"unknown {unknown}")
    return "notice" if hazard["due"] < day else ""


KNOWN = Vocabulary(
    forms={"note": FIELDS, "walk.open": FIELDS}, flows={"walk": FLOW}, next_letter=next_letter
)


@pytest.fixture
def faults(plan: Path, write: Callable[..., Path]) -> Callable[[str], list[str]]:
    def told(text: str) -> list[str]:
        write(BASE + text, "plan/scenarios/a.yaml")
        found = check_shelf(plan.parent, KNOWN).errors
        return [f"{error.line}: {error.reason}" for error in found]

    return told


@pytest.mark.parametrize(
    "text",
    [
        "forms: [{form: note, given: {type: fire, found_on: 2020-09-01}}]",
        "forms: [{form: walk.open, given: {type: oil}, refused: [type]}]",
        "forms: [{form: note, refused: [type]}]",
        "steps: [{step: walk.end, at: found, given: {why: 好了}, leads: ended}]",
        "steps: [{step: walk.end, at: found, refused: missing}]",
        "steps: [{step: walk.end, at: ended, refused: wrong_state}]",
        "steps: [{step: walk.end, at: found, by: {id: 1}, given: {why: 好了}, refused: not_alone}]",
        "letters: [{hazard: {due: 2020-10-01}, letter: notice}, {hazard: {due: 2020-11-01}}]",
    ],
)
def test_what_is_as_told_is_no_fault(faults: Callable[[str], list[str]], text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("forms: [{form: note, given: {type: oil}}]", "note 应拒绝 无，实际：类型"),
        (
            "forms: [{form: note, given: {type: gas}, refused: [type]}]",
            "应拒绝 type，实际：没有拒绝",
        ),
        ("forms: [{form: nothing}]", "没有 nothing 这张表"),
        ("steps: [{step: walk.end, at: found, leads: ended}]", "应到 ended，实际被 missing 拒绝"),
        ("steps: [{step: walk.end, at: lost, leads: ended}]", "没有 lost 这个状态"),
        (
            "steps: [{step: walk.end, at: found, given: {why: 好了}, refused: not_alone}]",
            "应被 not_alone 拒绝，实际到 ended",
        ),
        ("letters: [{hazard: {due: 2020-10-01}}]", "应发 无，实际 notice"),
        ("letters: [{hazard: {done: true}}]", "写得不对"),
    ],
)
def test_what_is_otherwise_is_told_with_its_line(
    faults: Callable[[str], list[str]], text: str, why: str
) -> None:
    found = faults(text)
    assert len(found) == 1
    assert why in found[0]
    assert found[0].startswith("3: ")


def test_nothing_is_tried_where_nothing_is_declared(plan: Path, write: Callable[..., Path]) -> None:
    write(BASE + "forms: [{form: nothing}]\n", "plan/scenarios/a.yaml")
    assert check_shelf(plan.parent, Vocabulary()).errors == []

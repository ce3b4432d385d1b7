"""Score sheets of packs: what they speak of exists; they are shown in words."""

from pathlib import Path

import pytest

from weian.policy.checking import check_names
from weian.policy.loading import load_pack, load_text
from weian.policy.source import BrokenPack
from weian.policy.views.sheets import sheets
from weian.policy.vocabulary import vocabulary

PACKS = Path(__file__).parents[2] / "packs"
HALF = PACKS / "county" / "half-year-plan" / "pack.yaml"
TEXT = """
pack: p
version: 1
title: 办法
issuer: 县卫生健康局
issued: 2026-01-01
layer: county
since: 2026-01-01
clauses:
  - id: "1"
    article: 一
    summary: 每月检查。
    principle: {reason: 略}
sheets:
  - id: s
    title: 考核表
    article: 一
    units: [institution]
    indicators:
      - {id: a, title: 甲, points: 50, areas: [hazard]}
"""


def faults(line: str) -> list[tuple[int, str]]:
    loaded = load_text(TEXT + line, "p.yaml")
    return [(e.line, e.reason) for e in check_names(loaded, vocabulary())]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("      - {id: b, title: 乙, points: 5, areas: [nowhere]}", "没有 nowhere 这个板块"),
        ("      - {id: b, title: 乙, points: 5, duties: [x]}", "没有 x 这项责任事项"),
        ("      - {id: b, title: 乙, points: 5, judged: [x]}", "没有 x 这个带人工评判的条款"),
        ("      - {id: b, title: 乙, points: 5, deduct: {case: x}, each: 1}", "没有 x 这种事项"),
        ("      - {id: b, title: 乙, points: 5, deduct: {case: hazard, where: {x: 1}}, each: 1}", "没有 x 这一项"),
        ("      - {id: b, title: 乙, points: 5, deduct: {case: hazard, where: {grade: x}}, each: 1}", "没有 x 这个选项"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_told_with_its_line(line: str, told: str) -> None:
    ((number, reason),) = faults(line)
    assert number == 21
    assert told in reason


@pytest.mark.parametrize(
    "line",
    [
        "      - {id: b, title: 乙, points: 5}",
        "      - {id: b, title: 乙, points: 5, areas: [hazard], judged: all}",
        "      - {id: b, title: 乙, points: 5, deduct: {case: hazard}}",
        "      - {id: b, title: 乙, points: 5, deduct: {record: meeting, late: true}, each: 1}",
        "      - {id: a, title: 乙, points: 5, areas: [risk]}",
    ],
)
def test_what_makes_no_sense_is_refused(line: str) -> None:
    with pytest.raises(BrokenPack):
        load_text(TEXT + line, "p.yaml")


def test_a_sheet_is_shown_in_words() -> None:
    (shown,) = sheets(load_pack(HALF).pack)
    said = {b.title: b.when for b in shown.became}
    assert said["隐患没有按期整改"] == "每件扣 2 分：隐患，没有按期办完的"
    assert said["风险管控"] == "按这些板块的责任事项：风险管控"
    assert said["上级评判"] == "按人工评判"

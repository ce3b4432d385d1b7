"""What a pack speaks of must exist, be possible, and not contradict another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from weian.base.fields import Field
from weian.policy.shelf import check_shelf
from weian.policy.vocabulary import Vocabulary

KNOWN = Vocabulary(
    records={
        "meeting": (Field("topic", "会议类型", "choice", choices=(("study", "学习"), ("other", "其他"))),
                    Field("hours", "学时", "number"), Field("chaired_by", "主持人", "person"),
                    Field("open", "公开", "bool")),
    },
    steps={"hazard.verify": (Field("grade", "等级", "choice", choices=(("major", "重大"),)),)},
    subjects={"lift": (Field("public", "公用", "bool"),)},
    cases={"hazard": (Field("due_on", "期限", "date"),)},
)  # fmt: skip

HEAD = """\
pack: {id}
version: 1
title: 方案
issuer: 局
issued: 2026-01-01
layer: {layer}
since: 2026-01-01
clauses:
  - id: "1"
    article: 一
    summary: 概括
    obligations:
"""
OBLIGATION = """\
      - id: {id}
        title: 要求
        area: meeting
        who: {{units: [institution]}}
        owes: {{record: meeting}}
        when: {when}
"""
LINE = len(HEAD.splitlines())


def found(path: Path, known: Vocabulary = KNOWN) -> list[tuple[int, str]]:
    return [(e.line, e.reason) for e in check_shelf(path, known).errors]


def pack(when: str = "{every: month}", more: str = "", id: str = "p", layer: str = "county") -> str:
    return HEAD.format(id=id, layer=layer) + OBLIGATION.format(id="o", when=when) + more


def test_a_good_pack_has_no_faults(write: Callable[..., Path]) -> None:
    more = "        measure: {sum: hours, at_least: 8}\n        each: {post: head}\n"
    assert found(write(pack(more=more))) == []


def test_what_nobody_declared_is_not_checked(write: Callable[..., Path]) -> None:
    text = pack().replace("record: meeting", "record: anything")
    assert found(write(text), Vocabulary()) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("area: meeting", "area: cooking", 3, "板块"),
        ("[institution]", "[institution, school]", 4, "school"),
        ("[institution]", "[institution], post: cook", 4, "岗位"),
        ("[institution]", "[institution], applies: {rich: true}", 4, "rich"),
        ("[institution]", "[institution], applies: {lift: 2}", 4, "true 或 false"),
        ("[institution]", "[institution], applies: {level: 7}", 4, "没有 7"),
        ("[institution]", "[institution], applies: {beds: {gte: many}}", 4, "整数"),
        ("record: meeting", "record: meting", 5, "meting"),
        ("record: meeting", "record: hazard.verity", 5, "hazard.verify"),
        ("record: meeting", "record: meeting, where: {topik: study}", 5, "topik"),
        ("record: meeting", "record: meeting, where: {topic: study2}", 5, "study2"),
        ("record: meeting", "record: meeting, where: {open: 1}", 5, "true"),
        ("record: meeting", "record: meeting, person: led_by", 5, "led_by"),
        ("{every: month}", "{every: month}\n        each: {subject: lifts}", 7, "lifts"),
        ("{every: month}", "{every: month}\n        each: {subject: lift, where: {big: true}}", 7, "big"),
        ("{every: month}", "{every: month}\n        each: {post: cook}", 7, "cook"),
        ("{every: month}", "{every: month}\n        each: {person: {employment: guest}}", 7, "guest"),
        ("{every: month}", "{every: month}\n        measure: {sum: topic, at_least: 1}", 7, "不是数字"),
        ("{every: month}", "{every: month}\n        measure: {cover: people, kinds: [cook], by: people, share: 1}", 7, "cook"),
        ("{every: month}", "{every: month}\n        measure: {cover: units, kinds: [inn], by: unit, share: 1}", 7, "inn"),
        ("{every: month}", "{within: 3d, after: fire}", 6, "fire"),
        ("{every: month}", "{before: appointed}", 6, "each"),
        ("{every: month}", "{deadline: due_on}", 6, "each"),
        ("{every: month}", "{deadline: due}\n        each: {case: hazard}", 6, "due"),
        ("{every: month}", "{always: true}\n        measure: {sum: hours, at_least: 2}", 7, "累计"),
        ("{every: month}", "{by: 2025-12-31}", 1, "早于生效日"),
        ("{every: month}", "{every: month, last: 29 days}", 1, "比周期还长"),
    ],
)  # fmt: skip
def test_each_fault_with_its_line(
    write: Callable[..., Path], old: str, new: str, line: int, word: str
) -> None:
    faults = found(write(pack().replace(old, new)))
    assert [n for n, _ in faults] == [LINE + line]
    assert word in faults[0][1]


@pytest.mark.parametrize(
    ("when", "word"),
    [("{by: 2026-12-31}", "晚于失效日"), ("{every: year}", "没有任何一个完整的时段")],
)
def test_windows_that_never_come_while_it_is_in_force(
    write: Callable[..., Path], when: str, word: str
) -> None:
    text = pack(when).replace("since: 2026-01-01", "since: 2026-01-01\nuntil: 2026-06-30")
    assert [word in reason for _, reason in found(write(text))] == [True]


def test_every_choice_of_a_question_must_be_possible(write: Callable[..., Path]) -> None:
    text = pack("{every: {ask: often}}").replace(
        "clauses:",
        "until: 2026-06-30\nquestions:\n"
        "  often: {question: 多久, choices: [month, year], default: month}\nclauses:",
    )
    assert [reason.startswith("选 year 时 o：") for _, reason in found(write(text))] == [True]


def test_the_same_edition_twice(write: Callable[..., Path], tmp_path: Path) -> None:
    write(pack(), "a/pack.yaml")
    write(pack(), "b/pack.yaml")
    assert [line for line, _ in found(tmp_path)] == [1]
    write(pack().replace("version: 1", "version: 2"), "b/pack.yaml")
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("higher", "lower", "word"),
    [
        ("{every: month}", "{every: quarter}", "更松"),
        ("{every: month}", "{every: week}", ""),
        ("{every: month}", "{every: month}", ""),
        ("{every: month}", "{every: month}\n        measure: {count: 2}", ""),
        ("{every: month}\n        measure: {count: 2}", "{every: month}", "更松"),
        ("{every: month}", "{every: month}\n        grace: 3d", "宽限"),
        ("{by: 2026-06-30}", "{by: 2026-09-30}", "更松"),
        ("{within: 24h, after: meeting}", "{within: 3d, after: meeting}", "更松"),
        ("{max_age: 1y}", "{max_age: 3y}", "更松"),
        ("{every: month}", "{by: 2026-09-30}", ""),
    ],
)
def test_a_lower_layer_may_not_loosen(
    write: Callable[..., Path], tmp_path: Path, higher: str, lower: str, word: str
) -> None:
    write(pack(higher, id="up", layer="province"), "up/pack.yaml")
    write(pack(lower, id="down"), "down/pack.yaml")
    faults = found(tmp_path)
    assert len(faults) == bool(word)
    assert all(word in reason and "up#o" in reason for _, reason in faults)


def test_what_is_asked_of_all_loosens_nothing_asked_of_some(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    some = pack("{every: month}", id="up", layer="nation").replace(
        "who: {units: [institution]}", "who: {units: [institution], applies: {crowded_place: true}}"
    )
    assert "crowded_place" in some
    write(some, "up/pack.yaml")
    write(pack("{every: quarter}", id="down"), "down/pack.yaml")
    assert found(tmp_path) == []


def test_a_share_may_not_be_lowered(write: Callable[..., Path], tmp_path: Path) -> None:
    cover = "{{every: year}}\n        measure: {{cover: people, by: people, share: {0}}}"
    write(pack(cover.format("100%"), id="up", layer="nation"), "up/pack.yaml")
    write(pack(cover.format("80%"), id="down"), "down/pack.yaml")
    assert ["80%" in reason for _, reason in found(tmp_path)] == [True]


def test_loosening_is_allowed_by_name(write: Callable[..., Path], tmp_path: Path) -> None:
    write(pack("{every: month}", id="up", layer="province"), "up/pack.yaml")
    leave = "        loosens: {0}\n"
    write(pack("{every: quarter}", leave.format("up#o"), id="down"), "down/pack.yaml")
    assert found(tmp_path) == []
    write(pack("{every: quarter}", leave.format("up#x"), id="down"), "down/pack.yaml")
    assert ["不存在" in reason for _, reason in found(tmp_path)] == [True, False]


def test_only_a_higher_layer_can_be_loosened(write: Callable[..., Path], tmp_path: Path) -> None:
    write(pack(id="up"), "up/pack.yaml")
    write(pack("{every: quarter}", "        loosens: up#o\n", id="down"), "down/pack.yaml")
    assert ["不是上级" in reason for _, reason in found(tmp_path)] == [True]


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    assert len(found(tmp_path)) == 1


def test_what_must_not_happen_needs_a_period(write: Callable[..., Path]) -> None:
    none = "        measure: {none: true}\n"
    assert found(write(pack("{every: year}", none))) == []
    (_, reason), *_ = found(write(pack("{always: true}", none)))
    assert "不得发生" in reason


def test_a_change_of_post_is_asked_person_by_person(write: Callable[..., Path]) -> None:
    person = "        each: {person: {employment: staff}}\n"
    assert found(write(pack("{before: post_change}", person))) == []
    (_, reason), *_ = found(write(pack("{before: post_change}", "        each: {post: head}\n")))
    assert "person" in reason

"""A pack that is wrong says everything that is wrong, each with its line."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from weian.core.cadence import (
    After,
    Always,
    Before,
    Cadence,
    Deadline,
    Every,
    Once,
)
from weian.core.condition import Test
from weian.core.obligation import Bearing
from weian.policy.loading import LoadedPack, load_pack, parse_content
from weian.policy.source import BrokenPack

HEAD = """\
pack: p
version: 1
title: 方案
issuer: 局
issued: 2026-01-01
layer: county
since: 2026-01-01
clauses:
  - id: "1"
    article: 一
    summary: 概括
    obligations:
      - id: o
        title: 要求
        area: meeting
        who: {units: [institution]}
        owes: {record: meeting}
"""
LINE = len(HEAD.splitlines())


def faults(file: Path) -> list[tuple[int, str]]:
    with pytest.raises(BrokenPack) as broken:
        load_pack(file)
    return [(e.line, e.reason) for e in broken.value.errors]


def loaded(write: Callable[..., Path], more: str = "        when: {every: month}\n") -> LoadedPack:
    return load_pack(write(HEAD + more))


@pytest.mark.parametrize(
    ("when", "cadence"),
    [
        ("{every: night}", Every("night")),
        ("{every: 3 years}", Every("year", 3)),
        ("{every: 15 days}", Every("day", 15)),
        ("{every: quarter, last: week}", Every("quarter", last=0)),
        ("{every: quarter, last: 10 days}", Every("quarter", last=10)),
        ('{every: year, by: "12-10"}', Every("year", by=(12, 10))),
        ("{every: year, month: 6}", Every("year", month=6)),
        ("{every: holiday, lead: 3d}", Every("holiday", lead_days=3)),
        ("{by: 2026-09-15}", Once(date(2026, 9, 15))),
        ("{from: 2026-09-01, by: 2026-12-31}", Once(date(2026, 12, 31), date(2026, 9, 1))),
        ("{within: 24h, after: hazard.report}", After("hazard.report", hours=24)),
        ("{within: 3d, after: hazard.report}", After("hazard.report", days=3)),
        ("{within: 5wd, after: hazard.report}", After("hazard.report", days=5, working=True)),
        ("{immediately_after: drill}", After("drill")),
        ("{before: appointed, lead: 30d}", Before("appointed", 30)),
        ("{deadline: due_on}", Deadline("due_on")),
        ("{always: true}", Always()),
        ("{max_age: 3y}", Always(years=3)),
        ("{max_age: 6m}", Always(months=6)),
    ],
)
def test_every_form_of_when(write: Callable[..., Path], when: str, cadence: Cadence) -> None:
    assert loaded(write, f"        when: {when}\n").obligations()[0].when == cadence


def test_the_whole_of_an_obligation(write: Callable[..., Path]) -> None:
    text = HEAD.replace("{units: [institution]}", "{units: [hospital], post: head, applies: "
                        "{medical: true, level: {gte: 2}, any: {lift: true, boiler: true}}}")  # fmt: skip
    more = """\
        each: {case: hazard, where: {grade: major}}
        measure: {cover: people, where: {employment: [temporary]}, by: people, share: 80%}
        when: {within: 3d, after: hazard.report}
        grace: 24h
        late: refused
        weight: 2
        veto: true
        on_breach: 通报
"""
    o = load_pack(write(text + more)).obligations()[0]
    assert o.key == "p#o"
    assert (o.who.post, o.who.units) == ("head", {"hospital"})
    assert o.who.applies.all_of == (Test("medical", "is", True), Test("level", "gte", "2"))
    assert o.who.applies.any_of == (Test("lift", "is", True), Test("boiler", "is", True))
    assert o.bearing == Bearing("case", "hazard", (Test("grade", "is", "major"),))
    assert o.measure.population is not None
    assert (o.measure.target, o.measure.field) == (0.8, "people")
    assert o.measure.population.where.all_of == (Test("employment", "in", ("temporary",)),)
    assert (o.grace, o.can_make_up, o.weight, o.veto) == (timedelta(hours=24), False, 2, True)
    assert (o.since, o.until) == (date(2026, 1, 1), None)


def test_the_last_day_in_force_is_inclusive(plan: Path) -> None:
    pack = load_pack(plan)
    assert {o.until for o in pack.obligations()} == {date(2023, 1, 1)}
    assert {o.since for o in pack.obligations(since=date(2021, 1, 1))} == {date(2021, 1, 1)}
    assert {o.until for o in pack.obligations(until=date(2021, 6, 30))} == {date(2021, 7, 1)}


def test_an_open_interval_takes_the_answer_or_the_default(plan: Path) -> None:
    pack = load_pack(plan)
    assert [o.when for o in pack.obligations() if o.id == "screening"] == [Every("month")]
    chosen = pack.obligations({"screening": "week"})
    assert [o.when for o in chosen if o.id == "screening"] == [Every("week")]


def test_all_faults_are_told_at_once_with_their_lines(write: Callable[..., Path]) -> None:
    broken = HEAD.replace("version: 1", "version: one").replace("layer: county", "layer: village")
    more = """\
        whne: {every: month}
        when: {every: fortnight}
      - id: o
        title: 又一条
        area: meeting
        who: {units: []}
        owes: {record: meeting}
        when: {every: month, by: "12-10"}
"""
    found = faults(write(broken + more))
    assert [line for line, _ in found] == [2, 6, LINE + 1, LINE + 2, LINE + 6, LINE + 8]
    assert "整数" in found[0][1]
    assert "whne" in found[2][1]
    assert "周期应是" in found[3][1]


@pytest.mark.parametrize(
    ("more", "line", "word"),
    [
        ("", 13, "缺少 when"),
        ("        when: {every: month}\n        no: 1\n", LINE + 2, "no、yes"),
        ("        when: {sometimes: true}\n", LINE + 1, "when 应是"),
        ("        when: {by: 2026-02-30}\n", LINE + 1, "2026-02-30"),
        ("        when: {by: '2026-02-03'}\n", LINE + 1, "日期"),
        ("        when: {every: year, by: '02-30'}\n", LINE + 1, "月-日"),
        ("        when: {within: 3y, after: x}\n", LINE + 1, "24h、3d"),
        ("        when: {from: 2026-02-03, by: 2026-02-01}\n", LINE + 1, "不可能完成"),
        ("        when: {every: {ask: how_often}}\n", LINE + 1, "how_often"),
        ("        when: {every: month}\n        when: {every: week}\n", LINE + 2, "写了两遍"),
        (
            "        when: {every: month}\n        measure: {count: 3, at_most: 2}\n",
            LINE + 2,
            "上限",
        ),
        ("        when: {every: month}\n        measure: {sum: hours}\n", LINE + 2, "at_least"),
        ("        when: {every: month}\n        measure: {cover: people}\n", LINE + 2, "share"),
        ("        when: {every: month}\n        each: {room: a}\n", LINE + 2, "each 应是"),
        ("        when: {every: month}\n        grace: 2wd\n", LINE + 2, "宽限"),
        ("        when: {every: month}\n        veto: maybe\n", LINE + 2, "true 或 false"),
    ],
)
def test_each_fault_is_told_in_chinese_with_its_line(
    write: Callable[..., Path], more: str, line: int, word: str
) -> None:
    found = faults(write(HEAD + more))
    assert [n for n, _ in found] == [line]
    assert word in found[0][1]


@pytest.mark.parametrize(
    ("text", "word"),
    [("", "空的"), ("a: [", "YAML"), ("- a\n", "键: 值"), ("a: &x [*x]\n", "YAML")],
)
def test_a_file_that_is_no_pack(write: Callable[..., Path], text: str, word: str) -> None:
    assert word in faults(write(text))[0][1]


def test_a_missing_file(tmp_path: Path) -> None:
    assert faults(tmp_path / "none.yaml") == [(1, "文件不存在。")]


def test_ids_told_twice(write: Callable[..., Path]) -> None:
    clause = '  - {id: "1", article: 二, summary: 又, judged: [{id: o, question: q, reason: r}]}\n'
    found = faults(write(HEAD + "        when: {every: month}\n" + clause))
    assert [reason for _, reason in found] == ["条款 1 写了两遍。", "编号 o 在本制度包里写了两遍。"]
    assert {line for line, _ in found} == {LINE + 2}


def test_parts_keep_their_own_file_and_lines(write: Callable[..., Path]) -> None:
    head = HEAD.partition("clauses:")[0] + "parts: [more.yaml]\n"
    clauses = "clauses:" + HEAD.partition("clauses:")[2]
    write(clauses + "        when: {every: month}\n        grce: 1d\n", "plan/more.yaml")
    with pytest.raises(BrokenPack) as broken:
        load_pack(write(head))
    error = broken.value.errors[0]
    assert (Path(error.file).name, error.line) == ("more.yaml", 12)
    write(clauses + "        when: {every: month}\n", "plan/more.yaml")
    pack = load_pack(write(head))
    assert [o.id for o in pack.obligations()] == ["o"]
    assert Path(pack.place_of("o")[0]).name == "more.yaml"


def test_the_stored_content_says_the_same(plan: Path) -> None:
    pack = load_pack(plan)
    assert parse_content(pack.content()) == pack.pack

"""`weian coverage`: figures, faults, JSON; and the shipped coverage of the five documents."""

import argparse
import json
from collections import Counter
from pathlib import Path

import pytest

from weian.policy.vocabulary import Vocabulary
from weian.site.commands import coverage
from weian.site.coverage.entries import Entry
from weian.site.coverage.house import built, page_names
from weian.site.coverage.register import (
    DOCUMENTS,
    Marks,
    differences,
    known_ids,
    register_folder,
    source_ids,
)
from weian.site.coverage.scenarios import expected, untouched
from weian.site.coverage.targets import missing
from weian.site.vocabulary import gather

PACKS = Path(__file__).resolve().parents[2] / "packs"
PACK = "obligation:half-year-plan"


def run(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    coverage.add_arguments(parser)
    return coverage.run(parser.parse_args([str(a) for a in arguments]))


def part(folder: Path, text: str) -> Path:
    file = folder / "part.yaml"
    file.write_text(text, "utf-8")
    return file


def test_the_list_holds_every_requirement_of_the_five_documents() -> None:
    ids = known_ids()
    assert len(ids) == 985
    assert Counter(i.partition("-")[0] for i in ids) == DOCUMENTS
    assert sum(marks.principle for marks in ids.values()) == 58


def test_the_list_is_that_of_the_register() -> None:
    folder = register_folder()
    if folder is None:
        pytest.skip("登记册不在（WEIAN_REGISTER 或旁边的 shared 文件夹），清单无从比对。")
    assert differences(known_ids(), source_ids(folder)) == []


def test_the_shipped_coverage_places_every_requirement(capsys: pytest.CaptureFixture[str]) -> None:
    if not coverage.COVERAGE.exists():
        pytest.skip("docs/coverage.yaml 还没有写成，各部分用 weian coverage --file 检查。")
    code = run()
    out = capsys.readouterr().out
    assert code == 0, out[:4000]
    assert "985 条" in out


def test_every_pack_of_the_house_can_be_a_home() -> None:
    house = built(PACKS)
    assert house.errors == []
    for target in (
        f"{PACK}#monthly-brief", "clause:half-year-plan#3.4", "judged:half-year-plan#3.6.four-parts",
        "step:hazard.report", "step:hazard.verify", "case:hazard.grade=major", "case:hazard.due_on",
        "record:report.brief", "record:training.topic=fire", "subject:ambulance", "page:duty:board",
        "page:account_login", "setting:hazard.ladder", "report:report.brief", "fact:lift",
        "post:head", "unit:hospital", "unit:institution", "role:auditor",
    ):  # fmt: skip
        assert missing(target, house) == ""
    assert "guard" in missing("guard:hazard.none", house)
    assert {"duty:board", "home"} & set(page_names()) == {"duty:board"}


def test_a_part_that_leaves_an_entry_out_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = part(tmp_path, f"H2-3.4-c:\n  asks: 每月一条简讯\n  at: ['{PACK}#monthly-brief']\n")
    assert run("--file", file) == 1
    out = capsys.readouterr().out
    assert "H2-3.4-d：没有写。" in out
    assert "H2-3.4-c" not in out
    assert "SX-0-a" not in out


def test_faults_are_told_with_file_line_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"H2-3.4-c: {{asks: 简讯, at: ['{PACK}#monthly-brief']}}\nH2-9-z: {{asks: 无}}\n"
    text += f"H2-3.4-d: {{asks: 报给谁, at: ['{PACK}#weekly-brief']}}\n"
    assert run("--file", part(tmp_path, text)) == 1
    out = capsys.readouterr().out
    assert "part.yaml:2: H2-9-z：没有这个条目编号。" in out
    assert f"part.yaml:3: H2-3.4-d：没有 {PACK}#weekly-brief；相近的有：" in out


def test_programs_read_the_targets_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"H2-3.4-c: {{asks: 简讯, at: ['{PACK}#monthly-brief'], awaiting: returns}}\n"
    run("--json", "--file", part(tmp_path, text))
    told = json.loads(capsys.readouterr().out)
    assert told == {"H2-3.4-c": [f"{PACK}#monthly-brief", "awaiting:returns"]}


def test_figures_tell_homes_and_what_stands_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"H2-3.4-c: {{asks: 简讯, at: ['{PACK}#monthly-brief', page:duty:board]}}\n"
    text += (
        "H2-3.4-a: {asks: 制度, at: [page:duty:board]}\nH2-1-a: {asks: 方针, principle: 方针。}\n"
    )
    text += "H2-3.4-b: {asks: 经验, awaiting: letters}\n"
    run("--file", part(tmp_path, text))
    out = capsys.readouterr().out
    assert "125 条中已有去处 4 条。" in out
    assert "原则 1 条（最多 58 条）" in out
    assert "等待建设 1 条（文书 1）" in out
    assert "只有页面或设置的 1 条" in out
    assert "     2  page:duty:board" in out
    assert "有频次或数字的 1 条，其中 1 条有情景" in out


def test_a_number_without_a_scenario_is_named(tmp_path: Path) -> None:
    scenarios = tmp_path / "plan" / "scenarios"
    scenarios.mkdir(parents=True)
    (tmp_path / "plan" / "pack.yaml").write_text("pack: plan\n", "utf-8")
    (scenarios / "a.yaml").write_text("expect: [{duty: o}, {duty: 'other#p'}]\n", "utf-8")
    names = expected(tmp_path, Vocabulary())
    assert names == {"obligation:plan#o", "obligation:other#p"}
    ids = {"A-1": Marks(dated=True), "A-2": Marks(dated=True), "A-3": Marks()}
    entries = [
        Entry("A-1", "一", ("obligation:plan#o",)), Entry("A-2", "二", ("obligation:plan#x",)),
        Entry("A-3", "三", ("record:training",)),
    ]  # fmt: skip
    assert untouched(entries, ids, names) == (["A-2"], 2)


def test_a_scenario_that_tries_a_form_or_a_step_touches_what_it_names(tmp_path: Path) -> None:
    scenarios = tmp_path / "plan" / "scenarios"
    scenarios.mkdir(parents=True)
    (tmp_path / "plan" / "pack.yaml").write_text("pack: plan\n", "utf-8")
    (scenarios / "a.yaml").write_text(
        "forms: [{form: violation, given: {set: six_kinds}, refused: [type]},"
        " {form: hazard.report, given: {category: fire, grade: huge}, refused: [grade]}]\n"
        "steps: [{step: letter.hold, at: issued, refused: three_roles}]\n"
        "letters: [{hazard: {}, letter: rectification}]\n",
        "utf-8",
    )
    assert expected(tmp_path, gather()) == {
        "record:violation", "record:violation.set", "record:violation.set=six_kinds",
        "record:violation.type", "case:hazard", "step:hazard.report", "case:hazard.category",
        "case:hazard.category=fire", "case:hazard.grade", "step:letter.hold",
        "guard:letter.three_roles", "page:modules:letters_due",
    }  # fmt: skip


def test_a_number_without_a_scenario_is_a_fault() -> None:
    ids = {"SX-1-a": Marks(dated=True), "SX-1-b": Marks(dated=True), "SX-1-c": Marks()}
    entries = [Entry(i, "一", (f"obligation:p#{i}",)) for i in ids]
    found = coverage.unspoken(entries, ids, {"obligation:p#SX-1-a"})
    assert [e.reason for e in found] == ["SX-1-b：有频次或数字，但没有情景。"]


def test_a_broken_pack_is_a_fault_of_the_coverage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pack.yaml").write_text("pack: x\n", "utf-8")
    assert run("--packs", tmp_path, "--file", part(tmp_path, "{}\n")) == 1
    assert "pack.yaml:1: 缺少 version。" in capsys.readouterr().out

"""`weian packs` checks without a database, loads, adopts, and says what it refuses."""

import argparse
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from weian.org import actions as org
from weian.policy import queries
from weian.site.commands import packs

AT = datetime(2020, 1, 1, tzinfo=UTC)
PACK = """\
pack: plan
version: 1
title: 方案
issuer: 局
issued: 2020-09-08
layer: county
since: 2020-09-08
until: 2022-12-31
clauses:
  - id: "1"
    article: 一
    summary: 每月开会。
    obligations:
      - id: o
        title: 每月开会
        area: meeting
        who: {units: [institution]}
        owes: {record: meeting}
        when: {every: month}
"""
SCENARIO = """\
unit: {kind: hospital}
day: 2020-10-01
expect: [{duty: o, window: 2020-09, status: met}]
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "plan" / "scenarios").mkdir(parents=True)
    (tmp_path / "plan" / "pack.yaml").write_text(PACK, "utf-8")
    return tmp_path


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    packs.add_arguments(parser)
    return packs.run(parser.parse_args(arguments))


def test_checking_needs_no_data_folder(shelf: Path) -> None:
    command = [sys.executable, "-m", "weian.site.cli", "packs", "check", "."]
    done = subprocess.run(
        command, cwd=shelf, capture_output=True, text=True, check=False,
        env={"PATH": "", "WEIAN_DATA": str(shelf / "data")},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "制度包 1 个，要求 1 项，情景 0 个，错误 0 处" in done.stdout
    assert not (shelf / "data").exists()


def test_faults_are_listed_with_file_and_line(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shelf / "plan" / "scenarios" / "a.yaml").write_text(SCENARIO, "utf-8")
    assert run("check", str(shelf)) == 1
    out = capsys.readouterr().out
    assert "a.yaml:3: o 2020-09 的 status 应为 met，算出 overdue。" in out


def test_scenarios_are_counted_by_the_statuses_that_they_expect(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, status in (("a", "overdue"), ("b", "overdue")):
        text = SCENARIO.replace("status: met", f"status: {status}")
        (shelf / "plan" / "scenarios" / f"{name}.yaml").write_text(text, "utf-8")
    assert run("check", str(shelf)) == 0
    out = capsys.readouterr().out
    assert "情景 2 个" in out
    assert "已逾期 2，已完成 0" in out


@pytest.mark.django_db
def test_loaded_and_adopted_for_another_period(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county = org.keep_unit(
        None, at=AT, kind="commission_county", name="清河县卫生健康局", since=date(2020, 1, 1)
    )
    hospital = org.keep_unit(
        None, at=AT, parent=county, kind="hospital", name="县医院", since=date(2020, 1, 1)
    )
    assert run("load", str(shelf)) == 0
    given = ("--pack", "plan", "--unit", "清河县卫生健康局", "--since", "2026-01-01")
    assert run("adopt", *given) == 1
    assert "沿用" in capsys.readouterr().err
    assert run("adopt", *given, "--reissue", "5") == 0
    at = datetime(2100, 1, 1, tzinfo=UTC)
    assert [o.key for o in queries.obligations_for(hospital, at)] == ["plan+5#o"]


@pytest.mark.django_db
def test_an_adopted_edition_stays_as_it_is_and_that_is_said(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    org.keep_unit(
        None, at=AT, kind="commission_county", name="清河县卫生健康局", since=date(2020, 1, 1)
    )
    run("load", str(shelf))
    run("adopt", "--pack", "plan", "--unit", "清河县卫生健康局", "--since", "2020-10-01")
    (shelf / "plan" / "pack.yaml").write_text(PACK.replace("每月开会。", "按月开会。"), "utf-8")
    assert run("load", str(shelf)) == 0
    assert "version 加 1" in capsys.readouterr().out


@pytest.mark.django_db
def test_what_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("adopt", "--pack", "none", "--unit", "x", "--since", "2026-01-01") == 1
    assert "制度包 none" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_broken_shelf_is_not_loaded(shelf: Path) -> None:
    (shelf / "plan" / "pack.yaml").write_text(PACK.replace("area: meeting", "area: x"), "utf-8")
    assert run("load", str(shelf)) == 1
    assert queries.edition_named("plan") is None


@pytest.mark.db
@pytest.mark.django_db
def test_what_has_not_changed_is_not_read_again(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("load", str(shelf), "--if-changed")
    assert run(*asked) == 0
    assert "plan 第 1 版：新载入" in capsys.readouterr().out
    assert run(*asked) == 0
    assert capsys.readouterr().out == "制度包没有变化。\n"
    assert run("load", str(shelf)) == 0
    assert "plan 第 1 版：没有变化" in capsys.readouterr().out


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("changed", ["file", "edition"])
def test_a_changed_file_and_a_changed_edition_are_read_again(
    shelf: Path, changed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("load", str(shelf), "--if-changed")
    pack = shelf / "plan" / "pack.yaml"
    pack.write_text(PACK.replace("每月开会", "按月开会"), "utf-8")
    if changed == "edition":
        run("load", str(shelf))  # as an administrator does by hand, from somewhere else
        pack.write_text(PACK, "utf-8")
    capsys.readouterr()
    assert run("load", str(shelf), "--if-changed") == 0
    assert "plan 第 1 版：已更新" in capsys.readouterr().out


@pytest.mark.db
@pytest.mark.django_db
def test_what_was_refused_is_said_again_at_every_start(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("load", str(shelf), "--if-changed")
    run(*asked)
    seed = org.UnitSeed("c", "commission_county", "测县卫健局", "", date(2019, 1, 1))
    org.load_tree(None, at=AT, seeds=[seed])
    run("adopt", "--pack", "plan", "--unit", "测县卫健局", "--since", "2021-01-01")
    (shelf / "plan" / "pack.yaml").write_text(PACK.replace("每月开会", "按月开会"), "utf-8")
    for _ in range(2):
        capsys.readouterr()
        assert run(*asked) == 0
        assert "内容不能再改" in capsys.readouterr().out
